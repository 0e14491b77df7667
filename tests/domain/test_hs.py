"""HS codes read against the headings of the Harmonized System."""

import csv
from pathlib import Path

import pytest

from borderpost.domain.hs import CHAPTERS, HEADINGS, HsStanding, read_hs

LIST = Path(__file__).parents[2].parent / "shared/data/harmonized-system/data/harmonized-system.csv"


@pytest.mark.skipif(
    not LIST.is_file(), reason="the given list of the Harmonized System (../shared/data) is absent"
)
def test_the_headings_are_those_of_the_published_list() -> None:
    with LIST.open(encoding="utf-8") as file:
        published = {one["hscode"] for one in csv.DictReader(file) if one["level"] == "4"}
    assert published - {"9999"} == HEADINGS


def test_the_chapters_are_all_but_the_reserved_one() -> None:
    assert {f"{n:02d}" for n in range(1, 100)} - {"77"} == CHAPTERS


@pytest.mark.parametrize(
    ("code", "standing", "probable"),
    [
        ("691200", HsStanding.KNOWN, "691200"),
        ("0902100000", HsStanding.KNOWN, "0902100000"),
        ("990000", HsStanding.KNOWN, "990000"),
        ("610910000", HsStanding.KNOWN, "610910000"),
        ("90210", HsStanding.LEADING_ZERO_LOST, "090210"),
        ("9021000", HsStanding.LEADING_ZERO_LOST, "09021000"),
        ("101210000", HsStanding.LEADING_ZERO_LOST, "0101210000"),
        ("779900", HsStanding.UNKNOWN, "779900"),
        ("69120", HsStanding.UNKNOWN, "69120"),
        ("6912", HsStanding.UNKNOWN, "6912"),
        ("69120000000", HsStanding.UNKNOWN, "69120000000"),
        ("", HsStanding.UNKNOWN, ""),
    ],
)
def test_a_code_is_read_and_never_changed(code: str, standing: HsStanding, probable: str) -> None:
    reading = read_hs(code)
    assert (reading.declared, reading.standing, reading.probable) == (code, standing, probable)
