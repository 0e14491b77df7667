"""Working days: which days a calendar of the pack counts, and how to go from one to another."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from borderpost.domain.law.rows import Calendar, Holiday
from borderpost.domain.law.terms import Observed

_DAY = timedelta(days=1)
_LONGEST_SEARCH = 400


class NoWorkingDay(ValueError):
    """A calendar on which nobody works for more than a year."""


def is_working_day(calendar: Calendar, day: date) -> bool:
    """Tell whether the day is neither a day of rest nor a holiday as it is kept."""
    return day.isoweekday() not in calendar.rest_days and day not in holidays(calendar, day.year)


def next_working_day(calendar: Calendar, day: date) -> date:
    """Return the day itself, or the first working day after it; raise NoWorkingDay."""
    for _ in range(_LONGEST_SEARCH):
        if is_working_day(calendar, day):
            return day
        day += _DAY
    raise NoWorkingDay(calendar.id)


def add_working_days(calendar: Calendar, day: date, count: int) -> date:
    """Return the day that is `count` working days after the day; the day itself is not counted."""
    for _ in range(count):
        day = next_working_day(calendar, day + _DAY)
    return day


def add_months(day: date, count: int) -> date:
    """Return the same day of a later month, or the month's last where it has no such day."""
    months = day.year * 12 + day.month - 1 + count
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, days_in_month(year, month + 1)))


def days_in_month(year: int, month: int) -> int:
    """Return how many days a month has."""
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - _DAY).day


@lru_cache(maxsize=256)
def holidays(calendar: Calendar, year: int) -> dict[date, str]:
    """Return the days of a year on which nobody works by the calendar's holidays, with their names.

    A holiday of the next year may be kept in this one (1 January on a Saturday, kept on the Friday).
    """
    falling = sorted(
        (pair for each in (year, year + 1) for pair in _falls(calendar, each)), key=lambda pair: pair[0]
    )
    kept = {day: holiday.name for day, holiday in falling}
    for day, holiday in falling:
        kept.setdefault(_observed(calendar, day, holiday.observed, kept), holiday.name)
    return {day: name for day, name in kept.items() if day.year == year}


def easter_sunday(year: int) -> date:
    """Return Easter Sunday of the western churches (the anonymous Gregorian computus)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (a + 11 * h) // 319
    r = (2 * e + 2 * i - k - h + m + 32) % 7
    month = (h - m + r + 90) // 25
    day = (h - m + r + month + 19) % 32
    return date(year, month, day)


def _falls(calendar: Calendar, year: int) -> Iterator[tuple[date, Holiday]]:
    for holiday in calendar.holidays:
        yield from ((day, holiday) for day in holiday.dates if day.year == year)
        if holiday.first_year <= year <= holiday.last_year:
            day = _yearly(holiday, year)
            if day is not None:
                yield day, holiday


def _yearly(holiday: Holiday, year: int) -> date | None:
    if holiday.easter is not None:
        return easter_sunday(year) + timedelta(days=holiday.easter)
    if holiday.month and holiday.day:
        return date(year, holiday.month, holiday.day) if _exists(year, holiday) else None
    if holiday.month and holiday.weekday and holiday.nth:
        return _nth_weekday(year, holiday.month, holiday.weekday, holiday.nth)
    return None


def _exists(year: int, holiday: Holiday) -> bool:
    return holiday.day <= days_in_month(year, holiday.month)


def _nth_weekday(year: int, month: int, weekday: int, nth: int) -> date | None:
    last = days_in_month(year, month)
    days = [date(year, month, d) for d in range(1, last + 1)]
    those = [day for day in days if day.isoweekday() == weekday]
    place = nth - 1 if nth > 0 else nth
    return those[place] if -len(those) <= place < len(those) else None


def _observed(calendar: Calendar, day: date, how: Observed, kept: dict[date, str]) -> date:
    if how is Observed.SAME_DAY or day.isoweekday() not in calendar.rest_days:
        return day
    if how is Observed.NEAREST:
        step = -_DAY if (day + _DAY).isoweekday() in calendar.rest_days else _DAY
    else:
        step = _DAY
    for _ in range(14):
        day += step
        if day.isoweekday() not in calendar.rest_days and day not in kept:
            return day
    return day
