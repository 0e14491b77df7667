"""Finds whole words and phrases in texts of any script."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii

TEXT_LIMIT = 4_096
_REMEMBERED = 20_000
_NO_WORDS: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Folded:
    """A text made comparable: small Latin words with a blank on either side of each.

    `latin` is transliterated. `script` keeps the letters of the text's own script, each Han character a
    word for itself, and is empty where the text is plain ASCII.
    """

    original: str
    latin: str
    script: str
    latin_words: frozenset[str]
    script_words: frozenset[str]

    @property
    def blank(self) -> bool:
        """True where nothing but blanks and marks stood there."""
        return not self.latin_words and not self.script_words


class _Letters(dict[int, int | str]):
    """What becomes of each character, reckoned when it is met first: `str.translate` then is quick."""

    def __init__(self, becomes: Callable[[str], str]) -> None:
        super().__init__()
        self._becomes = becomes

    def __missing__(self, code: int) -> str:
        found = self._becomes(chr(code))
        if len(self) < _REMEMBERED:  # a text may hold any of a million characters
            self[code] = found
        return found


def _is_unspaced(character: str) -> bool:
    """True of a character of a script that puts no blanks between words (Han, kana)."""
    code = ord(character)
    return (
        0x3040 <= code <= 0x30FF
        or 0x3400 <= code <= 0x4DBF
        or 0x4E00 <= code <= 0x9FFF
        or 0xF900 <= code <= 0xFAFF
        or 0x20000 <= code <= 0x3FFFF
    )


_WORD_LETTERS = _Letters(lambda c: c if c.isalnum() else " ")
# Marks above and below letters are part of them: Thai and Devanagari fall apart without theirs.
_MARKED_LETTERS = _Letters(lambda c: c if c.isalnum() or unicodedata.category(c).startswith("M") else " ")
_APART = _Letters(lambda c: f" {c} " if _is_unspaced(c) else c)
_SMALL_ASCII = {code: chr(code).lower() if chr(code).isalnum() else " " for code in range(128)}
_SMALL_ASCII[ord("'")] = ""


def _marked(text: str) -> str:
    """Return the words of a text in its own script; what has no letter is none."""
    return " ".join([word for word in text.translate(_MARKED_LETTERS).split() if any(map(str.isalnum, word))])


@lru_cache(maxsize=8_192)
def fold(text: str) -> Folded:
    """Make a text comparable; beyond 4,096 characters it is not read."""
    shortened = text[:TEXT_LIMIT]
    if shortened.isascii():
        words = shortened.translate(_SMALL_ASCII).split()
        return Folded(text, f" {' '.join(words)} ", "", frozenset(words), _NO_WORDS)
    plain = unicodedata.normalize("NFKC", shortened).casefold().replace("'", "").replace("’", "")
    apart = plain.translate(_APART)
    latin = anyascii(apart).lower().replace("'", "").translate(_WORD_LETTERS).split()
    script = _marked(apart)
    return Folded(text, f" {' '.join(latin)} ", f" {script} ", frozenset(latin), frozenset(script.split()))


def _by_script(term: Folded) -> bool:
    """Tell whether a term is looked for in its own script: it has no blanks, or no transliteration."""
    return not term.latin_words or any(map(_is_unspaced, term.script))


class WordMatcher:
    """Looks for any of many words and phrases at once, in time that grows with the text alone.

    A term in a script without blanks is looked for in its own characters; any other in transliteration,
    so that a Latin, Cyrillic or accented spelling finds the others.
    """

    def __init__(self, terms: Iterable[str]) -> None:
        self._words: tuple[dict[str, str], dict[str, str]] = ({}, {})
        self._phrases: tuple[dict[str, list[tuple[str, str]]], dict[str, list[tuple[str, str]]]] = ({}, {})
        for term in terms:
            folded = fold(term)
            in_script = _by_script(folded)
            text = folded.script if in_script else folded.latin
            words = text.split()
            if len(words) == 1:
                self._words[in_script].setdefault(words[0], term)
            elif words:
                self._phrases[in_script].setdefault(words[0], []).append((text, term))

    def keys(self) -> tuple[frozenset[str], frozenset[str]]:
        """Return the words, Latin and of other scripts, one of which stands in every text that matches."""
        latin, script = (
            frozenset((*self._words[number], *self._phrases[number])) for number in (False, True)
        )
        return latin, script

    def matches(self, text: Folded) -> bool:
        """Tell whether any term stands in the text."""
        latin, script = self._words
        if not latin.keys().isdisjoint(text.latin_words) or not script.keys().isdisjoint(text.script_words):
            return True
        return bool(self._phrases[0] or self._phrases[1]) and any(True for _ in self._found_phrases(text))

    def found(self, text: Folded) -> tuple[str, ...]:
        """Return the terms that stand in the text, as they were given, each once, in alphabetical order."""
        found = {self._words[0][word] for word in text.latin_words if word in self._words[0]}
        found |= {self._words[1][word] for word in text.script_words if word in self._words[1]}
        found.update(self._found_phrases(text))
        return tuple(sorted(found))

    def _found_phrases(self, text: Folded) -> Iterable[str]:
        for words, phrases, whole in (
            (text.latin_words, self._phrases[0], text.latin),
            (text.script_words, self._phrases[1], text.script),
        ):
            if phrases:
                for word in words:
                    for phrase, term in phrases.get(word, ()):
                        if phrase in whole:
                            yield term


def pieces(text: str, length: int) -> set[str]:
    """Return every piece of a text that has so many characters."""
    return {text[start : start + length] for start in range(len(text) - length + 1)}


class PartMatcher:
    """Looks for any of many terms anywhere in a text, also within its words.

    Terms are told apart by their first characters, so that a text costs little however many there are.
    """

    PIECE = 4
    _FEW = 8

    def __init__(self, terms: Iterable[str]) -> None:
        self._parts: tuple[dict[str, str], dict[str, str]] = ({}, {})
        for term in terms:
            folded = fold(term)
            in_script = _by_script(folded)
            part = (folded.script if in_script else folded.latin).strip()
            if part:
                self._parts[in_script].setdefault(part, term)
        self._by_piece = tuple(map(_by_piece, self._parts))

    def keys(self) -> tuple[frozenset[str], frozenset[str]]:
        """Return the pieces, Latin and of other scripts, one of which stands in every text that matches."""
        latin, script = (
            frozenset(piece for found in by_piece.values() for piece in found) for by_piece in self._by_piece
        )
        return latin, script

    def matches(self, text: Folded) -> bool:
        """Tell whether any term stands in the text."""
        return any(True for _ in self._found(text))

    def found(self, text: Folded) -> tuple[str, ...]:
        """Return the terms that stand in the text, as they were given, in alphabetical order."""
        return tuple(sorted(self._found(text)))

    def _found(self, text: Folded) -> Iterator[str]:
        for number, whole in ((False, text.latin), (True, text.script)):
            terms = self._parts[number]
            if not whole or not terms:
                continue
            if len(terms) <= self._FEW:
                yield from (term for part, term in terms.items() if part in whole)
                continue
            for length, by_piece in self._by_piece[number].items():
                for piece in by_piece.keys() & pieces(whole, length):
                    yield from (terms[part] for part in by_piece[piece] if part in whole)


def _by_piece(parts: Iterable[str]) -> dict[int, dict[str, list[str]]]:
    """Return the parts by the length of their first piece, and by that piece."""
    found: dict[int, dict[str, list[str]]] = {}
    for part in parts:
        piece = part[: PartMatcher.PIECE]
        found.setdefault(len(piece), {}).setdefault(piece, []).append(part)
    return found


class ExactMatcher:
    """Looks whether a text is, as a whole, one of many terms."""

    def __init__(self, terms: Iterable[str]) -> None:
        self._latin: dict[str, str] = {}
        self._script: dict[str, str] = {}
        for term in terms:
            folded = fold(term)
            if folded.script_words:
                self._script.setdefault(folded.script, term)
            if not _by_script(folded):
                self._latin.setdefault(folded.latin, term)

    def keys(self) -> tuple[frozenset[str], frozenset[str]]:
        """Return the folded texts, Latin and of other scripts, that match."""
        return frozenset(self._latin), frozenset(self._script)

    def found(self, text: Folded) -> tuple[str, ...]:
        """Return the term that the text is, or nothing."""
        term = self._script.get(text.script) or self._latin.get(text.latin)
        return (term,) if term else ()

    def matches(self, text: Folded) -> bool:
        """Tell whether the text is one of the terms."""
        return text.script in self._script or text.latin in self._latin
