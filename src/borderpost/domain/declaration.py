"""The advance declaration of one postal item, in the neutral form that the whole house knows."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from borderpost.domain.money import Money

DESCRIPTION_LIMIT = 512

# The order of the fields below is a stored format: stores keep these types as msgpack arrays, without names.
# A field is only ever added at the end, with a default, and none is taken away or moved.
# None of them can be part of a cycle, so the collector need not look at the millions that an import makes.


class MailClass(StrEnum):
    """The letter of the postal class (UPU)."""

    PARCEL = "C"
    EXPRESS = "E"
    EMPTY_RECEPTACLE = "T"
    LETTER_POST = "U"
    UNSTATED = ""


class Nature(StrEnum):
    """Why the item was sent (CN 22/23 category)."""

    SALE_OF_GOODS = "sale_of_goods"
    RETURNED_GOODS = "returned_goods"
    GIFT = "gift"
    COMMERCIAL_SAMPLE = "commercial_sample"
    DOCUMENTS = "documents"
    MIXED = "mixed"
    OTHER = "other"
    UNSTATED = ""


class WarningKind(StrEnum):
    """What is odd about an accepted declaration."""

    UNKNOWN_OFFICE = "unknown_office"
    CHECK_DIGIT = "check_digit"
    NO_CONTENTS = "no_contents"
    NO_HS_CODE = "no_hs_code"
    UNKNOWN_HS_CODE = "unknown_hs_code"
    HS_LEADING_ZERO_LOST = "hs_leading_zero_lost"
    WEIGHTS_DISAGREE = "weights_disagree"
    DESCRIPTION_CUT = "description_cut"
    NO_NAME = "no_name"
    UNKNOWN_FIELD = "unknown_field"
    UNKNOWN_CODE = "unknown_code"
    DATE_IN_FUTURE = "date_in_future"
    TEXT_CUT = "text_cut"
    CONTROL_CHARACTER = "control_character"
    NUMBER_NOT_TEXT = "number_not_text"
    FORMULA_CELL = "formula_cell"
    CURRENCY_ASSUMED = "currency_assumed"
    QUANTITY_ASSUMED = "quantity_assumed"


class DeclarationWarning(Struct, frozen=True, array_like=True, gc=False):
    """One oddity: its kind, the field path (`lines[2].hs_code`) and the value as it came."""

    kind: WarningKind
    field: str
    value: str = ""


class MessageRef(Struct, frozen=True, array_like=True, gc=False):
    """Which message said so; a higher version of the same id replaces the content."""

    id: str
    version: int
    source: str
    received_at: datetime


class Party(Struct, frozen=True, array_like=True, gc=False):
    """A sender or addressee, in whatever script it was declared."""

    name: str = ""
    company: str = ""
    lines: tuple[str, ...] = ()
    city: str = ""
    region: str = ""
    postcode: str = ""
    country: str = ""
    phone: str = ""
    email: str = ""
    reference: str = ""

    @property
    def display_name(self) -> str:
        """The company where there is one, else the person."""
        return self.company or self.name


class ProductId(Struct, frozen=True, array_like=True, gc=False):
    """A merchant's or manufacturer's identifier of the goods (`gtin`, `sku`, `mpn`, `serial` …)."""

    scheme: str
    value: str


class ContentLine(Struct, frozen=True, array_like=True, gc=False):
    """One kind of goods in the item; weight (kg) and value are those of the whole line."""

    number: int
    description: str = ""
    quantity: Decimal | None = None
    unit: str = ""
    net_weight_kg: Decimal | None = None
    value: Money | None = None
    hs_code: str = ""
    origin_country: str = ""
    product_ids: tuple[ProductId, ...] = ()
    description_cut: bool = False


class SupportingDocument(Struct, frozen=True, array_like=True, gc=False):
    """A licence, certificate or invoice named in the declaration."""

    type: str
    number: str


class Seller(Struct, frozen=True, array_like=True, gc=False):
    """Who sold the goods, on which platform, under which IOSS number."""

    name: str = ""
    platform: str = ""
    ioss: str = ""


class Declaration(Struct, frozen=True, array_like=True, gc=False):
    """Everything declared for one item in one message version.

    `item_id` is not unique for ever: S10 numbers return after a year, so an item is the identifier
    together with `item_date`.
    """

    message: MessageRef
    item_id: str
    alternate_ids: tuple[str, ...] = ()
    mail_class: MailClass = MailClass.UNSTATED
    posted_on: date | None = None
    origin_office: str = ""
    destination_office: str = ""
    receptacle_id: str = ""
    nature: Nature = Nature.UNSTATED
    gross_weight_kg: Decimal | None = None
    postage: Money | None = None
    insured_value: Money | None = None
    sender: Party = Party()
    addressee: Party = Party()
    lines: tuple[ContentLine, ...] = ()
    documents: tuple[SupportingDocument, ...] = ()
    seller: Seller = Seller()
    warnings: tuple[DeclarationWarning, ...] = ()

    @property
    def item_date(self) -> date:
        """The day that tells this item from an earlier one under the same number."""
        return self.posted_on or self.message.received_at.date()
