"""Puts small widgets on a bare page and shows it, for the tests of the kit."""

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot


def put(page: QWidget, *widgets: QWidget) -> None:
    for widget in widgets:
        page.layout().addWidget(widget)


def show(page: QWidget, qtbot: QtBot) -> None:
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)


def empty_column(qtbot: QtBot, width: int) -> QWidget:
    """Return a column that is not shown yet, for `stack`."""
    made = QWidget()
    qtbot.addWidget(made)
    QVBoxLayout(made)
    made.resize(width, 400)
    return made


def stack(column: QWidget, *widgets: QWidget) -> None:
    """Put widgets into a column, with the room to spare beneath them."""
    layout = column.layout()
    assert isinstance(layout, QVBoxLayout)
    for widget in widgets:
        layout.addWidget(widget)
    layout.addStretch(1)


def settle() -> None:
    """Let everything be laid out and painted."""
    for _ in range(5):
        QApplication.processEvents()
