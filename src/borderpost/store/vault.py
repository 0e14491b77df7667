"""The station's vault: one master key, the ways to open it, and the key of every file of the store."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

from borderpost.store import boxes
from borderpost.store.boxes import KEY_BYTES, WrongSecret
from borderpost.store.files import write_durably

FORMAT = 1


class Opener(StrEnum):
    """What opens a vault: what an officer knows, what the system keeps, both together, or the sheet."""

    PASSPHRASE = "passphrase"  # noqa: S105 - a word for a way in
    KEY_RING = "key_ring"
    BOTH = "both"
    RECOVERY = "recovery"
    OPEN = "open"


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
    """Nothing that was offered opens the vault; `openers` are the ways that would."""

    def __init__(self, openers: tuple[Opener, ...]) -> None:
        super().__init__("the vault stays shut; it opens by " + " or ".join(openers))
        self.openers = openers


class BadVault(Exception):
    """The vault's file is none, or is damaged."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a passphrase costs to try (Argon2id)."""

    time: int = 3
    memory_kib: int = 65536
    lanes: int = 4


@dataclass(slots=True)
class Vault:
    """An open vault. Every change is durable before the call returns."""

    path: Path
    ident: str
    _master: bytes = field(repr=False)
    _slots: list[dict[str, Any]] = field(repr=False)
    _files: dict[str, str] = field(repr=False)

    def key_of(self, name: str) -> bytes:
        """Return the key of a file of the store, made at the first asking; 32 bytes."""
        if name in self._files:
            return boxes.unlock(self._files[name], key=self._master, label=self._file_label(name))
        key = secrets.token_bytes(KEY_BYTES)
        self._files[name] = boxes.lock(key, key=self._master, label=self._file_label(name))
        self._save()
        return key

    def has_key(self, name: str) -> bool:
        """Tell whether a file of the store has a key."""
        return name in self._files

    def forget(self, name: str) -> None:
        """Drop the key of a file: whatever copy of the file is left anywhere can no longer be read."""
        if self._files.pop(name, None) is not None:
            self._save()

    def openers(self) -> tuple[Opener, ...]:
        """Return the ways that open this vault."""
        return tuple(Opener(slot["kind"]) for slot in self._slots)

    def set_passphrase(self, passphrase: str, *, cost: Cost = Cost()) -> None:
        """Let a passphrase open the vault; an earlier one no longer does."""
        salt = secrets.token_bytes(16)
        key = boxes.from_passphrase(
            passphrase, salt, time_cost=cost.time, memory_kib=cost.memory_kib, lanes=cost.lanes
        )
        self._put(Opener.PASSPHRASE, key, salt=salt.hex(), **_plain(cost))

    def set_key_ring(self, ring: KeyRing) -> None:
        """Let the system's key ring open the vault by itself; raise NoKeyRing where there is none."""
        secret = secrets.token_bytes(KEY_BYTES)
        ring.write(self._account(Opener.KEY_RING), secret)
        self._put(Opener.KEY_RING, boxes.derived(secret, "borderpost key ring"))

    def set_both(self, passphrase: str, ring: KeyRing, *, cost: Cost = Cost()) -> None:
        """Let passphrase and key ring open the vault only together; either alone no longer does."""
        secret, salt = secrets.token_bytes(KEY_BYTES), secrets.token_bytes(16)
        ring.write(self._account(Opener.BOTH), secret)
        key = _both(passphrase, salt, cost, secret)
        self._slots = [s for s in self._slots if s["kind"] not in (Opener.PASSPHRASE, Opener.KEY_RING)]
        self._put(Opener.BOTH, key, salt=salt.hex(), **_plain(cost))

    def new_recovery_code(self) -> str:
        """Return a new recovery code for the sheet in the safe; an earlier one no longer opens the vault."""
        code = boxes.new_recovery_code()
        self._put(Opener.RECOVERY, boxes.derived(boxes.read_recovery_code(code), "borderpost recovery"))
        return code

    def remove(self, opener: Opener) -> None:
        """Take a way to open the vault away; the last one but the sheet stays."""
        left = [slot for slot in self._slots if slot["kind"] != opener]
        if not any(slot["kind"] != Opener.RECOVERY for slot in left):
            raise ValueError("a vault that only its recovery sheet opens would shut the station out")
        self._slots = left
        self._save()

    def change_master(self, passphrase: str = "", ring: KeyRing | None = None, *, cost: Cost = Cost()) -> str:
        """Lock every file's key under a new master key, and return the new recovery code.

        What opened the vault before opens it no longer, save what is given here anew.
        """
        keys = {name: self.key_of(name) for name in self._files}
        kinds = self.openers()
        self._master = secrets.token_bytes(KEY_BYTES)
        self._slots = []
        self._files = {
            name: boxes.lock(key, key=self._master, label=self._file_label(name))
            for name, key in keys.items()
        }
        code = boxes.new_recovery_code()
        recovery = boxes.derived(boxes.read_recovery_code(code), "borderpost recovery")
        self._slots.append(self._slot(Opener.RECOVERY, recovery))
        if Opener.OPEN in kinds:
            self._slots.append(self._slot(Opener.OPEN, _OPEN_KEY))
        if Opener.BOTH in kinds and ring is not None and passphrase:
            self.set_both(passphrase, ring, cost=cost)
        elif passphrase:
            self.set_passphrase(passphrase, cost=cost)
        if Opener.KEY_RING in kinds and ring is not None:
            self.set_key_ring(ring)
        self._save()
        return code

    def _put(self, opener: Opener, key: bytes, **fields: Any) -> None:
        self._slots = [slot for slot in self._slots if slot["kind"] != opener]
        self._slots.append(self._slot(opener, key, **fields))
        self._save()

    def _slot(self, opener: Opener, key: bytes, **fields: Any) -> dict[str, Any]:
        box = boxes.lock(self._master, key=key, label=_slot_label(self.ident, opener))
        return {"kind": str(opener), "box": box, **fields}

    def _account(self, opener: Opener) -> str:
        return f"{self.ident}/{opener}"

    def _file_label(self, name: str) -> str:
        return f"borderpost file {self.ident} {name}"

    def _save(self) -> None:
        data = {"format": FORMAT, "id": self.ident, "slots": self._slots, "files": self._files}
        write_durably(self.path, json.dumps(data, indent=1).encode())


