"""Turns one untrusted object in the canonical form into a declaration, or says why it is none."""

from collections.abc import Sequence
from typing import Any, TypeVar

from borderpost.domain.declaration import (
    ContentLine,
    Declaration,
    DeclarationWarning,
    MailClass,
    MessageRef,
    Nature,
    Party,
    ProductId,
    Seller,
    SupportingDocument,
    WarningKind,
)
from borderpost.domain.intake import RejectReason
from borderpost.feeds.oddities import note_oddities
from borderpost.feeds.untrusted_values import WARNINGS_LIMIT, RowFault, Values

T = TypeVar("T")

LINES_LIMIT = 20_000
LIST_LIMIT = 1_000

_FIELDS = frozenset(
    {
        "message",
        "item_id",
        "alternate_ids",
        "mail_class",
        "posted_on",
        "origin_office",
        "destination_office",
        "receptacle_id",
        "nature",
        "gross_weight_kg",
        "postage",
        "insured_value",
        "sender",
        "addressee",
        "lines",
        "documents",
        "seller",
        "warnings",
    }
)
_MESSAGE_FIELDS = frozenset({"id", "version", "source", "received_at"})
_PARTY_FIELDS = frozenset(
    {
        "name",
        "company",
        "lines",
        "city",
        "region",
        "postcode",
        "country",
        "phone",
        "email",
        "reference",
    }
)
_LINE_FIELDS = frozenset(
    {
        "description",
        "quantity",
        "unit",
        "net_weight_kg",
        "value",
        "hs_code",
        "origin_country",
        "product_ids",
        "description_cut",
    }
)
_PRODUCT_FIELDS = frozenset({"scheme", "value"})
_DOCUMENT_FIELDS = frozenset({"type", "number"})
_SELLER_FIELDS = frozenset({"name", "platform", "ioss"})
_MAIL_CLASSES = {one.value: one for one in MailClass}
_NATURES = {one.value: one for one in Nature}
_NO_SELLER = Seller()


def declaration_of(untrusted: object, notes: Sequence[DeclarationWarning] = ()) -> Declaration:
    """Return the declaration that an object is; raise RowFault where it is none.

    `notes` are oddities that were met on the way to the object; they stand before its own.
    """
    if type(untrusted) is not dict:
        raise RowFault("", RejectReason.NOT_AN_OBJECT, untrusted)
    values = Values()
    values.warnings.extend(notes[:WARNINGS_LIMIT])
    if not untrusted.keys() <= _FIELDS:
        values.unknown_fields(untrusted, _FIELDS, "")
    message = _message(values, untrusted)
    declaration = Declaration(
        message=message,
        item_id=values.identifier(untrusted.get("item_id"), "item_id"),
        alternate_ids=tuple(
            values.identifier(one, f"alternate_ids[{index}]")
            for index, one in enumerate(_list(untrusted, "alternate_ids", "", LIST_LIMIT))
        ),
        mail_class=_choice(values, untrusted, "mail_class", _MAIL_CLASSES, MailClass.UNSTATED),
        posted_on=values.day(untrusted, "posted_on"),
        origin_office=values.code(untrusted, "origin_office"),
        destination_office=values.code(untrusted, "destination_office"),
        receptacle_id=values.code(untrusted, "receptacle_id"),
        nature=_choice(values, untrusted, "nature", _NATURES, Nature.UNSTATED),
        gross_weight_kg=values.number(untrusted, "gross_weight_kg"),
        postage=values.money(untrusted, "postage"),
        insured_value=values.money(untrusted, "insured_value"),
        sender=_party(values, untrusted, "sender"),
        addressee=_party(values, untrusted, "addressee"),
        lines=tuple(
            _line(values, one, index) for index, one in enumerate(_list(untrusted, "lines", "", LINES_LIMIT))
        ),
        documents=tuple(
            _document(values, one, index)
            for index, one in enumerate(_list(untrusted, "documents", "", LIST_LIMIT))
        ),
        seller=_seller(values, untrusted),
    )
    return note_oddities(declaration, values)


def _object(untrusted: dict[str, Any], name: str) -> dict[str, Any] | None:
    value = untrusted.get(name)
    if value is None or value == "":
        return None
    if type(value) is not dict:
        raise RowFault(name, RejectReason.WRONG_TYPE, value)
    return value


def _list(untrusted: dict[str, Any], name: str, path: str, limit: int) -> list[Any]:
    value = untrusted.get(name)
    if value is None or value == "":
        return []
    if type(value) is not list:
        raise RowFault(path + name, RejectReason.WRONG_TYPE, value)
    if len(value) > limit:
        raise RowFault(path + name, RejectReason.TOO_MANY, len(value))
    return value


def _choice(values: Values, untrusted: dict[str, Any], name: str, known: dict[str, T], unstated: T) -> T:
    code = values.code(untrusted, name)
    found = known.get(code)
    if found is not None:
        return found
    values.warn(WarningKind.UNKNOWN_CODE, name, code)
    return unstated


