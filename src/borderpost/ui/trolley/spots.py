"""Each spot of the sorting in its big word, the words beneath, its colour, shape and sound."""

from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from borderpost.domain.sorting import Spot
from borderpost.ui.icons import Icon
from borderpost.ui.theme.tokens import Tone


@dataclass(frozen=True, slots=True)
class Sign:
    """What is shown and heard of a spot; `cue` is the sound's name."""

    tone: Tone
    icon: Icon
    cue: str


SIGNS: dict[Spot, Sign] = {
    Spot.GREEN: Sign(Tone.GREEN, Icon.LANE_GREEN, "green"),
    Spot.YELLOW: Sign(Tone.YELLOW, Icon.LANE_YELLOW, "yellow"),
    Spot.RED: Sign(Tone.RED, Icon.LANE_RED, "red"),
    Spot.SECURE: Sign(Tone.SECURE, Icon.LANE_SECURE, "secure"),
    Spot.UNDECLARED: Sign(Tone.INFO, Icon.REPORT, "undeclared"),
    Spot.AGAIN: Sign(Tone.NEUTRAL, Icon.HISTORY, "again"),
    Spot.IN_CASE: Sign(Tone.NEUTRAL, Icon.EXAMINE, "error"),
    Spot.UNKNOWN: Sign(Tone.NEUTRAL, Icon.SEARCH, "unknown"),
    Spot.UNREADABLE: Sign(Tone.NEUTRAL, Icon.WARNING, "unreadable"),
    Spot.REFUSED: Sign(Tone.CRITICAL, Icon.HOLD, "error"),
}
_WORDS: dict[Spot, object] = {
    Spot.GREEN: QT_TRANSLATE_NOOP("trolley", "GREEN"),
    Spot.YELLOW: QT_TRANSLATE_NOOP("trolley", "YELLOW"),
    Spot.RED: QT_TRANSLATE_NOOP("trolley", "RED"),
    Spot.SECURE: QT_TRANSLATE_NOOP("trolley", "SECURE"),
    Spot.UNDECLARED: QT_TRANSLATE_NOOP("trolley", "UNDECLARED"),
    Spot.AGAIN: QT_TRANSLATE_NOOP("trolley", "RELEASED"),
    Spot.IN_CASE: QT_TRANSLATE_NOOP("trolley", "IN A CASE"),
    Spot.UNKNOWN: QT_TRANSLATE_NOOP("trolley", "NO PARCEL"),
    Spot.UNREADABLE: QT_TRANSLATE_NOOP("trolley", "UNREADABLE"),
    Spot.REFUSED: QT_TRANSLATE_NOOP("trolley", "STOP"),
}
_TODO: dict[Spot, object] = {
    Spot.GREEN: QT_TRANSLATE_NOOP("trolley", "Onto the green trolley"),
    Spot.YELLOW: QT_TRANSLATE_NOOP("trolley", "Onto the yellow trolley: it is looked at"),
    Spot.RED: QT_TRANSLATE_NOOP("trolley", "Into the red cage: it is examined"),
    Spot.SECURE: QT_TRANSLATE_NOOP("trolley", "Do not open. Into the hazard cage"),
    Spot.UNDECLARED: QT_TRANSLATE_NOOP("trolley", "Aside: nothing was declared"),
    Spot.AGAIN: QT_TRANSLATE_NOOP("trolley", "Onto the green trolley: released already"),
    Spot.IN_CASE: QT_TRANSLATE_NOOP("trolley", "To its case: it is being dealt with"),
    Spot.UNKNOWN: QT_TRANSLATE_NOOP("trolley", "Scan the label of the parcel"),
    Spot.UNREADABLE: QT_TRANSLATE_NOOP("trolley", "Scan it again, or put it aside"),
    Spot.REFUSED: QT_TRANSLATE_NOOP("trolley", "Take the last green parcel back from the trolley"),
}
SORTED = tuple(spot for spot in Spot if spot not in (Spot.REFUSED,))


def spot_word(spot: Spot) -> str:
    """Return the big word."""
    return QCoreApplication.translate("trolley", str(_WORDS[spot]))


def spot_todo(spot: Spot) -> str:
    """Return where the parcel goes."""
    return QCoreApplication.translate("trolley", str(_TODO[spot]))
