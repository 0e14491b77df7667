"""The code lists of countries and currencies."""

from importlib import resources

import pytest

from borderpost.domain import countries, currencies
from borderpost.domain.countries import CountryStanding, standing


def test_countries_are_those_of_the_time_zone_database() -> None:
    table = resources.files("tzdata").joinpath("zoneinfo", "iso3166.tab").read_text(encoding="utf-8")
    published = {line.split("\t")[0] for line in table.splitlines() if line and not line.startswith("#")}
    assert published == countries.ASSIGNED
    assert len(countries.ASSIGNED) == 249


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("TW", CountryStanding.ASSIGNED),
        ("XK", CountryStanding.USER_ASSIGNED),
        ("AN", CountryStanding.WITHDRAWN),
        ("AB", CountryStanding.UNKNOWN),
        ("gb", CountryStanding.UNKNOWN),
        ("", CountryStanding.UNKNOWN),
    ],
)
def test_standing(code: str, expected: CountryStanding) -> None:
    assert standing(code) is expected


def test_country_lists_do_not_overlap() -> None:
    assert not countries.ASSIGNED & countries.WITHDRAWN
    assert not countries.ASSIGNED & countries.USER_ASSIGNED
    assert countries.is_country("XK")
    assert not countries.is_country("AN")


def test_currencies() -> None:
    assert all(len(code) == 3 and code.isascii() and code.isupper() for code in currencies.ACTIVE)
    assert not currencies.ACTIVE & currencies.WITHDRAWN
    assert currencies.is_currency("KRW")
    assert not currencies.is_currency("XAU")
    assert not currencies.is_currency("usd")
