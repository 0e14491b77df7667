"""Watches that a journal never goes back in time without saying so."""

from datetime import datetime, timedelta
from typing import Final

from borderpost.domain.acts import ClockSetBack
from borderpost.domain.entry import format_time, moment_of
from borderpost.store.engine import Connection

STEERED: Final = timedelta(seconds=1)
"""A clock that is steered back by less than this stands still for the journal; more is told."""

_STEP: Final = timedelta(milliseconds=1)


def steadied(record: Connection, at: datetime) -> tuple[datetime, ClockSetBack | None]:
    """Return the time that the next entry bears, and what has to be told where the clock went back.

    The time of the newest entry is read off its identifier, whose first 48 bits are milliseconds.
    """
    row = record.execute("SELECT id FROM journal ORDER BY sequence DESC LIMIT 1").fetchone()
    if row is None:
        return at, None
    newest = moment_of(row[0])
    if at >= newest:
        return at, None
    if newest - at < STEERED:
        return (newest + _STEP).astimezone(at.tzinfo), None
    told = ClockSetBack(newest=format_time(newest), by_seconds=int((newest - at).total_seconds()))
    return at, told
