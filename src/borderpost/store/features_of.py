"""What the features of a declaration are: what it adds to the columns of a week's features."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

import numpy as np

from borderpost.domain.declaration import ContentLine, Declaration, Party
from borderpost.domain.hs import read_hs
from borderpost.domain.item_key import item_key
from borderpost.domain.money import ARITHMETIC, Money
from borderpost.domain.risk.condition import Field
from borderpost.domain.risk.facts import code
from borderpost.domain.risk.field_readers import CODES, comparable
from borderpost.domain.risk.field_readers import LINE_CODES as READ_LINE
from borderpost.domain.risk.history import SameKind, history_key
from borderpost.domain.risk.words import Folded, fold
from borderpost.store.features_columns import (
    AMOUNTS,
    FLAGS,
    ITEM_COLUMNS,
    LINE_AMOUNTS,
    LINE_COLUMNS,
    SPACES,
    Array,
    Columns,
)
from borderpost.store.features_keys import (
    ITEM_BITS,
    LINE_CODES,
    LINE_MISSING,
    PARTY_CODES,
    PARTY_TEXTS,
    SAME_BITS,
    item_hash,
    posting_key,
    same_key,
)
from borderpost.store.numbers import message_number

_SMALL, _LARGE = Decimal("1e-12"), Decimal("1e12")
_DIGITS: Final = 15
"""Numbers of so many digits are told apart by floats as well as by decimals."""
_SENDER_FIELDS = [one for one in Field if one.value.startswith("sender.")]
_PARTY_KINDS = tuple(dict.fromkeys((*PARTY_TEXTS.values(), *PARTY_CODES.values())))
_LETTER: Final = re.compile("[0-9A-Za-z]")
_CODES_THERE: Final[tuple[tuple[Field, Callable[[Declaration], object]], ...]] = (
    (Field.RECEPTACLE_ID, lambda one: one.receptacle_id),
    (Field.SELLER_IOSS, lambda one: one.seller.ioss),
    (Field.DOCUMENT_TYPE, lambda one: one.documents),
    (Field.DOCUMENT_NUMBER, lambda one: one.documents),
    (Field.WARNINGS, lambda one: one.warnings),
)
"""The codes of an item that are found as a whole, each with what tells whether there is any."""


@dataclass(slots=True)
class Gathered:
    """What was gathered of declarations: rows in the order of the columns, and rows of the table `same`.

    `lines` are kept flat, one after the other, as are the postings by space: a key, and what it leads to.
    """

    items: list[tuple[object, ...]] = field(default_factory=list)
    item_ids: list[str] = field(default_factory=list)
    lines: list[tuple[object, ...]] = field(default_factory=list)
    texts: dict[str, int] = field(default_factory=dict)
    keys: dict[str, list[int]] = field(default_factory=lambda: {space: [] for space in SPACES})
    places: dict[str, list[int]] = field(default_factory=lambda: {space: [] for space in SPACES})
    same: list[tuple[int, int, int, int, int, int, str]] = field(default_factory=list)
    first_day: int = 1 << 40
    last_day: int = 0

    def post(self, space: str, keys: Iterable[int], place: int) -> None:
        """Note that keys lead to a place."""
        before = len(self.keys[space])
        self.keys[space] += keys
        self.places[space] += [place] * (len(self.keys[space]) - before)

    def columns(self) -> Columns:
        """Return what was gathered as columns."""
        numbers = dict(_typed(ITEM_COLUMNS, self.items))
        numbers |= _typed(LINE_COLUMNS, self.lines)
        postings = {
            space: (np.array(self.keys[space], dtype=np.int64), np.array(self.places[space], dtype=np.int64))
            for space in SPACES
            if self.keys[space]
        }
        return Columns(numbers, list(self.texts), self.item_ids, postings)


def _typed(names: Sequence[str], rows: list[tuple[object, ...]]) -> dict[str, Array]:
    columns: Iterable[Sequence[object]] = zip(*rows, strict=True) if rows else [()] * len(names)
    return {
        name: np.array(column, dtype=_TYPES.get(name, np.int64))
        for name, column in zip(names, columns, strict=True)
    }


_TYPES: Final[dict[str, type]] = {
    **dict.fromkeys(FLAGS, np.bool_),
    **dict.fromkeys((*AMOUNTS, *LINE_AMOUNTS), np.float64),
}


class FeatureMaker:
    """Makes the features of declarations. `codes` gives the number of a code, and takes in new ones."""

    def __init__(self, codes: "CodeNumbers") -> None:
        self._codes = codes
        self._parties: dict[Party, tuple[int, int, int]] = {}
        self.gathered = Gathered()

    def add(self, row: int, declaration: Declaration) -> None:
        """Gather the features of the declaration of a row."""
        one, out, number = declaration, self.gathered, self._codes.number
        message, place = one.message, len(out.items)
        total, currency, complete, odd_value = _total([line.value for line in one.lines])
        net, net_complete, odd_net = _net(one.lines)
        gross, odd_gross = _number(one.gross_weight_kg)
        odd = odd_value or odd_net or odd_gross
        for line in one.lines:
            odd = self._line(line) or odd
        sender, no_sender, sender_country = self._party(one.sender, place << 1)
        addressee, no_addressee, addressee_country = self._party(one.addressee, place << 1 | 1)
        day = one.item_date.toordinal()
        out.first_day, out.last_day = min(out.first_day, day), max(out.last_day, day)
        missing = no_sender | no_addressee << len(_SENDER_FIELDS) | _missing(one)
        number_of, item = message_number(message.id), item_hash(item_key(one.item_id), day)
        worth = _worth(one.lines)
        for kind in SameKind:
            key = history_key(kind, one)
            if key:
                out.same.append((same_key(kind, key), day, row, item, number_of, message.version, worth))
            else:
                missing |= SAME_BITS[kind]
        for of_item, present in _CODES_THERE:
            if present(one):
                found = {comparable(of_item, each) for each in CODES[of_item](_Bare(one))}  # type: ignore[arg-type]
                out.post("item", [posting_key(of_item.value, each) for each in found], place)
        out.item_ids.append(one.item_id)
        out.items.append(
            (
                row,
                message.received_at.date().toordinal(),
                0 if one.posted_on is None else one.posted_on.toordinal(),
                missing,
                message.version,
                len(one.lines),
                number(one.mail_class.value),
                number(one.nature.value),
                number(one.origin_office),
                number(one.origin_office[:2]),
                number(one.destination_office),
                number(message.source),
                sender_country,
                addressee_country,
                sender,
                addressee,
                self._codes.raw(currency),
                number_of,
                item,
                odd,
                net_complete,
                complete,
                gross,
                net,
                total,
            )
        )

    def _line(self, line: ContentLine) -> bool:
        """Gather a line; return whether there is something odd about it."""
        out, number = self.gathered, self._codes.number
        quantity, odd_quantity = _number(line.quantity)
        weight, odd_weight = _number(line.net_weight_kg)
        value, odd_value = _number(None if line.value is None else line.value.amount)
        text = self._text(line.description)
        missing = 0 if text else LINE_MISSING[Field.LINE_DESCRIPTION]
        for absent, of in (
            (line.quantity is None, Field.LINE_QUANTITY),
            (not line.unit, Field.LINE_UNIT),
            (line.net_weight_kg is None, Field.LINE_NET_WEIGHT),
            (not line.origin_country, Field.LINE_ORIGIN_COUNTRY),
            (not code(line.hs_code), Field.LINE_HS_CODE),
        ):
            if absent:
                missing |= LINE_MISSING[of]
        if line.value is None:
            missing |= _NO_LINE_VALUE
        if line.product_ids:
            bare = _BareLine(line)
            for of in LINE_CODES:
                found = READ_LINE[of](bare)  # type: ignore[arg-type]
                keys = {posting_key(of.value, comparable(of, each)) for each in found}
                out.post("line", keys, len(out.lines))
                if not found:
                    missing |= LINE_MISSING[of]
        else:
            missing |= _NO_PRODUCT
        out.lines.append(
            (
                text,
                self._codes.hs(line.hs_code),
                number(line.origin_country),
                number(line.unit),
                self._codes.raw("" if line.value is None else line.value.currency),
                missing,
                quantity,
                weight,
                value,
            )
        )
        return odd_quantity or odd_weight or odd_value

    def _text(self, description: str) -> int:
        """Return 1 more than the place of a description, or 0 for one that says nothing."""
        out = self.gathered
        known = out.texts.get(description)
        if known is not None:
            return known + 1
        folded = fold(description)
        if folded.blank:
            return 0
        place = out.texts[description] = len(out.texts)
        out.post("text", _word_keys("text", folded), place)
        return place + 1

    def _party(self, party: Party, number: int) -> tuple[int, int, int]:
        """Return a party's number, the bits of what it lacks (as a sender), and the number of its country."""
        known = self._parties.get(party)
        if known is not None:
            return known
        keys: list[int] = []
        for kind in _PARTY_KINDS:
            text: str = getattr(party, kind)
            if not text:
                continue
            if kind in _PARTY_CODE_NAMES:
                keys.append(posting_key(kind, code(text)))
            else:
                keys += _word_keys(kind, fold(text))
        self.gathered.post("party", keys, number)
        missing = 0
        for each in _SENDER_FIELDS:
            name = each.value.partition(".")[2]
            if name == "address":
                text = ", ".join(filter(None, (*party.lines, party.city, party.region)))
                absent = _blank(text)
            else:
                text = getattr(party, name)
                absent = _blank(text) if name in _PARTY_TEXT_NAMES else not text
            if absent:
                missing |= ITEM_BITS[each]
        known = self._parties[party] = (number, missing, self._codes.number(party.country))
        return known

    def taken(self) -> Gathered:
        """Return what was gathered, and begin anew."""
        gathered, self.gathered = self.gathered, Gathered()
        self._parties.clear()
        return gathered


