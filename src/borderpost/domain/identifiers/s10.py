"""The UPU S10 item identifier: two letters of service, nine digits, two letters of country."""

import re
from dataclasses import dataclass
from enum import StrEnum

from borderpost.domain.countries import CountryStanding, standing
from borderpost.domain.identifiers.reading import Check, IdentifierKind, Reading, ReadingWarning
from borderpost.domain.identifiers.text import tight

_SHAPE = re.compile(r"[A-Z]{2}[0-9]{9}[A-Z]{2}")
_D = range(10)
# The weighted sums of the first and of the last four digits of a serial number, by these four: an import
# checks millions.
_FIRST_FOUR = tuple(8 * a + 6 * b + 4 * c + 2 * d for a in _D for b in _D for c in _D for d in _D)
_LAST_FOUR = tuple(3 * a + 5 * b + 9 * c + 7 * d for a in _D for b in _D for c in _D for d in _D)
_CHECK_DIGITS: tuple[str, ...] = ("5", "0", *"987654321")
_COUNTRY_WARNINGS = {
    CountryStanding.UNKNOWN: ReadingWarning.UNKNOWN_COUNTRY,
    CountryStanding.USER_ASSIGNED: ReadingWarning.USER_ASSIGNED_COUNTRY,
    CountryStanding.WITHDRAWN: ReadingWarning.WITHDRAWN_COUNTRY,
}


class Service(StrEnum):
    """What the first letters of an S10 identifier say of the service (S10-12)."""

    BILATERAL = "bilateral"
    PARCEL = "parcel"
    INSURED_PARCEL = "insured_parcel"
    EXPRESS = "express"
    E_COMMERCE_PARCEL = "e_commerce_parcel"
    TRACKED_LETTER = "tracked_letter"
    M_BAG = "m_bag"
    BUSINESS_REPLY = "business_reply"
    REGISTERED_LETTER = "registered_letter"
    UNTRACKED_LETTER = "untracked_letter"
    INSURED_LETTER = "insured_letter"
    RESERVED = "reserved"
    UNALLOCATED = "unallocated"


_BY_FIRST_LETTER = {
    **dict.fromkeys("BDNPZ", Service.BILATERAL),
    **dict.fromkeys("JKSTW", Service.RESERVED),
    "C": Service.PARCEL,
    "E": Service.EXPRESS,
    "H": Service.E_COMMERCE_PARCEL,
    "L": Service.TRACKED_LETTER,
    "M": Service.M_BAG,
    "R": Service.REGISTERED_LETTER,
    "U": Service.UNTRACKED_LETTER,
    "V": Service.INSURED_LETTER,
}


@dataclass(frozen=True, slots=True)
class S10:
    """An identifier of the S10 shape; `valid` says whether its check digit holds."""

    service_code: str
    serial: str
    check: str
    country: str

    @property
    def text(self) -> str:
        """The thirteen characters as they stand in the barcode."""
        return f"{self.service_code}{self.serial}{self.check}{self.country}"

    @property
    def valid(self) -> bool:
        """True where the check digit is that of the serial number."""
        return check_digit(self.serial) == self.check

    @property
    def service(self) -> Service:
        """The postal service that the first two letters name."""
        return service_of(self.service_code)


def check_digit(serial: str) -> str:
    """The check digit of eight decimal digits; ValueError for anything else."""
    if len(serial) != 8 or not (serial.isascii() and serial.isdecimal()):
        raise ValueError(f"an S10 serial number has eight digits, not {serial!r}")
    return check_digit_of(int(serial))


def check_digit_of(number: int) -> str:
    """The check digit of a serial number below 100,000,000."""
    return _CHECK_DIGITS[(_FIRST_FOUR[number // 10_000] + _LAST_FOUR[number % 10_000]) % 11]


def service_of(code: str) -> Service:
    """The service that a two-letter indicator stands for."""
    first, second = code[:1], code[1:2]
    if first == "A":
        return Service.BILATERAL if second in "VWXYZ" else Service.UNALLOCATED
    if first == "G":
        return Service.BILATERAL if second in "AD" else Service.UNALLOCATED
    if first == "Q":
        return Service.BUSINESS_REPLY if second <= "M" else Service.UNALLOCATED
    if code == "CV":
        return Service.INSURED_PARCEL
    return _BY_FIRST_LETTER.get(first, Service.UNALLOCATED)


def parse(text: str) -> S10 | None:
    """The identifier that `text` spells, however spaced or cased, or None where the shape is another.

    A wrong check digit does not hinder; ask `valid`.
    """
    compact = tight(text).replace("-", "")
    if not _SHAPE.fullmatch(compact):
        return None
    return S10(compact[:2], compact[2:10], compact[10], compact[11:])


def format_display(text: str) -> str:
    """`text` as labels print it, `RR 473 124 829 GB`; a text of another shape stays as it is."""
    item = parse(text)
    if item is None:
        return text
    digits = item.serial + item.check
    return f"{item.service_code} {digits[:3]} {digits[3:6]} {digits[6:]} {item.country}"


def generate(service: str, serial: int | str, country: str) -> str:
    """A valid identifier of two-letter `service`, `serial` (0 to 99999999) and two-letter `country`."""
    digits = f"{serial:08d}" if isinstance(serial, int) else serial
    text = f"{service}{digits}{check_digit(digits)}{country}"
    if not _SHAPE.fullmatch(text):
        raise ValueError(f"{service!r} and {country!r} are not two capital letters each")
    return text


def warnings_of(item: S10) -> tuple[ReadingWarning, ...]:
    """What is odd about the letters, which no check digit protects."""
    found: list[ReadingWarning] = []
    match item.service:
        case Service.RESERVED:
            found.append(ReadingWarning.RESERVED_SERVICE)
        case Service.UNALLOCATED:
            found.append(ReadingWarning.UNALLOCATED_SERVICE)
        case Service.BILATERAL:
            found.append(ReadingWarning.BILATERAL_SERVICE)
        case _:
            pass
    country_warning = _COUNTRY_WARNINGS.get(standing(item.country))
    if country_warning is not None:
        found.append(country_warning)
    return tuple(found)


def reading_of(item: S10, embedded_from: IdentifierKind | None = None) -> Reading:
    """The reading of an identifier, with `service`, `serial` and `country` among its details."""
    return Reading(
        kind=IdentifierKind.S10,
        text=item.text,
        display=format_display(item.text),
        check=Check.PASSED if item.valid else Check.FAILED,
        details=(
            ("service", item.service.value),
            ("service_code", item.service_code),
            ("serial", item.serial),
            ("country", item.country),
        ),
        warnings=warnings_of(item),
        embedded_from=embedded_from,
        is_item=True,
    )
