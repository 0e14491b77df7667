"""Earlier items of the same sender, addressee or address, counted by the features of the weeks."""

import contextlib
from datetime import date, timedelta
from decimal import Decimal

import pytest
from msgspec.structs import replace

from borderpost.domain.declaration import Declaration, Party
from borderpost.domain.money import Money
from borderpost.domain.risk.history import SameKind, Tally, history_key
from borderpost.store.features_file import NoFeatures, features_path, open_features, open_to_write
from borderpost.store.features_pass import carry_on
from borderpost.store.intake import Intake
from borderpost.store.purging import erase_week
from borderpost.store.same_items import SiteHistory
from borderpost.store.weeks import week_of
from station import Station
from store.weeks_of_mail import letter

DAY = date(2026, 11, 18)
HERON = Party(name="Heron Bay", country="CN", postcode="510000")


def from_heron(number: int, days_ago: int) -> Declaration:
    return letter(number, DAY - timedelta(days=days_ago), sender=HERON)


def keep(station: Station, *declarations: Declaration) -> None:
    with Intake(station.folder, today=DAY) as intake:
        intake.keep(declarations)
        intake.finish()
    carry_on(station.folder)


def counted(station: Station, days: int, on: date = DAY) -> Tally:
    history = SiteHistory(station.folder).up_to(on)
    return history.count(SameKind.SENDER, history_key(SameKind.SENDER, from_heron(1, 0)), days)


def test_items_are_counted_over_weeks_up_to_and_with_the_day(station: Station) -> None:
    keep(station, *(from_heron(number, number) for number in range(20)), letter(99, DAY))
    assert counted(station, 1).items == 1
    assert counted(station, 7).items == 7
    assert counted(station, 366).items == 20
    assert counted(station, 7, DAY - timedelta(days=15)).items == 5
    assert counted(station, 7, DAY - timedelta(days=30)) == Tally()


def test_values_are_summed_by_currency_and_silent_lines_noted(station: Station) -> None:
    one, other, silent = (from_heron(number, 1) for number in (1, 2, 3))
    paid = replace(one.lines[0], value=Money(Decimal("2.50"), "GBP"))
    foreign = replace(one.lines[0], value=Money(Decimal(9), "CNY"))
    bare = replace(one.lines[0], value=None)
    keep(
        station,
        replace(one, lines=(paid, foreign)),
        replace(other, lines=(paid,)),
        replace(silent, lines=(bare,)),
    )
    tally = counted(station, 7)
    assert tally.items == 3
    assert tally.values == (Money(Decimal(9), "CNY"), Money(Decimal("5.00"), "GBP"))
    assert tally.without_value == 1


def test_an_item_counts_once_by_its_newest_version(station: Station) -> None:
    first = from_heron(1, 2)
    keep(station, first, from_heron(2, 2))
    later = replace(first, message=replace(first.message, version=2))
    keep(station, later)
    assert counted(station, 7).items == 2
    moved = replace(
        first, message=replace(first.message, version=3), sender=Party(name="Other", country="CN", city="X")
    )
    keep(station, moved)
    assert counted(station, 7).items == 1


def test_what_was_counted_of_a_large_sender_is_forgotten_once_anything_changes(station: Station) -> None:
    many = [from_heron(number, 1) for number in range(60)]
    keep(station, *many)
    history = SiteHistory(station.folder).up_to(DAY)
    key = history_key(SameKind.SENDER, many[0])

    def count() -> int:
        return history.count(SameKind.SENDER, key, 7).items

    assert [count(), count()] == [60, 60]
    keep(station, from_heron(99, 1))
    assert count() == 61
    elsewhere = Party(name="Other", country="CN", city="X")
    keep(station, replace(many[0], message=replace(many[0].message, version=2), sender=elsewhere))
    assert count() == 60


def test_features_cannot_be_read_once_their_week_is_erased(station: Station) -> None:
    keep(station, from_heron(1, 0), from_heron(2, 14))
    week = week_of(DAY - timedelta(days=14), DAY)
    assert features_path(station.folder, week).exists()
    erase_week(station.folder, week)
    with pytest.raises(NoFeatures):
        open_features(station.folder, week)
    assert counted(station, 30).items == 1
    carry_on(station.folder)
    assert not features_path(station.folder, week).exists()


def test_features_of_an_earlier_version_are_made_anew(station: Station) -> None:
    keep(station, from_heron(1, 0), from_heron(2, 0))
    week = week_of(DAY, DAY)
    with contextlib.closing(open_to_write(station.folder, week)) as conn:
        conn.execute("UPDATE made SET version = 1")
        conn.execute("DROP TABLE chunks")
    with pytest.raises(NoFeatures):
        open_features(station.folder, week)
    assert carry_on(station.folder) == 2
    assert counted(station, 7).items == 2


def test_nothing_lies_in_clear_and_damaged_features_are_made_anew(station: Station) -> None:
    keep(station, from_heron(1, 0))
    week = week_of(DAY, DAY)
    path = features_path(station.folder, week)
    whole = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert b"Heron" not in whole
    assert b"mug" not in whole
    for file in path.parent.iterdir():
        file.unlink()
    path.write_bytes(b"x" * 8192)
    assert counted(station, 7) == Tally()
    assert carry_on(station.folder) == 1
    assert counted(station, 7).items == 1
