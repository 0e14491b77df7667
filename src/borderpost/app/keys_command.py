"""The command that sets what opens a site's store: passphrase, key ring, both, and the sheet in the safe."""

import getpass
import sys
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path

from borderpost.app.at_terminal import VAULT_TROUBLES, is_demo
from borderpost.app.places import SITE_FILE, BadSite, read_site
from borderpost.app.unlocking import (
    Secrets,
    check_strength,
    has_vault,
    locked_sentence,
    read_passphrase,
    secrets_at_hand,
    unlock,
    usable_openers,
)
from borderpost.documents.fonts import FontsMissing
from borderpost.documents.recovery_sheet import RecoverySheet, recovery_sheet
from borderpost.store.cosigning import fingerprint
from borderpost.store.files import write_durably
from borderpost.store.key_ring import SystemKeyRing
from borderpost.store.key_rotation import rotate
from borderpost.store.keys import NoStationKey
from borderpost.store.lock import FolderInUse, FolderLock
from borderpost.store.site import SiteFolder, local_clock
from borderpost.store.vault import KeyRing, NoKeyRing, Opener, Vault, VaultLocked, make_vault


class KeysVerb(StrEnum):
    """What may be asked."""

    STATUS = "status"
    SET_PASSPHRASE = "set-passphrase"  # noqa: S105 - a word of the command line
    USE_KEY_RING = "use-key-ring"
    BOTH = "both"
    CHANGE = "change"
    RECOVERY_SHEET = "recovery-sheet"
    OPEN_WITH_RECOVERY = "open-with-recovery"
    NEW_SIGNING_KEY = "new-signing-key"


OPENER_WORDS = {
    Opener.PASSPHRASE: "the passphrase",
    Opener.KEY_RING: "this computer's key ring, by itself",
    Opener.BOTH: "the passphrase together with this computer's key ring",
    Opener.RECOVERY: "the recovery sheet",
    Opener.OPEN: "anybody: it stands open, as a demo site's does, and protects nothing",
}


class NothingTyped(Exception):
    """A secret was needed and nobody was there to type it."""

    def __init__(self, option: str) -> None:
        super().__init__(f"there is no terminal to ask at; give it by {option}")


class NotTheSame(Exception):
    """A new passphrase was typed in two ways."""

    def __init__(self) -> None:
        super().__init__("the two were not the same; nothing was changed")


@dataclass(frozen=True, slots=True)
class KeysRequest:
    """One command: the site, the files with secrets, and the file for a sheet."""

    verb: KeysVerb
    site: Path
    passphrase_file: Path | None = None
    new_passphrase_file: Path | None = None
    code_file: Path | None = None
    sheet: Path | None = None


Say = Callable[[str], None]


def keys(request: KeysRequest, *, say: Say, complain: Say, ring: KeyRing | None = None) -> int:
    """Carry one command out; 0 where it was done, 2 where not, and then nothing has changed."""
    folder = SiteFolder(request.site)
    given = Secrets()
    try:
        if request.verb is KeysVerb.STATUS:
            return _status(folder, say)
        if request.sheet is not None and request.sheet.exists():
            complain(f"{request.sheet} is there already; name another file")
            return 2
        with FolderLock(folder.lock):
            given = _given(request, folder, ring or SystemKeyRing())
            _carry_out(request, folder, given, say)
    except VaultLocked as error:
        complain(locked_sentence(folder, given, error))
    except NoKeyRing as error:
        complain(f"this computer has no key ring that keeps secrets ({error}); nothing was changed")
    except (*VAULT_TROUBLES, NothingTyped, NotTheSame, FolderInUse, FontsMissing, NoStationKey) as error:
        complain(str(error))
    except OSError as error:
        complain(f"{error.filename or folder.root}: {error.strerror or error}")
    else:
        return 0
    return 2


def _status(folder: SiteFolder, say: Say) -> int:
    openers = usable_openers(folder)
    if not openers:
        say(f"{folder.root}: nothing locks this site yet.")
        return 0
    say(f"{folder.root}: the store is opened by")
    for opener in openers:
        say(f"  {OPENER_WORDS[opener]}")
    if Opener.RECOVERY not in openers and Opener.OPEN not in openers:
        say("There is no recovery sheet: 'borderpost keys recovery-sheet FILE.pdf' makes one.")
    return 0


def _given(request: KeysRequest, folder: SiteFolder, ring: KeyRing) -> Secrets:
    """Return what is to open the vault as it is now, asking for what no file and no variable gives."""
    if request.verb is KeysVerb.OPEN_WITH_RECOVERY:
        code = (
            read_passphrase(request.code_file)
            if request.code_file
            else _typed("Recovery code", "--code-file")
        )
        return Secrets(recovery=code)
    given = Secrets(secrets_at_hand(request.passphrase_file).passphrase, ring=ring)
    if not has_vault(folder) or given.passphrase:
        return given
    openers = usable_openers(folder)
    if Opener.OPEN in openers or (Opener.KEY_RING in openers and _opens(folder, given)):
        return given
    if not {Opener.PASSPHRASE, Opener.BOTH} & set(openers):
        return given
    return Secrets(_typed("Passphrase", "--passphrase-file"), ring=ring)


