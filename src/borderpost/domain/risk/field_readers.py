"""Where each field of a profile finds its value in a declaration."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from borderpost.domain.declaration import Party
from borderpost.domain.risk.assessment import NoteKind
from borderpost.domain.risk.condition import SAME_FIELDS, Comparison, Field, FieldKind
from borderpost.domain.risk.facts import Codes, ItemFacts, LineFacts, Worth, code, money_worth
from borderpost.domain.risk.words import Folded, fold

CodeReader = Callable[[ItemFacts, LineFacts | None], Codes]
TextReader = Callable[[ItemFacts, LineFacts | None], Folded]
NumberReader = Callable[[ItemFacts, LineFacts | None], Worth]
_NO_TEXT = fold("")
_GTIN_SCHEMES = frozenset({"GTIN", "EAN", "UPC"})


def _one(value: str) -> Codes:
    return (value,) if value else ()


def _address(party: Party) -> Folded:
    """Street, city and region of a party as one text."""
    return fold(", ".join(filter(None, (*party.lines, party.city, party.region))))


CODES: dict[Field, Callable[[ItemFacts], Codes]] = {
    Field.ITEM_ID: lambda item: (item.declaration.item_id, *item.declaration.alternate_ids),
    Field.MAIL_CLASS: lambda item: _one(item.declaration.mail_class.value),
    Field.NATURE: lambda item: _one(item.declaration.nature.value),
    Field.ORIGIN_OFFICE: lambda item: _one(item.declaration.origin_office),
    Field.ORIGIN_OFFICE_COUNTRY: lambda item: _one(item.declaration.origin_office[:2]),
    Field.DESTINATION_OFFICE: lambda item: _one(item.declaration.destination_office),
    Field.RECEPTACLE_ID: lambda item: _one(item.declaration.receptacle_id),
    Field.MESSAGE_ID: lambda item: _one(item.declaration.message.id),
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
    Field.LINE_PRODUCT_SCHEME: lambda line: tuple(one.scheme for one in line.line.product_ids if one.scheme),
    Field.LINE_GTIN: lambda line: tuple(
        one.value for one in line.line.product_ids if one.value and one.scheme.upper() in _GTIN_SCHEMES
    ),
}
TEXTS: dict[Field, Callable[[ItemFacts], Folded]] = {
    Field.SENDER_NAME: lambda item: fold(item.declaration.sender.name),
    Field.SENDER_COMPANY: lambda item: fold(item.declaration.sender.company),
    Field.SENDER_ADDRESS: lambda item: _address(item.declaration.sender),
    Field.SENDER_CITY: lambda item: fold(item.declaration.sender.city),
    Field.SENDER_REGION: lambda item: fold(item.declaration.sender.region),
    Field.ADDRESSEE_NAME: lambda item: fold(item.declaration.addressee.name),
    Field.ADDRESSEE_COMPANY: lambda item: fold(item.declaration.addressee.company),
    Field.ADDRESSEE_ADDRESS: lambda item: _address(item.declaration.addressee),
    Field.ADDRESSEE_CITY: lambda item: fold(item.declaration.addressee.city),
    Field.ADDRESSEE_REGION: lambda item: fold(item.declaration.addressee.region),
    Field.SELLER_NAME: lambda item: fold(item.declaration.seller.name),
    Field.SELLER_PLATFORM: lambda item: fold(item.declaration.seller.platform),
}
LINE_TEXTS: dict[Field, Callable[[LineFacts], Folded]] = {
    Field.LINE_DESCRIPTION: lambda line: fold(line.line.description),
}
NUMBERS: dict[Field, Callable[[ItemFacts], Decimal | None]] = {
    Field.MESSAGE_VERSION: lambda item: Decimal(item.declaration.message.version),
    Field.POSTED_DAYS_AGO: lambda item: _days(item.declaration.posted_on, item.today),
    Field.RECEIVED_DAYS_AGO: lambda item: _days(item.declaration.message.received_at.date(), item.today),
    Field.GROSS_WEIGHT: lambda item: item.declaration.gross_weight_kg,
    Field.LINE_COUNT: lambda item: Decimal(len(item.lines)),
}
LINE_NUMBERS: dict[Field, Callable[[LineFacts], Decimal | None]] = {
    Field.LINE_QUANTITY: lambda line: line.line.quantity,
    Field.LINE_NET_WEIGHT: lambda line: line.line.net_weight_kg,
}
_OBSTACLES = {
    Field.POSTED_DAYS_AGO: NoteKind.NO_DATE,
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
    Field.LINE_PRODUCT_SCHEME: "line.product_ids",
    Field.LINE_GTIN: "line.product_ids",
    Field.POSTED_DAYS_AGO: "posted_on",
    Field.RECEIVED_DAYS_AGO: "message.received_at",
    Field.SAME_SENDER_ITEMS: "sender",
    Field.SAME_SENDER_VALUE: "sender",
    Field.SAME_ADDRESSEE_ITEMS: "addressee",
    Field.SAME_ADDRESSEE_VALUE: "addressee",
    Field.SAME_ADDRESS_ITEMS: "addressee",
    Field.SAME_ADDRESS_VALUE: "addressee",
}


def _days(earlier: date | None, today: date) -> Decimal | None:
    return None if earlier is None else Decimal((today - earlier).days)


def comparable(field: Field, text: str) -> str:
    """Return a code or term of a field in the form in which they are compared."""
    return code(text).lstrip("0") if field is Field.LINE_GTIN else code(text)


def codes_of(field: Field, item: ItemFacts, line: LineFacts | None) -> Codes:
    """Return the codes that a field holds, as declared; none where it is empty."""
    return CODES[field](item) if line is None else LINE_CODES[field](line)


def code_reader(field: Field) -> CodeReader:
    """Return what reads the comparable codes of a field, and reads them once."""
    key = field.value
    if field.of_line:
        of_line = LINE_CODES[field]

        def read_line(item: ItemFacts, line: LineFacts | None) -> Codes:
            if line is None:
                return ()
            found = line.codes.get(key)
            if found is None:
                found = line.codes[key] = tuple([comparable(field, one) for one in of_line(line)])
            return found

        return read_line
    of_item = CODES[field]

    def read(item: ItemFacts, line: LineFacts | None) -> Codes:
        found = item.codes.get(key)
        if found is None:
            found = item.codes[key] = tuple([comparable(field, one) for one in of_item(item)])
        return found

    return read


def text_reader(field: Field) -> TextReader:
    """Return what reads the text of a field, and folds it once."""
    key = field.value
    if field.of_line:
        of_line = LINE_TEXTS[field]

        def read_line(item: ItemFacts, line: LineFacts | None) -> Folded:
            if line is None:
                return _NO_TEXT
            found = line.texts.get(key)
            if found is None:
                found = line.texts[key] = of_line(line)
            return found

        return read_line
    of_item = TEXTS[field]

    def read(item: ItemFacts, line: LineFacts | None) -> Folded:
        found = item.texts.get(key)
        if found is None:
            found = item.texts[key] = of_item(item)
        return found

    return read


def path_of(field: Field, line: LineFacts | None) -> str:
    """Return where the field's value stands in the declaration."""
    path = _PATHS.get(field, field.value)
    return path if line is None else path.replace("line.", f"lines[{line.index}].", 1)


