"""The same screens in the dark scheme, and laid out from right to left."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from borderpost.tour.driver import expect, until
from borderpost.tour.stage import Stage
from borderpost.ui.theme.tokens import Scheme

SCREENS = (("F2", "bench"), ("F3", "examination"), ("F5", "log"))


def see_other_looks(stage: Stage) -> str:
    """A language written from right to left mirrors the window; one key makes it dark, which it stays."""
    direction = QApplication.layoutDirection()
    try:
        QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        until(stage.station.window.isRightToLeft, "the window to be mirrored")
        _visit(stage, "right-to-left")
    finally:
        QApplication.setLayoutDirection(direction)
    theme = stage.station.theme
    for _ in Scheme:
        if theme.scheme is not Scheme.DARK:
            stage.hands.press("Ctrl+D")
            stage.quiet()
    expect(theme.scheme is Scheme.DARK, "the dark scheme", theme.scheme)
    _visit(stage, "dark")
    return ", ".join(name for _, name in SCREENS)


def _visit(stage: Stage, how: str) -> None:
    for key, name in SCREENS:
        stage.hands.press(key)
        stage.on_screen(name)
        if name == "bench":
            stage.hands.scan(stage.parcels.red.code)
            stage.verdict(stage.parcels.red)
        stage.picture(f"{name}-{how}")
        if name == "bench":
            stage.hands.press("Escape")
            until(stage.bench_waits, "the bench to wait for the next parcel", stage.said)
