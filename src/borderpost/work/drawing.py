"""Sealing the random draw, and showing the key of a day that is long past."""

from datetime import date

from borderpost.domain.acts import DrawSealed, DrawShown
from borderpost.domain.officer import Officer
from borderpost.domain.risk.draw import DayKey, SiteDraw, may_be_shown
from borderpost.work.changes import Done
from borderpost.work.ports import Transaction


class TooEarly(Exception):
    """The key of a day is asked for while items of that day may still come."""

    def __init__(self, day: date) -> None:
        super().__init__(f"items of {day.isoformat()} may still come: its key is shown after 90 days")
        self.day = day


def seal_draw(tx: Transaction, *, draw: SiteDraw) -> Done[None]:
    """Journal the seal of the draw and its share, before anything is drawn by them."""
    tx.append("", DrawSealed(seal=draw.seal, share=format(draw.share, "f")))
    return Done(None, frozenset())


def show_day(
    tx: Transaction, *, draw: SiteDraw, day: date, reason: str, officer: Officer | None = None
) -> Done[DayKey]:
    """Journal that the key of a day is shown, and return it; raise TooEarly within 90 days.

    The days before it are shown with it: their keys are its hashes.
    """
    if not may_be_shown(day, tx.now().date()):
        raise TooEarly(day)
    key = draw.key_of(day)
    tx.append(
        officer.id if officer is not None else "",
        DrawShown(day=day.isoformat(), key=key.key.hex(), reason=reason),
    )
    return Done(key, frozenset())
