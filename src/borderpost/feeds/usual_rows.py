"""The short way for a canonical row of JSON that is written as usual; any other is left to the careful one.

What comes out is equal to what `declaration_of` makes of the same row. That one stays the authority: what is
not plainly as usual (a field that the form does not have, another type, a character to be replaced, a text to
be cut, a name given twice, a refusal of any kind) is not judged here at all.
"""

import re
from decimal import Decimal
from functools import lru_cache

from msgspec import UNSET, DecodeError, ValidationError
from msgspec.structs import astuple

from borderpost.domain.declaration import (
    ContentLine,
    Declaration,
    MessageRef,
    Party,
    ProductId,
    Seller,
    SupportingDocument,
)
from borderpost.domain.money import Money
from borderpost.feeds.json_values import most_keys
from borderpost.feeds.oddities import note_oddities
from borderpost.feeds.sparse_rows import decode_whole, sparse_row
from borderpost.feeds.untrusted_values import day_of, moment_of, plain_number, visible_ascii
from borderpost.feeds.wire_rows import LINE_NAMES, PAIR_NAMES, ROW_NAMES, WireRow

LONGEST = 16 * 1024
"""Bytes of a row that is tried: enough for a hundred content lines, too few for most limits on lists."""

# Whatever may stand for a character that is replaced: raw, and written as an escape.
_RAW_CONTROL = re.compile(rb"\xc2[\x80-\x9f]").search
_ESCAPED_CONTROL = re.compile(rb"\\(?:[bf]|u00[01789][0-9a-fA-F])").search


class _Unusual(Exception):
    """A value that only the careful way may judge."""


def usual_declaration(data: bytes, *, plain: bool = False) -> Declaration | None:
    """Return the declaration that a row of JSON is, or None where the careful way has to look at it.

    With `plain`, whoever asks has seen that there is no backslash and no DEL in it.
    """
    if len(data) > LONGEST:
        return None
    absent = 0
    try:
        row = decode_whole(data)
    except ValidationError:
        filled = sparse_row(data)
        if filled is None:
            return None
        row, absent = filled
    except (DecodeError, UnicodeDecodeError, RecursionError):
        return None
    escapes = False
    if not plain:
        escapes = b"\\" in data
        if b"\x7f" in data or (escapes and _ESCAPED_CONTROL(data)):
            return None
    if b"\xc2" in data and _RAW_CONTROL(data):
        return None
    try:
        declaration, names = _declaration(row)
    except _Unusual:
        return None
    # So many different names are there, so a name given twice makes them more than `names`. Every one has its
    # colon; where only the moment has others, and no escape can spell its colons, that is a count of them.
    names -= absent
    colons_of_names = data.count(b":") - row.message.received_at.count(":")
    if (escapes or colons_of_names != names) and most_keys(data) != names:
        return None
    return note_oddities(declaration)


def _declaration(row: WireRow) -> tuple[Declaration, int]:
    """Return what is declared, and how many names a row has that gives each of its fields once."""
    untrusted_message, item_id, text = row.message, row.item_id, row.posted_on
    message_id = untrusted_message.id.strip()
    received_at = moment_of(untrusted_message.received_at)
    posted_on = day_of(text) if text else None
    if not message_id or received_at is None or (posted_on is None and text):
        raise _Unusual
    if not (item_id.isalnum() and item_id.isascii()) and not visible_ascii(item_id):
        raise _Unusual
    alternates = row.alternate_ids
    for one in alternates:
        if not visible_ascii(one):
            raise _Unusual
    wire_lines = row.lines
    names = ROW_NAMES + LINE_NAMES * len(wire_lines)
    lines: list[ContentLine] = []
    for number, line in enumerate(wire_lines, 1):
        hs_code = line.hs_code
        if hs_code and not (hs_code.isdigit() and hs_code.isascii()):
            raise _Unusual
        value = line.value
        if value is not None:
            names += PAIR_NAMES
        product_ids: tuple[ProductId, ...] = ()
        wire_ids = line.product_ids
        if wire_ids:
            names += PAIR_NAMES * len(wire_ids)
            product_ids = tuple([ProductId(one.scheme.strip(), one.value.strip()) for one in wire_ids])
        cut = line.description_cut
        if cut is not UNSET:
            names += 1
        lines.append(
            ContentLine(
                number,
                line.description,
                _quantity(line.quantity),
                line.unit.strip(),
                _number(line.net_weight_kg),
                None if value is None else Money(_amount(value.amount), value.currency),
                hs_code,
                line.origin_country,
                product_ids,
                cut is True,
            )
        )
    postage, insured = row.postage, row.insured_value
    if postage is not None:
        names += PAIR_NAMES
    if insured is not None:
        names += PAIR_NAMES
    documents: tuple[SupportingDocument, ...] = ()
    if row.documents:
        names += PAIR_NAMES * len(row.documents)
        documents = tuple([SupportingDocument(one.type.strip(), one.number.strip()) for one in row.documents])
    sender, addressee, seller = row.sender, row.addressee, row.seller
    if not (sender.name or sender.company) or not (addressee.name or addressee.company):
        raise _Unusual
    if "" in sender.lines or "" in addressee.lines:
        raise _Unusual
    declaration = Declaration(
        MessageRef(message_id, untrusted_message.version, untrusted_message.source.strip(), received_at),
        item_id,
        alternates,
        row.mail_class,
        posted_on,
        row.origin_office.strip(),
        row.destination_office.strip(),
        row.receptacle_id.strip(),
        row.nature,
        _number(row.gross_weight_kg),
        None if postage is None else Money(_amount(postage.amount), postage.currency),
        None if insured is None else Money(_amount(insured.amount), insured.currency),
        # the fields of both are the same, in the same order
        Party(*astuple(sender)),
        Party(*astuple(addressee)),
        tuple(lines),
        documents,
        Seller(seller.name, seller.platform, seller.ioss.strip()),
    )
    return declaration, names


@lru_cache(maxsize=8192)
def _number(text: str) -> Decimal | None:
    number = plain_number(text) if text else None
    if number is None and text:
        raise _Unusual
    return number


@lru_cache(maxsize=1024)
def _quantity(text: str) -> Decimal | None:
    number = _number(text)
    if number is not None and not number:
        raise _Unusual
    return number


@lru_cache(maxsize=8192)
def _amount(text: str) -> Decimal:
    number = plain_number(text)
    if number is None:
        raise _Unusual
    return number
