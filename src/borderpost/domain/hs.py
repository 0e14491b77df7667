"""The headings of the Harmonized System, and what a declared HS code says when read against them."""

from dataclasses import dataclass
from enum import StrEnum

# The four-digit headings of HS 2022, as runs within a chapter. Source: the public-domain
# (PDDL) list of the Harmonized System, edition 2022.
_RUNS = """
    0101-06 0201-10 0301-09 0401-10 0501-02 0504-08 0510-11 0601-04 0701-14 0801-14 0901-10 1001-08
    1101-09 1201-14 1301-02 1401 1404 1501-18 1520-22 1601-05 1701-04 1801-06 1901-05 2001-09
    2101-06 2201-09 2301-09 2401-04 2501-26 2528-30 2601-21 2701-16 2801-37 2839-47 2849-50 2852-53
    2901-42 3001-06 3101-05 3201-15 3301-07 3401-07 3501-07 3601-06 3701-07 3801-27 3901-26 4001-17
    4101-07 4112-15 4201-03 4205-06 4301-04 4401-21 4501-04 4601-02 4701-07 4801-14 4816-23 4901-11
    5001-07 5101-13 5201-12 5301-03 5305-11 5401-08 5501-16 5601-09 5701-05 5801-11 5901-11 6001-06
    6101-17 6201-17 6301-10 6401-06 6501-02 6504-07 6601-03 6701-04 6801-15 6901-07 6909-14 7001-11
    7013-20 7101-18 7201-29 7301-26 7401-13 7415 7418-19 7501-08 7601-16 7801-02 7804 7806 7901-05
    7907 8001-03 8007 8101-06 8108-13 8201-15 8301-11 8401-68 8470-87 8501-19 8521-49 8601-09
    8701-16 8801-02 8804-07 8901-08 9001-08 9010-33 9101-14 9201-02 9205-09 9301-07 9401-06 9503-08
    9601-20 9701-06
"""

# Chapters that countries fill for themselves; their headings are not in the international list.
NATIONAL_CHAPTERS = frozenset({"98", "99"})


def _headings() -> frozenset[str]:
    found: set[str] = set()
    for run in _RUNS.split():
        first, _, last = run.partition("-")
        chapter, start = first[:2], int(first[2:])
        found.update(f"{chapter}{number:02d}" for number in range(start, int(last or start) + 1))
    return frozenset(found)


HEADINGS = _headings()
CHAPTERS = frozenset(heading[:2] for heading in HEADINGS) | NATIONAL_CHAPTERS


class HsStanding(StrEnum):
    """How a code of digits stands to the Harmonized System."""

    KNOWN = "known"
    UNKNOWN = "unknown"
    LEADING_ZERO_LOST = "leading_zero_lost"


@dataclass(frozen=True, slots=True)
class HsReading:
    """A declared code as it came, how it stands, and the code that was probably meant."""

    declared: str
    standing: HsStanding
    probable: str


def is_known(code: str) -> bool:
    """True where the first four digits are a heading, or the chapter is a national one."""
    return code[:4] in HEADINGS or code[:2] in NATIONAL_CHAPTERS


def read_hs(code: str) -> HsReading:
    """Read a code of ASCII digits; the code itself is never changed, only a probable one offered.

    Codes have 6, 8 or 10 digits, in a few countries 9. With 5 or 7 digits, or with 9 whose heading
    does not exist, a code that becomes a known one with a zero in front has lost that zero on its
    way through a spreadsheet.
    """
    short = len(code) in (5, 7) or (len(code) == 9 and not is_known(code))
    if short and "0" + code[:3] in HEADINGS:
        return HsReading(code, HsStanding.LEADING_ZERO_LOST, "0" + code)
    if 6 <= len(code) <= 10 and is_known(code):
        return HsReading(code, HsStanding.KNOWN, code)
    return HsReading(code, HsStanding.UNKNOWN, code)
