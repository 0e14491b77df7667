"""Makes the backups that are asked for at the bench, on a thread of their own."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

from borderpost import __version__
from borderpost.store.backup import BackupFailed, Order, back_up
from borderpost.store.backup_manifest import BadBackup
from borderpost.store.folder import SiteFolder
from borderpost.work.backing_up import MadeBackup, NotBackedUp
from borderpost.work.troubles import Trouble


class SiteBackups:
    """Backups of one open site."""

    def __init__(self, folder: SiteFolder, clock: Callable[[], datetime]) -> None:
        self._folder = folder
        self._clock = clock
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="backups")

    def back_up(self, target: str) -> "Future[MadeBackup]":
        """Copy the station to a folder; fails with NotBackedUp."""
        return self._thread.submit(self._make, Path(target))

    def close(self) -> None:
        """Finish what is being made and end the thread."""
        self._thread.shutdown(wait=True, cancel_futures=True)

    def _make(self, target: Path) -> MadeBackup:
        order = Order(target, self._clock(), f"Borderpost {__version__}")
        try:
            made = back_up(self._folder, order)
        except BackupFailed as error:
            raise NotBackedUp(error.trouble, error.detail, at_target=error.at_target) from error
        except BadBackup as error:
            raise NotBackedUp(Trouble.FAILING, str(error), at_target=False) from error
        held = made.manifest
        return MadeBackup(
            str(made.folder), held.sequence, len(held.evidence), made.evidence_new, made.missing
        )
