"""The station's vault: one master key, the ways to open it, and the key of every file of the store."""

import contextlib
import secrets
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol

from borderpost.store import boxes
from borderpost.store.boxes import KEY_BYTES, WrongSecret
from borderpost.store.lock import FolderLock
from borderpost.store.vault_content import VaultContent
from borderpost.store.vault_file import (
    USUAL_COST,
    BadVault,
    Cost,
    Opener,
    Slot,
    VaultFile,
    cost_fields,
    cost_of,
    read_vault,
    write_vault,
)

__all__ = [
    "BadVault",
    "Cost",
    "KeyRing",
    "NoKeyRing",
    "OnlyTheSheet",
    "Opener",
    "Vault",
    "VaultChanged",
    "VaultLocked",
    "make_vault",
    "open_vault",
    "openers_of",
    "vault_lock",
]


class KeyRing(Protocol):
    """The system's own store of secrets."""

    def read(self, account: str) -> bytes | None:
        """Return a secret; None where there is none. Raises NoKeyRing where the system has no key ring."""
        ...

    def write(self, account: str, secret: bytes) -> None:
        """Keep a secret. Raises NoKeyRing where the system has no key ring."""
        ...

    def forget(self, account: str) -> None:
        """Drop a secret. Raises NoKeyRing where the system has no key ring."""
        ...


class NoKeyRing(Exception):
    """This computer has no key ring that would keep a secret; a passphrase is needed instead."""


class VaultLocked(Exception):
    """Nothing that was offered opens the vault; `openers` are the ways that would.

    `ring_gone` tells that the key ring was asked for its part, and did not have it.
    """

    def __init__(self, openers: tuple[Opener, ...], *, ring_gone: bool = False) -> None:
        super().__init__("the vault stays shut; it opens by " + " or ".join(openers))
        self.openers = openers
        self.ring_gone = ring_gone


class OnlyTheSheet(ValueError):
    """A change would leave the recovery sheet as the only way in."""

    def __init__(self) -> None:
        super().__init__("a vault that only its recovery sheet opens would shut the station out")


class VaultChanged(Exception):
    """Another program has changed the ways into the vault since this one opened it."""

    def __init__(self) -> None:
        super().__init__("the vault was changed by another program meanwhile; start again")


