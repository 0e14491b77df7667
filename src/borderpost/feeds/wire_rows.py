"""The shapes that a usual canonical row of JSON has, with each value of its usual type and length."""

from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

from msgspec import UNSET, Meta, Struct, UnsetType

from borderpost.domain.countries import ASSIGNED, USER_ASSIGNED
from borderpost.domain.currencies import ACTIVE
from borderpost.domain.declaration import MailClass, Nature
from borderpost.feeds.untrusted_values import PLAIN_NUMBER_LENGTH, TEXT_LIMIT

_FEW = 64

if TYPE_CHECKING:
    Text: TypeAlias = str
    Texts: TypeAlias = tuple[str, ...]
    Identifier: TypeAlias = str
    Identifiers: TypeAlias = tuple[str, ...]
    Number: TypeAlias = str
    Version: TypeAlias = int
    Country: TypeAlias = str
    Currency: TypeAlias = str
else:
    Text = Annotated[str, Meta(max_length=TEXT_LIMIT)]
    Texts = Annotated[tuple[Text, ...], Meta(max_length=_FEW)]
    Identifier = Annotated[str, Meta(min_length=1, max_length=50)]
    Identifiers = Annotated[tuple[Identifier, ...], Meta(max_length=_FEW)]
    Number = Annotated[str, Meta(max_length=PLAIN_NUMBER_LENGTH)]
    Version = Annotated[int, Meta(ge=1, lt=2**31)]
    # Looked up while the row is decoded, and the same objects every time.
    Country = Literal[("", *sorted(ASSIGNED | USER_ASSIGNED))]
    Currency = Literal[tuple(sorted(ACTIVE))]


class WireMessage(Struct, forbid_unknown_fields=True, gc=False):
    """`message`."""

    id: Text
    version: Version
    source: Text
    received_at: Text


class WireMoney(Struct, forbid_unknown_fields=True, gc=False):
    """`postage`, `insured_value` and `lines[].value`."""

    amount: Number
    currency: Currency


class WireParty(Struct, forbid_unknown_fields=True, gc=False):
    """`sender` and `addressee`."""

    name: Text
    company: Text
    lines: Texts
    city: Text
    region: Text
    postcode: Text
    country: Country
    phone: Text
    email: Text
    reference: Text


class WireProductId(Struct, forbid_unknown_fields=True, gc=False):
    """`lines[].product_ids[]`."""

    scheme: Text
    value: Text


class WireLine(Struct, forbid_unknown_fields=True, gc=False):
    """`lines[]`; the mark of a description that was cut is never there but where it is needed."""

    description: Text
    quantity: Number
    unit: Text
    net_weight_kg: Number
    value: WireMoney | None
    hs_code: Text
    origin_country: Country
    product_ids: tuple[WireProductId, ...]
    description_cut: bool | UnsetType = UNSET


class WireDocument(Struct, forbid_unknown_fields=True, gc=False):
    """`documents[]`."""

    type: Text
    number: Text


class WireSeller(Struct, forbid_unknown_fields=True, gc=False):
    """`seller`."""

    name: Text
    platform: Text
    ioss: Text


class WireRow(Struct, forbid_unknown_fields=True, gc=False):
    """One row that gives every field of the canonical form, be it empty."""

    message: WireMessage
    item_id: Identifier
    alternate_ids: Identifiers
    mail_class: MailClass
    posted_on: Text
    origin_office: Text
    destination_office: Text
    receptacle_id: Text
    nature: Nature
    gross_weight_kg: Number
    postage: WireMoney | None
    insured_value: WireMoney | None
    sender: WireParty
    addressee: WireParty
    lines: tuple[WireLine, ...]
    documents: tuple[WireDocument, ...]
    seller: WireSeller


LINE_NAMES = len(WireLine.__struct_fields__) - 1
PAIR_NAMES = 2
ROW_NAMES = sum(
    len(one.__struct_fields__) for one in (WireRow, WireMessage, WireParty, WireParty, WireSeller)
)
"""The names in every whole row: its own, and those of its message, its parties and its seller.

Each content line adds `LINE_NAMES`; each amount of money, product identifier and document adds `PAIR_NAMES`.
"""