def _message(values: Values, untrusted: dict[str, Any]) -> MessageRef:
    message = _object(untrusted, "message")
    if message is None:
        raise RowFault("message", RejectReason.MISSING)
    if not message.keys() <= _MESSAGE_FIELDS:
        values.unknown_fields(message, _MESSAGE_FIELDS, "message.")
    identifier = values.code(message, "id", "message.")
    if not identifier:
        raise RowFault("message.id", RejectReason.MISSING)
    return MessageRef(
        id=identifier,
        version=values.whole_number(message, "version", "message."),
        source=values.code(message, "source", "message."),
        received_at=values.moment(message, "received_at", "message."),
    )


def _party(values: Values, untrusted: dict[str, Any], role: str) -> Party:
    party = _object(untrusted, role)
    path = f"{role}."
    if party is None:
        values.warn(WarningKind.NO_NAME, role)
        return Party()
    if not party.keys() <= _PARTY_FIELDS:
        values.unknown_fields(party, _PARTY_FIELDS, path)
    text = values.text
    name, company = text(party, "name", path), text(party, "company", path)
    if not (name or company):
        values.warn(WarningKind.NO_NAME, role)
    return Party(
        name=name,
        company=company,
        lines=_address(values, party, path),
        city=text(party, "city", path),
        region=text(party, "region", path),
        postcode=text(party, "postcode", path),
        country=values.country(party, "country", path),
        phone=text(party, "phone", path),
        email=text(party, "email", path),
        reference=text(party, "reference", path),
    )


def _address(values: Values, party: dict[str, Any], path: str) -> tuple[str, ...]:
    lines = _list(party, "lines", path, LIST_LIMIT)
    return tuple(
        values.text({"": one}, "", f"{path}lines[{index}]") for index, one in enumerate(lines) if one != ""
    )


def _line(values: Values, untrusted: object, index: int) -> ContentLine:
    path = f"lines[{index}]."
    if type(untrusted) is not dict:
        raise RowFault(path[:-1], RejectReason.NOT_AN_OBJECT, untrusted)
    if not untrusted.keys() <= _LINE_FIELDS:
        values.unknown_fields(untrusted, _LINE_FIELDS, path)
    declared = untrusted.get("description")
    description = values.text(untrusted, "description", path)
    hs_code = values.code(untrusted, "hs_code", path)
    if hs_code and not (hs_code.isascii() and hs_code.isdigit()):
        raise RowFault(path + "hs_code", RejectReason.HS_NOT_DIGITS, hs_code)
    return ContentLine(
        number=index + 1,
        description=description,
        quantity=values.number(untrusted, "quantity", path, positive=True),
        unit=values.code(untrusted, "unit", path),
        net_weight_kg=values.number(untrusted, "net_weight_kg", path),
        value=values.money(untrusted, "value", path),
        hs_code=hs_code,
        origin_country=values.country(untrusted, "origin_country", path),
        product_ids=_product_ids(values, untrusted, path),
        description_cut=untrusted.get("description_cut") is True
        or (isinstance(declared, str) and len(declared) > len(description)),
    )


def _product_ids(values: Values, line: dict[str, Any], path: str) -> tuple[ProductId, ...]:
    found = []
    for index, one in enumerate(_list(line, "product_ids", path, LIST_LIMIT)):
        inner = f"{path}product_ids[{index}]."
        if type(one) is not dict:
            raise RowFault(inner[:-1], RejectReason.NOT_AN_OBJECT, one)
        if not one.keys() <= _PRODUCT_FIELDS:
            values.unknown_fields(one, _PRODUCT_FIELDS, inner)
        found.append(ProductId(values.code(one, "scheme", inner), values.code(one, "value", inner)))
    return tuple(found)


def _document(values: Values, untrusted: object, index: int) -> SupportingDocument:
    path = f"documents[{index}]."
    if type(untrusted) is not dict:
        raise RowFault(path[:-1], RejectReason.NOT_AN_OBJECT, untrusted)
    if not untrusted.keys() <= _DOCUMENT_FIELDS:
        values.unknown_fields(untrusted, _DOCUMENT_FIELDS, path)
    return SupportingDocument(values.code(untrusted, "type", path), values.code(untrusted, "number", path))


def _seller(values: Values, untrusted: dict[str, Any]) -> Seller:
    seller = _object(untrusted, "seller")
    if seller is None:
        return _NO_SELLER
    if not seller.keys() <= _SELLER_FIELDS:
        values.unknown_fields(seller, _SELLER_FIELDS, "seller.")
    return Seller(
        name=values.text(seller, "name", "seller."),
        platform=values.text(seller, "platform", "seller."),
        ioss=values.code(seller, "ioss", "seller."),
    )
