"""Where each field of a profile finds its value in a declaration."""

from collections.abc import Callable
from decimal import Decimal

from borderpost.domain.risk.assessment import NoteKind
from borderpost.domain.risk.condition import Comparison, Field, FieldKind
from borderpost.domain.risk.facts import Codes, ItemFacts, LineFacts, Worth
from borderpost.domain.risk.words import Folded, fold


def _one(value: str) -> Codes:
    return (value,) if value else ()


CODES: dict[Field, Callable[[ItemFacts], Codes]] = {
    Field.ITEM_ID: lambda item: (item.declaration.item_id, *item.declaration.alternate_ids),
    Field.MAIL_CLASS: lambda item: _one(item.declaration.mail_class.value),
    Field.NATURE: lambda item: _one(item.declaration.nature.value),
    Field.ORIGIN_OFFICE: lambda item: _one(item.declaration.origin_office),
    Field.ORIGIN_OFFICE_COUNTRY: lambda item: _one(item.declaration.origin_office[:2]),
    Field.DESTINATION_OFFICE: lambda item: _one(item.declaration.destination_office),
    Field.RECEPTACLE_ID: lambda item: _one(item.declaration.receptacle_id),
    Field.MESSAGE_SOURCE: lambda item: _one(item.declaration.message.source),
    Field.SENDER_POSTCODE: lambda item: _one(item.declaration.sender.postcode),
    Field.SENDER_COUNTRY: lambda item: _one(item.declaration.sender.country),
    Field.SENDER_PHONE: lambda item: _one(item.declaration.sender.phone),
    Field.SENDER_EMAIL: lambda item: _one(item.declaration.sender.email),
    Field.SENDER_REFERENCE: lambda item: _one(item.declaration.sender.reference),
    Field.ADDRESSEE_POSTCODE: lambda item: _one(item.declaration.addressee.postcode),
    Field.ADDRESSEE_COUNTRY: lambda item: _one(item.declaration.addressee.country),
    Field.ADDRESSEE_PHONE: lambda item: _one(item.declaration.addressee.phone),
    Field.ADDRESSEE_EMAIL: lambda item: _one(item.declaration.addressee.email),
    Field.ADDRESSEE_REFERENCE: lambda item: _one(item.declaration.addressee.reference),
    Field.SELLER_IOSS: lambda item: _one(item.declaration.seller.ioss),
    Field.DOCUMENT_TYPE: lambda item: tuple(one.type for one in item.declaration.documents if one.type),
    Field.DOCUMENT_NUMBER: lambda item: tuple(one.number for one in item.declaration.documents if one.number),
    Field.WARNINGS: lambda item: tuple(one.kind.value for one in item.declaration.warnings),
}
LINE_CODES: dict[Field, Callable[[LineFacts], Codes]] = {
    Field.LINE_UNIT: lambda line: _one(line.line.unit),
    Field.LINE_HS_CODE: lambda line: line.hs_codes,
    Field.LINE_ORIGIN_COUNTRY: lambda line: _one(line.line.origin_country),
    Field.LINE_PRODUCT_ID: lambda line: tuple(one.value for one in line.line.product_ids if one.value),
}
TEXTS: dict[Field, Callable[[ItemFacts], Folded]] = {
    Field.SENDER_NAME: lambda item: fold(item.declaration.sender.name),
    Field.SENDER_COMPANY: lambda item: fold(item.declaration.sender.company),
    Field.SENDER_ADDRESS: lambda item: item.address(Field.SENDER_ADDRESS, item.declaration.sender),
    Field.SENDER_CITY: lambda item: fold(item.declaration.sender.city),
    Field.ADDRESSEE_NAME: lambda item: fold(item.declaration.addressee.name),
    Field.ADDRESSEE_COMPANY: lambda item: fold(item.declaration.addressee.company),
    Field.ADDRESSEE_ADDRESS: lambda item: item.address(Field.ADDRESSEE_ADDRESS, item.declaration.addressee),
    Field.ADDRESSEE_CITY: lambda item: fold(item.declaration.addressee.city),
    Field.SELLER_NAME: lambda item: fold(item.declaration.seller.name),
    Field.SELLER_PLATFORM: lambda item: fold(item.declaration.seller.platform),
}
LINE_TEXTS: dict[Field, Callable[[LineFacts], Folded]] = {
    Field.LINE_DESCRIPTION: lambda line: line.description,
}
NUMBERS: dict[Field, Callable[[ItemFacts], Decimal | None]] = {
    Field.GROSS_WEIGHT: lambda item: item.declaration.gross_weight_kg,
    Field.LINE_COUNT: lambda item: Decimal(len(item.lines)),
}
LINE_NUMBERS: dict[Field, Callable[[LineFacts], Decimal | None]] = {
    Field.LINE_QUANTITY: lambda line: line.line.quantity,
    Field.LINE_NET_WEIGHT: lambda line: line.line.net_weight_kg,
}
_OBSTACLES = {
    Field.GROSS_WEIGHT: NoteKind.NO_WEIGHT,
    Field.LINE_NET_WEIGHT: NoteKind.NO_WEIGHT,
    Field.LINE_QUANTITY: NoteKind.NO_QUANTITY,
}
# Where the value of a field stands in the canonical declaration, if not under the field's own name.
_PATHS = {
    Field.ORIGIN_OFFICE_COUNTRY: "origin_office",
    Field.NET_WEIGHT: "lines",
    Field.LINE_COUNT: "lines",
    Field.TOTAL_VALUE: "lines",
    Field.VALUE_PER_KG: "lines",
    Field.SENDER_ADDRESS: "sender",
    Field.ADDRESSEE_ADDRESS: "addressee",
    Field.DOCUMENT_TYPE: "documents",
    Field.DOCUMENT_NUMBER: "documents",
    Field.LINE_VALUE_PER_KG: "line.value",
    Field.LINE_VALUE_PER_UNIT: "line.value",
    Field.LINE_PRODUCT_ID: "line.product_ids",
}


