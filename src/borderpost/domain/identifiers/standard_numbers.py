"""The numbers of goods and sellers that python-stdnum judges: IMEI, ISBN, ISSN and IOSS."""

import re

from borderpost.domain.identifiers.checks import luhn
from borderpost.domain.identifiers.reading import Check, IdentifierKind, Reading

_IMEI = re.compile(r"[0-9]{15}")
_IOSS = re.compile(r"IM[0-9]{10}")
_ISBN_TEN = re.compile(r"(?:ISBN(?:-?10)?:?)?([0-9]{9}[0-9X])")


def read_imei(compact: str) -> Reading | None:
    """The reading of fifteen digits (hyphens allowed) as a telephone's IMEI, or None."""
    digits = compact.replace("-", "")
    if not _IMEI.fullmatch(digits):
        return None
    if luhn(digits[:14]) != digits[14]:
        return Reading(IdentifierKind.IMEI, digits, digits, Check.FAILED)
    from stdnum import imei

    shown = str(imei.format(digits, add_check_digit=False))
    return Reading(IdentifierKind.IMEI, digits, shown, Check.PASSED, details=(("tac", digits[:8]),))


def read_ioss(compact: str) -> Reading | None:
    """The reading of `IM` and ten digits as a number of the Import One-Stop Shop, or None.

    The three digits after `IM` have to name a member state; how the last digit is computed is not
    published, so that no check is claimed.
    """
    if not _IOSS.fullmatch(compact):
        return None
    from stdnum.eu import oss

    if not oss.is_valid(compact):
        return None
    return Reading(IdentifierKind.IOSS, compact, compact, details=(("member_state_code", compact[2:5]),))


def read_isbn_ten(compact: str) -> Reading | None:
    """The reading of a ten-character ISBN that says so by its name, hyphens or final X, or None."""
    if "-" not in compact and not compact.startswith("ISBN") and not compact.endswith("X"):
        return None
    bare = compact.replace("-", "")
    match = _ISBN_TEN.fullmatch(bare)
    if match is None:
        return None
    from stdnum import isbn

    number = match.group(1)
    if not isbn.is_valid(number):
        return Reading(IdentifierKind.ISBN, number, number, Check.FAILED)
    return Reading(IdentifierKind.ISBN, number, str(isbn.format(number)), Check.PASSED)


def book_or_journal(digits: str) -> Reading | None:
    """The ISBN or ISSN that a valid thirteen-digit EAN with prefix 978, 979 or 977 holds, or None."""
    if len(digits) != 13:
        return None
    if digits.startswith("977"):
        from stdnum import issn

        number = digits[3:10]
        number += str(issn.calc_check_digit(number))
        return Reading(IdentifierKind.ISSN, number, str(issn.format(number)), Check.PASSED)
    # 979-0 is printed music (ISMN), not a book.
    if digits.startswith(("978", "979")) and not digits.startswith("9790"):
        from stdnum import isbn

        return Reading(IdentifierKind.ISBN, digits, str(isbn.format(digits)), Check.PASSED)
    return None
