"""The condition of a profile: a typed tree of comparisons over the fields of a declaration."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from borderpost.domain.risk.history import SameKind


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
    MESSAGE_ID = "message.id"
    MESSAGE_VERSION = "message.version"
    MESSAGE_SOURCE = "message.source"
    POSTED_DAYS_AGO = "posted_days_ago"
    RECEIVED_DAYS_AGO = "received_days_ago"
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
    SENDER_REGION = "sender.region"
    SENDER_POSTCODE = "sender.postcode"
    SENDER_COUNTRY = "sender.country"
    SENDER_PHONE = "sender.phone"
    SENDER_EMAIL = "sender.email"
    SENDER_REFERENCE = "sender.reference"
    ADDRESSEE_NAME = "addressee.name"
    ADDRESSEE_COMPANY = "addressee.company"
    ADDRESSEE_ADDRESS = "addressee.address"
    ADDRESSEE_CITY = "addressee.city"
    ADDRESSEE_REGION = "addressee.region"
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
    SAME_SENDER_ITEMS = "same_sender.items"
    SAME_SENDER_VALUE = "same_sender.value"
    SAME_ADDRESSEE_ITEMS = "same_addressee.items"
    SAME_ADDRESSEE_VALUE = "same_addressee.value"
    SAME_ADDRESS_ITEMS = "same_address.items"
    SAME_ADDRESS_VALUE = "same_address.value"
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
    LINE_PRODUCT_SCHEME = "line.product_scheme"
    LINE_GTIN = "line.gtin"

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
        Field.SENDER_REGION,
        Field.ADDRESSEE_NAME,
        Field.ADDRESSEE_COMPANY,
        Field.ADDRESSEE_ADDRESS,
        Field.ADDRESSEE_CITY,
        Field.ADDRESSEE_REGION,
        Field.SELLER_NAME,
        Field.SELLER_PLATFORM,
        Field.LINE_DESCRIPTION,
    }
)
_NUMBERS = frozenset(
    {
        Field.MESSAGE_VERSION,
        Field.POSTED_DAYS_AGO,
        Field.RECEIVED_DAYS_AGO,
        Field.GROSS_WEIGHT,
        Field.NET_WEIGHT,
        Field.LINE_COUNT,
        Field.LINE_QUANTITY,
        Field.LINE_NET_WEIGHT,
        Field.SAME_SENDER_ITEMS,
        Field.SAME_ADDRESSEE_ITEMS,
        Field.SAME_ADDRESS_ITEMS,
    }
)
_MONEYS = frozenset(
    {
        Field.TOTAL_VALUE,
        Field.VALUE_PER_KG,
        Field.POSTAGE,
        Field.INSURED_VALUE,
        Field.SAME_SENDER_VALUE,
        Field.SAME_ADDRESSEE_VALUE,
        Field.SAME_ADDRESS_VALUE,
        Field.LINE_VALUE,
        Field.LINE_VALUE_PER_KG,
        Field.LINE_VALUE_PER_UNIT,
    }
)


NAME_FIELDS = frozenset(
    {
        Field.SENDER_NAME,
        Field.SENDER_COMPANY,
        Field.SENDER_ADDRESS,
        Field.ADDRESSEE_NAME,
        Field.ADDRESSEE_COMPANY,
        Field.ADDRESSEE_ADDRESS,
        Field.SELLER_NAME,
    }
)
"""The fields that can be looked for on a watch list."""

SAME_FIELDS: dict[Field, SameKind] = {
    Field.SAME_SENDER_ITEMS: SameKind.SENDER,
    Field.SAME_SENDER_VALUE: SameKind.SENDER,
    Field.SAME_ADDRESSEE_ITEMS: SameKind.ADDRESSEE,
    Field.SAME_ADDRESSEE_VALUE: SameKind.ADDRESSEE,
    Field.SAME_ADDRESS_ITEMS: SameKind.ADDRESS,
    Field.SAME_ADDRESS_VALUE: SameKind.ADDRESS,
}
"""The fields that are counted over the items of some days, and what these items have in common."""


class Operator(StrEnum):
    """How a field is compared."""

    IS_IN = "is_in"
    STARTS_WITH = "starts_with"
    HAS_WORDS = "has_words"
    HAS_PART = "has_part"
    IS_EXACTLY = "is_exactly"
    SHORTER_THAN = "shorter_than"
    MATCHES_PATTERN = "matches_pattern"
    MATCHES_LIST = "matches_list"
    IS_VAGUE = "is_vague"
    ABOVE = "above"
    AT_LEAST = "at_least"
    BELOW = "below"
    AT_MOST = "at_most"
    MISSING = "missing"


_ORDERINGS = frozenset(
    {Operator.ABOVE, Operator.AT_LEAST, Operator.BELOW, Operator.AT_MOST, Operator.MISSING}
)
OPERATORS_OF: dict[FieldKind, frozenset[Operator]] = {
    FieldKind.CODE: frozenset(
        {Operator.IS_IN, Operator.STARTS_WITH, Operator.MATCHES_PATTERN, Operator.MISSING}
    ),
    FieldKind.TEXT: frozenset(
        {
            Operator.HAS_WORDS,
            Operator.HAS_PART,
            Operator.IS_EXACTLY,
            Operator.SHORTER_THAN,
            Operator.MATCHES_PATTERN,
            Operator.MATCHES_LIST,
            Operator.IS_VAGUE,
            Operator.MISSING,
        }
    ),
    FieldKind.NUMBER: _ORDERINGS,
    FieldKind.MONEY: _ORDERINGS,
}


def operators_of(field: Field) -> frozenset[Operator]:
    """Return how a field may be compared: names alone with watch lists, descriptions alone for vagueness."""
    operators = OPERATORS_OF[field.kind]
    if field not in NAME_FIELDS:
        operators -= {Operator.MATCHES_LIST}
    if field is not Field.LINE_DESCRIPTION:
        operators -= {Operator.IS_VAGUE}
    return operators


@dataclass(frozen=True, slots=True)
class Comparison:
    """One field against what is looked for.

    `terms` are words, phrases or codes, any of which suffices, or the one pattern; `word_list` names a
    list that stands for them, or the watch list. `threshold` is the number to compare with: kilograms,
    pieces, days, letters, the least score of a watch list, or money in `currency`. `within_days` is for
    the fields in SAME_FIELDS alone. On a line field outside of SomeLine and EveryLine, one line for which
    it holds is enough.
    """

    field: Field
    operator: Operator
    terms: tuple[str, ...] = ()
    word_list: str = ""
    threshold: Decimal | None = None
    currency: str = ""
    within_days: int = 0


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
