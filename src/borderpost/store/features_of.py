"""What the features of one declaration are: its rows in the tables of a week's features."""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from borderpost.domain.declaration import ContentLine, Declaration, Party
from borderpost.domain.hs import read_hs
from borderpost.domain.item_key import item_key
from borderpost.domain.money import ARITHMETIC, Money
from borderpost.domain.risk.condition import Field
from borderpost.domain.risk.facts import code
from borderpost.domain.risk.field_readers import CODES, comparable
from borderpost.domain.risk.field_readers import LINE_CODES as READ_LINE
from borderpost.domain.risk.history import SameKind, history_key
from borderpost.domain.risk.words import fold
from borderpost.store.features_file import LINE_BITS
from borderpost.store.features_keys import (
    ITEM_BITS,
    ITEM_CODES,
    LINE_CODES,
    LINE_MISSING,
    PARTY_CODES,
    PARTY_TEXTS,
    SAME_BITS,
    hash63,
    party_id,
    posting_key,
    same_key,
    text_id,
)
from borderpost.store.numbers import message_number

_SMALL, _LARGE = Decimal("1e-12"), Decimal("1e12")
_DIGITS: Final = 15
"""Numbers of so many digits are told apart by floats as well as by decimals."""
_SENDER_FIELDS = [one for one in Field if one.value.startswith("sender.")]
_PARTY_KINDS = tuple(dict.fromkeys((*PARTY_TEXTS.values(), *PARTY_CODES.values())))
_LETTER: Final = re.compile("[0-9A-Za-z]")
_LINES_MOST: Final = 1 << LINE_BITS
_PARTIES_REMEMBERED: Final = 20_000


@dataclass(slots=True)
class Rows:
    """Rows gathered for the tables of features, in the order of their columns."""

    items: list[tuple[object, ...]] = field(default_factory=list)
    refs: list[tuple[object, ...]] = field(default_factory=list)
    same: list[tuple[int, int, int]] = field(default_factory=list)
    lines: list[tuple[object, ...]] = field(default_factory=list)
    texts: list[tuple[int, str]] = field(default_factory=list)
    postings: list[tuple[int, int]] = field(default_factory=list)
    first_day: int = 1 << 40
    last_day: int = 0


class FeatureMaker:
    """Makes the rows of declarations. `codes` gives the number of a code, and takes in new ones."""

    def __init__(self, codes: "CodeNumbers") -> None:
        self._codes = codes
        self._texts: set[int] = set()
        self._parties: dict[Party, tuple[int, int, int]] = {}
        self.rows = Rows()

    def add(self, row: int, declaration: Declaration) -> None:
        """Make the rows of the declaration of a row."""
        one, out, number = declaration, self.rows, self._codes.number
        message = one.message
        odd = len(one.lines) >= _LINES_MOST
        total, currency, complete, odd_value = _total([line.value for line in one.lines])
        net, net_complete, odd_net = _net(one.lines)
        gross, odd_gross = _number(one.gross_weight_kg)
        odd = odd or odd_value or odd_net or odd_gross
        for place, line in enumerate(one.lines[:_LINES_MOST]):
            odd = self._line((row << LINE_BITS) | place, line) or odd
        sender, no_sender, sender_country = self._party(one.sender)
        addressee, no_addressee, addressee_country = self._party(one.addressee)
        day = one.item_date.toordinal()
        out.first_day, out.last_day = min(out.first_day, day), max(out.last_day, day)
        missing = no_sender | no_addressee << len(_SENDER_FIELDS) | _missing(one, net)
        for kind in SameKind:
            key = history_key(kind, one)
            if key:
                out.same.append((same_key(kind, key), day, row))
            else:
                missing |= SAME_BITS[kind]
        for of_item in ITEM_CODES:
            for each in CODES[of_item](_Bare(one)):  # type: ignore[arg-type]
                out.postings.append((posting_key(of_item.value, comparable(of_item, each)), row))
        per = net if net_complete and net else gross
        out.items.append(
            (
                row,
                message.received_at.date().toordinal(),
                None if one.posted_on is None else one.posted_on.toordinal(),
                odd,
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
                gross,
                net,
                net_complete,
                per or None,
                total,
                self._codes.raw(currency),
                complete,
            )
        )
        item = hash63(f"{item_key(one.item_id)} {day}".encode("utf-8", "surrogatepass"))
        worth = _worth(one.lines)
        number_of = message_number(message.id)
        out.refs.append((row, one.item_id, item, day, number_of, message.version, worth))

    def _line(self, line_number: int, line: ContentLine) -> bool:
        """Make the row of a line; return whether there is something odd about it."""
        out, number = self.rows, self._codes.number
        quantity, odd_quantity = _number(line.quantity)
        weight, odd_weight = _number(line.net_weight_kg)
        value, odd_value = _number(None if line.value is None else line.value.amount)
        text, folded = 0, fold(line.description)
        if not folded.blank:
            text = text_id(line.description)
            if text not in self._texts:
                self._texts.add(text)
                out.texts.append((text, line.description))
                out.postings += [(posting_key("text latin", word), text) for word in folded.latin_words]
                out.postings += [(posting_key("text script", word), text) for word in folded.script_words]
        missing = LINE_MISSING[Field.LINE_DESCRIPTION] if folded.blank else 0
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
                out.postings += [(key, line_number) for key in keys]
                if not found:
                    missing |= LINE_MISSING[of]
        else:
            missing |= _NO_PRODUCT
        out.lines.append(
            (
                line_number,
                text,
                self._codes.hs(line.hs_code),
                number(line.origin_country),
                number(line.unit),
                quantity,
                weight,
                value,
                self._codes.raw("" if line.value is None else line.value.currency),
                missing,
            )
        )
        return odd_quantity or odd_weight or odd_value

    def _party(self, party: Party) -> tuple[int, int, int]:
        """Return a party's number, the bits of what it lacks (as a sender), and the number of its country."""
        known = self._parties.get(party)
        if known is not None:
            return known
        out = self.rows
        number = party_id(party)
        for kind in _PARTY_KINDS:
            text: str = getattr(party, kind)
            if not text:
                continue
            if kind in PARTY_CODES.values():
                out.postings.append((posting_key(kind, code(text)), number))
                continue
            folded = fold(text)
            out.postings += [(posting_key(f"{kind} latin", word), number) for word in folded.latin_words]
            out.postings += [(posting_key(f"{kind} script", word), number) for word in folded.script_words]
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
        if len(self._parties) >= _PARTIES_REMEMBERED:
            self._parties.clear()
        known = self._parties[party] = (number, missing, self._codes.number(party.country))
        return known

    def taken(self) -> Rows:
        """Return what was gathered, and begin anew."""
        rows, self.rows = self.rows, Rows()
        return rows


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


def _missing(one: Declaration, net: float | None) -> int:
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
