"""What the features of a declaration are: what it adds to the columns of a week's features."""

import re
from dataclasses import dataclass
from typing import Final

from borderpost.domain.declaration import ContentLine, Declaration, Party
from borderpost.domain.item_key import item_key
from borderpost.domain.risk.condition import Field
from borderpost.domain.risk.facts import code
from borderpost.domain.risk.field_readers import CODES, comparable
from borderpost.domain.risk.field_readers import LINE_CODES as READ_LINE
from borderpost.domain.risk.history import SameKind, history_key
from borderpost.domain.risk.words import Folded, fold
from borderpost.store.features_amounts import amount_of, net_of, total_of, worth_text
from borderpost.store.features_codes import CodeNumbers
from borderpost.store.features_gathered import Gathered
from borderpost.store.features_keys import (
    ITEM_BITS,
    ITEM_CODES,
    LINE_CODES,
    LINE_MISSING,
    PARTY_CODES,
    SAME_BITS,
    item_hash,
    posting_key,
    same_key,
)
from borderpost.store.numbers import message_number

_SENDER_FIELDS = [one for one in Field if one.value.startswith("sender.")]
_LETTER: Final = re.compile("[0-9A-Za-z]")
_ITEM_READERS: Final = tuple((of.value, of, CODES[of]) for of in ITEM_CODES)
_LINE_READERS: Final = tuple((of.value, of, READ_LINE[of], LINE_MISSING[of]) for of in LINE_CODES)
_NO_TEXT: Final = fold("")
_SAME_KINDS: Final = tuple((kind, SAME_BITS[kind]) for kind in SameKind)
_PARTY_WORDS: Final = (("name", ITEM_BITS[Field.SENDER_NAME]), ("company", ITEM_BITS[Field.SENDER_COMPANY]))
_PARTY_WHOLE: Final = tuple(
    (name, ITEM_BITS[of]) for of, name in PARTY_CODES.items() if of.value.startswith("sender.")
)
_NO_CITY: Final = ITEM_BITS[Field.SENDER_CITY]
_NO_REGION: Final = ITEM_BITS[Field.SENDER_REGION]
_NO_ADDRESS: Final = ITEM_BITS[Field.SENDER_ADDRESS]
_NO_COUNTRY: Final = ITEM_BITS[Field.SENDER_COUNTRY]
_NO_DESCRIPTION: Final = LINE_MISSING[Field.LINE_DESCRIPTION]
_NO_QUANTITY: Final = LINE_MISSING[Field.LINE_QUANTITY]
_NO_UNIT: Final = LINE_MISSING[Field.LINE_UNIT]
_NO_WEIGHT: Final = LINE_MISSING[Field.LINE_NET_WEIGHT]
_NO_ORIGIN: Final = LINE_MISSING[Field.LINE_ORIGIN_COUNTRY]
_NO_HS: Final = LINE_MISSING[Field.LINE_HS_CODE]
_NO_LINE_VALUE: Final = (
    LINE_MISSING[Field.LINE_VALUE]
    | LINE_MISSING[Field.LINE_VALUE_PER_KG]
    | LINE_MISSING[Field.LINE_VALUE_PER_UNIT]
)
_NO_PRODUCT: Final = (
    LINE_MISSING[Field.LINE_PRODUCT_ID]
    | LINE_MISSING[Field.LINE_PRODUCT_SCHEME]
    | LINE_MISSING[Field.LINE_GTIN]
)


