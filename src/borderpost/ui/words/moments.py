"""Moments as the officer's own clock showed them."""

from datetime import datetime, timedelta

from PySide6.QtCore import QDate, QDateTime, QLocale, QTime


def moment(at: datetime, offset_minutes: int, *, seconds: bool = False) -> str:
    """Return a moment of the record (UTC and the offset of that day) as local day and time of day."""
    local = at + timedelta(minutes=offset_minutes)
    shown = QDateTime(QDate(local.year, local.month, local.day), QTime(local.hour, local.minute, local.second))
    return QLocale().toString(shown, "d MMM yyyy HH:mm:ss" if seconds else "d MMM yyyy HH:mm")
