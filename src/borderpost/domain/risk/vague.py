"""Descriptions that say too little about goods, by dated lists of words that say nothing alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from borderpost.domain.risk.profile import WordList
from borderpost.domain.risk.words import fold

DESCRIPTIONS_REMEMBERED = 32_768
_PLURAL_LETTERS = 3


class Vagueness(StrEnum):
    """In what way a description is vague.

    WHOLE: it is one of the terms and nothing else. ALL_GENERIC: it is made of terms and fillers. EMBEDDED:
    a term stands in a description that says more, which is no fault. NO_WORDS: it has no letters at all.
    """

    PRECISE = "precise"
    WHOLE = "whole"
    ALL_GENERIC = "all_generic"
    EMBEDDED = "embedded"
    NO_WORDS = "no_words"

    @property
    def too_vague(self) -> bool:
        """True where the description does not tell what the goods are."""
        return self in (Vagueness.WHOLE, Vagueness.ALL_GENERIC, Vagueness.NO_WORDS)


@dataclass(frozen=True, slots=True)
class VagueFinding:
    """How vague a description is, by which terms of the lists, as they are listed."""

    vagueness: Vagueness
    terms: tuple[str, ...] = ()


class VagueDescriptions:
    """The lists of a site in force on a day, ready to be asked. Never raises, whatever the text is.

    A term is found in any spelling of capitals, accents and blanks, in the plural and in the singular. A
    list that is not yet in force is left out. `fillers` are words that add nothing: `and`, `pcs`.
    """

    def __init__(self, lists: Iterable[WordList], fillers: Iterable[str], today: date) -> None:
        self.lists = tuple(each for each in lists if each.valid_from <= today)
        self._fillers = frozenset(word for filler in fillers for word in _words(filler))
        # Terms by their first word; the longest first, so that `party accessories` goes before `party`.
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for term in dict.fromkeys(entry for each in self.lists for entry in each.entries):
            words = _words(term)
            if words:
                self._by_first.setdefault(words[0], []).append((words, term))
        for terms in self._by_first.values():
            terms.sort(key=lambda found: -len(found[0]))
        self._remembered = lru_cache(maxsize=DESCRIPTIONS_REMEMBERED)(self._judge)

    def judge(self, description: str) -> VagueFinding:
        """Tell how vague a description is; an empty one is missing rather than vague, and PRECISE here."""
        return self._remembered(description)

    def vague(self, description: str) -> tuple[str, ...]:
        """Return the terms that make a description too vague, as listed; none where it is not."""
        finding = self._remembered(description)
        return finding.terms if finding.vagueness.too_vague else ()

    def _judge(self, description: str) -> VagueFinding:
        if not description.strip():
            return VagueFinding(Vagueness.PRECISE)
        words = _words(description)
        if not any(map(_has_letters, words)):
            return VagueFinding(Vagueness.NO_WORDS)
        found: dict[str, None] = {}
        left = place = 0
        while place < len(words):
            length, term = self._term_at(words, place)
            if term:
                found[term] = None
            elif words[place] not in self._fillers and _has_letters(words[place]):
                left += 1
            place += length
        if not found:
            return VagueFinding(Vagueness.PRECISE)
        if left:
            return VagueFinding(Vagueness.EMBEDDED, tuple(found))
        whole = len(found) == 1 and self._term_at(words, 0)[0] == len(words)
        return VagueFinding(Vagueness.WHOLE if whole else Vagueness.ALL_GENERIC, tuple(found))

    def _term_at(self, words: tuple[str, ...], place: int) -> tuple[int, str]:
        """Return how many words the longest term that begins here has, and the term; 1 and "" for none."""
        for term_words, term in self._by_first.get(words[place], ()):
            if words[place : place + len(term_words)] == term_words:
                return len(term_words), term
        return 1, ""


def _words(text: str) -> tuple[str, ...]:
    """Return the words in the form in which they are compared: small, Latin where there is a Latin form.

    Han and kana stay as they are, a character each, because their sounds do not tell words apart.
    """
    folded = fold(text)
    own_script = any(ord(character) >= 0x3040 for character in folded.script)
    return tuple(map(_singular, (folded.script if own_script else folded.latin).split()))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > _PLURAL_LETTERS and word.endswith("s") else word


def _has_letters(word: str) -> bool:
    return any(map(str.isalpha, word))