class FeatureMaker:
    """Makes the features of declarations. `codes` gives the number of a code, and takes in new ones."""

    def __init__(self, codes: CodeNumbers) -> None:
        self._codes = codes
        self._parties: dict[Party, tuple[int, int, int]] = {}
        self.gathered = Gathered()

    def add(self, row: int, declaration: Declaration) -> None:
        """Gather the features of the declaration of a row."""
        one, out, number = declaration, self.gathered, self._codes.number
        message, place = one.message, len(out.items)
        quantities = [amount_of(line.quantity) for line in one.lines]
        weights = [amount_of(line.net_weight_kg) for line in one.lines]
        values = [amount_of(None if line.value is None else line.value.amount) for line in one.lines]
        for line, quantity, weight, value in zip(one.lines, quantities, weights, values, strict=True):
            self._line(line, quantity[0], weight[0], value[0])
        total, currency, complete, odd_value = total_of(one.lines, values)
        net, net_complete, odd_net = net_of(one.lines, weights)
        gross, odd_gross = amount_of(one.gross_weight_kg)
        odd = odd_value or odd_net or odd_gross or any(unsure for _, unsure in quantities)
        sender, no_sender, sender_country = self._party(one.sender, place << 1)
        addressee, no_addressee, addressee_country = self._party(one.addressee, place << 1 | 1)
        day = one.item_date.toordinal()
        out.first_day, out.last_day = min(out.first_day, day), max(out.last_day, day)
        missing = no_sender | no_addressee << len(_SENDER_FIELDS) | _missing(one)
        number_of, item = message_number(message.id), item_hash(item_key(one.item_id), day)
        worth = worth_text(one.lines)
        for kind, without in _SAME_KINDS:
            key = history_key(kind, one)
            if key:
                out.same.append((same_key(kind, key), day, row, item, number_of, message.version, worth))
            else:
                missing |= without
        if one.receptacle_id or one.warnings or one.documents or one.seller.ioss:
            out.post("item", self._item_codes(one), place)
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

    def _item_codes(self, one: Declaration) -> set[int]:
        """Return the keys of the codes of an item that are found as a whole."""
        bare = _Bare(one)
        return {
            posting_key(name, comparable(of, each))
            for name, of, read in _ITEM_READERS
            for each in read(bare)  # type: ignore[arg-type]
        }

    def _line(
        self, line: ContentLine, quantity: float | None, weight: float | None, value: float | None
    ) -> None:
        """Gather a line."""
        out, number = self.gathered, self._codes.number
        text = self._text(line.description)
        hs = self._codes.hs(line.hs_code)
        missing = (
            (0 if text else _NO_DESCRIPTION)
            | (_NO_QUANTITY if line.quantity is None else 0)
            | (0 if line.unit else _NO_UNIT)
            | (_NO_WEIGHT if line.net_weight_kg is None else 0)
            | (0 if line.origin_country else _NO_ORIGIN)
            | (0 if hs else _NO_HS)
            | (_NO_LINE_VALUE if line.value is None else 0)
        )
        if line.product_ids:
            bare = _BareLine(line)
            for name, of, read, absent in _LINE_READERS:
                found = read(bare)  # type: ignore[arg-type]
                out.post("line", {posting_key(name, comparable(of, each)) for each in found}, len(out.lines))
                if not found:
                    missing |= absent
        else:
            missing |= _NO_PRODUCT
        out.lines.append(
            (
                text,
                hs,
                number(line.origin_country),
                number(line.unit),
                self._codes.raw("" if line.value is None else line.value.currency),
                missing,
                quantity,
                weight,
                value,
            )
        )

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
        missing = 0
        for name, absent in _PARTY_WORDS:
            text: str = getattr(party, name)
            folded = fold(text) if text else _NO_TEXT
            keys += _word_keys(name, folded)
            if folded.blank:
                missing |= absent
        for name, absent in _PARTY_WHOLE:
            if text := getattr(party, name):
                keys.append(posting_key(name, code(text)))
            else:
                missing |= absent
        self.gathered.post("party", keys, number)
        city, region = not _blank(party.city), not _blank(party.region)
        missing |= (0 if city else _NO_CITY) | (0 if region else _NO_REGION)
        if not city and not region and all(map(_blank, party.lines)):
            missing |= _NO_ADDRESS
        if not party.country:
            missing |= _NO_COUNTRY
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


_NO: Final = {
    name: sum(ITEM_BITS[of] for of in fields)
    for name, fields in {
        "mail_class": (Field.MAIL_CLASS,),
        "nature": (Field.NATURE,),
        "origin": (Field.ORIGIN_OFFICE, Field.ORIGIN_OFFICE_COUNTRY),
        "destination": (Field.DESTINATION_OFFICE,),
        "receptacle": (Field.RECEPTACLE_ID,),
        "message": (Field.MESSAGE_ID,),
        "source": (Field.MESSAGE_SOURCE,),
        "posted": (Field.POSTED_DAYS_AGO,),
        "gross": (Field.GROSS_WEIGHT,),
        "net": (Field.NET_WEIGHT,),
        "value": (Field.TOTAL_VALUE, Field.VALUE_PER_KG),
        "postage": (Field.POSTAGE,),
        "insured": (Field.INSURED_VALUE,),
        "seller": (Field.SELLER_NAME,),
        "platform": (Field.SELLER_PLATFORM,),
        "ioss": (Field.SELLER_IOSS,),
        "document type": (Field.DOCUMENT_TYPE,),
        "document number": (Field.DOCUMENT_NUMBER,),
        "warnings": (Field.WARNINGS,),
    }.items()
}


def _missing(one: Declaration) -> int:
    """Return the bits of the fields that the item itself lacks; those of parties come from these."""
    seller, documents = one.seller, one.documents
    lacks = [
        name
        for name, there in (
            ("mail_class", one.mail_class),
            ("nature", one.nature),
            ("origin", one.origin_office),
            ("destination", one.destination_office),
            ("receptacle", one.receptacle_id),
            ("message", one.message.id),
            ("source", one.message.source),
            ("posted", one.posted_on is not None),
            ("gross", one.gross_weight_kg is not None),
            ("net", any(line.net_weight_kg is not None for line in one.lines)),
            ("value", any(line.value is not None for line in one.lines)),
            ("postage", one.postage is not None),
            ("insured", one.insured_value is not None),
            ("seller", not _blank(seller.name)),
            ("platform", not _blank(seller.platform)),
            ("ioss", seller.ioss),
            ("document type", documents and any(each.type for each in documents)),
            ("document number", documents and any(each.number for each in documents)),
            ("warnings", one.warnings),
        )
        if not there
    ]
    return sum(map(_NO.__getitem__, lacks))
