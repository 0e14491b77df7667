"""Words behind a mark: both whole, the mark at the side where reading begins, whatever changes."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from borderpost.ui.icons import Icon
from borderpost.ui.kit import MarkedParagraph, Notice, ScrollPage, Text
from borderpost.ui.theme import look
from borderpost.ui.theme.theme import Theme, ThemeChoice
from borderpost.ui.theme.tokens import Role, Size, Space, Tone
from ui.kit_page import empty_column, settle, stack

WORDS = "The declared value is far below what these goods usually cost, and the sender is new"


@pytest.fixture(autouse=True)
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, ThemeChoice.LIGHT)


@pytest.fixture
def column(qtbot: QtBot) -> QWidget:
    return empty_column(qtbot, 260)


def shown(column: QWidget, *widgets: QWidget) -> None:
    stack(column, *widgets)
    column.show()
    settle()


def inked(widget: QWidget, part: QRect) -> bool:
    """Tell whether anything but the ground is painted in a part of a widget."""
    picture = widget.grab(part).toImage().convertToFormat(QImage.Format.Format_RGB32)
    ground = picture.pixel(0, 0)
    places = ((x, y) for x in range(picture.width()) for y in range(picture.height()))
    return any(picture.pixel(x, y) != ground for x, y in places)


def side_of(widget: QWidget, *, begins: bool) -> QRect:
    """Return where a mark stands: where reading begins, or at the other end."""
    side = look.px(Size.ICON)
    right = (widget.layoutDirection() == Qt.LayoutDirection.LeftToRight) is not begins
    return QRect(widget.width() - side if right else 0, 0, side, side)


@pytest.mark.parametrize(
    "change",
    [
        lambda column, _theme: None,
        lambda column, _theme: column.resize(180, 400),
        lambda column, _theme: column.resize(900, 400),
        lambda _column, theme: theme.set_text_scale(2.0),
        lambda column, _theme: column.setLayoutDirection(Qt.LayoutDirection.RightToLeft),
    ],
)
def test_words_and_mark_are_whole_and_apart(
    change: Callable[[QWidget, Theme], None], theme: Theme, column: QWidget
) -> None:
    label, below = MarkedParagraph(Icon.WARNING, WORDS), MarkedParagraph(Icon.MARK, "Towels")
    shown(column, label, below)
    change(column, theme)
    settle()
    beside = label.width() - look.px(Size.ICON) - Space.S
    assert label.height() == Text(WORDS, wrap=True).heightForWidth(beside)
    assert below.y() >= label.y() + label.height()
    assert below.height() >= look.px(Size.ICON)
    for one in (label, below):
        room = one.contentsRect()
        mark = side_of(one, begins=True)
        assert not room.intersects(mark)
        assert inked(one, mark)
        assert inked(one, room)
    assert not inked(below, side_of(below, begins=False))


def test_the_mark_follows_scheme_and_tone(theme: Theme, column: QWidget) -> None:
    label = MarkedParagraph(Icon.MARK, "Towels", role=Role.ACCENT)
    notice = Notice("Towels", Tone.CAUTION)
    shown(column, label, notice)
    mark = side_of(notice, begins=True)

    def pictures() -> list[QImage]:
        return [one.grab(mark).toImage() for one in (label, notice)]

    light = pictures()
    notice.set_notice("Towels", Tone.CRITICAL)
    assert pictures()[1] != light[1]
    notice.set_notice("Towels", Tone.CAUTION)
    assert pictures() == light
    theme.choose(ThemeChoice.DARK)
    settle()
    dark = pictures()
    assert all(one != other for one, other in zip(light, dark, strict=True))


def test_a_notice_without_words_takes_no_room(column: QWidget) -> None:
    notice, below = Notice("Look inside", Tone.CAUTION), MarkedParagraph(Icon.MARK, "Towels")
    shown(column, notice, below)
    notice.set_notice("")
    settle()
    assert notice.isHidden()
    layout = column.layout()
    assert layout is not None
    assert below.y() == layout.contentsRect().y()
    notice.set_notice("Look inside")
    settle()
    assert below.y() >= notice.y() + notice.height()


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_where_there_is_no_room_the_page_scrolls_and_no_word_is_cut(
    theme: Theme, qtbot: QtBot, scale: float
) -> None:
    theme.set_text_scale(scale)
    page = ScrollPage()
    qtbot.addWidget(page)
    said: list[MarkedParagraph] = [Notice(f"{WORDS}, {number} times", Tone.CAUTION) for number in range(5)]
    said += [MarkedParagraph(Icon.MARK, WORDS)]
    for one in said:
        page.add(one)
    page.resize(300, 120)
    page.show()
    settle()
    assert page.verticalScrollBar().maximum() > 0
    for one in said:
        assert one.height() >= one.heightForWidth(one.width())
    said[0].setText(f"{WORDS}; {WORDS}; {WORDS}")
    settle()
    for one in said:
        assert one.height() >= one.heightForWidth(one.width())
