"""Runs the workstation: the site opened or made, the window shown, everything ended in order."""

import signal
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QLoggingCategory, QTimer
from PySide6.QtWidgets import QApplication

from borderpost import __version__
from borderpost.app.asking import ask_and_open
from borderpost.app.opening import OpenSite, is_site, make_demo_site, open_site
from borderpost.app.places import BadSite
from borderpost.app.trying_out import TryOut
from borderpost.app.unlocking import NoVault, Secrets, WeakPassphrase
from borderpost.app.workstation import Workstation
from borderpost.demo import site as demo
from borderpost.feeds.rates_file import BadRates
from borderpost.store.engine import DatabaseError, EngineTooOld, MadeByLater
from borderpost.store.keys import NoStationKey
from borderpost.store.lock import FolderInUse
from borderpost.store.sealing import NotSealed
from borderpost.store.site import BadRecord, local_clock
from borderpost.store.troubles import trouble_of
from borderpost.store.vault import BadVault, VaultChanged, VaultLocked
from borderpost.ui.theme.theme import Theme, ThemeChoice
from borderpost.ui.unlock.not_opened import NotOpenedWindow
from borderpost.work.troubles import Trouble

_TICK_MS = 200
# Qt tells of every font that it passes over on its way to one that has the script.
_QUIET = "qt.text.font.db.info=false"


def make_application() -> QApplication:
    """Return the application, made once in a process."""
    application = QApplication.instance() or QApplication(["borderpost"])
    assert isinstance(application, QApplication)  # noqa: S101 - nothing else is made in this program
    QLoggingCategory.setFilterRules(_QUIET)
    application.setApplicationName("Borderpost")
    application.setApplicationVersion(__version__)
    return application


TROUBLES = (
    BadSite,
    BadRates,
    BadRecord,
    NoStationKey,
    EngineTooOld,
    FolderInUse,
    MadeByLater,
    NotSealed,
    BadVault,
    VaultChanged,
    VaultLocked,
    WeakPassphrase,
)


def opened(root: Path, given: Secrets, complain: Callable[[str], None] | None = None) -> OpenSite | None:
    """Open the site in a folder, making the demo site where there is none, and asking for the passphrase
    where it is not given; None where it cannot be opened, which `complain` has been told."""
    complain = complain or _complain
    try:
        if not is_site(root):
            make_demo_site(root, local_clock().date(), tell=_tell)
        try:
            return open_site(root, given=given)
        except (VaultLocked, NoVault, BadVault) as error:
            return ask_and_open(make_application(), root, error)
    except TROUBLES as error:
        complain(str(error))
    except DatabaseError as error:
        complain(f"{root}: {_CAUSES.get(trouble_of(error), 'the store cannot be opened')} ({error})")
    except OSError as error:
        cause = _CAUSES.get(trouble_of(error), "")
        why = f"{cause} ({error.strerror})" if cause else error.strerror or str(error)
        complain(f"{error.filename or root}: {why}")
    return None


_CAUSES: dict[Trouble | None, str] = {
    Trouble.FULL: "the disk is full; free some space on it",
    Trouble.READ_ONLY: "the disk takes no writing; make it writable",
    Trouble.FAILING: "the disk fails; have it looked at",
    Trouble.DAMAGED: "a file of the store is damaged",
}


def opened_in_the_end(root: Path, given: Secrets) -> OpenSite | None:
    """Open the site; where that fails, say why in a window and try again as often as it is asked for."""
    while True:
        said: list[str] = []
        site = opened(root, given, said.append)
        for why in said:
            _complain(why)
        if site is not None or not said:
            return site
        application = make_application()
        if application.platformName() == "offscreen" or not asked_again(application, said[-1]):
            return None


def asked_again(application: QApplication, why: str) -> bool:
    """Show why the station could not be opened; tell whether another try is wanted."""
    theme = Theme(application, ThemeChoice.SYSTEM, 1.0)
    window = NotOpenedWindow(why)
    loop = QEventLoop()
    window.again.connect(lambda: loop.exit(1))
    window.closed.connect(lambda: loop.exit(0))
    window.show()
    again = loop.exec() == 1
    window.hide()
    window.deleteLater()
    theme.deleteLater()
    return again


def run(root: Path, given: Secrets) -> int:
    """Open the workstation on a site and return the exit code."""
    site = opened_in_the_end(root, given)
    if site is None:
        return 2
    application = make_application()
    made_on = site.config.demo_made_on
    try_out = TryOut(made_on) if site.config.demo and made_on else None
    station = Workstation(application, site, hints=demo_hints(site), try_out=try_out)
    # Python hears Ctrl+C only when it runs; a slow tick lets it.
    tick = QTimer()
    tick.timeout.connect(station.heartbeat)
    tick.start(_TICK_MS)
    signal.signal(signal.SIGINT, lambda *_: station.window.close())
    station.show()
    code = application.exec()
    station.stop()
    return code


def demo_hints(site: OpenSite) -> dict[str, str]:
    """Return the passphrases that a demo site shows; a real site shows none."""
    if not site.config.demo:
        return {}
    return {officer.id: officer.passphrase for officer in demo.officers()}


def _complain(why: str) -> None:
    _tell(f"borderpost: {why}")


def _tell(text: str) -> None:
    sys.stderr.write(text + "\n")
