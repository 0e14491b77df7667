"""The rows of a week whose texts answer a question, newest first, by the way that is the shortest there.

The engine finds one word, and what begins with one or two letters, row by row from the newest on. For a
longer beginning it first gathers all rows of all words that begin so: nothing for a name, a tenth of a second
for what half of all declarations say. Where that would be many, the pieces of the index are read here, the
newest first; beside a word that few declarations say, the texts of those few are.
"""

import contextlib
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

import numpy as np

from borderpost.store.engine import Connection, snapshot
from borderpost.store.still_said import StillSaid
from borderpost.store.week_file import WeekFile
from borderpost.store.word_pieces import (
    NONE,
    Piece,
    Rows,
    Span,
    Unfamiliar,
    both,
    once,
    pieces_of,
    rows_as_they_lie,
    rows_in,
    structure_of,
)
from borderpost.store.word_question import All, Either, Question, Word, all_of, in_words, words_of

_INDEXED: Final = 2
"""Letters up to which beginnings have lists of rows of their own."""
_SMALL: Final = 64
"""Pages up to which all rows of a piece are gathered at once."""
_FEW: Final = 4
"""Rows of a word in a piece up to which few texts of a week say it."""
_TEXTS: Final = 32
"""Texts that are read as quickly as the engine finds two words in a week."""

# What it takes, in microseconds: this says which way is the shortest, and changes nothing else.
_GATHERED_ROW: Final = 0.18
_PLACE: Final = 45.0
_READ_ROW: Final = 0.05
_TEXT: Final = 60.0
_SOONER: Final = 160
"""Rows of a word in a piece up to which the engine finds all of a week sooner than they are read here."""

_AT_ONCE: Final = 32


@dataclass(frozen=True, slots=True)
class _Asked:
    """A word as the index knows it."""

    span: Span
    is_gathered: bool
    """Whether the engine gathers all rows before it tells the first."""


class WordRows:
    """A question on its way through the weeks until `wanted` rows are found, or `cancelled` tells that it was
    given up."""

    def __init__(
        self, question: Question, said: StillSaid, cancelled: Callable[[], bool], wanted: int
    ) -> None:
        self._question = question
        self._match = in_words(question)
        self._said = said
        self._cancelled = cancelled
        self._wanted = wanted
        asked = {word: _asked(word, said) for word in words_of(question)}
        known = {word: one for word, one in asked.items() if one is not None}
        self._asked = known if len(known) == len(asked) else {}
        self._gathered = [word for word, one in self._asked.items() if one.is_gathered]
        self._seen: dict[Word, int] = {}
        self._expected = 0.0

    def of(self, week: WeekFile) -> Iterator[int]:
        """Yield the rows of a week, newest first; some of them, or none, once given up."""
        row: int | None = None
        try:
            for row in self._shortest(week):
                yield row
                self._wanted = max(1, self._wanted - 1)
        except Unfamiliar:
            yield from week.rows_with_words(self._match, row)

    def _shortest(self, week: WeekFile) -> Iterator[int]:
        structure = structure_of(week.conn) if self._gathered else b""
        pieces = pieces_of(structure) if structure else ()
        largest = max(pieces, key=lambda piece: piece.pages, default=None)
        if largest is None or largest.pages <= _SMALL:
            yield from week.rows_with_words(self._match)
            return
        if not self._seen:
            self._look_at(week, largest, structure)
        alike = sum(piece.pages for piece in pieces) / largest.pages
        rare = self._rare(self._question)
        if rare is not None and rare != self._question:
            rows = list(islice(week.rows_with_words(in_words(rare)), _TEXTS + 1))
            if len(rows) <= _TEXTS:
                yield from self._saying(week, rows)
                return
        gathering = alike * sum(self._seen[word] for word in self._gathered) * _GATHERED_ROW
        suffice = min(alike, self._wanted / max(self._expected, 1 / alike))
        if gathering <= suffice * sum(map(_reading, self._seen.values())):
            yield from week.rows_with_words(self._match)
        else:
            yield from self._in_pieces(week, structure, math.ceil(suffice))

    def _look_at(self, week: WeekFile, piece: Piece, structure: bytes) -> None:
        """See how many rows each word has in a piece, and how many answer; others will be much alike."""
        with _unchanged(week.conn, structure):
            looked_at = _InPieces(week, (piece,), self._asked, {})
            self._seen = {word: len(looked_at.rows_of(word)) for word in self._asked}
            self._expected = len(looked_at.answering(self._question)[0])

    def _rare(self, question: Question) -> Question | None:
        """Return a question for no more than words that few texts say, one of which is in every answer."""
        if isinstance(question, Word):
            return question if self._asked[question].is_gathered and self._seen[question] <= _FEW else None
        parts = [rare for part in question.parts if (rare := self._rare(part)) is not None]
        if isinstance(question, All):
            return all_of(parts)
        return Either(tuple(parts)) if len(parts) == len(question.parts) else None

    def _saying(self, week: WeekFile, rows: list[int]) -> Iterator[int]:
        """Yield those rows whose texts answer."""
        for start in range(0, len(rows), _AT_ONCE):
            if self._cancelled():
                return
            some = rows[start : start + _AT_ONCE]
            declarations = [declaration for declaration, _ in week.each_told(iter(some))]
            for place in self._said.which(declarations, self._match):
                yield some[place]

    def _in_pieces(self, week: WeekFile, structure: bytes, at_once: int) -> Iterator[int]:
        """Yield the rows that answer, from some pieces of the index after others."""
        pieces, read, told, least = pieces_of(structure), 0, 0, 1
        while read < len(pieces) and not self._cancelled():
            some = pieces[read : read + at_once]
            with _unchanged(week.conn, structure):
                rows, is_sure = _InPieces(week, some, self._asked, self._seen).answering(self._question)
            for end in range(len(rows), 0, -_AT_ONCE):
                newest: list[int] = rows[max(0, end - _AT_ONCE) : end][::-1].tolist()
                yield from newest if is_sure else self._saying(week, newest)
            read, told = read + len(some), told + len(rows)
            least *= 2
            at_once = max(least, min(2 * at_once, math.ceil(self._wanted * read / max(told, 1))))


