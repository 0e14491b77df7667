"""The rows of a week whose texts answer a question, newest first, by the way that is the shortest there.

The engine finds one word, and what begins with one or two letters, row by row from the newest on. For a
longer beginning it first gathers all rows of all words that begin so: nothing for a name, a tenth of a second
for what half of all declarations say. Where that would be many, the pieces of the index are read here, the
newest first; beside a word that few declarations say, the texts of those few are.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

import numpy as np

from borderpost.store.engine import Connection, snapshot
from borderpost.store.still_said import StillSaid
from borderpost.store.week_file import WeekFile
from borderpost.store.word_pieces import (
    Piece,
    Rows,
    Span,
    Unfamiliar,
    both,
    once,
    pages_between,
    pieces_of,
    rows_between,
    structure_of,
)
from borderpost.store.word_question import All, Either, Question, Word, all_of, in_words, words_of

_INDEXED: Final = 2
"""Letters up to which beginnings have lists of rows of their own."""
_SMALL: Final = 64
"""Pages up to which all rows of a piece are gathered at once."""
_ALIKE: Final = 2
"""Pages by which places of a word in two weeks may differ and it still be as frequent in both."""
_FEW: Final = 64
"""Rows in a piece up to which the engine gathers those of a week as quickly as the newest piece is read."""
_FEW_OF_ALL: Final = 400
"""Rows of a word in a piece up to which it gathers those of a week as quickly as all its pieces are read."""
_TEXTS: Final = 32
"""Texts that are read as quickly as the engine finds two words in a week."""
_PAGES_A_TEXT: Final = 6
"""Pages of an index that are read as quickly as a text."""
_A_PAGE: Final = 4000
"""Rows that have room on a page of an index."""
_IN_VAIN: Final = 8
"""Rows of a week up to which all of the next one is likely to be asked."""
_AT_ONCE: Final = 32


@dataclass(frozen=True, slots=True)
class _Asked:
    """A word as the index knows it."""

    span: Span
    is_gathered: bool
    """Whether the engine gathers all rows before it tells the first."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """On how many pages of a week's largest piece rows of a word may lie, and how many there are."""

    pages: int
    rows: int


class WordRows:
    """A question on its way through the weeks, until `cancelled` tells that it was given up."""

    def __init__(self, question: Question, said: StillSaid, cancelled: Callable[[], bool]) -> None:
        self._question = question
        self._match = in_words(question)
        self._said = said
        self._cancelled = cancelled
        asked = {word: _asked(word, said) for word in words_of(question)}
        known = {word: one for word, one in asked.items() if one is not None}
        self._asked = known if len(known) == len(asked) else {}
        self._gathered = [word for word, one in self._asked.items() if one.is_gathered]
        self._seen: dict[Word, _Seen] = {}
        self._is_found = True

    def of(self, week: WeekFile) -> Iterator[int]:
        """Yield the rows of a week, newest first; some of them, or none, once given up."""
        row: int | None = None
        found = 0
        try:
            for row in self._shortest(week):
                found += 1
                yield row
        except Unfamiliar:
            yield from week.rows_with_words(self._match, row)
        self._is_found = found > _IN_VAIN

    def _shortest(self, week: WeekFile) -> Iterator[int]:
        is_gathered_slowly = False
        if self._gathered and self._look_at(week):
            rare = self._rare(self._question)
            if rare is not None and rare != self._question:
                rows = list(islice(week.rows_with_words(in_words(rare)), _TEXTS + 1))
                if len(rows) <= _TEXTS:
                    yield from self._saying(week, rows)
                    return
            is_gathered_slowly = self._is_slow(rare is None and self._is_found)
        yield from self._in_pieces(week) if is_gathered_slowly else week.rows_with_words(self._match)

    def _look_at(self, week: WeekFile) -> bool:
        """See how many rows the engine would gather in a week; tell whether these may be many."""
        with snapshot(week.conn) as conn:
            largest = max(pieces_of(structure_of(conn)), key=lambda piece: piece.pages, default=None)
            if largest is None or largest.pages <= _SMALL:
                return False
            for word in self._gathered:
                span = self._asked[word].span
                low, high = pages_between(conn, largest, span)
                seen = self._seen.get(word)
                # of weeks that are much alike one is looked at
                if seen is None or high - low > seen.pages + _ALIKE:
                    rows = len(rows_between(conn, largest, span, (low, high)))
                    self._seen[word] = _Seen(high - low, rows)
        return True

    def _is_slow(self, newest_suffice: bool) -> bool:
        """Tell whether the engine takes longer than reading the newest pieces does, or all of them."""
        counts = [seen.rows for seen in self._seen.values()]
        return max(counts) > _FEW if newest_suffice else sum(counts) > _FEW_OF_ALL * len(self._asked)

    def _rare(self, question: Question) -> Question | None:
        """Return a question for no more than words that few texts say, one of which is in every answer."""
        if isinstance(question, Word):
            return question if question in self._seen and self._seen[question].rows <= _FEW else None
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

    def _in_pieces(self, week: WeekFile) -> Iterator[int]:
        """Yield the rows that answer, piece after piece of the index."""
        structure = structure_of(week.conn)
        for piece in pieces_of(structure):
            if self._cancelled():
                return
            with snapshot(week.conn) as conn:
                if structure_of(conn) != structure:
                    raise Unfamiliar("the pieces have changed")
                rows, is_sure = _InPiece(conn, piece, self._asked, self._seen).answering(self._question)
            if not is_sure:
                yield from self._saying(week, rows[::-1].tolist())
                continue
            for end in range(len(rows), 0, -_AT_ONCE):
                yield from rows[max(0, end - _AT_ONCE) : end][::-1].tolist()


class _InPiece:
    """A piece of the index that is asked."""

    def __init__(
        self, conn: Connection, piece: Piece, asked: dict[Word, _Asked], seen: dict[Word, _Seen]
    ) -> None:
        self._conn = conn
        self._piece = piece
        self._asked = asked
        self._seen = seen
        self._pages = {word: pages_between(conn, piece, one.span) for word, one in asked.items()}

    def answering(self, question: Question) -> tuple[Rows, bool]:
        """Return the rows of the piece that answer a question, and whether all of them do: where it is
        quicker to read the texts of a few, there are some among them that may not."""
        if isinstance(question, Word):
            span, pages = self._asked[question].span, self._pages[question]
            return rows_between(self._conn, self._piece, span, pages), True
        if isinstance(question, Either):
            found = [self.answering(part) for part in question.parts]
            return once(np.concatenate([rows for rows, _ in found])), all(is_sure for _, is_sure in found)
        narrowest, *others = sorted(question.parts, key=self._size)
        rows, is_sure = self.answering(narrowest)
        for part in others:
            if len(rows) * _PAGES_A_TEXT <= self._width(part):
                return rows, not len(rows)
            found_there, is_sure_there = self.answering(part)
            rows, is_sure = both(rows, found_there), is_sure and is_sure_there
        return rows, is_sure

    def _size(self, question: Question) -> int:
        """Return about how many rows answer."""
        if isinstance(question, Word):
            return self._seen[question].rows if question in self._seen else self._width(question) * _A_PAGE
        sizes = [self._size(part) for part in question.parts]
        return min(sizes) if isinstance(question, All) else sum(sizes)

    def _width(self, question: Question) -> int:
        """Return on about how many pages the answer lies."""
        if isinstance(question, Word):
            low, high = self._pages[question]
            return high - low + 1
        widths = [self._width(part) for part in question.parts]
        return min(widths) if isinstance(question, All) else sum(widths)


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
