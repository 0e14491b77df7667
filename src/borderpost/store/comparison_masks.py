"""Comparisons over the columns of one chunk of a week's features."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime
from typing import Final

import numpy as np

from borderpost.domain.declaration import ContentLine, Declaration, MessageRef
from borderpost.domain.risk.comparing import Test
from borderpost.domain.risk.comparisons_ready import test_of
from borderpost.domain.risk.condition import Comparison, Field, FieldKind, Operator
from borderpost.domain.risk.facts import ItemFacts, LineFacts
from borderpost.domain.risk.field_readers import comparable
from borderpost.domain.risk.matchers import Matchers
from borderpost.domain.risk.watch_match import LEAST_SCORE
from borderpost.store.condition_masks import UNKNOWN_HERE, Making, Mask, Truth, either, no
from borderpost.store.features_chunks import Chunk
from borderpost.store.features_codes import WeekCodes
from borderpost.store.features_columns import Array
from borderpost.store.features_keys import (
    ITEM_BITS,
    ITEM_CODES,
    LINE_CODES,
    LINE_MISSING,
    PARTY_CODES,
    PARTY_TEXTS,
    posting_key,
)
from borderpost.store.number_masks import NumberMasks, Rates
from borderpost.store.watched_names import NO_ANSWER, Answer, least_of
from borderpost.store.week_file import WeekFile
from borderpost.work.ports_risk import JudgedBy

_COLUMNS: Final = {
    Field.MAIL_CLASS: "mail_class",
    Field.NATURE: "nature",
    Field.ORIGIN_OFFICE: "origin_office",
    Field.ORIGIN_OFFICE_COUNTRY: "origin_country",
    Field.DESTINATION_OFFICE: "destination_office",
    Field.MESSAGE_SOURCE: "source",
    Field.SENDER_COUNTRY: "sender_country",
    Field.ADDRESSEE_COUNTRY: "addressee_country",
    Field.LINE_UNIT: "line.unit",
    Field.LINE_ORIGIN_COUNTRY: "line.origin",
    Field.LINE_HS_CODE: "line.hs",
}
_WHOLE: Final = frozenset({*ITEM_CODES, *LINE_CODES, *PARTY_CODES})
_WORDED: Final = frozenset({Operator.HAS_WORDS, Operator.IS_EXACTLY})
_FEW_CODES: Final = 6
_PARTIES_MOST: Final = 4_000
_TEXTS_KEPT: Final = 50_000
_NO_MESSAGE: Final = MessageRef("", 1, "", datetime(2000, 1, 1, tzinfo=UTC))


def _nothing_answered(_list: str, _field: Field) -> Answer:
    return NO_ANSWER


class Texts:
    """Descriptions made comparable, and what comparisons made of them, kept from chunk to chunk."""

    def __init__(self, judged_by: JudgedBy, matchers: Matchers) -> None:
        self._matchers = matchers
        self._facts: dict[str, LineFacts] = {}
        self._told: dict[Comparison, dict[str, bool]] = {}
        self._tests: dict[Comparison, Test] = {}
        self._keys: dict[tuple[Comparison, str], tuple[list[int], list[list[int]]]] = {}
        self._item = ItemFacts(
            Declaration(_NO_MESSAGE, ""), judged_by.rates, judged_by.today or date.min, judged_by.around
        )

    def hold(self, comparison: Comparison, texts: Iterable[str]) -> Iterator[bool]:
        """Yield for each description whether a comparison holds."""
        test = self._tests.get(comparison)
        if test is None:
            test = self._tests[comparison] = test_of(comparison, self._matchers)
        told = self._told.setdefault(comparison, {})
        if len(told) > _TEXTS_KEPT:
            told.clear()
        for text in texts:
            held = told.get(text)
            if held is None:
                held = told[text] = test.judge(self._item, self._line(text)) is True
            yield held

    def keys(self, comparison: Comparison, kind: str) -> tuple[list[int], list[list[int]]]:
        """Return the keys of the words that a comparison looks for: those of terms of one word, and those of
        each other term. Every text of a kind for which it holds has one of the former, or all of a term."""
        known = self._keys.get((comparison, kind))
        if known is None:
            known = self._keys[comparison, kind] = ([], [])
            found = self._matchers.matcher(comparison).keys()
            for script, terms in zip(("latin", "script"), found, strict=True):
                for term in terms:
                    keys = [posting_key(f"{kind} {script}", word) for word in term.split()]
                    if len(keys) == 1:
                        known[0].extend(keys)
                    elif keys:
                        known[1].append(keys)
        return known

    def _line(self, text: str) -> LineFacts:
        line = self._facts.get(text)
        if line is None:
            if len(self._facts) >= _TEXTS_KEPT:
                self._facts.clear()
            line = self._facts[text] = LineFacts(0, ContentLine(0, text))
        return line


class ComparisonMasks:
    """Makes truths of comparisons over one chunk. `week` is the file with the declarations themselves."""

    def __init__(
        self,
        chunk: Chunk,
        codes: WeekCodes,
        week: WeekFile,
        judged_by: JudgedBy,
        matchers: Matchers,
        rates: Rates,
        texts: Texts,
        answered: Callable[[str, Field], Answer] = _nothing_answered,
    ) -> None:
        self._chunk = chunk
        self._codes = codes
        self._week = week
        self._by = judged_by
        self._matchers = matchers
        self._numbers = NumberMasks(chunk, judged_by, rates)
        self._texts = texts
        self._answered = answered

    def __call__(self, comparison: Comparison) -> Truth:
        """Return where a comparison holds, and where it fails."""
        field, operator = comparison.field, comparison.operator
        if operator is Operator.MISSING:
            return _settled(lambda: self._missing(field))
        if field.kind in (FieldKind.NUMBER, FieldKind.MONEY):
            return self._numbers.truth(comparison)
        if field.kind is FieldKind.CODE:
            return self._code(comparison)
        if operator is Operator.MATCHES_LIST and not self._has_list(comparison.word_list):
            # whoever cannot be looked up is undecided, and nobody is where no name is
            return Truth(lambda: False, lambda: self._missing(field))
        if operator is Operator.MATCHES_LIST:
            return self._watched(comparison)
        if field is Field.LINE_DESCRIPTION:
            return self._description(comparison)
        if field in PARTY_TEXTS and operator in _WORDED:
            return self._party_text(comparison)
        return UNKNOWN_HERE

    def _watched(self, comparison: Comparison) -> Truth:
        """Return whom a list names, where all names of the chunk were looked up before."""
        answer = self._answered(comparison.word_list, comparison.field)
        if answer.upto < self._chunk.span.last_row:
            return UNKNOWN_HERE
        least = least_of(comparison, LEAST_SCORE)
        return _settled(lambda: _mask(answer.places(self._chunk.rows(), least), self._chunk.span.items))

    def _has_list(self, list_id: str) -> bool:
        watch = self._by.around.watch
        return watch is not None and watch.has(list_id)

    def _missing(self, field: Field) -> Mask:
        name, bits = ("line.missing", LINE_MISSING) if field.of_line else ("missing", ITEM_BITS)
        mask: Array = (self._chunk.column(name).astype(np.int64, copy=False) & bits[field]) != 0
        return mask

    def _code(self, comparison: Comparison) -> Truth:
        field, operator = comparison.field, comparison.operator
        if operator is Operator.IS_IN and field in _WHOLE:
            return _settled(lambda: self._whole(comparison))
        column = _COLUMNS.get(field)
        if column is None or operator not in (Operator.IS_IN, Operator.STARTS_WITH):
            return UNKNOWN_HERE

        def holds() -> Mask:
            terms = {comparable(field, term) for term in self._matchers.terms(comparison)}
            hs, whole = field is Field.LINE_HS_CODE, operator is Operator.IS_IN
            return self._among(column, self._codes.numbers(terms, hs=hs, whole=whole))

        return _settled(holds)

    def _whole(self, comparison: Comparison) -> Mask:
        """Return where a code stands that is found as a whole."""
        field = comparison.field
        kind = PARTY_CODES.get(field, field.value)
        terms = {comparable(field, term) for term in self._matchers.terms(comparison)}
        space = "party" if field in PARTY_CODES else "line" if field.of_line else "item"
        places = self._chunk.found(space, [posting_key(kind, term) for term in terms])
        if space == "party":
            return self._of_parties(field, places)
        return _mask(places, self._chunk.span.lines if space == "line" else self._chunk.span.items)

    def _of_parties(self, field: Field, parties: Array) -> Mask:
        """Return the items whose sender or addressee, as a field says, is among some parties."""
        if not len(parties):
            return False
        among = np.zeros(2 * self._chunk.span.items, dtype=np.bool_)
        among[parties] = True
        return among[self._chunk.column(_side(field))]

    def _among(self, name: str, numbers: set[int]) -> Mask:
        """Return where a column has one of some numbers."""
        if not numbers:
            return False
        column = self._chunk.column(name)
        if len(numbers) <= _FEW_CODES:
            return either(column == number for number in numbers)
        among = np.zeros(self._codes.size, dtype=np.bool_)
        among[list(numbers)] = True
        return among[column]

    def _description(self, comparison: Comparison) -> Truth:
        column = self._chunk.column
        if comparison.operator is Operator.IS_VAGUE and self._by.around.vague is None:
            return Truth(lambda: False, lambda: column("line.text") == 0)

        def holds() -> Mask:
            texts = self._chunk.texts()
            places = self._some_texts(comparison, len(texts))
            held = np.zeros(len(texts) + 1, dtype=np.bool_)
            asked = texts if places is None else [texts[place] for place in places]
            found = np.fromiter(self._texts.hold(comparison, asked), dtype=np.bool_, count=len(asked))
            held[1:] = found if places is None else False
            if places is not None:
                held[places[found] + np.int64(1)] = True
            return held[column("line.text")] if held.any() else False

        return _settled(holds)

    def _some_texts(self, comparison: Comparison, count: int) -> Array | None:
        """Return the places of the descriptions for which a comparison may hold; None for all of them."""
        if comparison.operator not in _WORDED:
            return None
        alone, several = self._texts.keys(comparison, "text")
        # to look for very many words takes longer than to look at few descriptions
        return self._worded(alone, several, "text") if len(alone) + 4 * len(several) < count else None

    def _worded(self, alone: list[int], several: list[list[int]], space: str) -> Array:
        """Return the places to which one key of some leads, or all keys of one of several groups."""
        found = [self._chunk.found(space, alone)]
        for keys in several:
            first, *others = (self._chunk.found(space, [key]) for key in keys)
            for more in others:
                first = np.intersect1d(first, more, assume_unique=True)
            found.append(first)
        return found[0] if len(found) == 1 else np.unique(np.concatenate(found))

    def _party_text(self, comparison: Comparison) -> Truth:
        field = comparison.field
        alone, several = self._texts.keys(comparison, PARTY_TEXTS[field])
        mask = self._of_parties(field, self._worded(alone, several, "party"))
        if isinstance(mask, bool):
            return _settled(lambda: mask)
        numbers, firsts = np.unique(self._chunk.column(_side(field))[mask], return_index=True)
        if len(numbers) > _PARTIES_MOST:
            return UNKNOWN_HERE
        test = test_of(comparison, self._matchers)
        rows = self._chunk.rows()[np.flatnonzero(mask)[firsts]]
        held = np.array([self._holds(test, int(row)) for row in rows], dtype=np.bool_)
        return _settled(lambda: self._of_parties(field, numbers[held]))

    def _holds(self, test: Test, row: int) -> bool:
        by = self._by
        item = ItemFacts(self._week.by_row(row), by.rates, by.today or date.min, by.around)
        return test.judge(item, None) is True


def _settled(holds: Making) -> Truth:
    """Return the truth of what either holds or fails."""
    truth = Truth(holds, lambda: no(truth.holds))
    return truth


def _mask(places: Array, size: int) -> Mask:
    if not len(places):
        return False
    mask = np.zeros(size, dtype=np.bool_)
    mask[places] = True
    return mask


def _side(field: Field) -> str:
    return field.value.partition(".")[0]
