"""Labels show what was said as it was said: as plain text, in its own direction, as high as its words."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from borderpost.ui.kit import (
    Code,
    Text,
    ltr,
)
from borderpost.ui.theme.theme import Theme, ThemeChoice
from ui.kit_page import put, show
from ui.walk import name_of


@pytest.fixture(autouse=True)
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, ThemeChoice.LIGHT)


def test_codes_stay_left_to_right_and_can_be_copied(page: QWidget, qtbot: QtBot) -> None:
    code = Code("RX473124829CN")
    put(page, code)
    page.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    show(page, qtbot)
    assert code.text() == "\u2066RX473124829CN\u2069"
    assert code.code() == "RX473124829CN"
    assert name_of(code) == "RX473124829CN"
    assert code.is_selectable()
    assert code.focusPolicy() is Qt.FocusPolicy.NoFocus, "a code is no tab stop"
    qtbot.mouseDClick(code, Qt.MouseButton.LeftButton)
    assert "RX473124829CN" in code.selectedText()
    assert code.hasFocus()
    assert code.focusPolicy() is Qt.FocusPolicy.ClickFocus
    assert ltr("") == ""


def test_declared_text_is_never_taken_for_markup() -> None:
    assert Text("<b>shoes</b>").textFormat() is Qt.TextFormat.PlainText


@pytest.mark.parametrize(
    ("direction", "side"),
    [
        (Qt.LayoutDirection.LeftToRight, Qt.AlignmentFlag.AlignLeft),
        (Qt.LayoutDirection.RightToLeft, Qt.AlignmentFlag.AlignRight),
    ],
)
def test_text_follows_the_layout_whatever_its_script(
    direction: Qt.LayoutDirection, side: Qt.AlignmentFlag, page: QWidget
) -> None:
    label = Text("محمد العلي")
    put(page, label)
    page.setLayoutDirection(direction)
    assert label.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask == side | Qt.AlignmentFlag.AlignAbsolute


def test_a_label_is_as_high_as_its_words_are_now(theme: Theme, page: QWidget, qtbot: QtBot) -> None:
    label = Text("Cotton tea towels", wrap=True)
    known = Text("Cotton tea towels, printed, with a border of blue flowers", wrap=True)
    for each in (label, known):
        page.layout().addWidget(each)
    page.show()
    one_line = label.heightForWidth(200)
    label.setText(known.text())
    assert label.heightForWidth(200) == known.heightForWidth(200) > one_line
    assert label.heightForWidth(2000) == one_line
    smaller = label.heightForWidth(200)
    theme.set_text_scale(2.0)
    assert label.heightForWidth(200) > smaller
    theme.set_text_scale(1.0)
    assert label.heightForWidth(200) == smaller