def codes_of(field: Field, item: ItemFacts, line: LineFacts | None) -> Codes:
    """Return the codes that a field holds, as declared; none where it is empty."""
    return CODES[field](item) if line is None else LINE_CODES[field](line)


def text_of(field: Field, item: ItemFacts, line: LineFacts | None) -> Folded:
    """Return the text of a field."""
    return TEXTS[field](item) if line is None else LINE_TEXTS[field](line)


def path_of(field: Field, line: LineFacts | None) -> str:
    """Return where the field's value stands in the declaration."""
    path = _PATHS.get(field, field.value)
    return path if line is None else path.replace("line.", f"lines[{line.index}].", 1)


def number_of(comparison: Comparison, item: ItemFacts, line: LineFacts | None) -> Worth:
    """Return a number or an amount of money, the latter in the currency of the comparison."""
    field = comparison.field
    if field.kind is FieldKind.MONEY:
        return item.worth(field, comparison.currency, line)
    if field is Field.NET_WEIGHT:
        return item.net_weight
    number = NUMBERS[field](item) if line is None else LINE_NUMBERS[field](line)
    if number is None:
        return Worth(None, obstacle=_OBSTACLES.get(field, NoteKind.NO_NUMBER))
    if not number.is_finite():
        return Worth(None, obstacle=NoteKind.NOT_COMPUTABLE)
    return Worth(number)


def is_missing(field: Field, item: ItemFacts, line: LineFacts | None) -> bool:
    """Tell whether a field is empty or absent."""
    match field.kind:
        case FieldKind.CODE:
            return not codes_of(field, item, line)
        case FieldKind.TEXT:
            return text_of(field, item, line).blank
        case FieldKind.NUMBER:
            if field is Field.NET_WEIGHT:
                return item.net_weight.value is None
            return (NUMBERS[field](item) if line is None else LINE_NUMBERS[field](line)) is None
        case FieldKind.MONEY:
            return not (item.amounts(field) if line is None else line.amounts(field)).parts
