"""Opens a site's vault for a command at the terminal, or says in a sentence why it stays shut."""

from pathlib import Path

from borderpost.app.places import SITE_FILE, BadSite, read_site
from borderpost.app.unlocking import (
    BadPassphraseFile,
    NoVault,
    Secrets,
    WeakPassphrase,
    has_vault,
    locked_sentence,
    secrets_at_hand,
    unlock,
)
from borderpost.store.folder import Locked
from borderpost.store.lock import FolderInUse
from borderpost.store.sealing import NotSealed
from borderpost.store.site import SiteFolder
from borderpost.store.vault import BadVault, VaultChanged, VaultLocked

VAULT_TROUBLES = (BadVault, NoVault, WeakPassphrase, BadPassphraseFile, VaultChanged, Locked, NotSealed)


class StaysShut(Exception):
    """The vault of a site does not open with what was given; the sentence says what would open it."""


def unlocked(site: Path, passphrase_file: Path | None, *, may_make: bool = False) -> SiteFolder:
    """Return a site's folder with its vault open, or as it is where an earlier version left it in clear.

    With `may_make`, a site without vault gets one. Raises StaysShut.
    """
    folder = SiteFolder(site)
    given = Secrets()
    try:
        if not may_make and not has_vault(folder):
            return folder
        given = secrets_at_hand(passphrase_file)
        return unlock(folder, given, demo=is_demo(site))
    except VaultLocked as error:
        raise StaysShut(locked_sentence(folder, given, error)) from error
    except (*VAULT_TROUBLES, FolderInUse) as error:
        raise StaysShut(str(error)) from error


def no_journal(folder: SiteFolder) -> str:
    """Say why there is no journal to look at."""
    if folder.record.with_name(f"{folder.record.name}.plain").exists():
        return (
            f"{folder.root}: its encryption was interrupted; the next start of the workstation completes it"
        )
    return f"{folder.root}: there is no journal in this folder"


def is_demo(site: Path) -> bool:
    """Tell whether a folder describes a demo site."""
    try:
        return read_site(site / SITE_FILE).demo
    except BadSite:
        return False