def number_reader(comparison: Comparison) -> NumberReader:
    """Return what reads a number or an amount of money, the latter in the currency of the comparison."""
    field, currency, days = comparison.field, comparison.currency, comparison.within_days
    key = f"{field.value} {currency} {days}"
    make = _worth_maker(field, currency, days)
    of_line = field.of_line

    def read(item: ItemFacts, line: LineFacts | None) -> Worth:
        worths = line.worths if of_line and line is not None else item.worths
        found = worths.get(key)
        if found is None:
            found = worths[key] = make(item, line)
        return found

    return read


def _worth_maker(field: Field, currency: str, days: int) -> NumberReader:
    if field in SAME_FIELDS:
        return lambda item, line: _tallied(field, currency, days, item)
    if field.kind is FieldKind.MONEY:
        return lambda item, line: money_worth(
            item.amounts(field) if line is None else line.amounts(field), currency, item.rates
        )
    if field is Field.NET_WEIGHT:
        return lambda item, line: item.net_weight
    if field.of_line:
        of_line = LINE_NUMBERS[field]
        return lambda item, line: _number(field, None if line is None else of_line(line))
    of_item = NUMBERS[field]
    return lambda item, line: _number(field, of_item(item))


def _number(field: Field, number: Decimal | None) -> Worth:
    if number is None:
        return Worth(None, obstacle=_OBSTACLES.get(field, NoteKind.NO_NUMBER))
    if not number.is_finite():
        return Worth(None, obstacle=NoteKind.NOT_COMPUTABLE)
    return Worth(number)


def _tallied(field: Field, currency: str, days: int, item: ItemFacts) -> Worth:
    kind = SAME_FIELDS[field]
    tally = item.tally(kind, days)
    if tally is None:
        known = item.around.history is not None
        return Worth(None, obstacle=NoteKind.NO_PARTY if known else NoteKind.NO_HISTORY)
    if field.kind is FieldKind.NUMBER:
        return Worth(Decimal(tally.items))
    return money_worth(item.amounts(field, days), currency, item.rates)


def is_missing(field: Field, item: ItemFacts, line: LineFacts | None) -> bool:
    """Tell whether a field is empty or absent; of one counted over items, whether there is no key for it."""
    if field in SAME_FIELDS:
        return not item.same_key(SAME_FIELDS[field])
    match field.kind:
        case FieldKind.CODE:
            return not codes_of(field, item, line)
        case FieldKind.TEXT:
            return (TEXTS[field](item) if line is None else LINE_TEXTS[field](line)).blank
        case FieldKind.NUMBER:
            if field is Field.NET_WEIGHT:
                return item.net_weight.value is None and item.net_weight.obstacle is NoteKind.NO_WEIGHT
            return (NUMBERS[field](item) if line is None else LINE_NUMBERS[field](line)) is None
        case FieldKind.MONEY:
            return not (item.amounts(field) if line is None else line.amounts(field)).parts