_OPEN_KEY = b"\0" * KEY_BYTES


def make_vault(path: Path, *, demo: bool = False) -> Vault:
    """Make a vault that nothing opens yet, save on a demo site, whose vault stands open for everybody."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    vault = Vault(path, secrets.token_hex(8), secrets.token_bytes(KEY_BYTES), [], {})
    if demo:
        vault._put(Opener.OPEN, _OPEN_KEY)
    return vault


def open_vault(path: Path, *, passphrase: str = "", ring: KeyRing | None = None, recovery: str = "") -> Vault:
    """Open a vault by whatever of the secrets fits.

    Raises VaultLocked where none does, BadVault where the file is none.
    """
    data = _read(path)
    ident = data["id"]
    for slot in data["slots"]:
        opener = Opener(slot["kind"])
        try:
            key = _key_for(opener, slot, ident, passphrase=passphrase, ring=ring, recovery=recovery)
            if key is None:
                continue
            master = boxes.unlock(slot["box"], key=key, label=_slot_label(ident, opener))
        except WrongSecret:
            continue
        return Vault(path, ident, master, list(data["slots"]), dict(data["files"]))
    raise VaultLocked(tuple(Opener(slot["kind"]) for slot in data["slots"]))


def openers_of(path: Path) -> tuple[Opener, ...]:
    """Return the ways that would open a vault; raise BadVault where the file is none."""
    return tuple(Opener(slot["kind"]) for slot in _read(path)["slots"])


def _key_for(
    opener: Opener,
    slot: Mapping[str, Any],
    ident: str,
    *,
    passphrase: str,
    ring: KeyRing | None,
    recovery: str,
) -> bytes | None:
    match opener:
        case Opener.OPEN:
            return _OPEN_KEY
        case Opener.PASSPHRASE if passphrase:
            return boxes.from_passphrase(passphrase, bytes.fromhex(slot["salt"]), **_costs(slot))
        case Opener.KEY_RING if ring is not None:
            secret = _from_ring(ring, f"{ident}/{opener}")
            return boxes.derived(secret, "borderpost key ring") if secret else None
        case Opener.BOTH if passphrase and ring is not None:
            secret = _from_ring(ring, f"{ident}/{opener}")
            if not secret:
                return None
            cost = Cost(slot["time"], slot["memory_kib"], slot["lanes"])
            return _both(passphrase, bytes.fromhex(slot["salt"]), cost, secret)
        case Opener.RECOVERY if recovery:
            return boxes.derived(boxes.read_recovery_code(recovery), "borderpost recovery")
        case _:
            return None


def _from_ring(ring: KeyRing, account: str) -> bytes | None:
    try:
        return ring.read(account)
    except NoKeyRing:
        return None


def _both(passphrase: str, salt: bytes, cost: Cost, secret: bytes) -> bytes:
    known = boxes.from_passphrase(
        passphrase, salt, time_cost=cost.time, memory_kib=cost.memory_kib, lanes=cost.lanes
    )
    return boxes.derived(known + secret, "borderpost passphrase and key ring")


def _plain(cost: Cost) -> dict[str, int]:
    return {"time": cost.time, "memory_kib": cost.memory_kib, "lanes": cost.lanes}


def _costs(slot: Mapping[str, Any]) -> dict[str, int]:
    return {"time_cost": slot["time"], "memory_kib": slot["memory_kib"], "lanes": slot["lanes"]}


def _slot_label(ident: str, opener: Opener) -> str:
    return f"borderpost vault {ident} {opener}"


def _read(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(path.read_bytes())
        Opener(data["slots"][0]["kind"])
        if data["format"] != FORMAT or not isinstance(data["files"], dict):
            raise BadVault(f"{path}: the vault is of a form that this version does not know")
    except OSError as error:
        raise BadVault(f"{path}: the vault cannot be read ({error.strerror})") from error
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise BadVault(f"{path}: this is no vault, or it is damaged; restore it from a backup") from error
    return dict(data)
