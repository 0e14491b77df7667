"""Keyboard layouts: whatever the computer makes of a scanner's US keys is put right."""

from string import printable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from borderpost.devices.aim import split_aim
from borderpost.devices.keyboard_layouts import (
    _ROWS,
    _US,
    LAYOUTS,
    PHYSICAL,
    as_us_keys,
    layout_that_made,
    us_key_at,
)
from borderpost.devices.wedge_keys import Role, WedgeSettings
from borderpost.devices.wedge_strokes import KeyReader

SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_key_has_a_place_of_its_own(layout: str) -> None:
    for shift in (0, 1):
        assert len(_ROWS[layout][shift]) == len(_US[shift]) == 47
    letters_and_digits = [c for c in "".join(_US) if c.isalnum()]
    made = [_made_by(c, layout) for c in letters_and_digits]
    assert len(set(made)) == len(made)


def _made_by(character: str, layout: str) -> str:
    where = "".join(_US).index(character)
    return "".join(_ROWS[layout])[where]


@given(st.sampled_from(LAYOUTS), st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", min_size=1))
def test_codes_come_back_from_every_layout(layout: str, code: str) -> None:
    assert as_us_keys("".join(_made_by(c, layout) for c in code), layout) == code


@pytest.mark.parametrize(
    ("layout", "made"),
    [("fr", "$C0RR&éç(-è_çà&GB"), ("de", "+C0RR129567890 1GB"), ("ru", "ЪС0КК123456785ПИ"), ("us", "]C0RR1")],
)
def test_what_was_made_by_a_layout(layout: str, made: str) -> None:
    assert "RR1" in as_us_keys(made, layout)


def test_a_known_code_teaches_the_layout() -> None:
    assert layout_that_made("RR&é\"'(-è_(GB", "RR123456785GB") == "fr"
    assert layout_that_made("КК123456785ПИ", "RR123456785GB") == "ru"
    assert layout_that_made("RR123456785GB", "RR123456785GB") == "us"
    assert layout_that_made("?????", "RR123456785GB") == ""


def test_an_unknown_layout_is_refused_when_it_is_set() -> None:
    with pytest.raises(KeyError):
        KeyReader(WedgeSettings(layout="dvorak"), "xcb")


def _event(
    key: int, text: str, held: Qt.KeyboardModifier = NONE, code: int = 0, native: int = 0
) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, key, held, code, 0, native, text)


def test_places_of_keys_serve_for_any_layout() -> None:
    reader = KeyReader(WedgeSettings(layout=PHYSICAL), "xcb")
    arabic = reader.read(_event(0x0642, "ق", NONE, 8 + 19), 0.0)
    assert (arabic.role, arabic.text) == (Role.CHARACTER, "r")
    assert reader.read(_event(0x0642, "ق", SHIFT, 8 + 19), 0.0).text == "R"
    assert us_key_at(2, shift=False) == "1"
    assert us_key_at(999, shift=False) == ""


@pytest.mark.parametrize(("platform", "bit"), [("xcb", 0x2), ("windows", 0x100), ("cocoa", 0x10000)])
def test_caps_lock_is_taken_back(platform: str, bit: int) -> None:
    event = _event(Qt.Key.Key_R.value, "r", SHIFT, 0, bit)
    assert KeyReader(WedgeSettings(), platform).read(event, 0.0).text == "R"
    assert KeyReader(WedgeSettings(minds_caps_lock=True), platform).read(event, 0.0).text == "r"


@pytest.mark.parametrize(
    ("key", "text", "held", "role", "meant"),
    [
        (Qt.Key.Key_BracketRight, "\x1d", CONTROL, Role.CHARACTER, "\x1d"),
        (Qt.Key.Key_BracketRight, "]", CONTROL, Role.CHARACTER, "\x1d"),
        (Qt.Key.Key_B, "", CONTROL, Role.START, ""),
        (Qt.Key.Key_C, "\x03", CONTROL, Role.STOP, ""),
        (Qt.Key.Key_J, "\n", CONTROL, Role.ENDING, "\r"),
        (Qt.Key.Key_S, "\x13", CONTROL, Role.OTHER, ""),
        (Qt.Key.Key_Return, "\r", CONTROL, Role.OTHER, ""),
        (Qt.Key.Key_Enter, "\r", Qt.KeyboardModifier.KeypadModifier, Role.ENDING, "\r"),
        (Qt.Key.Key_X, "x", Qt.KeyboardModifier.AltModifier, Role.OTHER, ""),
        (Qt.Key.Key_Q, "@", CONTROL | Qt.KeyboardModifier.AltModifier, Role.CHARACTER, "@"),
        (Qt.Key.Key_E, "€", Qt.KeyboardModifier.GroupSwitchModifier, Role.CHARACTER, "€"),
        (Qt.Key.Key_Shift, "", SHIFT, Role.MODIFIER, ""),
        (Qt.Key.Key_F5, "", NONE, Role.OTHER, ""),
        (Qt.Key.Key_Left, "", SHIFT, Role.EDITING, ""),
        (Qt.Key.Key_Dead_Circumflex, "", NONE, Role.OTHER, ""),
        (0, "界", NONE, Role.CHARACTER, "界"),
    ],
)
def test_the_part_of_a_key(
    key: Qt.Key | int, text: str, held: Qt.KeyboardModifier, role: Role, meant: str
) -> None:
    number = key if isinstance(key, int) else key.value
    stroke = KeyReader(WedgeSettings(), "offscreen").read(_event(number, text, held), 0.0)
    assert (stroke.role, stroke.text) == (role, meant)


def test_a_dead_key_of_the_layout_is_the_scanners_key() -> None:
    event = _event(Qt.Key.Key_Dead_Circumflex.value, "")
    stroke = KeyReader(WedgeSettings(layout="fr"), "xcb").read(event, 0.0)
    assert (stroke.role, stroke.text) == (Role.CHARACTER, "[")


def test_gs_on_a_foreign_layout() -> None:
    event = _event(Qt.Key.Key_Dollar.value, "$", CONTROL)
    assert KeyReader(WedgeSettings(layout="fr"), "xcb").read(event, 0.0).text == "\x1d"


def test_a_key_is_the_same_when_it_comes_up_under_another_shift() -> None:
    reader = KeyReader(WedgeSettings(), "xcb")
    down = _event(Qt.Key.Key_Exclam.value, "!", SHIFT, 10)
    assert reader.key_of(down) == reader.key_of(_event(Qt.Key.Key_1.value, "1", NONE, 10))


def test_the_aim_prefix_is_split_off() -> None:
    assert split_aim(b"]C0RR123456785GB") == ("]C0", b"RR123456785GB")
    assert split_aim(b"]d2\x1d0104") == ("]d2", b"\x1d0104")
    for plain in (b"", b"]", b"]C0", b"]?1abc", b"RR]C0"):
        assert split_aim(plain) == ("", plain)


@given(st.binary())
def test_no_bytes_are_lost_by_splitting(data: bytes) -> None:
    symbology, rest = split_aim(data)
    assert symbology.encode() + rest == data


def test_the_us_table_is_the_printable_characters() -> None:
    assert set("".join(_US)) == set(printable.strip())
