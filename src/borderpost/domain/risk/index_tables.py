"""Tables that lead from what one field of a declaration holds to the profiles that look for it.

Profiles are bits of a number, by their position in the set, so that thousands are ruled out in one step.
"""

from abc import ABC, abstractmethod
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from decimal import Decimal

from borderpost.domain.risk.condition import Comparison, Field, Operator
from borderpost.domain.risk.facts import Codes, ItemFacts, LineFacts, Worth
from borderpost.domain.risk.field_readers import (
    code_reader,
    comparable,
    is_missing,
    number_reader,
    text_reader,
)
from borderpost.domain.risk.matchers import Matchers
from borderpost.domain.risk.words import Folded, pieces

REMEMBERED = 512
_LINES_LOOKED_AT = 64
_ITEM_ALONE: tuple[None] = (None,)
_Bits = dict[str, int]


class Table(ABC):
    """The anchors of one field. `cost` is about how long a look takes, beside others."""

    cost: int

    @abstractmethod
    def found(self, item: ItemFacts) -> int:
        """Return the profiles one of whose anchors holds for an item, or is undecided."""


def table_key(anchor: Comparison) -> tuple[str, ...]:
    """Return what tells the table of an anchor from other tables."""
    field = anchor.field.value
    match anchor.operator:
        case Operator.IS_IN | Operator.STARTS_WITH:
            return ("code", field)
        case Operator.MISSING:
            return ("missing", field)
        case Operator.MATCHES_LIST:
            return ("watched", field, anchor.word_list)
        case Operator.IS_VAGUE:
            return ("vague", field)
        case Operator.HAS_WORDS | Operator.HAS_PART | Operator.IS_EXACTLY:
            return ("text", field)
    return ("number", field, anchor.currency)


def make_table(anchors: Mapping[Comparison, int], matchers: Matchers) -> Table:
    """Return the table of some anchors with the same key, by the profiles whose anchors they are."""
    first = next(iter(anchors))
    match table_key(first)[0]:
        case "code":
            return _CodeTable(first.field, anchors, matchers)
        case "text":
            return _TextTable(first.field, anchors, matchers)
        case "number":
            return _NumberTable(first, anchors)
        case "missing":
            return _MissingTable(first.field, _joined(anchors.values()))
        case "vague":
            return _VagueTable(first.field, _joined(anchors.values()))
    return _WatchTable(first, _joined(anchors.values()))


def _joined(many: Iterable[int]) -> int:
    joined = 0
    for bits in many:
        joined |= bits
    return joined


class _Terms:
    """Collects which profiles look for a term; terms of the same profiles share one number."""

    def __init__(self) -> None:
        self._shared: dict[int, int] = {}

    def enter(self, table: _Bits, terms: Iterable[str], bits: int) -> None:
        for term in terms:
            joined = table.get(term, 0) | bits
            table[term] = self._shared.setdefault(joined, joined)


class _CodeTable(Table):
    """The codes of one field, whole or by how they begin."""

    def __init__(self, field: Field, anchors: Mapping[Comparison, int], matchers: Matchers) -> None:
        self._read = code_reader(field)
        self._of_line = field.of_line
        self.cost = 2 if field.of_line else 1
        self._whole: _Bits = {}
        beginnings: dict[int, _Bits] = {}
        collected = _Terms()
        for anchor, bits in anchors.items():
            for term in {comparable(field, term) for term in matchers.terms(anchor)}:
                whole = anchor.operator is Operator.IS_IN
                table = self._whole if whole else beginnings.setdefault(len(term), {})
                collected.enter(table, (term,), bits)
        self._beginnings = tuple(beginnings.items())
        self._remembered: dict[Codes, int] = {}

    def found(self, item: ItemFacts) -> int:
        """Return the profiles that look for one of the codes."""
        read, remembered = self._read, self._remembered
        bits = 0
        for line in item.lines if self._of_line else _ITEM_ALONE:
            codes = read(item, line)
            known = remembered.get(codes)
            bits |= self._look_up(codes) if known is None else known
        return bits

    def _look_up(self, codes: Codes) -> int:
        bits = 0
        for one in codes:
            bits |= self._whole.get(one, 0)
            for length, table in self._beginnings:
                # A code shorter than the beginning looked up is no match: its slice is another length.
                bits |= table.get(one[:length], 0)
        if len(self._remembered) >= REMEMBERED:
            self._remembered.clear()
        self._remembered[codes] = bits
        return bits


