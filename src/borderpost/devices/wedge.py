"""The keyboard wedge: a filter on every window that turns scanners' keystrokes into scans.

It listens where keys come in: at the windows, popups among them. A filter over the application would be asked
about every event of every widget, hundreds where one parcel takes another's place. What may become a scan is
held back (at most some 35 ms for a person's key) and sent on to its window when it turns out to be typing. A
STX frame takes Ctrl+B for itself while `framed` is set. Keys that an input method eats never get here, so a
scanner on such a computer belongs on a serial port.
"""

import math
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QWindow

from borderpost.devices.aim import raw_scan
from borderpost.devices.wedge_burst import Burst
from borderpost.devices.wedge_keys import Act, Read, Role, Spoilt, Typed, Unread, WedgeSettings
from borderpost.devices.wedge_newcomers import Newcomers
from borderpost.devices.wedge_strokes import KeyReader
from borderpost.domain.scan import ScanSource

_KEYS = frozenset({QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride})
_INTERRUPTIONS = frozenset(
    {
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
        QEvent.Type.FocusAboutToChange,
        QEvent.Type.InputMethod,
        QEvent.Type.FocusOut,
        QEvent.Type.Close,
    }
)
_CLICKS = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease, QEvent.Type.TouchEnd})
_RESYNC_MS = 10_000.0
_LATE_MS = 4.0


@dataclass(frozen=True, slots=True)
class UnreadableScan:
    """A scanner's burst that is no code: two scanners at once, or a torn one. To be scanned again."""

    text: str
    why: Spoilt
    at: datetime
    device: str


def _monotonic_ms() -> float:
    return time.monotonic() * 1000.0


class StampClock:
    """Event times of the windowing system, brought onto the clock of this process."""

    def __init__(self) -> None:
        """Starts unaware of the windowing system's clock."""
        self._offset: float | None = None

    def place(self, native_ms: int, arrived_ms: float, *, idle: bool) -> float:
        """The event's time in this process's milliseconds; synthetic events without a time count as now.

        Only while `idle` may the clocks be brought together again, lest a gap within a scan change.
        """
        if native_ms == 0:
            return arrived_ms
        placed = None if self._offset is None else native_ms + self._offset
        if placed is None or (idle and not arrived_ms - _RESYNC_MS <= placed <= arrived_ms):
            self._offset = arrived_ms - native_ms
            return arrived_ms
        return placed


