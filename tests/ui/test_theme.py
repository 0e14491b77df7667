"""The token table is legible in every scheme, and the theme puts it in force while the program runs."""

import re
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QFontDatabase, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from borderpost.ui.icons import TONE_ICONS, Icon, icon, icon_path, pixmap
from borderpost.ui.kit import Button, ButtonKind, LaneBadge, Text
from borderpost.ui.theme import look
from borderpost.ui.theme.drawings import icon_folder
from borderpost.ui.theme.sheet import style_sheet
from borderpost.ui.theme.theme import Theme, ThemeChoice
from borderpost.ui.theme.tokens import (
    ARROW,
    LANES,
    PART_PAIRS,
    TEXT_PAIRS,
    TYPE,
    Role,
    Scheme,
    TextStyle,
    Tone,
    contrast,
    hex_of,
    tone_of,
)

NORMAL_TEXT = 4.5
PART = 3.0


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, ThemeChoice.LIGHT)


def test_contrast_agrees_with_the_known_ends_of_the_scale() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#777777") == pytest.approx(1.0)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("scheme", Scheme)
def test_every_text_stands_out_from_its_ground(scheme: Scheme) -> None:
    faint = {
        f"{text} on {ground}": round(contrast(hex_of(text, scheme), hex_of(ground, scheme)), 2)
        for text, ground in TEXT_PAIRS
        if contrast(hex_of(text, scheme), hex_of(ground, scheme)) < NORMAL_TEXT
    }
    assert not faint


@pytest.mark.parametrize("scheme", Scheme)
def test_every_part_of_a_control_stands_out_from_its_ground(scheme: Scheme) -> None:
    faint = {
        f"{part} on {ground}": round(contrast(hex_of(part, scheme), hex_of(ground, scheme)), 2)
        for part, ground in PART_PAIRS
        if contrast(hex_of(part, scheme), hex_of(ground, scheme)) < PART
    }
    assert not faint
    assert contrast(ARROW, hex_of(Role.SURFACE, scheme)) >= PART


@pytest.mark.parametrize("scheme", Scheme)
@pytest.mark.parametrize("tone", Tone)
def test_every_tone_is_legible_soft_and_solid(tone: Tone, scheme: Scheme) -> None:
    colours = tone_of(tone, scheme)
    assert contrast(colours.text, colours.soft) >= NORMAL_TEXT
    assert contrast(colours.on_solid, colours.solid) >= NORMAL_TEXT
    assert contrast(colours.border, colours.soft) >= PART
    for ground in (Role.WINDOW, Role.SURFACE):
        assert contrast(colours.text, hex_of(ground, scheme)) >= NORMAL_TEXT


@pytest.mark.parametrize("scheme", Scheme)
def test_no_two_lanes_share_a_colour_or_a_shape(scheme: Scheme) -> None:
    assert len({tone_of(lane, scheme) for lane in LANES}) == len(LANES)
    assert len({TONE_ICONS[lane] for lane in LANES}) == len(LANES)


def test_every_colour_in_the_sheet_comes_from_the_tokens() -> None:
    for scheme in Scheme:
        used = set(re.findall(r"#[0-9a-f]{6}", style_sheet(scheme, 1.0)))
        assert used <= {hex_of(role, scheme) for role in Role} | {
            tone_of(lane, scheme).text for lane in LANES
        }


def test_the_theme_changes_palette_and_widgets_while_they_are_shown(theme: Theme, qtbot: QtBot) -> None:
    badge = LaneBadge("red")
    qtbot.addWidget(badge)
    for choice, scheme in (
        (ThemeChoice.DARK, Scheme.DARK),
        (ThemeChoice.CONTRAST, Scheme.CONTRAST),
        (ThemeChoice.LIGHT, Scheme.LIGHT),
    ):
        with qtbot.waitSignal(theme.changed):
            theme.choose(choice)
        assert QApplication.palette().color(QPalette.ColorRole.Window).name() == hex_of(Role.WINDOW, scheme)
        assert look.scheme() is scheme
        drawn = badge.grab().toImage()
        assert drawn.pixelColor(drawn.width() // 2, 3).name() == tone_of(Tone.RED, scheme).solid


def test_text_grows_to_twice_its_size_and_no_further(theme: Theme, qtbot: QtBot) -> None:
    label = Text("Examine the parcel", TextStyle.TITLE)
    qtbot.addWidget(label)
    label.ensurePolished()
    before = label.fontInfo().pixelSize()
    theme.set_text_scale(5.0)
    label.ensurePolished()
    assert theme.text_scale == 2.0
    assert label.fontInfo().pixelSize() == 2 * before == 2 * TYPE[TextStyle.TITLE].px
    assert look.px(10) == 20
    theme.set_text_scale(1.0)


def test_the_text_face_is_found_and_covers_the_scripts_of_the_mail(theme: Theme) -> None:
    assert "Noto Sans" in QFontDatabase.families()
    assert QFontInfo(look.font(TextStyle.BODY)).family() == "Noto Sans"
    assert QFontInfo(look.font(TextStyle.CODE)).family() == "Noto Sans Mono"
    assert "Arabic" in "".join(QFontDatabase.families(QFontDatabase.WritingSystem.Arabic))
    assert QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)


@pytest.mark.parametrize("drawing", Icon)
def test_every_icon_is_a_drawing_of_one_exchangeable_colour(drawing: Icon, theme: Theme) -> None:
    source = icon_path(drawing).read_text(encoding="utf-8")
    root = ElementTree.fromstring(source)  # noqa: S314 - our own files
    assert root.get("viewBox") == "0 0 24 24"
    assert "currentColor" in source
    assert not re.search(r"#[0-9a-fA-F]{3,6}|rgb", source)
    image = pixmap(drawing, "#ff0000", 24).toImage()
    inked = [
        image.pixelColor(x, y) for x in range(24) for y in range(24) if image.pixelColor(x, y).alpha() == 255
    ]
    assert inked
    assert {colour.name() for colour in inked} == {"#ff0000"}


def test_no_drawing_lies_about_unused() -> None:
    known = {str(each) for each in Icon}
    files = {path.stem for path in icon_folder().glob("*.svg") if not path.stem.startswith("control-")}
    assert files == known


def test_the_sheets_own_drawings_are_there() -> None:
    named = set(re.findall(r"borderpost:([\w-]+\.svg)", style_sheet(Scheme.LIGHT, 1.0)))
    named |= set(re.findall(r"borderpost:([\w-]+\.svg)", style_sheet(Scheme.DARK, 1.0)))
    assert named == {path.name for path in icon_folder().glob("control-*.svg")}
    for arrow in ("control-up.svg", "control-down.svg"):
        assert ARROW in (icon_folder() / arrow).read_text(encoding="utf-8")


def test_an_icon_has_a_faint_form_for_what_is_disabled(theme: Theme) -> None:
    made = icon(Icon.SEAL)
    strong = made.pixmap(24, made.Mode.Normal).toImage()
    faint = made.pixmap(24, made.Mode.Disabled).toImage()
    assert strong != faint


def test_the_focus_shows_on_every_kind_of_button(theme: Theme, qtbot: QtBot) -> None:
    for kind in ButtonKind:
        button = Button("Release", kind)
        qtbot.addWidget(button)
        button.show()
        button.clearFocus()
        without = button.grab().toImage()
        button.setFocus()
        button.activateWindow()
        qtbot.waitUntil(button.hasFocus)
        assert button.grab().toImage() != without, kind
        button.hide()
