"""How the screen says where and when something was recorded."""

from datetime import timedelta

from PySide6.QtCore import QCoreApplication

from borderpost.domain.inspection import Mark


def clock_time(mark: Mark) -> str:
    """Return the local time of day at which the entry was made."""
    return (mark.at + timedelta(minutes=mark.offset_minutes)).strftime("%H:%M:%S")


def place_of(mark: Mark) -> str:
    """Return the time and the number of an entry, short."""
    text = QCoreApplication.translate("Examination", "{time} · entry {number}")
    return text.format(time=clock_time(mark), number=mark.sequence)