def _word_keys(kind: str, folded: Folded) -> list[int]:
    keys = [posting_key(f"{kind} latin", word) for word in folded.latin_words]
    if folded.script_words:
        keys += [posting_key(f"{kind} script", word) for word in folded.script_words]
    return keys


_PARTY_CODE_NAMES = frozenset(PARTY_CODES.values())
_PARTY_TEXT_NAMES = frozenset({"name", "company", "city", "region"})
_NO_LINE_VALUE = (
    LINE_MISSING[Field.LINE_VALUE]
    | LINE_MISSING[Field.LINE_VALUE_PER_KG]
    | LINE_MISSING[Field.LINE_VALUE_PER_UNIT]
)
_NO_PRODUCT = (
    LINE_MISSING[Field.LINE_PRODUCT_ID]
    | LINE_MISSING[Field.LINE_PRODUCT_SCHEME]
    | LINE_MISSING[Field.LINE_GTIN]
)


class CodeNumbers:
    """Small numbers for codes; 0 for none. `fresh` are those that came, `forms` the forms of new HS codes."""

    def __init__(self, known: dict[str, int]) -> None:
        self._known = known
        self._seen: dict[str, int] = {}
        self.fresh: list[tuple[int, str]] = []
        self.forms: list[tuple[str, int]] = []

    def number(self, text: str) -> int:
        """Return the number of a code, in the form in which codes are compared."""
        if not text:
            return 0
        number = self._seen.get(text)
        if number is None:
            number = self._seen[text] = self._of(code(text))
        return number

    def raw(self, text: str) -> int:
        """Return the number of a code that is compared as it is written."""
        return self._of(f"= {text}") if text else 0

    def hs(self, text: str) -> int:
        """Return the number of an HS code, and note the forms by which it is found."""
        declared = code(text)
        if not declared:
            return 0
        before = len(self.fresh)
        number = self._of(f"hs {declared}")
        if len(self.fresh) > before:
            self.forms += [(form, number) for form in {declared, read_hs(declared).probable}]
        return number

    def _of(self, text: str) -> int:
        number = self._known.get(text)
        if number is None:
            number = self._known[text] = len(self._known) + 1
            self.fresh.append((number, text))
        return number


