"""Wrapped words of a parcel's page: as high as they are in their place, whatever changes it."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from borderpost.ui.bench.party_view import PartyView
from borderpost.ui.kit import FittingArea, Paragraph, Text
from borderpost.ui.theme import look
from borderpost.ui.theme.theme import Theme, ThemeChoice
from borderpost.ui.theme.tokens import Role, TextStyle, Tone
from ui.bench_maker import red
from ui.kit_page import empty_column, settle, stack

WORDS = "Cotton tea towels, printed, with a border of blue flowers and the name of the town"


@pytest.fixture(autouse=True)
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, ThemeChoice.LIGHT)


@pytest.fixture
def column(qtbot: QtBot) -> QWidget:
    return empty_column(qtbot, 300)


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
    stack(column, label, below)
    column.show()
    settle()
    assert in_whole(label)
    change(column, theme)
    settle()
    assert label.height() == label.heightForWidth(label.width())
    assert below.y() >= label.y() + label.height()


def test_words_that_come_later_get_their_room(column: QWidget) -> None:
    label = Paragraph("Towels")
    stack(column, label)
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
    stack(column, label)
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
    stack(column, label)
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


@pytest.mark.parametrize(
    "words", ["Examined", "1\u202f234\u202f567.89 EUR", "12\u00a0345\u00a0678,90\u00a0kg"]
)
def test_what_cannot_be_broken_is_never_narrower_than_it_is_wide(words: str) -> None:
    label = Paragraph(words, TextStyle.TITLE)
    widest = max(label.fontMetrics().horizontalAdvance(part) for part in words.split(" "))
    assert label.minimumSizeHint().width() >= widest


def test_no_line_of_a_long_address_is_cut(column: QWidget) -> None:
    view = PartyView("Sender")
    stack(column, view)
    lines = ("No. 73 Renmin Road", "Block 4", "Floor 11", "Unit 1103")
    view.show_party(replace(red().sender, lines=lines, email="li.wei@bright.example"))
    column.resize(300, 60)
    column.show()
    settle()
    labels = [label for label in view.findChildren(Paragraph) if label.isVisible()]
    assert len(labels) > 8
    assert all(label.height() >= label.heightForWidth(label.width()) for label in labels)


def test_an_ink_follows_the_scheme_also_while_hidden(theme: Theme, column: QWidget) -> None:
    quiet, lane = Text("quiet", muted=True), Text("lane")
    stack(column, quiet, lane)
    lane.set_ink(Tone.RED)
    column.show()
    column.hide()
    ink = QPalette.ColorRole.WindowText
    for choice in (ThemeChoice.DARK, ThemeChoice.CONTRAST, ThemeChoice.LIGHT):
        theme.choose(choice)
        assert quiet.palette().color(ink) == look.colour(Role.MUTED)
        assert lane.palette().color(ink).name() == look.tone(Tone.RED).text.lower()
    column.setEnabled(False)
    assert quiet.palette().color(ink) == look.colour(Role.DISABLED)
