"""How often the same goods went to one address is counted by what was declared for its newest items."""

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from borderpost.domain.declaration import ContentLine, Declaration, Party
from borderpost.domain.risk.history import SameKind, history_key
from borderpost.store import same_goods
from borderpost.store.features_pass import carry_on
from borderpost.store.intake import Intake
from borderpost.store.purging import erase_week
from borderpost.store.same_goods import SiteGoods
from borderpost.store.same_items import SiteHistory
from borderpost.store.weeks import week_of
from station import Station
from store.weeks_of_mail import letter

DAY = date(2026, 11, 18)
HOUSE = Party(name="Ann Lee", lines=("17 Millbrook Close",), postcode="NR2 3TU", country="GB")
SHIRT, SPOON = ContentLine(1, "shirt", hs_code="610910"), ContentLine(2, "spoon", hs_code="821599")


def parcel(number: int, days_ago: int, *lines: ContentLine) -> Declaration:
    """Return a declaration for an item to the house."""
    return replace(letter(number, DAY - timedelta(days=days_ago), addressee=HOUSE), lines=lines)


def keep(station: Station, *declarations: Declaration) -> None:
    with Intake(station.folder, today=DAY) as intake:
        intake.keep(declarations)
        intake.finish()
    carry_on(station.folder)


def times(station: Station, heading: str, days: int = 30, on: date = DAY) -> int:
    goods = SiteGoods(station.folder, SiteHistory(station.folder)).up_to(on)
    return goods.times(history_key(SameKind.ADDRESS, parcel(1, 0)), heading, days)


def test_items_that_declare_goods_of_a_heading_are_counted(station: Station) -> None:
    elsewhere = replace(parcel(9, 0, SHIRT), addressee=replace(HOUSE, lines=("18 Millbrook Close",)))
    keep(
        station,
        parcel(1, 0, SHIRT),
        parcel(2, 3, SHIRT, SPOON, SHIRT),
        parcel(3, 12, SPOON),
        parcel(4, 29, SHIRT),
        parcel(5, 30, SHIRT),
        parcel(6, 1),
        elsewhere,
    )
    assert (times(station, "6109"), times(station, "8215"), times(station, "9999")) == (3, 2, 0)
    assert times(station, "6109", days=4) == 2
    assert times(station, "6109", on=DAY - timedelta(days=1)) == 3


def test_of_an_amended_declaration_the_newest_counts(station: Station) -> None:
    first = parcel(1, 2, SHIRT)
    second = replace(first, message=replace(first.message, version=2), lines=(SPOON,))
    keep(station, first)
    keep(station, second)
    assert (times(station, "6109"), times(station, "8215")) == (0, 1)


def test_only_the_newest_items_are_looked_into(station: Station, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(same_goods, "ITEMS_MOST", 3)
    keep(station, *(parcel(number, number, SHIRT) for number in range(6)))
    assert times(station, "6109") == 3


def test_what_is_erased_is_not_counted(station: Station) -> None:
    keep(station, parcel(1, 0, SHIRT), parcel(2, 14, SHIRT))
    assert times(station, "6109") == 2
    erase_week(station.folder, week_of(DAY - timedelta(days=14), DAY))
    assert times(station, "6109") == 1
