"""Borderpost's own icons: line drawings on a 24-px grid, coloured from the tokens when they are shown."""

from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QLabel, QWidget

from borderpost.ui.theme import look
from borderpost.ui.theme.drawings import icon_folder
from borderpost.ui.theme.tokens import Role, Size, Tone

_ICON_SIZES = (Size.ICON_SMALL, Size.ICON, 24, Size.ICON_LARGE, 40)


class Icon(StrEnum):
    """The drawings, each named for what it means here; the value is the file's name."""

    SCAN = "scan"
    CAMERA = "camera"
    PARCEL = "parcel"
    SEARCH = "search"
    LANE_GREEN = "lane-green"
    LANE_YELLOW = "lane-yellow"
    LANE_RED = "lane-red"
    LANE_SECURE = "lane-secure"
    RELEASE = "release"
    HOLD = "hold"
    EXAMINE = "examine"
    SCALE = "scale"
    PHOTO = "photo"
    SEAL = "seal"
    BAG = "bag"
    SEIZE = "seize"
    APPROVE = "approve"
    REFUSE = "refuse"
    REPORT = "report"
    PRINT = "print"
    LOG = "log"
    CLOCK = "clock"
    OFFICER = "officer"
    LOCK = "lock"
    SUN = "sun"
    TEXT_SIZE = "text-size"
    WARNING = "warning"
    INFO = "info"
    UNDO = "undo"
    PLUS = "plus"
    REMOVE = "remove"
    SETTINGS = "settings"
    HISTORY = "history"
    LINK = "link"
    CHECK = "check"
    CROSS = "cross"
    NEXT = "next"
    EYE = "eye"
    EYE_OFF = "eye-off"
    SYNC = "sync"
    KEYBOARD = "keyboard"
    FOLDER = "folder"
    MAIL = "mail"
    SHIELD = "shield"
    FLAG = "flag"
    MARK = "mark"


TONE_ICONS = {
    Tone.GREEN: Icon.LANE_GREEN,
    Tone.YELLOW: Icon.LANE_YELLOW,
    Tone.RED: Icon.LANE_RED,
    Tone.SECURE: Icon.LANE_SECURE,
    Tone.NEUTRAL: Icon.MARK,
    Tone.INFO: Icon.INFO,
    Tone.POSITIVE: Icon.LANE_GREEN,
    Tone.CAUTION: Icon.LANE_YELLOW,
    Tone.CRITICAL: Icon.LANE_RED,
}


def icon_path(icon: Icon) -> Path:
    """Return the file of an icon."""
    return icon_folder() / f"{icon}.svg"


def pixmap(icon: Icon, colour: QColor | str, size: int, ratio: float = 1.0) -> QPixmap:
    """Return the icon drawn in one colour, `size` device-independent px square."""
    return _drawn(icon, QColor(colour).name(), size, ratio)


def icon(icon: Icon, role: Role = Role.TEXT, on: Role | None = None, *, size: int = 0) -> QIcon:
    """Return a QIcon in the colour of a role in the scheme in force; `on` colours the checked state.

    It holds a picture for every pixel ratio of a screen that is there, in the one `size` (at 100 % text size)
    that it will be shown in, or else in every size.
    """
    made = QIcon()
    states = [(QIcon.Mode.Normal, role), (QIcon.Mode.Active, role), (QIcon.Mode.Disabled, Role.DISABLED)]
    for each in (size,) if size else _ICON_SIZES:
        for ratio in look.pixel_ratios():
            for mode, wanted in states:
                made.addPixmap(pixmap(icon, look.colour(wanted), look.px(each), ratio), mode)
            if on is not None:
                drawn = pixmap(icon, look.colour(on), look.px(each), ratio)
                made.addPixmap(drawn, QIcon.Mode.Normal, QIcon.State.On)
    return made


class IconLabel(look.Themed, QLabel):
    """One icon as a picture, without words; a screen reader passes it by."""

    def __init__(
        self, icon: Icon, size: int = Size.ICON, role: Role = Role.TEXT, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon = icon
        self._size = size
        self._role = role
        self._tone: Tone | None = None
        self.restyle()

    def show_icon(self, icon: Icon, role: Role | None = None, tone: Tone | None = None) -> None:
        """Change the drawing, and its colour by a role or a tone."""
        self._icon = icon
        self._role = role or self._role
        self._tone = tone
        self.restyle()

    def restyle(self) -> None:
        """Draw again in the colours and at the size in force."""
        colour = look.tone(self._tone).text if self._tone else look.colour(self._role)
        size = look.px(self._size)
        self.setPixmap(pixmap(self._icon, colour, size, self.devicePixelRatioF()))
        self.setFixedSize(size, size)


@cache
def _source(icon: Icon) -> str:
    return icon_path(icon).read_text(encoding="utf-8")


@lru_cache(maxsize=2048)
def _drawn(icon: Icon, colour: str, size: int, ratio: float) -> QPixmap:
    renderer = QSvgRenderer(QByteArray(_source(icon).replace("currentColor", colour).encode()))
    side = round(size * ratio)
    made = QPixmap(side, side)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made
