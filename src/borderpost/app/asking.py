"""Asks, before there is a workstation, for what opens a site's store."""

import math
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QEventLoop, QObject, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from borderpost.app.opening import OpenSite, open_site
from borderpost.app.places import SITE_FILE, BadSite, read_site
from borderpost.app.settings_file import read_settings
from borderpost.app.unlocking import NoVault, Secrets, WeakPassphrase
from borderpost.domain.login import Failures
from borderpost.store.key_ring import SystemKeyRing
from borderpost.store.site import local_clock
from borderpost.store.vault import BadVault, KeyRing, Opener, VaultLocked
from borderpost.ui.theme.theme import Theme, ThemeChoice
from borderpost.ui.unlock import Secret, UnlockAnswer, UnlockScreen, UnlockVerdict

Open = Callable[[Secrets], OpenSite]


class Unlocker(QObject):
    """Tries what was typed on a thread of its own; each wrong attempt makes the next one wait longer."""

    _tried = Signal(object)

    def __init__(
        self,
        open_it: Open,
        *,
        ring: KeyRing | None = None,
        clock: Callable[[], datetime] = local_clock,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.site: OpenSite | None = None
        self._open = open_it
        self._ring = ring
        self._clock = clock
        self._failures = Failures()
        self._done: Callable[[UnlockAnswer], None] | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="unlock")
        self._tried.connect(self._answer)

    def unlock(self, kind: Secret, text: str, done: Callable[[UnlockAnswer], None]) -> None:
        """Try to open the store."""
        wait = self._failures.wait(self._clock())
        if wait:
            done(UnlockAnswer(UnlockVerdict.WAIT, math.ceil(wait.total_seconds())))
            return
        self._done = done
        by_code = kind is Secret.RECOVERY
        given = Secrets("" if by_code else text, text if by_code else "", self._ring)
        self._thread.submit(self._try, given)

    def close(self) -> None:
        """End the thread; a site that opens too late is closed."""
        self._done = None
        self._thread.shutdown(wait=True)

    def _try(self, given: Secrets) -> None:
        self._tried.emit(_attempt(self._open, given))

    @Slot(object)
    def _answer(self, result: "OpenSite | UnlockAnswer") -> None:
        done, self._done = self._done, None
        if isinstance(result, OpenSite):
            if done is None:
                result.close()
                return
            self.site = result
            result = UnlockAnswer(UnlockVerdict.OPENED)
        if result.verdict is UnlockVerdict.WRONG:
            now = self._clock()
            self._failures = Failures(self._failures.count + 1, now)
            result = UnlockAnswer(
                result.verdict, math.ceil(self._failures.wait(now).total_seconds()), result.detail
            )
        if done is not None:
            done(result)


def _attempt(open_it: Open, given: Secrets) -> OpenSite | UnlockAnswer:
    try:
        return open_it(given)
    except VaultLocked as error:
        gone = error.ring_gone and Opener.PASSPHRASE not in error.openers and not given.recovery
        return UnlockAnswer(UnlockVerdict.KEY_RING_GONE if gone else UnlockVerdict.WRONG)
    except BadVault as error:
        return UnlockAnswer(UnlockVerdict.DAMAGED, detail=str(error))
    except WeakPassphrase:
        return UnlockAnswer(UnlockVerdict.TOO_SHORT)
    except Exception as error:  # noqa: BLE001 - whatever the store says has to reach who waits at the screen
        return UnlockAnswer(UnlockVerdict.FAILED, detail=str(error))


def found_state(error: Exception) -> UnlockAnswer | None:
    """Return what a first look at the vault, without asking, has to tell; None where nothing."""
    if isinstance(error, BadVault):
        return UnlockAnswer(UnlockVerdict.DAMAGED, detail=str(error))
    if isinstance(error, VaultLocked) and error.ring_gone:
        return UnlockAnswer(UnlockVerdict.KEY_RING_GONE)
    return None


class UnlockWindow(QWidget):
    """A window with nothing but the unlock screen; closing it gives up."""

    closed = Signal()

    def __init__(self, screen: UnlockScreen) -> None:
        super().__init__()
        self.setWindowTitle(self.tr("Borderpost"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(screen)
        self.resize(1024, 720)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell that nobody will open the store."""
        self.closed.emit()
        super().closeEvent(event)


def ask_and_open(application: QApplication, root: Path, error: Exception) -> OpenSite | None:
    """Ask until the site is open; None where the window was closed before."""
    look = read_settings(root).settings.look
    theme = Theme(application, ThemeChoice(look.theme), look.text_scale)
    unlocker = Unlocker(lambda given: open_site(root, given=given), ring=SystemKeyRing())
    screen = UnlockScreen(unlocker, _place(root), new=isinstance(error, NoVault))
    state = found_state(error)
    if state is not None:
        screen.show_state(state)
    window = UnlockWindow(screen)
    loop = QEventLoop()
    screen.opened.connect(loop.quit)
    window.closed.connect(loop.quit)
    window.show()
    loop.exec()
    unlocker.close()
    window.hide()
    window.deleteLater()
    theme.deleteLater()
    return unlocker.site


def _place(root: Path) -> str:
    try:
        config = read_site(root / SITE_FILE)
    except BadSite:
        return ""
    return f"{config.facility} · {config.bench}"