@dataclass(frozen=True, slots=True)
class _Bare:
    """A declaration as far as readers of codes ask for it."""

    declaration: Declaration


@dataclass(frozen=True, slots=True)
class _BareLine:
    """A line as far as readers of codes ask for it."""

    line: ContentLine


def _blank(text: str) -> bool:
    return not text or (_LETTER.search(text) is None and fold(text).blank)


def _missing(one: Declaration) -> int:
    """Return the bits of the fields that the item itself lacks; those of parties come from these."""
    bits = 0
    seller = one.seller
    values = any(line.value is not None for line in one.lines)
    stated = any(line.net_weight_kg is not None for line in one.lines)
    for absent, of in (
        (not one.mail_class.value, Field.MAIL_CLASS),
        (not one.nature.value, Field.NATURE),
        (not one.origin_office, Field.ORIGIN_OFFICE),
        (not one.origin_office, Field.ORIGIN_OFFICE_COUNTRY),
        (not one.destination_office, Field.DESTINATION_OFFICE),
        (not one.receptacle_id, Field.RECEPTACLE_ID),
        (not one.message.id, Field.MESSAGE_ID),
        (not one.message.source, Field.MESSAGE_SOURCE),
        (one.posted_on is None, Field.POSTED_DAYS_AGO),
        (one.gross_weight_kg is None, Field.GROSS_WEIGHT),
        (not stated, Field.NET_WEIGHT),
        (not values, Field.TOTAL_VALUE),
        (not values, Field.VALUE_PER_KG),
        (one.postage is None, Field.POSTAGE),
        (one.insured_value is None, Field.INSURED_VALUE),
        (_blank(seller.name), Field.SELLER_NAME),
        (_blank(seller.platform), Field.SELLER_PLATFORM),
        (not seller.ioss, Field.SELLER_IOSS),
        (not any(each.type for each in one.documents), Field.DOCUMENT_TYPE),
        (not any(each.number for each in one.documents), Field.DOCUMENT_NUMBER),
        (not one.warnings, Field.WARNINGS),
    ):
        if absent:
            bits |= ITEM_BITS[of]
    return bits