@dataclass(slots=True)
class Vault:
    """An open vault. Every change is whole and durable before the call returns.

    Several threads may use it. A change is seen once it is durable, and nobody who only reads waits until
    then: at the bench that would be a scan, while a week is erased.
    """

    path: Path
    ident: str
    _open: VaultContent = field(repr=False)
    _turn: threading.RLock = field(default_factory=threading.RLock, init=False, repr=False, compare=False)

    def key_of(self, name: str) -> bytes:
        """Return the key of a file of the store, made at the first asking; 32 bytes."""
        known = self._read(name)
        if known is not None:
            return known
        with self._changing() as change:
            # another program may have asked for it meanwhile
            if name not in change.files:
                change.files[name] = self._boxed(change, name, secrets.token_bytes(KEY_BYTES))
            return self._unboxed(change, name)

    def known_key(self, name: str, *, again: bool = False) -> bytes | None:
        """Return the key of a file of the store where it has one; another program may have made it, and may
        have made a new one, which shows where the vault is read `again`."""
        known = None if again else self._read(name)
        if known is not None:
            return known
        # what is read before a change may not take the place of what came of it
        with self._turn:
            now = read_vault(self.path)
            if now.ident != self.ident or now.slots != self._open.slots:
                raise VaultChanged
            self._open = replace(self._open, files=now.files)
            return self._read(name)

    def has_key(self, name: str) -> bool:
        """Tell whether a file of the store has a key."""
        return name in self._open.files

    def names(self) -> tuple[str, ...]:
        """Return the files that have a key."""
        return tuple(sorted(self._open.files))

    def forget(self, name: str) -> None:
        """Drop the key of a file: whatever copy of the file is left anywhere can no longer be read."""
        if self.known_key(name) is not None:
            with self._changing() as change:
                change.files.pop(name, None)

    def give_also(self, name: str, other: str) -> None:
        """Let the key of a file be that of a file under another name, too, which is to take its place."""
        with self._changing() as change:
            change.files[other] = self._boxed(change, other, self._unboxed(change, name))

    def openers(self) -> tuple[Opener, ...]:
        """Return the ways that open this vault."""
        return tuple(Opener(slot["kind"]) for slot in self._open.slots)

    def set_passphrase(self, passphrase: str, *, cost: Cost = USUAL_COST) -> None:
        """Let a passphrase open the vault by itself; an earlier one no longer does."""
        slot = self._passphrase_slot(self._open, passphrase, cost)
        with self._changing() as change:
            change.put(slot, instead_of=(Opener.PASSPHRASE, Opener.BOTH, Opener.OPEN))

    def set_key_ring(self, ring: KeyRing) -> None:
        """Let the system's key ring open the vault by itself; raise NoKeyRing where there is none."""
        slot = self._ring_slot(self._open, ring)
        with self._changing() as change:
            dropped = change.put(slot, instead_of=(Opener.KEY_RING, Opener.BOTH, Opener.OPEN))
        self._forget_in(ring, dropped)

    def set_both(self, passphrase: str, ring: KeyRing, *, cost: Cost = USUAL_COST) -> None:
        """Let passphrase and key ring open the vault only together; either alone no longer does."""
        slot = self._both_slot(self._open, passphrase, ring, cost)
        every = (Opener.PASSPHRASE, Opener.KEY_RING, Opener.BOTH, Opener.OPEN)
        with self._changing() as change:
            dropped = change.put(slot, instead_of=every)
        self._forget_in(ring, dropped)

    def new_recovery_code(self, written: Callable[[str], None] | None = None) -> str:
        """Return a new recovery code for the sheet in the safe; an earlier one no longer opens the vault.

        `written` is called with it before it holds; what that raises leaves the vault as it was.
        """
        code, slot = self._recovery_slot(self._open)
        if written is not None:
            written(code)
        with self._changing() as change:
            change.put(slot, instead_of=(Opener.RECOVERY,))
        return code

    def remove(self, opener: Opener) -> None:
        """Take a way to open the vault away; the last one but the sheet stays."""
        left = [slot for slot in self._open.slots if slot["kind"] != opener]
        if not any(slot["kind"] != Opener.RECOVERY for slot in left):
            raise OnlyTheSheet
        with self._changing() as change:
            change.slots = left

    def change_master(
        self,
        passphrase: str = "",
        ring: KeyRing | None = None,
        *,
        cost: Cost = USUAL_COST,
        written: Callable[[str], None] | None = None,
    ) -> str:
        """Lock every file's key under a new master key, and return the new recovery code.

        What opened the vault before opens it no longer, save what is given here anew: a way in of the same
        kinds as before. `written` is as in `new_recovery_code`.
        """
        kinds = self.openers()
        with self._changing() as change:
            keys = {name: self._unboxed(change, name) for name in change.files}
            dropped = change.slots
            change.master = secrets.token_bytes(KEY_BYTES)
            code, recovery = self._recovery_slot(change)
            if written is not None:
                written(code)
            change.slots = [recovery]
            if Opener.OPEN in kinds:
                change.slots.append(self._slot(change, Opener.OPEN, _OPEN_KEY))
            if Opener.BOTH in kinds and ring is not None and passphrase:
                change.slots.append(self._both_slot(change, passphrase, ring, cost))
            elif passphrase:
                change.slots.append(self._passphrase_slot(change, passphrase, cost))
            if Opener.KEY_RING in kinds and ring is not None:
                change.slots.append(self._ring_slot(change, ring))
            if len(change.slots) == 1:
                raise OnlyTheSheet
            change.files = {name: self._boxed(change, name, key) for name, key in keys.items()}
        if ring is not None:
            self._forget_in(ring, dropped)
        return code

    @contextlib.contextmanager
    def _changing(self) -> Iterator[VaultContent]:
        """Change the vault as it lies on the disk now, alone, and write it once, at the end.

        Where that fails, nothing has changed: a key that was never written must lock nothing.
        """
        # no thread that reads the vault anew waits while another program is at it
        with vault_lock(self.path), self._turn:
            change = replace(self._open, files=dict(self._open.files))
            if self.path.exists():
                now = read_vault(self.path)
                if now.ident != self.ident or now.slots != change.slots:
                    raise VaultChanged
                change.files = now.files
            yield change
            write_vault(self.path, VaultFile(self.ident, change.slots, change.files))
            self._open = change

    def _passphrase_slot(self, content: VaultContent, passphrase: str, cost: Cost) -> Slot:
        salt = secrets.token_bytes(16)
        key = _known(passphrase, salt, cost)
        return self._slot(content, Opener.PASSPHRASE, key, salt=salt.hex(), **cost_fields(cost))

    def _ring_slot(self, content: VaultContent, ring: KeyRing) -> Slot:
        account, secret = self._kept_in(ring, Opener.KEY_RING)
        key = boxes.derived(secret, "borderpost key ring")
        return self._slot(content, Opener.KEY_RING, key, account=account)

    def _both_slot(self, content: VaultContent, passphrase: str, ring: KeyRing, cost: Cost) -> Slot:
        account, secret = self._kept_in(ring, Opener.BOTH)
        salt = secrets.token_bytes(16)
        key = _both(passphrase, salt, cost, secret)
        return self._slot(content, Opener.BOTH, key, salt=salt.hex(), account=account, **cost_fields(cost))

    def _recovery_slot(self, content: VaultContent) -> tuple[str, Slot]:
        code = boxes.new_recovery_code()
        key = boxes.derived(boxes.read_recovery_code(code), "borderpost recovery")
        return code, self._slot(content, Opener.RECOVERY, key)

    def _slot(self, content: VaultContent, opener: Opener, key: bytes, **fields: Any) -> Slot:
        box = boxes.lock(content.master, key=key, label=_slot_label(self.ident, opener))
        return {"kind": str(opener), "box": box, **fields}

    def _kept_in(self, ring: KeyRing, opener: Opener) -> tuple[str, bytes]:
        """Keep a new secret in a key ring, beside the one that opens the vault until this change is made."""
        account, secret = f"{self.ident}/{opener}/{secrets.token_hex(4)}", secrets.token_bytes(KEY_BYTES)
        ring.write(account, secret)
        if ring.read(account) != secret:
            raise NoKeyRing("the key ring of this computer does not keep what it is given")
        return account, secret

    def _forget_in(self, ring: KeyRing, dropped: list[Slot]) -> None:
        for slot in dropped:
            if "account" in slot:
                with contextlib.suppress(NoKeyRing):
                    ring.forget(slot["account"])

    def _read(self, name: str) -> bytes | None:
        content = self._open
        return self._unboxed(content, name) if name in content.files else None

    def _boxed(self, content: VaultContent, name: str, key: bytes) -> str:
        return boxes.lock(key, key=content.master, label=self._file_label(name))

    def _unboxed(self, content: VaultContent, name: str) -> bytes:
        return boxes.unlock(content.files[name], key=content.master, label=self._file_label(name))

    def _file_label(self, name: str) -> str:
        return f"borderpost file {self.ident} {name}"


