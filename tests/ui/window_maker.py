"""The main window around screens under test, shown, active, with an officer at the bench."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from borderpost.ui.desk import Desk
from borderpost.ui.shell import MainWindow, Screen
from borderpost.ui.theme.theme import Theme, ThemeChoice
from ui.desk_maker import settle


@contextmanager
def open_window(
    desk: Desk, qtbot: QtBot, qapp: QApplication, *screens: Screen, scale: float = 1.0
) -> Iterator[MainWindow]:
    """Show the screens in a window; the first is in front. On leaving, all results come home first."""
    window = MainWindow(Theme(qapp, ThemeChoice.LIGHT, scale))
    qtbot.addWidget(window, before_close_func=lambda each: each.idle.stop())
    for screen in screens:
        window.add_screen(screen)
    window.resize(1280, 800)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.open_bench(desk.session.officer.name, "")
    settle(desk)
    try:
        yield window
    finally:
        settle(desk)