def _number(number: Decimal | None) -> tuple[float | None, bool]:
    """Return a number as a float, and whether a float does not tell it from others."""
    if number is None:
        return None, False
    if not number:
        return (0.0, False) if number.is_finite() else (None, True)
    if (
        not number.is_finite()
        or not _SMALL <= abs(number) <= _LARGE
        or len(number.as_tuple().digits) > _DIGITS
    ):
        return None, True
    return float(number), False


def _total(values: list[Money | None]) -> tuple[float | None, str, bool, bool]:
    """Return the sum of values, its currency, whether it is complete, and whether it is odd."""
    parts = [value for value in values if value is not None]
    complete = len(parts) == len(values)
    if not parts:
        return None, "", complete, False
    total = Decimal(0)
    for part in parts:
        if part.currency != parts[0].currency or _number(part.amount)[1]:
            return None, "", complete, True
        total = ARITHMETIC.add(total, part.amount)
    value, odd = _number(total)
    return value, parts[0].currency, complete, odd


def _net(lines: tuple[ContentLine, ...]) -> tuple[float | None, bool, bool]:
    stated = [line.net_weight_kg for line in lines if line.net_weight_kg is not None]
    if not stated:
        return None, False, False
    total = Decimal(0)
    for weight in stated:
        if _number(weight)[1]:
            return None, False, True
        total = ARITHMETIC.add(total, weight)
    value, odd = _number(total)
    return value, len(stated) == len(lines), odd


def _worth(lines: tuple[ContentLine, ...]) -> str:
    """Return what an item is declared to be worth: a `?` where a line is silent, and sums by currency."""
    parts: dict[str, Decimal] = {}
    silent = ""
    for line in lines:
        if line.value is None:
            silent = "?"
        else:
            before = parts.get(line.value.currency)
            amount = line.value.amount
            parts[line.value.currency] = amount if before is None else ARITHMETIC.add(before, amount)
    return silent + "\x1e".join(f"{amount}\x1f{currency}" for currency, amount in parts.items())


def worth_of(text: str) -> tuple[dict[str, Decimal], bool]:
    """Return the sums by currency, and whether some line does not say what it is worth."""
    silent, told = text.startswith("?"), text.removeprefix("?")
    pairs = (part.partition("\x1f") for part in told.split("\x1e")) if told else ()
    return {currency: Decimal(amount) for amount, _, currency in pairs}, silent
