"""The weeks of arrival by which declarations are kept, each in a file of its own."""

import re
from datetime import date, timedelta
from typing import Final

OLDER: Final = "older"
"""The name under which everything is kept that had arrived before the oldest week of its own."""

WEEKS_APART: Final = 104
"""How many weeks back there is a file for each: dates that a feed made up cannot make files without end."""

_NAME: Final = re.compile(r"[0-9]{4}-W[0-9]{2}")


def week_of(arrived: date, today: date) -> str:
    """Return the name of the week in whose file an arrival belongs (`2026-W47`).

    What is said to arrive in the future belongs to this week.
    """
    if arrived > today:
        arrived = today
    elif today - arrived > timedelta(weeks=WEEKS_APART):
        return OLDER
    year, week, _ = arrived.isocalendar()
    return f"{year:04d}-W{week:02d}"


def is_week(name: str) -> bool:
    """Tell whether a text names a week."""
    return name == OLDER or _NAME.fullmatch(name) is not None


def last_day(week: str) -> date | None:
    """Return the Sunday with which a week ends, or None for what is older."""
    if week == OLDER:
        return None
    return date.fromisocalendar(int(week[:4]), int(week[6:]), 7)


def first_day_kept(days: int, today: date) -> date:
    """Return the Monday of the oldest week that is kept, where each is kept for `days` after its last day."""
    limit = today - timedelta(days=days)
    return limit - timedelta(days=limit.weekday())


def newest_first(weeks: list[str]) -> list[str]:
    """Return weeks in the order in which they are searched."""
    return sorted(weeks, key=lambda week: "" if week == OLDER else week, reverse=True)


def search_order(weeks: list[str], week: str) -> list[str]:
    """Return weeks in the order in which what came before is looked for: a week, those before it the nearest
    first, and then those behind it."""
    ordered = newest_first(weeks)
    behind = [name for name in ordered if name != OLDER and (week == OLDER or name > week)]
    return [name for name in ordered if name not in behind] + behind[::-1]
