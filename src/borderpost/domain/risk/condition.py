"""The condition of a profile: a typed tree of comparisons over the fields of a declaration."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class FieldKind(StrEnum):
    """What a field holds, which decides how it may be compared."""

    CODE = "code"
    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"


class Field(StrEnum):
    """Everything about a declaration that a profile may look at; `line.` fields are those of each line."""

    ITEM_ID = "item_id"
    MAIL_CLASS = "mail_class"
    NATURE = "nature"
    ORIGIN_OFFICE = "origin_office"
    ORIGIN_OFFICE_COUNTRY = "origin_office.country"
    DESTINATION_OFFICE = "destination_office"
    RECEPTACLE_ID = "receptacle_id"
    MESSAGE_SOURCE = "message.source"
    GROSS_WEIGHT = "gross_weight_kg"
    NET_WEIGHT = "net_weight_kg"
    LINE_COUNT = "line_count"
    TOTAL_VALUE = "total_value"
    VALUE_PER_KG = "value_per_kg"
    POSTAGE = "postage"
    INSURED_VALUE = "insured_value"
    SENDER_NAME = "sender.name"
    SENDER_COMPANY = "sender.company"
    SENDER_ADDRESS = "sender.address"
    SENDER_CITY = "sender.city"
    SENDER_POSTCODE = "sender.postcode"
    SENDER_COUNTRY = "sender.country"
    SENDER_PHONE = "sender.phone"
    SENDER_EMAIL = "sender.email"
    SENDER_REFERENCE = "sender.reference"
    ADDRESSEE_NAME = "addressee.name"
    ADDRESSEE_COMPANY = "addressee.company"
    ADDRESSEE_ADDRESS = "addressee.address"
    ADDRESSEE_CITY = "addressee.city"
    ADDRESSEE_POSTCODE = "addressee.postcode"
    ADDRESSEE_COUNTRY = "addressee.country"
    ADDRESSEE_PHONE = "addressee.phone"
    ADDRESSEE_EMAIL = "addressee.email"
    ADDRESSEE_REFERENCE = "addressee.reference"
    SELLER_NAME = "seller.name"
    SELLER_PLATFORM = "seller.platform"
    SELLER_IOSS = "seller.ioss"
    DOCUMENT_TYPE = "documents.type"
    DOCUMENT_NUMBER = "documents.number"
    WARNINGS = "warnings"
    LINE_DESCRIPTION = "line.description"
    LINE_QUANTITY = "line.quantity"
    LINE_UNIT = "line.unit"
    LINE_NET_WEIGHT = "line.net_weight_kg"
    LINE_VALUE = "line.value"
    LINE_VALUE_PER_KG = "line.value_per_kg"
    LINE_VALUE_PER_UNIT = "line.value_per_unit"
    LINE_HS_CODE = "line.hs_code"
    LINE_ORIGIN_COUNTRY = "line.origin_country"
    LINE_PRODUCT_ID = "line.product_id"

    @property
    def of_line(self) -> bool:
        """True of a field that every content line has for itself."""
        return self.value.startswith("line.")

    @property
    def kind(self) -> FieldKind:
        """What the field holds."""
        if self in _TEXTS:
            return FieldKind.TEXT
        if self in _NUMBERS:
            return FieldKind.NUMBER
        return FieldKind.MONEY if self in _MONEYS else FieldKind.CODE


_TEXTS = frozenset(
    {
        Field.SENDER_NAME,
        Field.SENDER_COMPANY,
        Field.SENDER_ADDRESS,
        Field.SENDER_CITY,
        Field.ADDRESSEE_NAME,
        Field.ADDRESSEE_COMPANY,
        Field.ADDRESSEE_ADDRESS,
        Field.ADDRESSEE_CITY,
        Field.SELLER_NAME,
        Field.SELLER_PLATFORM,
        Field.LINE_DESCRIPTION,
    }
)
_NUMBERS = frozenset(
    {Field.GROSS_WEIGHT, Field.NET_WEIGHT, Field.LINE_COUNT, Field.LINE_QUANTITY, Field.LINE_NET_WEIGHT}
)
_MONEYS = frozenset(
    {
        Field.TOTAL_VALUE,
        Field.VALUE_PER_KG,
        Field.POSTAGE,
        Field.INSURED_VALUE,
        Field.LINE_VALUE,
        Field.LINE_VALUE_PER_KG,
        Field.LINE_VALUE_PER_UNIT,
    }
)


class Operator(StrEnum):
    """How a field is compared."""

    IS_IN = "is_in"
    STARTS_WITH = "starts_with"
    HAS_WORDS = "has_words"
    IS_EXACTLY = "is_exactly"
    SHORTER_THAN = "shorter_than"
    ABOVE = "above"
    AT_LEAST = "at_least"
    BELOW = "below"
    AT_MOST = "at_most"
    MISSING = "missing"


_ORDERINGS = frozenset(
    {Operator.ABOVE, Operator.AT_LEAST, Operator.BELOW, Operator.AT_MOST, Operator.MISSING}
)
OPERATORS_OF: dict[FieldKind, frozenset[Operator]] = {
    FieldKind.CODE: frozenset({Operator.IS_IN, Operator.STARTS_WITH, Operator.MISSING}),
    FieldKind.TEXT: frozenset(
        {Operator.HAS_WORDS, Operator.IS_EXACTLY, Operator.SHORTER_THAN, Operator.MISSING}
    ),
    FieldKind.NUMBER: _ORDERINGS,
    FieldKind.MONEY: _ORDERINGS,
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """One field against what is looked for.

    `terms` are words, phrases or codes, any of which suffices; `word_list` names a list that stands for
    them. `threshold` is the number to compare with: kilograms, pieces, letters, or money in `currency`.
    On a line field outside of SomeLine and EveryLine, one line for which it holds is enough.
    """

    field: Field
    operator: Operator
    terms: tuple[str, ...] = ()
    word_list: str = ""
    threshold: Decimal | None = None
    currency: str = ""


@dataclass(frozen=True, slots=True)
class All:
    """Holds where every part holds."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Any:
    """Holds where at least one part holds."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Holds where its part does not."""

    part: "Condition"


@dataclass(frozen=True, slots=True)
class SomeLine:
    """Holds where one and the same content line answers to all of its part."""

    part: "Condition"


@dataclass(frozen=True, slots=True)
class EveryLine:
    """Holds where there are content lines, and each of them answers to the part."""

    part: "Condition"


Condition = All | Any | Not | SomeLine | EveryLine | Comparison


def comparisons(condition: Condition, path: str = "condition") -> Iterator[tuple[str, Comparison]]:
    """Yield every comparison of the tree with its path, left to right."""
    match condition:
        case Comparison():
            yield path, condition
        case All(parts):
            for index, part in enumerate(parts):
                yield from comparisons(part, f"{path}.all[{index}]")
        case Any(parts):
            for index, part in enumerate(parts):
                yield from comparisons(part, f"{path}.any[{index}]")
        case Not(part):
            yield from comparisons(part, f"{path}.not")
        case SomeLine(part):
            yield from comparisons(part, f"{path}.some_line")
        case EveryLine(part):
            yield from comparisons(part, f"{path}.every_line")
