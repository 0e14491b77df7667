"""What one right-holder told customs: numbers, applications, features, contacts and routes, all dated."""

from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

from borderpost.domain.codes import IprRight

Name = Annotated[str, Meta(min_length=1, max_length=200)]
Short = Annotated[str, Meta(max_length=200)]
Long = Annotated[str, Meta(max_length=2000)]
Id = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")]
Digits = Annotated[str, Meta(pattern=r"^[0-9]{1,14}$")]
HsPrefix = Annotated[str, Meta(pattern=r"^[0-9]{2,10}$")]
Country = Annotated[str, Meta(pattern=r"^[A-Z]{2}$")]
PictureName = Annotated[str, Meta(pattern=r"^([A-Za-z0-9][A-Za-z0-9_-]{0,99}\.(png|jpg))?$")]


class Dated(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What holds from a day to a day, both included; `source` is the id of where it was read."""

    source: Id
    valid_from: date
    valid_until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Tell whether it is in force on a day."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


class Source(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where a row was read, and whether somebody compared it with the original."""

    title: Name
    verified: bool = False


class Prefix(Dated, frozen=True):
    """The GS1 company prefix under which a right-holder numbers its articles (4 to 12 digits)."""

    digits: Digits


class Product(Dated, frozen=True):
    """One article: its GTIN in fourteen digits, what it is, and under which HS code it goes."""

    gtin: Digits
    description: Name
    hs_code: Short = ""
    mark: Short = ""


class Application(Dated, frozen=True):
    """An application for action that an office granted: for which goods and rights, and until when.

    Without HS prefixes it covers all goods of the right-holder. `small_consignments`: the holder asked for
    the procedure for small consignments.
    """

    number: Name
    office: Name
    goods: Name
    hs: tuple[HsPrefix, ...] = ()
    rights: tuple[IprRight, ...] = ()
    small_consignments: bool = False
    contact: Short = ""


class Feature(Dated, frozen=True):
    """How genuine goods are told from fake ones: words and pictures side by side."""

    id: Id
    title: Name
    genuine: Long
    fake: Long
    genuine_picture: PictureName = ""
    fake_picture: PictureName = ""
    hs: tuple[HsPrefix, ...] = ()


class Route(Dated, frozen=True):
    """A way that genuine goods come: from these countries, by these consignors or, with none, by anybody."""

    countries: tuple[Country, ...]
    consignors: tuple[Name, ...] = ()
    hs: tuple[HsPrefix, ...] = ()


class Contact(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whom to ask."""

    id: Id
    name: Name
    role: Short = ""
    phone: Short = ""
    email: Short = ""
    hours: Short = ""


class Picture(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A picture of the pack: its file's name, SHA-256 and size in pixels."""

    name: PictureName
    sha256: str
    width: int
    height: int


class BrandPack(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything of one right-holder in one edition. `sha256` is that of all files that it was read from."""

    id: Id
    right_holder: Name
    edition: Name
    issued_on: date
    marks: tuple[Name, ...]
    sources: dict[str, Source]
    prefixes: tuple[Prefix, ...] = ()
    products: tuple[Product, ...] = ()
    applications: tuple[Application, ...] = ()
    features: tuple[Feature, ...] = ()
    contacts: tuple[Contact, ...] = ()
    routes: tuple[Route, ...] = ()
    pictures: tuple[Picture, ...] = ()
    sha256: str = ""

    def product(self, gtin14: str, day: date) -> Product | None:
        """Return the article of that number, None where the pack names none on that day."""
        return next((one for one in self.products if one.gtin == gtin14 and one.holds_on(day)), None)

    def prefix_of(self, gtin14: str, day: date) -> Prefix | None:
        """Return the longest company prefix in force that the number begins with; its indicator digit is
        none of the prefix."""
        body = gtin14[1:]
        held = [one for one in self.prefixes if one.holds_on(day) and body.startswith(one.digits)]
        return max(held, key=lambda one: len(one.digits), default=None)

    def features_for(self, hs_code: str, day: date) -> tuple[Feature, ...]:
        """Return the features in force for goods of an HS code; those for any goods, too."""
        return tuple(one for one in self.features if one.holds_on(day) and is_under(hs_code, one.hs))

    def contact(self, contact_id: str) -> Contact | None:
        """Return a contact by its id, the first one where no such id is."""
        named = next((one for one in self.contacts if one.id == contact_id), None)
        return named or (self.contacts[0] if self.contacts else None)

    def source_title(self, row: Dated | None) -> str:
        """Return where a row was read, nothing for no row."""
        source = self.sources.get(row.source) if row is not None else None
        return source.title if source else ""


def is_under(hs_code: str, prefixes: tuple[str, ...]) -> bool:
    """Tell whether an HS code is under one of the prefixes, or no prefix narrows, or no code is known."""
    return not prefixes or not hs_code or hs_code.startswith(prefixes)
