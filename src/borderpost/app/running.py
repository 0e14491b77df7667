"""Runs the workstation: the site opened or made, the window shown, everything ended in order."""

import signal
import sys
from pathlib import Path

from PySide6.QtCore import QLoggingCategory, QTimer
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
from borderpost.store.vault import BadVault, VaultChanged, VaultLocked

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


def opened(root: Path, given: Secrets) -> OpenSite | None:
    """Open the site in a folder, making the demo site where there is none, and asking for the passphrase
    where it is not given; None where it cannot be opened, which has been said."""
    try:
        if not is_site(root):
            make_demo_site(root, local_clock().date(), tell=_tell)
        try:
            return open_site(root, given=given)
        except (VaultLocked, NoVault, BadVault) as error:
            return ask_and_open(make_application(), root, error)
    except TROUBLES as error:
        _tell(f"borderpost: {error}")
    except DatabaseError as error:
        _tell(f"borderpost: {root}: the store cannot be opened ({error})")
    except OSError as error:
        _tell(f"borderpost: {error.filename or root}: {error.strerror or error}")
    return None


def run(root: Path, given: Secrets) -> int:
    """Open the workstation on a site and return the exit code."""
    site = opened(root, given)
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


def _tell(text: str) -> None:
    sys.stderr.write(text + "\n")
