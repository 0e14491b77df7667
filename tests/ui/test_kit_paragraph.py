"""Wrapped words of a parcel's page: as high as they are in their place, whatever changes it."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from borderpost.ui.kit import FittingArea, Paragraph, Text
from borderpost.ui.theme.theme import Theme, ThemeChoice

WORDS = "Cotton tea towels, printed, with a border of blue flowers and the name of the town"


@pytest.fixture(autouse=True)
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, ThemeChoice.LIGHT)


@pytest.fixture
def column(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    QVBoxLayout(made)
    made.resize(300, 400)
    return made


def put(column: QWidget, *labels: QWidget) -> None:
    layout = column.layout()
    assert isinstance(layout, QVBoxLayout)
    for label in labels:
        layout.addWidget(label)
    layout.addStretch(1)


def settle() -> None:
    for _ in range(5):
        QApplication.processEvents()


def in_whole(label: Text) -> bool:
    """Tell whether the label has the height that its words need in the width that it has."""
    return label.height() >= Text(label.text(), wrap=True).heightForWidth(label.width())


@pytest.mark.parametrize(
    "change",
    [
        lambda column, _theme: column.resize(160, 400),
        lambda column, _theme: column.resize(900, 400),
        lambda _column, theme: theme.set_text_scale(2.0),
        lambda column, _theme: column.setLayoutDirection(Qt.LayoutDirection.RightToLeft),
    ],
)
def test_no_word_is_cut_when_its_place_or_size_changes(
    change: Callable[[QWidget, Theme], None], theme: Theme, column: QWidget
) -> None:
    label, below = Paragraph(WORDS), Paragraph(WORDS)
    put(column, label, below)
    column.show()
    settle()
    assert in_whole(label)
    change(column, theme)
    settle()
    assert label.height() == label.heightForWidth(label.width())
    assert below.y() >= label.y() + label.height()


def test_words_that_come_later_get_their_room(column: QWidget) -> None:
    label = Paragraph("Towels")
    put(column, label)
    column.show()
    settle()
    one_line = label.height()
    label.setText(WORDS)
    settle()
    assert label.height() == label.heightForWidth(label.width()) >= 2 * one_line
    label.setText("Towels")
    settle()
    assert label.height() == one_line


def test_what_was_said_while_hidden_is_shown_whole(column: QWidget) -> None:
    label = Paragraph("Towels")
    put(column, label)
    label.hide()
    column.show()
    settle()
    column.resize(200, 400)
    label.setText(WORDS)
    label.show()
    settle()
    assert label.height() == label.heightForWidth(label.width())


def test_columns_stay_where_they_are_whatever_is_said(qtbot: QtBot) -> None:
    row = QWidget()
    qtbot.addWidget(row)
    across = QHBoxLayout(row)
    first, second = Paragraph("Towels"), Paragraph("Towels")
    for label in (first, second):
        across.addWidget(label, 1)
    row.resize(600, 200)
    row.show()
    settle()
    place = second.x()
    first.setText(WORDS)
    settle()
    assert second.x() == place


def test_a_word_that_is_too_long_makes_its_column_wider(column: QWidget) -> None:
    label = Paragraph("mail")
    put(column, label)
    narrow = label.minimumSizeHint().width()
    label.setText("Donaudampfschifffahrtsgesellschaftskapitänsmütze of wool")
    assert label.minimumSizeHint().width() > 2 * narrow
    label.setText("wool")
    assert label.minimumSizeHint().width() == narrow


def test_a_bar_that_makes_words_wrap_comes_to_rest(qtbot: QtBot) -> None:
    """With the bar the words are higher, without it they would just fit: it must not come and go for ever."""
    content = QWidget()
    label = Paragraph(WORDS)
    put_in = QVBoxLayout(content)
    put_in.addWidget(label)
    area = FittingArea(content)
    qtbot.addWidget(area)
    area.show()
    for width in range(180, 420, 3):
        area.resize(width, label.heightForWidth(width - 20) + 10)
        settle()
        before = (content.size(), label.size())
        settle()
        assert (content.size(), label.size()) == before
        assert label.height() >= label.heightForWidth(label.width())
