"""Sentences about declarations that are missing, and about those whose time is over."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from borderpost.ui.kit.text import ltr
from borderpost.ui.words.amounts import moment_text
from borderpost.work.troubles import ErasureWithheld, WeeksErased

_WEEKS_NAMED = 4


def weeks_text(weeks: Sequence[str]) -> str:
    """Return weeks as they are named in a sentence, the first few of them."""
    named = ", ".join(ltr(week) for week in weeks[:_WEEKS_NAMED])
    left = len(weeks) - _WEEKS_NAMED
    if left <= 0:
        return named
    more = QCoreApplication.translate("declarations_kept", "{weeks} and {count} more")
    return more.format(weeks=named, count=left)


def missing_sentence(weeks: Sequence[str]) -> str:
    """Return what is said as long as declarations are missing because a week's file is damaged."""
    told = QCoreApplication.translate(
        "declarations_kept",
        "Declarations that arrived in week {weeks} are damaged: an item may be declared although none is"
        " found. Have the feeds of that week taken in again.",
    )
    return told.format(weeks=weeks_text(weeks))


def erased_sentence(notice: WeeksErased) -> str:
    """Return what is said once of declarations that were erased in their time."""
    told = QCoreApplication.translate(
        "declarations_kept",
        "The declarations of week {weeks} were erased, {items} in all: they are kept for {days} days.",
    )
    return told.format(weeks=weeks_text(notice.weeks), items=notice.items, days=notice.days)


def withheld_sentence(notice: ErasureWithheld) -> str:
    """Return what is said where the clock does not deserve to be believed."""
    told = QCoreApplication.translate(
        "declarations_kept",
        "By the clock of this computer the declarations of week {weeks} should be erased, but nothing has"
        " arrived since {newest}. Have the clock looked at; where it is right, they are erased by 'borderpost"
        " purge --trust-clock'.",
    )
    newest = ltr(moment_text(notice.newest))
    return told.format(weeks=weeks_text(notice.weeks), newest=newest)
