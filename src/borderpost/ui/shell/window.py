"""The window that holds everything: login over work, and one stack of screens."""

from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from borderpost.ui.announce import announce
from borderpost.ui.icons import TONE_ICONS, Icon, IconLabel
from borderpost.ui.kit.scroll import FittingArea
from borderpost.ui.kit.text import Text
from borderpost.ui.kit.toast import Toast
from borderpost.ui.shell.idle import IdleWatch
from borderpost.ui.shell.promised import Promised
from borderpost.ui.shell.rail import NavRail
from borderpost.ui.shell.screen import Screen
from borderpost.ui.shell.topbar import TopBar
from borderpost.ui.shell.troubles import TroubleStrip
from borderpost.ui.theme import look
from borderpost.ui.theme.theme import TEXT_SCALES, Theme, ThemeChoice
from borderpost.ui.theme.tokens import Scheme, Size, Space, TextStyle, Tone

S = TypeVar("S", bound=Screen)
IDLE_SECONDS = 300
# px at 100 % text size below which the navigation and the top bar fold
_RAIL_NEEDS = 1100
_BAR_NEEDS = 900


class MainWindow(look.Themed, QMainWindow):
    """Screens are added or promised once and shown by name; until somebody is signed in only the login is.

    `locked` comes when the officer locks the bench or, with true, leaves it idle; `closing` comes before
    the window closes.
    """

    locked = Signal(bool)
    closing = Signal()
    screen_changed = Signal(str)

    def __init__(self, theme: Theme, idle_seconds: int = IDLE_SECONDS, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._screens: dict[str, Screen] = {}
        self._frames: dict[str, FittingArea] = {}
        self._promised: dict[str, Promised[Any]] = {}
        self._current = ""
        self.setWindowTitle(self.tr("Borderpost"))
        self.setMinimumSize(QSize(960, 640))
        self.resize(QSize(1280, 800))
        self._whole = QStackedWidget()
        self.troubles = TroubleStrip()
        ground = QWidget()
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.troubles)
        column.addWidget(self._whole, 1)
        self.setCentralWidget(ground)
        self._gate = QStackedWidget()
        self._whole.addWidget(self._gate)
        self._whole.addWidget(self._work())
        self.toast = Toast(self._whole)
        self.idle = IdleWatch(idle_seconds, self)
        self.idle.idle.connect(self._lock_idle)
        self.top.lock_asked.connect(self.lock)
        self.rail.chosen.connect(self.show_screen)
        self._look_button = self.rail.add_foot(Icon.SUN, self.tr("Appearance"), "Ctrl+D")
        self._look_button.clicked.connect(self._next_look)
        self._size_button = self.rail.add_foot(Icon.TEXT_SIZE, self.tr("Text size"), "Ctrl+T")
        self._size_button.clicked.connect(self._next_size)
        theme.application.focusChanged.connect(self._follow_focus)

    def add_screen(self, screen: Screen) -> None:
        """Register a screen; the first one added is shown first."""
        self._place(screen)
        self.rail.add_place(screen.name, screen.icon, screen.title, screen.shortcut)

    def promise_screen(self, promised: Promised[S]) -> Promised[S]:
        """Register a screen that is made when it is first used; return it."""
        post = promised.signpost
        promised.place_with(self._place)
        self._promised[post.name] = promised
        self.rail.add_place(post.name, post.icon, post.title, post.shortcut)
        return promised

    def find_screen(self, name: str) -> Screen:
        """Return a screen by its name, made if it was only promised yet."""
        if name not in self._screens:
            self._promised[name].screen()
        return self._screens[name]

    def made_screens(self) -> frozenset[str]:
        """Return the names of the screens that are there, and not only promised."""
        return frozenset(self._screens)

    def current_screen(self) -> str:
        """Return the name of the screen in front, or nothing while the bench is locked."""
        return self._current if self._whole.currentIndex() == 1 else ""

    @Slot(str)
    def show_screen(self, name: str) -> None:
        """Bring a screen to the front and let it take the focus."""
        screen = self.find_screen(name)
        self._current = name
        self.rail.mark(name)
        self.top.set_screen(screen.title)
        self._stack.setCurrentWidget(self._frames[name])
        screen.on_shown()
        self.screen_changed.emit(name)

    def set_gate(self, widget: QWidget) -> None:
        """Give the login screen, which also serves as the lock."""
        self._gate.addWidget(widget)
        self._gate.setCurrentWidget(widget)

    def open_bench(self, officer: str, role: str) -> None:
        """Show the work of a signed-in officer, where it was left."""
        self.top.set_officer(officer, role)
        self._whole.setCurrentIndex(1)
        self.idle.start()
        if self._current or self.rail.names():
            self.show_screen(self._current or self.rail.names()[0])

    def close_bench(self) -> None:
        """Show the login over everything; what was on the screens stays there, unseen."""
        self.idle.stop()
        self._whole.setCurrentIndex(0)
        gate = self._gate.currentWidget()
        if gate is not None:
            gate.setFocus()

    @Slot()
    def lock(self) -> None:
        """Lock the bench, as the officer asked."""
        self._shut(idle=False)

    def set_status(
        self, name: str, text: str, tone: Tone = Tone.NEUTRAL, icon: Icon | None = None, tip: str = ""
    ) -> None:
        """Show the state of journal, camera, scanner or exchange in the top bar."""
        self.top.set_status(name, text, tone, icon, tip)

    def say(self, text: str, tone: Tone = Tone.INFO) -> None:
        """Put a sentence into the status line and speak it; it stays until the next one."""
        self._line_icon.show_icon(TONE_ICONS[tone], tone=tone)
        self._line.setText(text)
        announce(self, text, urgent=tone is Tone.CRITICAL)

    def said(self) -> str:
        """Return what the status line says."""
        return self._line.text()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold navigation and top bar where the window is narrow for its text."""
        super().resizeEvent(event)
        self.restyle()

    def restyle(self) -> None:
        """Fold or unfold at another text size."""
        self.rail.set_compact(self.width() < look.px(_RAIL_NEEDS))
        self.top.set_compact(self.width() < look.px(_BAR_NEEDS))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let the program stop in order."""
        self.idle.stop()
        self.closing.emit()
        super().closeEvent(event)

    def _place(self, screen: Screen) -> None:
        self._screens[screen.name] = screen
        frame = self._frames[screen.name] = FittingArea(screen.widget, self._stack)
        self._stack.addWidget(frame)

    def _work(self) -> QWidget:
        work = QWidget()
        across = QHBoxLayout(work)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        self.rail = NavRail()
        self.top = TopBar()
        self._stack = QStackedWidget()
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.top)
        ground = QVBoxLayout()
        ground.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        ground.addWidget(self._stack)
        right.addLayout(ground, 1)
        right.addWidget(self._status_line())
        across.addWidget(self.rail)
        across.addLayout(right, 1)
        return work

    def _status_line(self) -> QFrame:
        line = QFrame()
        line.setProperty("statusline", True)
        row = QHBoxLayout(line)
        row.setContentsMargins(Space.L, Space.XS, Space.L, Space.XS)
        row.setSpacing(Space.S)
        self._line_icon = IconLabel(Icon.MARK, Size.ICON_SMALL)
        self._line = Text(self.tr("Ready"), TextStyle.CAPTION)
        row.addWidget(self._line_icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._line, 1)
        return line

    @Slot(QWidget, QWidget)
    def _follow_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        # the focus moves once more while the window is being taken down
        if new is None or not shiboken6.isValid(self._stack):
            return
        frame = self._stack.currentWidget()
        if isinstance(frame, FittingArea) and frame.isAncestorOf(new):
            frame.ensureWidgetVisible(new, Space.L, Space.L)

    @Slot()
    def _lock_idle(self) -> None:
        self._shut(idle=True)

    def _shut(self, *, idle: bool) -> None:
        if self._whole.currentIndex() == 1:
            self.close_bench()
            self.locked.emit(idle)

    @Slot()
    def _next_look(self) -> None:
        after = {
            Scheme.LIGHT: ThemeChoice.DARK,
            Scheme.DARK: ThemeChoice.CONTRAST,
            Scheme.CONTRAST: ThemeChoice.LIGHT,
        }
        self._theme.choose(after[self._theme.scheme])

    @Slot()
    def _next_size(self) -> None:
        larger = [scale for scale in TEXT_SCALES if scale > self._theme.text_scale]
        self._theme.set_text_scale(larger[0] if larger else TEXT_SCALES[0])