class _InPieces:
    """Pieces of the index that are asked; with how many rows words have in one where that is known."""

    def __init__(
        self, week: WeekFile, pieces: Sequence[Piece], asked: dict[Word, _Asked], seen: dict[Word, int]
    ) -> None:
        self._week = week
        self._pieces = pieces
        self._are_all = len(pieces) == len(pieces_of(structure_of(week.conn)))
        self._asked = asked
        self._seen = seen
        self._rows: dict[Word, Rows] = {}

    def rows_of(self, word: Word) -> Rows:
        """Return the rows of a word."""
        if word not in self._rows:
            if self._is_found_sooner(word):
                by_engine = list(self._week.rows_with_words(in_words(word)))
                self._rows[word] = np.array(by_engine[::-1], np.int32)
            else:
                self._rows[word] = rows_in(self._week.conn, self._pieces, self._asked[word].span)
        return self._rows[word]

    def answering(self, question: Question, among: Rows | None = None) -> tuple[Rows, bool]:
        """Return the rows (`among` some, where they are given) that answer a question, and whether all do.

        Where it is quicker to read the texts of a few, there are some that may not.
        """
        if isinstance(question, Word):
            return self.rows_of(question) if among is None else self._among(among, question), True
        if isinstance(question, Either):
            found = [self.answering(part, among) for part in question.parts]
            return once(np.concatenate([rows for rows, _ in found])), all(is_sure for _, is_sure in found)
        is_sure = True
        for part in sorted(question.parts, key=self._size):
            if among is not None and len(among) * _TEXT <= len(self._pieces) * self._cost(part):
                return among, not len(among)
            among, is_sure_there = self.answering(part, among)
            is_sure = is_sure and is_sure_there
        return NONE if among is None else among, is_sure

    def _among(self, some: Rows, word: Word) -> Rows:
        """Return those of some rows in which a word is."""
        if word in self._rows or self._is_found_sooner(word):
            return both(some, self.rows_of(word))
        return both(some, rows_as_they_lie(self._week.conn, self._pieces, self._asked[word].span)[0])

    def _is_found_sooner(self, word: Word) -> bool:
        """Tell whether the engine finds all rows of a word sooner than they are read here."""
        is_few = self._asked[word].is_gathered and self._seen.get(word, _SOONER) < _SOONER
        return is_few and self._are_all

    def _size(self, question: Question) -> int:
        """Return about how many rows answer."""
        if isinstance(question, Word):
            return self._seen.get(question, 0)
        sizes = [self._size(part) for part in question.parts]
        return min(sizes) if isinstance(question, All) else sum(sizes)

    def _cost(self, question: Question) -> float:
        """Return what it takes at least to find them in a piece."""
        if isinstance(question, Word):
            return _reading(self._seen[question]) if self._seen else 0.0
        costs = [self._cost(part) for part in question.parts]
        return min(costs) if isinstance(question, All) else sum(costs)


def _reading(rows: int) -> float:
    return _PLACE + rows * _READ_ROW


@contextlib.contextmanager
def _unchanged(conn: Connection, structure: bytes) -> Iterator[None]:
    """See one state of the index, whose pieces are those that are known."""
    with snapshot(conn):
        if structure_of(conn) != structure:
            raise Unfamiliar("the pieces have changed")
        yield


def _asked(word: Word, said: StillSaid) -> _Asked | None:
    """Return how a word lies in the index; None where it is no word there, or several."""
    terms = said.terms(word.text)
    if len(terms) != 1:
        return None
    term, letters = terms[0].encode(), len(terms[0])
    if word.begins and letters > _INDEXED:
        begin = b"0" + term
        return _Asked(Span(begin, begin[:-1] + bytes([begin[-1] + 1])), True)
    begin = (b"%d" % letters if word.begins else b"0") + term
    return _Asked(Span(begin, begin + b"\0"), False)
