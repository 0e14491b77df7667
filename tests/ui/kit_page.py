"""Puts small widgets on a bare page and shows it, for the tests of the kit."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot


def put(page: QWidget, *widgets: QWidget) -> None:
    for widget in widgets:
        page.layout().addWidget(widget)


def show(page: QWidget, qtbot: QtBot) -> None:
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
