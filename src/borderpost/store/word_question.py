"""What is asked of a word index: words, all or any of which a text has to say."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Word:
    """A word, or with `begins` what a word begins with; letters and digits alone."""

    text: str
    begins: bool


@dataclass(frozen=True, slots=True)
class All:
    """Questions that all have to be answered."""

    parts: tuple["Question", ...]


@dataclass(frozen=True, slots=True)
class Either:
    """Questions of which one has to be answered."""

    parts: tuple["Question", ...]


Question: TypeAlias = Word | All | Either


def all_of(questions: Sequence[Question]) -> Question | None:
    """Return one question for all; none for none."""
    return All(tuple(questions)) if len(questions) > 1 else next(iter(questions), None)


def either_of(*questions: Question) -> Question:
    """Return one question for any of several, of which some may be the same."""
    distinct = tuple(dict.fromkeys(questions))
    return distinct[0] if len(distinct) == 1 else Either(distinct)


def words_of(question: Question) -> list[Word]:
    """Return the words that are asked for."""
    if isinstance(question, Word):
        return [question]
    return [word for part in question.parts for word in words_of(part)]


def in_words(question: Question) -> str:
    """Return a question in the index's own language; all is quoted, so that no word is taken for it."""
    if isinstance(question, Word):
        return f'"{question.text}"*' if question.begins else f'"{question.text}"'
    if isinstance(question, All):
        return " AND ".join(map(in_words, question.parts))
    return f"({' OR '.join(f'({in_words(part)})' for part in question.parts)})"