class Wedge(QObject):
    """Scanners that type: install it once, connect `scanned`, and no scan lands in a text field.

    `scanned` brings a RawScan, `unreadable` an UnreadableScan. Lives in the main thread. A bare letter or
    digit as a shortcut works, but some 35 ms later.
    """

    scanned = Signal(object)
    unreadable = Signal(object)

    def __init__(
        self,
        settings: WedgeSettings | None = None,
        *,
        device: str = "wedge",
        now_ms: Callable[[], float] = _monotonic_ms,
        now_utc: Callable[[], datetime] = lambda: datetime.now(UTC),
        parent: QObject | None = None,
    ) -> None:
        """`device` names the wedge in every RawScan; the clocks may be replaced by others."""
        super().__init__(parent)
        self._settings = settings or WedgeSettings()
        self._reader = KeyReader(self._settings, QGuiApplication.platformName())
        self._device = device
        self._now_ms = now_ms
        self._now_utc = now_utc
        self._clock = StampClock()
        self._bursts: dict[int, Burst] = {}
        self._acts: deque[Act] = deque()
        self._keys: deque[tuple[QWindow, QKeyEvent]] = deque()
        self._replayed: QKeyEvent | None = None
        self._installed = False
        self._due = 0.0
        self._next = Burst(self._settings)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_silence)
        self._composed: QObject | None = None
        self._newcomers = Newcomers(self)

    @property
    def settings(self) -> WedgeSettings:
        """How the scanners are set."""
        return self._settings

    def apply(self, settings: WedgeSettings) -> None:
        """Take new settings; what is held goes on as typing first."""
        self._let_go()
        self._settings = settings
        self._reader = KeyReader(settings, QGuiApplication.platformName())
        self._bursts.clear()

    def install(self) -> None:
        """Begin to listen to the windows that are there and to those that come."""
        application = QCoreApplication.instance()
        if isinstance(application, QGuiApplication) and not self._installed:
            application.focusWindowChanged.connect(self._listen)
            application.focusObjectChanged.connect(self._listen_to_composed)
            self._installed = True
            self._listen()
            self._listen_to_composed(application.focusObject())

    def remove(self) -> None:
        """Stop listening; keys still held go on as typing."""
        application = QCoreApplication.instance()
        if isinstance(application, QGuiApplication) and self._installed:
            application.focusWindowChanged.disconnect(self._listen)
            application.focusObjectChanged.disconnect(self._listen_to_composed)
            self._listen_to_composed(None)
            for window in application.allWindows():
                window.removeEventFilter(self)
        self._installed = False
        self._let_go()
        self._timer.stop()
        self._newcomers.stop()

    @Slot()
    def _listen(self) -> None:
        """Listen to every window; to one that it listens to already it goes on listening."""
        for window in QGuiApplication.allWindows():
            window.installEventFilter(self)

    @Slot(QObject)
    def _listen_to_composed(self, focused: QObject | None) -> None:
        """Listen to what has the focus, too: an input method brings its letters there and to no window."""
        before = self._composed
        if before is not None and shiboken6.isValid(before) and not isinstance(before, QWindow):
            before.removeEventFilter(self)
        self._composed = focused
        if focused is not None:
            focused.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hold back what may be a scan. (Qt's own name and place.)"""
        if not isinstance(watched, QWindow):
            if isinstance(event, QInputMethodEvent):
                self._step_aside()
            return False
        kind = event.type()
        held = False
        if kind in _KEYS:
            if isinstance(event, QKeyEvent) and event is not self._replayed:
                held = self._on_key(watched, event, kind)
            if not held:
                self._newcomers.look_out()
        elif kind in _INTERRUPTIONS:
            self._step_aside()
        if kind in _CLICKS or (kind is QEvent.Type.MouseMove and watched.type() is Qt.WindowType.Popup):
            self._newcomers.look_out()
        return held

    def _on_key(self, window: QWindow, event: QKeyEvent, kind: QEvent.Type) -> bool:
        now = self._now_ms()
        burst = self._bursts.setdefault(_keyboard_of(event), Burst(self._settings))
        stamp = self._clock.place(event.timestamp(), now, idle=not burst.is_forming)
        if kind is QEvent.Type.ShortcutOverride:
            stroke = self._reader.read(event, stamp)
            if burst.would_hold(stroke):
                event.accept()  # a scanner's key is no shortcut; a person's becomes one when it is replayed
                return True
            if stroke.role is Role.OTHER:
                self._perform(burst.step_aside(stamp))
            return False
        if event.isAutoRepeat() and kind is QEvent.Type.KeyRelease:
            return False
        token = (window, event.clone())
        if kind is QEvent.Type.KeyPress:
            verdict = burst.press(self._reader.read(event, stamp, token))
        else:
            verdict = burst.release(self._reader.key_of(event), stamp, token)
        self._perform(verdict.acts)
        self._arm(now)
        return not verdict.passes

    def _perform(self, acts: Iterable[Act]) -> None:
        """Carry out in order, also when a replayed key opens a dialog with an event loop of its own."""
        self._acts.extend(acts)
        while self._keys or self._acts:
            if self._keys:
                self._replay(*self._keys.popleft())
                continue
            act = self._acts.popleft()
            match act:
                case Typed(tokens):
                    self._keys.extend(cast("tuple[tuple[QWindow, QKeyEvent], ...]", tokens))
                case Read(text):
                    data = text.encode("utf-8", "surrogatepass")
                    self.scanned.emit(raw_scan(data, ScanSource.WEDGE, self._now_utc(), self._device))
                case Unread(text, _, why):
                    self.unreadable.emit(UnreadableScan(text, why, self._now_utc(), self._device))

    def _replay(self, window: QWindow, event: QKeyEvent) -> None:
        target: QWindow | None = window if shiboken6.isValid(window) else QGuiApplication.focusWindow()
        if target is None:
            return
        self._replayed = event
        QCoreApplication.sendEvent(target, event)

    def _arm(self, now: float) -> None:
        """Wake up when silence decides."""
        waits = [
            (max(due - now, 0.0), burst) for burst in self._bursts.values() if (due := burst.due) is not None
        ]
        if not waits:
            self._timer.stop()
            return
        wait, self._next = min(waits, key=lambda entry: entry[0])
        self._due = now + wait
        self._timer.start(math.ceil(wait))

    @Slot()
    def _on_silence(self) -> None:
        now = self._now_ms()
        if now - self._due > _LATE_MS:
            # This thread was busy: the rest of the scan may be waiting behind this timer and goes first.
            self._due = math.inf
            self._timer.start(0)
            return
        if (due := self._next.due) is not None:
            self._perform(self._next.tick(max(now, due + 0.01)))
        self._arm(now)

    def _step_aside(self) -> None:
        now = self._now_ms()
        for burst in list(self._bursts.values()):
            self._perform(burst.step_aside(now))

    def _let_go(self) -> None:
        for burst in list(self._bursts.values()):
            self._perform(burst.let_go())


def _keyboard_of(event: QKeyEvent) -> int:
    """Keyboards that the windowing system tells apart are judged apart."""
    device = event.device()
    return device.systemId() if device is not None else 0
