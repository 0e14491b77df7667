"""Qt's key events read as strokes: which part a key can play, and the character the scanner meant by it."""

from collections.abc import Hashable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from borderpost.devices.keyboard_layouts import PHYSICAL, as_us_keys, us_key_at
from borderpost.devices.wedge_keys import Role, Stroke, WedgeSettings

_Key = Qt.Key
_Modifier = Qt.KeyboardModifier

_MODIFIER_KEYS = frozenset(
    key.value
    for key in (
        _Key.Key_Shift,
        _Key.Key_Control,
        _Key.Key_Alt,
        _Key.Key_AltGr,
        _Key.Key_Meta,
        _Key.Key_Super_L,
        _Key.Key_Super_R,
        _Key.Key_CapsLock,
        _Key.Key_NumLock,
        _Key.Key_ScrollLock,
        _Key.Key_Mode_switch,
    )
)
_ENTER_KEYS = frozenset({_Key.Key_Return.value, _Key.Key_Enter.value})
_EDITING_KEYS = frozenset(
    key.value
    for key in (
        _Key.Key_Backspace,
        _Key.Key_Delete,
        _Key.Key_Left,
        _Key.Key_Right,
        _Key.Key_Up,
        _Key.Key_Down,
        _Key.Key_Home,
        _Key.Key_End,
        _Key.Key_PageUp,
        _Key.Key_PageDown,
        _Key.Key_Backtab,
        _Key.Key_Escape,
    )
)
_DEAD_KEYS: Mapping[int, str] = {
    _Key.Key_Dead_Grave.value: "`",
    _Key.Key_Dead_Acute.value: "´",
    _Key.Key_Dead_Circumflex.value: "^",
    _Key.Key_Dead_Tilde.value: "~",
    _Key.Key_Dead_Diaeresis.value: "¨",
}
_DATA_CONTROLS = "\x04\x1c\x1d\x1e\x1f"  # EOT, FS, GS, RS, US: inside GS1 and ISO/IEC 15434 payloads
_PLAIN_CONTROLS = frozenset("\x02\x03" + _DATA_CONTROLS)
_TEXT_MODIFIERS = (
    _Modifier.NoModifier,
    _Modifier.ShiftModifier,
    _Modifier.ControlModifier | _Modifier.AltModifier,  # AltGr on Windows
    _Modifier.ControlModifier | _Modifier.AltModifier | _Modifier.ShiftModifier,
)
_CAPS_LOCK: Mapping[str, int] = {"xcb": 0x2, "wayland": 0x2, "windows": 0x100, "cocoa": 0x10000}
_SCAN_CODE_BASE: Mapping[str, int] = {"xcb": 8, "wayland": 8, "windows": 0}


class KeyReader:
    """Reads key events under one set of settings on one windowing system."""

    def __init__(self, settings: WedgeSettings, platform: str) -> None:
        """`platform` is QGuiApplication.platformName()."""
        as_us_keys("", settings.layout)
        self._settings = settings
        self._caps_lock = _CAPS_LOCK.get(platform, 0)
        self._scan_code_base = _SCAN_CODE_BASE.get(platform)

    def key_of(self, event: QKeyEvent) -> Hashable:
        """The physical key, the same for its press and its release whatever Shift does in between."""
        code = event.nativeScanCode()
        return ("code", code) if code else ("key", event.key())

    def read(self, event: QKeyEvent, stamp: float, token: object = None) -> Stroke:
        """One press as a stroke; `stamp` in milliseconds."""
        role, text = self._role(event)
        return Stroke(role, text, stamp, self.key_of(event), token, event.isAutoRepeat())

    def _role(self, event: QKeyEvent) -> tuple[Role, str]:
        key = event.key()
        held = event.modifiers() & ~(_Modifier.KeypadModifier | _Modifier.GroupSwitchModifier)
        if key in _MODIFIER_KEYS:
            return Role.MODIFIER, ""
        if key == self._settings.group_separator_key != 0:
            return Role.CHARACTER, "\x1d"
        if key in _ENTER_KEYS or key == _Key.Key_Tab.value:
            text = "\t" if key == _Key.Key_Tab.value else "\r"
            return (Role.ENDING, text) if held == _Modifier.NoModifier else (Role.OTHER, "")
        if held & ~_Modifier.ShiftModifier == _Modifier.ControlModifier or event.text() in _PLAIN_CONTROLS:
            return self._control(event)
        if held not in _TEXT_MODIFIERS:
            return Role.OTHER, ""
        if key in _EDITING_KEYS:
            return Role.EDITING, ""
        text = self._text(event)
        return (Role.CHARACTER, text) if text and text.isprintable() else (Role.OTHER, "")

    def _control(self, event: QKeyEvent) -> tuple[Role, str]:
        text = event.text()
        if not (len(text) == 1 and text < " "):  # some systems give "]", others the control character itself
            key = event.key()
            text = as_us_keys(chr(key), self._settings.layout) if 0x20 < key < 0x3000 else ""
            text = chr(ord(text.upper()) - 0x40) if "@" <= text.upper() <= "_" and len(text) == 1 else ""
        match text:
            case "\x02":
                return Role.START, ""
            case "\x03":
                return Role.STOP, ""
            case "\n":
                return Role.ENDING, "\r"
            case _ if text and text in _DATA_CONTROLS:
                return Role.CHARACTER, text
            case _:
                return Role.OTHER, ""

    def _text(self, event: QKeyEvent) -> str:
        layout = self._settings.layout
        if layout == PHYSICAL and self._scan_code_base is not None and event.nativeScanCode():
            shift = bool(event.modifiers() & _Modifier.ShiftModifier)
            there = us_key_at(event.nativeScanCode() - self._scan_code_base, shift=shift)
            return there or event.text()
        text = event.text()
        if not text and layout != "us":
            text = _DEAD_KEYS.get(event.key(), "")
        if event.nativeModifiers() & self._caps_lock and not self._settings.minds_caps_lock:
            text = text.swapcase() if len(text.swapcase()) == len(text) else text
        return as_us_keys(text, layout)
