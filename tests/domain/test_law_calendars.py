"""Working days by worked dates: holidays that move, leap days, and calendars on which nobody works."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderpost.domain.law.calendars import (
    NoWorkingDay,
    add_months,
    add_working_days,
    easter_sunday,
    holidays,
    is_working_day,
    next_working_day,
)
from borderpost.domain.law.rows import Calendar, Holiday
from legal_packs import in_force

US = in_force("us").calendar("us-federal")
UK = in_force("uk").calendar("england-and-wales")
EU = in_force("eu").calendar("eu-working-days")
assert US
assert UK
assert EU


def test_federal_holidays_of_2026_are_those_that_offices_keep() -> None:
    assert sorted(day.isoformat() for day in holidays(US, 2026) if is_no_weekend(day)) == [
        "2026-01-01",
        "2026-01-19",
        "2026-02-16",
        "2026-05-25",
        "2026-06-19",
        "2026-07-03",  # the 4th is a Saturday
        "2026-09-07",
        "2026-10-12",
        "2026-11-11",
        "2026-11-26",
        "2026-12-25",
    ]


def is_no_weekend(day: date) -> bool:
    return day.isoweekday() < 6


def test_a_new_years_day_on_a_saturday_is_kept_in_the_year_before() -> None:
    assert not is_working_day(US, date(2021, 12, 31))
    assert is_working_day(US, date(2022, 1, 3))
    assert is_working_day(US, date(2020, 6, 19)), "Juneteenth is a federal holiday since 2021"
    assert not is_working_day(US, date(2023, 6, 19))


@pytest.mark.parametrize(
    ("year", "kept"),
    [
        (2020, ["2020-12-25", "2020-12-28"]),
        (2021, ["2021-12-27", "2021-12-28"]),
        (2022, ["2022-12-26", "2022-12-27"]),
        (2026, ["2026-12-25", "2026-12-28"]),
        (2027, ["2027-12-27", "2027-12-28"]),
    ],
)
def test_christmas_in_england_moves_to_the_next_free_days(year: int, kept: list[str]) -> None:
    found = [day.isoformat() for day in holidays(UK, year) if day.month == 12 and is_no_weekend(day)]
    assert sorted(found) == kept


def test_the_bank_holidays_of_2026() -> None:
    found = sorted(day.isoformat() for day in holidays(UK, 2026) if is_no_weekend(day))
    assert found == [
        "2026-01-01",
        "2026-04-03",
        "2026-04-06",
        "2026-05-04",
        "2026-05-25",
        "2026-08-31",
        "2026-12-25",
        "2026-12-28",
    ]


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (1961, (4, 2)),
        (2000, (4, 23)),
        (2008, (3, 23)),
        (2011, (4, 24)),
        (2024, (3, 31)),
        (2026, (4, 5)),
        (2038, (4, 25)),
    ],
)
def test_easter(year: int, day: tuple[int, int]) -> None:
    assert easter_sunday(year) == date(year, *day)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2026-12-31", 2, "2027-02-28"),
        ("2026-11-30", 1, "2026-12-30"),
    ],
)
def test_a_month_later_is_the_same_day_or_the_months_last(start: str, months: int, end: str) -> None:
    assert add_months(date.fromisoformat(start), months) == date.fromisoformat(end)


def test_a_leap_day_is_a_working_day_like_any_other() -> None:
    assert add_working_days(EU, date(2028, 2, 28), 1) == date(2028, 2, 29)
    assert add_working_days(EU, date(2026, 2, 27), 1) == date(2026, 3, 2)


def test_working_days_go_over_easter() -> None:
    assert add_working_days(EU, date(2026, 4, 2), 2) == date(2026, 4, 7)
    assert add_working_days(UK, date(2026, 4, 2), 1) == date(2026, 4, 7)


def test_a_calendar_on_which_nobody_works_says_so() -> None:
    never = Calendar(
        id="never",
        source="s",
        valid_from=date(2020, 1, 1),
        verified=False,
        time_zone="UTC",
        rest_days=(1, 2, 3, 4, 5, 6, 7),
    )
    with pytest.raises(NoWorkingDay):
        next_working_day(never, date(2026, 1, 1))


def test_dates_of_one_year_and_a_day_that_not_every_year_has() -> None:
    odd = Calendar(
        id="odd",
        source="s",
        valid_from=date(2020, 1, 1),
        verified=False,
        time_zone="UTC",
        holidays=(
            Holiday(name="leap", month=2, day=29),
            Holiday(name="funeral", dates=(date(2022, 9, 19),)),
            Holiday(name="fifth Monday of February", month=2, weekday=1, nth=5),
        ),
    )
    assert holidays(odd, 2022) == {date(2022, 9, 19): "funeral"}
    assert holidays(odd, 2028) == {date(2028, 2, 29): "leap"}


@given(st.dates(date(2015, 1, 1), date(2060, 1, 1)), st.integers(0, 40), st.sampled_from([US, UK, EU]))
def test_counted_one_by_one_it_comes_to_the_same(day: date, count: int, calendar: Calendar) -> None:
    end = add_working_days(calendar, day, count)
    between = (day + timedelta(days=n) for n in range(1, (end - day).days + 1))
    assert sum(is_working_day(calendar, one) for one in between) == count
    assert count == 0 or is_working_day(calendar, end)
