"""What the screens read: the log narrowed, searched, sorted and given up; inspections as they stand."""

from collections.abc import Callable

import pytest

from borderpost.domain.codes import Disposition
from borderpost.domain.inspection import Stage
from borderpost.store.pages import StorePages
from borderpost.work import concluding
from borderpost.work.ports import LogFilter, LogKey, LogOrder
from many_inspections import fill
from station import ANNA, Station
from station_stories import opened, proposed, seized


def never() -> bool:
    return False


def items(
    station: Station,
    log_filter: LogFilter | None = None,
    key: LogKey = LogKey.TIME,
    *,
    descending: bool = True,
) -> list[str]:
    """Return the item numbers that the log shows, in order."""

    def read(pages: StorePages) -> list[str]:
        ids = pages.log_ids(log_filter or LogFilter(), never, LogOrder(key, descending))
        return [row.item_id for row in pages.log_rows(ids)]

    return station.store.read(read).result()


def released(station: Station, item: str, lane: str) -> None:
    station.do(
        concluding.conclude,
        officer=ANNA,
        inspection=opened(station, item, lane).id,
        disposition=Disposition.RELEASE,
    )


@pytest.fixture
def day(station: Station) -> Station:
    """Four inspections of one day: released, open, seized, waiting."""
    released(station, "CP100000005DE", "green")
    opened(station, "RA200000007FR", "yellow")
    seized(station, "RR473124829GB", 1)
    proposed(station, "LX300000009JP", 2)
    return station


def test_the_log_is_sorted_by_time_either_way(day: Station) -> None:
    newest = ["LX300000009JP", "RR473124829GB", "RA200000007FR", "CP100000005DE"]
    assert items(day) == newest
    assert items(day, descending=False) == newest[::-1]


@pytest.mark.parametrize(
    ("key", "descending", "order"),
    [
        (LogKey.ITEM, False, ["CP100000005DE", "LX300000009JP", "RA200000007FR", "RR473124829GB"]),
        # by their weight, not by their letters; among equals the newest first
        (LogKey.LANE, True, ["LX300000009JP", "RR473124829GB", "RA200000007FR", "CP100000005DE"]),
        (LogKey.LANE, False, ["CP100000005DE", "RA200000007FR", "LX300000009JP", "RR473124829GB"]),
        (LogKey.STAGE, False, ["RA200000007FR", "LX300000009JP", "CP100000005DE", "RR473124829GB"]),
        (LogKey.NUMBER, True, ["RR473124829GB", "LX300000009JP", "RA200000007FR", "CP100000005DE"]),
        (LogKey.PHOTOGRAPHS, True, ["LX300000009JP", "RR473124829GB", "RA200000007FR", "CP100000005DE"]),
    ],
)
def test_the_log_is_sorted_by_what_a_column_means(
    day: Station, key: LogKey, descending: bool, order: list[str]
) -> None:
    assert items(day, key=key, descending=descending) == order


@pytest.mark.parametrize("key", list(LogKey))
def test_every_column_can_be_sorted_by(day: Station, key: LogKey) -> None:
    assert sorted(items(day, key=key)) == sorted(items(day, key=key, descending=False))


@pytest.mark.parametrize("typed", ["RR473124829GB", "rr 473 124 829 gb", "RR 473", "RR-473-124"])
def test_a_number_is_found_as_it_is_printed_and_as_it_is_scanned(day: Station, typed: str) -> None:
    assert items(day, LogFilter(text=typed)) == ["RR473124829GB"]


def test_a_search_and_the_filters_narrow_together(day: Station) -> None:
    assert len(items(day, LogFilter(text="王伟"))) == 4
    assert len(items(day, LogFilter(text="lukasz nowak"))) == 4
    assert items(day, LogFilter(text="zarquet", stage=Stage.SEIZED)) == ["RR473124829GB"]
    assert items(day, LogFilter(text="zarquet", lane="green")) == []
    assert items(day, LogFilter(text='") OR 1 --')) == []


def test_a_search_that_is_given_up_ends_early_and_the_next_one_is_whole(day: Station) -> None:
    fill(day.folder, 20_000)
    asked: list[int] = []

    def after_a_while() -> bool:
        asked.append(1)
        return len(asked) > 3

    def read(cancelled: Callable[[], bool]) -> list[int]:
        order = LogOrder(LogKey.GOODS, descending=False)
        return day.store.read(lambda pages: pages.log_ids(LogFilter(), cancelled, order)).result()

    assert read(after_a_while) == []
    assert len(asked) < 10
    assert len(read(never)) == 20_004


def test_an_inspection_is_read_as_it_stands(day: Station) -> None:
    state = seized(day, "EE400000001US", 3)
    assert day.store.read(lambda pages: pages.inspection(state.id)).result() == state
    assert day.store.read(lambda pages: pages.inspection("nobody")).result() is None
