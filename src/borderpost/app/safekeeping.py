"""What goes on around the record while the bench works: watched troubles, backups, messages to others."""

from PySide6.QtCore import QObject

from borderpost.app.backups import SiteBackups
from borderpost.app.messages_shown import MessagesShown
from borderpost.app.opening import OpenSite
from borderpost.app.standing import StandingTroubles
from borderpost.ui.desk import Desk
from borderpost.ui.shell import MainWindow
from borderpost.ui.shell.backing_up import BackingUp


class Safekeeping(QObject):
    """Made once over the open window; `start` begins to look at the record's pages."""

    def __init__(self, window: MainWindow, desk: Desk, site: OpenSite, parent: QObject) -> None:
        super().__init__(parent)
        self._store = site.store
        self._backups = SiteBackups(site.folder, site.clock)
        self.backing_up = BackingUp(window, desk.tasks, self._backups)
        desk.session.changed.connect(self.backing_up.follow)
        self.troubles = StandingTroubles(window, desk.tasks, site.store, self)
        self.messages = MessagesShown(window, desk.tasks, site, self)

    def start(self) -> None:
        """Look at every page of the record, beside the work."""
        self._store.check_beside()

    def close(self) -> None:
        """Finish a backup that is being made; ask the store for nothing more."""
        self.troubles.close()
        self._backups.close()
