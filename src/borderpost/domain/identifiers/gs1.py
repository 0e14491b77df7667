"""The GS1 family, read through biip: trade items, logistic units, element strings, Digital Link."""

import re
from typing import TYPE_CHECKING

from borderpost.domain.identifiers.checks import mod10
from borderpost.domain.identifiers.reading import Check, IdentifierKind, Reading
from borderpost.domain.identifiers.standard_numbers import book_or_journal

# biip takes a tenth of a second to import, so each function asks for it when it has something to read.
if TYPE_CHECKING:
    from biip.gs1_element_strings import GS1ElementStrings

SEPARATOR = "\x1d"
_FULL_IDENTIFIER = re.compile(r"/(?:0[01]|sscc|gtin)/[0-9]{8,18}(?:[/?#]|$)")
_GTIN_LENGTHS = frozenset({8, 12, 13, 14})


def read_gtin(digits: str, embedded_from: IdentifierKind | None = None) -> Reading | None:
    """The reading of 8, 12, 13 or 14 digits as a trade item, or None where they are not so many.

    Details: `gtin14` (for comparison) and, where GS1 publishes it, `prefix`, `issued_by` and `company`.
    """
    if len(digits) not in _GTIN_LENGTHS or not _decimal(digits):
        return None
    filled = digits.zfill(14)
    if mod10(digits[:-1]) != digits[-1] or not int(digits):
        return Reading(IdentifierKind.GTIN, digits, digits, Check.FAILED, embedded_from=embedded_from)
    return Reading(
        kind=IdentifierKind.GTIN,
        text=digits,
        display=digits,
        check=Check.PASSED,
        details=(("gtin14", filled), *_gtin_details(digits)),
        embedded_from=embedded_from,
    )


def read_retail(digits: str, aim: str) -> tuple[Reading, ...]:
    """The readings of an EAN/UPC symbol: the trade item, and the book or journal that it is.

    Six to eight digits under `]E0` are a UPC-E, which is expanded.
    """
    main, addon = (digits[:13], digits[13:]) if aim == "]E3" else (digits, "")
    if aim == "]E0" and len(main) in (6, 7, 8):
        expanded = expand_upc_e(main)
        main = expanded or main
    gtin = read_gtin(main)
    if gtin is None:
        return ()
    if gtin.check is Check.FAILED:
        return (gtin,)
    if addon:
        gtin = Reading(
            gtin.kind, gtin.text, gtin.display, gtin.check, details=(*gtin.details, ("addon", addon))
        )
    also = book_or_journal(gtin.text)
    return (gtin, also) if also else (gtin,)


def expand_upc_e(digits: str) -> str:
    """The twelve digits that six, seven or eight digits of UPC-E stand for, or an empty text."""
    from biip import ParseError
    from biip.upc import Upc

    if not _decimal(digits):
        return ""
    try:
        return Upc.parse(digits).as_upc_a()
    except ParseError:
        return ""


def read_sscc(digits: str, embedded_from: IdentifierKind | None = None) -> Reading | None:
    """The reading of eighteen digits as a logistic unit, or None; `(00)` is no part of them."""
    if len(digits) != 18 or not _decimal(digits):
        return None
    holds = mod10(digits[:-1]) == digits[-1] and int(digits) > 0
    return Reading(
        kind=IdentifierKind.SSCC,
        text=digits,
        display=f"(00) {digits}",
        check=Check.PASSED if holds else Check.FAILED,
        details=(("extension", digits[0]),),
        embedded_from=embedded_from,
        is_item=True,
    )


def read_message(text: str) -> tuple[Reading, ...]:
    """The readings of a GS1 message: units and items in it first, then the message as a whole.

    Takes both the form of the barcode, with separators, and the printed one in brackets. Empty where
    `text` is no GS1 message.
    """
    from biip import ParseError
    from biip.gs1_messages import GS1Message

    try:
        message = GS1Message.parse_hri(text) if text.startswith("(") else GS1Message.parse(text)
    except (ParseError, ValueError):
        return ()
    return _of_elements(message.element_strings, IdentifierKind.GS1_MESSAGE, text)


def salvage(text: str) -> tuple[Reading, ...]:
    """The unit or article at the head of a GS1 message whose rest cannot be read; empty where none is."""
    head = text[2:16] if text.startswith("01") else text[2:20] if text.startswith("00") else ""
    read = read_gtin if len(head) == 14 else read_sscc
    found = read(head, IdentifierKind.GS1_MESSAGE)
    return (found,) if found is not None and found.check is Check.PASSED else ()


def read_digital_link(text: str) -> tuple[Reading, ...]:
    """The readings of a web address as a GS1 Digital Link; empty where it is another address."""
    from biip import ParseError
    from biip.gs1_digital_link_uris import GS1DigitalLinkURI

    try:
        link = GS1DigitalLinkURI.parse(text)
    except (ParseError, ValueError):
        return ()
    found = _of_elements(link.element_strings, IdentifierKind.DIGITAL_LINK, text)
    # A short number in a path may be anything, and biip fills it up with zeros.
    if len(found) > 1 and not _FULL_IDENTIFIER.search(text):
        return ()
    return found


def _of_elements(elements: "GS1ElementStrings", whole: IdentifierKind, text: str) -> tuple[Reading, ...]:
    details = tuple((element.ai.ai, element.value) for element in elements)
    found: list[Reading] = []
    for ai, value in details:
        inner = None
        if ai == "00":
            inner = read_sscc(value, whole)
        elif ai == "01":
            inner = read_gtin(value, whole)
        if inner is not None:
            found.append(inner)
    check = Check.NONE
    if found:
        passed = all(inner.check is Check.PASSED for inner in found)
        check = Check.PASSED if passed else Check.FAILED
    display = text
    if whole is IdentifierKind.GS1_MESSAGE:
        display = "".join(f"({ai}){value}" for ai, value in details)
    return (*found, Reading(whole, text, display, check, details=details))


def _gtin_details(digits: str) -> tuple[tuple[str, str], ...]:
    from biip import ParseError
    from biip.gtin import Gtin

    try:
        gtin = Gtin.parse(digits)
    except ParseError:
        return ()
    pairs = []
    if gtin.prefix is not None:
        pairs += [("prefix", gtin.prefix.value), ("issued_by", gtin.prefix.usage or "")]
    if gtin.company_prefix is not None:
        pairs.append(("company", gtin.company_prefix.value))
    return tuple(pairs)


def _decimal(text: str) -> bool:
    return text.isascii() and text.isdecimal()