class _TextTable(Table):
    """The words, pieces and whole texts of one field; Latin first, other scripts second."""

    cost = 4

    def __init__(self, field: Field, anchors: Mapping[Comparison, int], matchers: Matchers) -> None:
        self._read = text_reader(field)
        self._of_line = field.of_line
        self._words: tuple[_Bits, _Bits] = ({}, {})
        self._whole: tuple[_Bits, _Bits] = ({}, {})
        self._pieces: tuple[dict[int, _Bits], dict[int, _Bits]] = ({}, {})
        collected = _Terms()
        for anchor, bits in anchors.items():
            for script, terms in enumerate(matchers.matcher(anchor).keys()):
                match anchor.operator:
                    case Operator.HAS_WORDS:
                        collected.enter(self._words[script], terms, bits)
                    case Operator.IS_EXACTLY:
                        collected.enter(self._whole[script], terms, bits)
                    case _:
                        for term in terms:
                            by_piece = self._pieces[script].setdefault(len(term), {})
                            collected.enter(by_piece, (term,), bits)

    def found(self, item: ItemFacts) -> int:
        """Return the profiles that look for something in one of the texts."""
        bits = 0
        before: Folded | None = None
        for line in item.lines if self._of_line else _ITEM_ALONE:
            text = self._read(item, line)
            if text is before:
                continue
            before = text
            bits |= self._found(0, text.latin_words, text.latin)
            if text.script:
                bits |= self._found(1, text.script_words, text.script)
        return bits

    def _found(self, script: int, words: frozenset[str], whole: str) -> int:
        table = self._words[script]
        bits = self._whole[script].get(whole, 0)
        for word in words:
            if word in table:
                bits |= table[word]
        for length, by_piece in self._pieces[script].items():
            for piece in by_piece.keys() & pieces(whole, length):
                bits |= by_piece[piece]
        return bits


class _NumberTable(Table):
    """The thresholds of one field in one currency, in their order."""

    cost = 3

    def __init__(self, first: Comparison, anchors: Mapping[Comparison, int]) -> None:
        self._read = number_reader(first)
        self._of_line = first.field.of_line
        self._all = _joined(anchors.values())
        by_operator: dict[Operator, dict[Decimal, int]] = {}
        for anchor, bits in anchors.items():
            threshold = Decimal(0) if anchor.threshold is None else anchor.threshold
            same = by_operator.setdefault(anchor.operator, {})
            same[threshold] = same.get(threshold, 0) | bits
        self._above = _Ladder(by_operator.get(Operator.ABOVE, {}))
        self._at_least = _Ladder(by_operator.get(Operator.AT_LEAST, {}))
        self._below = _Ladder(by_operator.get(Operator.BELOW, {}))
        self._at_most = _Ladder(by_operator.get(Operator.AT_MOST, {}))

    def found(self, item: ItemFacts) -> int:
        """Return the profiles on whose side of their threshold the number lies, or may lie."""
        if not self._of_line:
            return self._of(self._read(item, None))
        if len(item.lines) > _LINES_LOOKED_AT:  # what a profile may take is bounded; an index is not
            return self._all
        bits = 0
        for line in item.lines:
            bits |= self._of(self._read(item, line))
        return bits

    def _of(self, worth: Worth) -> int:
        value = worth.value
        if value is None:
            return self._all
        bits = self._below.over(value) | self._at_most.from_(value)
        if worth.complete:
            return bits | self._above.under(value) | self._at_least.up_to(value)
        # A lower bound leaves open whether the number is higher.
        return bits | self._above.all | self._at_least.all


class _Ladder:
    """Thresholds in ascending order, with the profiles at and below each, and those above."""

    def __init__(self, bits_at: Mapping[Decimal, int]) -> None:
        self._steps = sorted(bits_at)
        self._lower = [0]
        for step in self._steps:
            self._lower.append(self._lower[-1] | bits_at[step])
        higher = [0]
        for step in reversed(self._steps):
            higher.append(higher[-1] | bits_at[step])
        self._higher = higher[::-1]
        self.all = self._lower[-1]

    def under(self, value: Decimal) -> int:
        """Return the profiles whose threshold is less than a value."""
        return self._lower[bisect_left(self._steps, value)]

    def up_to(self, value: Decimal) -> int:
        """Return the profiles whose threshold is a value or less."""
        return self._lower[bisect_right(self._steps, value)]

    def over(self, value: Decimal) -> int:
        """Return the profiles whose threshold is more than a value."""
        return self._higher[bisect_right(self._steps, value)]

    def from_(self, value: Decimal) -> int:
        """Return the profiles whose threshold is a value or more."""
        return self._higher[bisect_left(self._steps, value)]


class _MissingTable(Table):
    """Whether a field is missing."""

    cost = 3

    def __init__(self, field: Field, bits: int) -> None:
        self._field, self._bits = field, bits

    def found(self, item: ItemFacts) -> int:
        """Return the profiles where it is missing."""
        field = self._field
        lines: Iterable[LineFacts | None] = item.lines if field.of_line else _ITEM_ALONE
        return self._bits if any(is_missing(field, item, line) for line in lines) else 0


class _VagueTable(Table):
    """Whether a description says too little."""

    cost = 6

    def __init__(self, field: Field, bits: int) -> None:
        self._read, self._bits = text_reader(field), bits

    def found(self, item: ItemFacts) -> int:
        """Return the profiles where it does, or where there are no words to tell by."""
        texts = (self._read(item, line) for line in item.lines)
        return self._bits if any(not text.blank and item.vague(text.original) != () for text in texts) else 0


class _WatchTable(Table):
    """Whether a name comes near to an entry of a list, by any score: the profile asks for its own."""

    cost = 9

    def __init__(self, anchor: Comparison, bits: int) -> None:
        self._read, self._list, self._bits = text_reader(anchor.field), anchor.word_list, bits

    def found(self, item: ItemFacts) -> int:
        """Return the profiles where it does, or where there is no such list."""
        text = self._read(item, None)
        return 0 if text.blank or item.watched(self._list, text.original) == () else self._bits