def _opens(folder: SiteFolder, given: Secrets) -> bool:
    try:
        unlock(folder, given)
    except VaultLocked:
        return False
    return True


def _carry_out(request: KeysRequest, folder: SiteFolder, given: Secrets, say: Say) -> None:
    ring = given.ring
    if not has_vault(folder) and not is_demo(folder.root) and request.verb is KeysVerb.SET_PASSPHRASE:
        make_vault(folder.vault_file).set_passphrase(_chosen(request, given))
        say("The passphrase is set. Make a recovery sheet: 'borderpost keys recovery-sheet FILE.pdf'.")
        return
    opened = unlock(folder, given, demo=is_demo(folder.root))
    vault = opened.keys()
    match request.verb:
        case KeysVerb.SET_PASSPHRASE | KeysVerb.OPEN_WITH_RECOVERY:
            vault.set_passphrase(_new_passphrase(request))
            say("The new passphrase is set; the old one opens nothing any more.")
        case KeysVerb.USE_KEY_RING:
            vault.set_key_ring(ring or SystemKeyRing())
            say("This computer's key ring opens the store from now on.")
        case KeysVerb.BOTH:
            vault.set_both(_chosen(request, given), ring or SystemKeyRing())
            say("The passphrase and this computer's key ring open the store together; neither does alone.")
        case KeysVerb.RECOVERY_SHEET:
            _sheet(request, vault.new_recovery_code, say)
        case KeysVerb.CHANGE:
            _change(request, vault, given, say)
        case KeysVerb.NEW_SIGNING_KEY:
            new = rotate(opened, at=local_clock(), reason="")
            say(f"The station signs with a new key from now on: {fingerprint(new.public_hex)}.")
            say("Tell it to those who check its evidence; what the old key signs from now on is refused.")
        case KeysVerb.STATUS:
            _status(folder, say)


def _change(request: KeysRequest, vault: Vault, given: Secrets, say: Say) -> None:
    knows = {Opener.PASSPHRASE, Opener.BOTH} & set(vault.openers())
    passphrase = given.passphrase
    if request.new_passphrase_file is not None or (knows and not passphrase):
        passphrase = _new_passphrase(request)
    ring = given.ring if {Opener.KEY_RING, Opener.BOTH} & set(vault.openers()) else None
    change = partial(vault.change_master, passphrase if knows else "", ring)
    _sheet(request, lambda written: change(written=written), say)
    say("The master key is a new one. What opened an earlier copy of the vault does not open this one.")


def _sheet(request: KeysRequest, new_code: Callable[[Callable[[str], None]], str], say: Say) -> None:
    """Put a new code on paper; where the page cannot be written, the code is told instead of lost.

    The page is made before the code holds: that takes a second, in which a killed program would leave a vault
    with a code that nobody knows and without the one that lies in the safe.
    """
    target = request.sheet or Path("recovery.pdf")
    made: list[bytes] = []
    code = new_code(lambda code: made.append(_page(request.site, code)))
    try:
        write_durably(target, made[-1])
    except OSError as error:
        say(f"{target} cannot be written ({error.strerror}). Write the recovery code down: {code}")
        return
    say(f"The recovery sheet is {target}. Print it, lock it away, and delete the file.")


def _page(site: Path, code: str) -> bytes:
    try:
        config = read_site(site / SITE_FILE)
        names = config.administration, config.facility, f"{config.bench} ({config.station})"
    except BadSite:
        names = "", str(site), ""
    return recovery_sheet(RecoverySheet(*names, code=code, made_at=local_clock()))


def _chosen(request: KeysRequest, given: Secrets) -> str:
    """Return the passphrase that is to open from now on: a new one where one is named, else the one given."""
    if request.new_passphrase_file is not None or not given.passphrase:
        return _new_passphrase(request)
    check_strength(given.passphrase)
    return given.passphrase


def _new_passphrase(request: KeysRequest) -> str:
    if request.new_passphrase_file is not None:
        chosen = read_passphrase(request.new_passphrase_file)
    else:
        chosen = _typed("New passphrase", "--new-passphrase-file")
        if _typed("The same once more", "--new-passphrase-file") != chosen:
            raise NotTheSame
    check_strength(chosen)
    return chosen


def _typed(what: str, option: str) -> str:
    if not sys.stdin.isatty():
        raise NothingTyped(option)
    try:
        return getpass.getpass(f"{what}: ")
    except EOFError as error:
        raise NothingTyped(option) from error
