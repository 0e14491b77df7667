"""A filter never says no of a number that is there, and seldom yes of one that is not."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderpost.store.site import SiteFolder
from borderpost.store.week_filter import Filters, NumberFilter, made_of, read_filter, spread
from declared import declare, mug, reading
from station import site_folder

KEYS = st.lists(st.integers(0, (1 << 63) - 1), max_size=300)


@given(KEYS)
def test_what_is_there_is_never_denied(keys: list[int]) -> None:
    made = NumberFilter(len(keys), made_of(keys))
    assert all(made.may_hold(spread(key)) for key in keys)


def test_of_what_is_not_there_hardly_any_is_asked_for() -> None:
    made = NumberFilter(0, made_of(list(range(0, 200_000, 2))))
    asked = sum(made.may_hold(spread(key)) for key in range(1, 200_000, 2))
    assert asked < 100_000 * 0.02


@pytest.fixture
def folder(tmp_path: Path) -> SiteFolder:
    return site_folder(tmp_path)


def finished(folder: SiteFolder, *messages: str) -> None:
    declare(folder, *(mug(message) for message in messages), finish=True)


def test_a_filter_counts_only_for_what_the_week_held_when_it_was_made(folder: SiteFolder) -> None:
    finished(folder, "m1")
    with reading(folder) as declarations:
        declarations.read_filters()
        assert len(declarations.find("RR473124829GB")) == 1
        assert declarations.find("CC000000005DE") == ()
        declare(folder, mug("m2", item_id="CC000000005DE"))
        assert len(declarations.find("CC000000005DE")) == 1
        (week,) = declarations.weeks()
        assert read_filter(week.conn, week.tally().items) is None
        finished(folder, "m3")
        assert read_filter(week.conn, week.tally().items) is not None


def test_filters_are_read_once_for_all_who_share_them() -> None:
    filters = Filters()
    filters.put("2026-W45", NumberFilter(3, made_of([1, 2, 3])))
    assert filters.of("2026-W45", 4) is None
    assert filters.of("2026-W45", 3) is filters.of("2026-W45", 3)
