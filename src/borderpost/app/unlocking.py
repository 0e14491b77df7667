"""Opens a site's vault with what there is: the demo's open one, the key ring, or what somebody has given."""

import os
from dataclasses import dataclass
from pathlib import Path

from borderpost.store.engine import is_plain
from borderpost.store.key_ring import SystemKeyRing
from borderpost.store.site import SiteFolder
from borderpost.store.vault import (
    BadVault,
    KeyRing,
    Opener,
    VaultLocked,
    make_vault,
    open_vault,
    openers_of,
)

PASSPHRASE_VARIABLE = "BORDERPOST_PASSPHRASE"  # noqa: S105 - the name of one
SHORTEST_PASSPHRASE = 12
"""Letters; four short words have more."""

_LARGEST = 4096  # bytes in a file with a passphrase


class NoVault(Exception):
    """A site has no vault yet, and nobody has said what shall open it."""

    def __init__(self, folder: SiteFolder) -> None:
        super().__init__(
            f"{folder.root}: nothing locks this site yet; give it a passphrase by"
            f" 'borderpost keys set-passphrase --site {folder.root}'"
        )


class WeakPassphrase(Exception):
    """A passphrase is too short to lock a vault with."""

    def __init__(self) -> None:
        super().__init__(f"a passphrase of at least {SHORTEST_PASSPHRASE} letters is needed; take four words")


class BadPassphraseFile(Exception):
    """The file that should hold the passphrase cannot be used."""


@dataclass(frozen=True, slots=True)
class Secrets:
    """What is offered to a vault; the texts are empty where there is none."""

    passphrase: str = ""
    recovery: str = ""
    ring: KeyRing | None = None


def secrets_at_hand(passphrase_file: Path | None = None) -> Secrets:
    """Return the passphrase of a file, or of the environment, and the system's key ring."""
    passphrase = os.environ.get(PASSPHRASE_VARIABLE, "")
    if passphrase_file is not None:
        passphrase = read_passphrase(passphrase_file)
    return Secrets(passphrase, ring=SystemKeyRing())


def read_passphrase(file: Path) -> str:
    """Return the first line of a file; raise BadPassphraseFile where there is none."""
    try:
        with file.open("rb") as opened:
            lines = opened.read(_LARGEST).decode("utf-8").splitlines()
    except OSError as error:
        raise BadPassphraseFile(f"{file}: the passphrase cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise BadPassphraseFile(f"{file}: this is no text in UTF-8") from error
    if not lines or not lines[0]:
        raise BadPassphraseFile(f"{file}: the first line has to be the passphrase, and it is empty")
    return lines[0]


def has_vault(folder: SiteFolder) -> bool:
    """Tell whether a site has a vault; raise BadVault where it had one and that is gone."""
    if folder.vault_file.exists():
        return True
    for path in (folder.record, folder.mirror):
        if path.exists() and path.stat().st_size and not is_plain(path):
            raise BadVault(
                f"{folder.vault_file}: the vault is missing, and {path.name} was locked with it;"
                " put it back from a backup"
            )
    if folder.key.exists():
        raise BadVault(f"{folder.vault_file}: the vault is missing; put it back from a backup")
    return False


def unlock(folder: SiteFolder, given: Secrets, *, demo: bool = False) -> SiteFolder:
    """Return the folder with its vault open; where it has none yet, one is made: open to all on a demo
    site, opened by the given passphrase elsewhere.

    Raises VaultLocked, BadVault, NoVault, WeakPassphrase.
    """
    if has_vault(folder):
        vault = open_vault(
            folder.vault_file, passphrase=given.passphrase, ring=given.ring, recovery=given.recovery
        )
        return folder.opened_by(vault)
    if demo:
        return folder.opened_by(make_vault(folder.vault_file, demo=True))
    if not given.passphrase:
        raise NoVault(folder)
    check_strength(given.passphrase)
    vault = make_vault(folder.vault_file)
    vault.set_passphrase(given.passphrase)
    return folder.opened_by(vault)


def check_strength(passphrase: str) -> None:
    """Raise WeakPassphrase where a passphrase is too short."""
    if len(passphrase.strip()) < SHORTEST_PASSPHRASE:
        raise WeakPassphrase


def stands_open(folder: SiteFolder) -> bool:
    """Tell whether anybody could open a site's vault, as on a demo site."""
    return folder.vault is not None and Opener.OPEN in folder.vault.openers()


def locked_sentence(folder: SiteFolder, given: Secrets, error: VaultLocked) -> str:
    """Say why a vault stayed shut, and what would open it."""
    where = f"{folder.root}: the store is locked"
    if given.recovery:
        return f"{where}, and this is not its recovery code"
    if error.ring_gone and Opener.PASSPHRASE not in error.openers:
        return (
            f"{where}, and the key ring of this computer no longer holds its key;"
            " the recovery sheet opens it: 'borderpost keys open-with-recovery'"
        )
    if given.passphrase:
        return f"{where}, and the passphrase is not right"
    return f"{where}; give its passphrase by --passphrase-file FILE or in {PASSPHRASE_VARIABLE}"


def usable_openers(folder: SiteFolder) -> tuple[Opener, ...]:
    """Return the ways into a site's vault; none where it has no vault."""
    return openers_of(folder.vault_file) if has_vault(folder) else ()