_OPEN_KEY = b"\0" * KEY_BYTES
_PATIENCE = 10.0  # seconds that another program may take to change the vault


def vault_lock(path: Path) -> FolderLock:
    """Take the lock under which a vault is changed; raise FolderInUse where somebody keeps it."""
    return FolderLock(path.with_name("vault.lock"), patience=_PATIENCE)


def make_vault(path: Path, *, demo: bool = False) -> Vault:
    """Make a vault that nothing opens yet, save on a demo site, whose vault stands open for everybody.

    Nothing is written before the vault has a first way in.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    vault = Vault(path, secrets.token_hex(8), VaultContent(secrets.token_bytes(KEY_BYTES), [], {}))
    if demo:
        with vault._changing() as change:
            change.put(vault._slot(change, Opener.OPEN, _OPEN_KEY), instead_of=())
    return vault


def open_vault(path: Path, *, passphrase: str = "", ring: KeyRing | None = None, recovery: str = "") -> Vault:
    """Open a vault by whatever of the secrets fits.

    Raises VaultLocked where none does, BadVault where the file is none.
    """
    found = read_vault(path)
    for slot in found.slots:
        opener = Opener(slot["kind"])
        try:
            key = _key_for(opener, slot, passphrase=passphrase, ring=ring, recovery=recovery)
            if key is None:
                continue
            master = boxes.unlock(slot["box"], key=key, label=_slot_label(found.ident, opener))
        except WrongSecret:
            continue
        return Vault(path, found.ident, VaultContent(master, found.slots, found.files))
    by_ring = [slot["account"] for slot in found.slots if "account" in slot]
    gone = ring is not None and any(_from_ring(ring, account) is None for account in by_ring)
    raise VaultLocked(tuple(Opener(slot["kind"]) for slot in found.slots), ring_gone=gone)


def openers_of(path: Path) -> tuple[Opener, ...]:
    """Return the ways that would open a vault; raise BadVault where the file is none."""
    return tuple(Opener(slot["kind"]) for slot in read_vault(path).slots)


def _key_for(
    opener: Opener, slot: Slot, *, passphrase: str, ring: KeyRing | None, recovery: str
) -> bytes | None:
    match opener:
        case Opener.OPEN:
            return _OPEN_KEY
        case Opener.PASSPHRASE if passphrase:
            return _known(passphrase, bytes.fromhex(slot["salt"]), cost_of(slot))
        case Opener.KEY_RING if ring is not None:
            secret = _from_ring(ring, slot["account"])
            return boxes.derived(secret, "borderpost key ring") if secret else None
        case Opener.BOTH if passphrase and ring is not None:
            secret = _from_ring(ring, slot["account"])
            return _both(passphrase, bytes.fromhex(slot["salt"]), cost_of(slot), secret) if secret else None
        case Opener.RECOVERY if recovery:
            return boxes.derived(boxes.read_recovery_code(recovery), "borderpost recovery")
        case _:
            return None


def _from_ring(ring: KeyRing, account: str) -> bytes | None:
    try:
        return ring.read(account)
    except NoKeyRing:
        return None


def _known(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    return boxes.from_passphrase(
        passphrase, salt, time_cost=cost.time, memory_kib=cost.memory_kib, lanes=cost.lanes
    )


def _both(passphrase: str, salt: bytes, cost: Cost, secret: bytes) -> bytes:
    return boxes.derived(_known(passphrase, salt, cost) + secret, "borderpost passphrase and key ring")


def _slot_label(ident: str, opener: Opener) -> str:
    return f"borderpost vault {ident} {opener}"
