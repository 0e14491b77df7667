"""The vault as it lies on the disk: every way in and every file's key, each in a box of its own."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from borderpost.store.files import write_durably

FORMAT = 1
_LARGEST = 16 * 1024 * 1024  # bytes


class Opener(StrEnum):
    """What opens a vault: what an officer knows, what the system keeps, both together, or the sheet.

    OPEN is no secret at all, for demo sites.
    """

    PASSPHRASE = "passphrase"  # noqa: S105 - a word for a way in
    KEY_RING = "key_ring"
    BOTH = "both"
    RECOVERY = "recovery"
    OPEN = "open"


class BadVault(Exception):
    """The vault's file is none, or is damaged."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a passphrase costs to try (Argon2id)."""

    time: int = 3
    memory_kib: int = 65536
    lanes: int = 4


USUAL_COST = Cost()

Slot = dict[str, Any]
"""One way in: its kind, the master key in its box, and what the way in needs to be tried."""


@dataclass(frozen=True, slots=True)
class VaultFile:
    """What stands in the file; nothing of it is a secret without a way in."""

    ident: str
    slots: list[Slot]
    files: dict[str, str]


def write_vault(path: Path, content: VaultFile) -> None:
    """Put the vault in the place of the one that lies there, wholly or not at all."""
    data: dict[str, Any] = {"format": FORMAT, "id": content.ident}
    data |= {"slots": content.slots, "files": content.files}
    write_durably(path, json.dumps(data | {"sum": _sum(data)}, indent=1).encode())


def read_vault(path: Path) -> VaultFile:
    """Read a vault's file; raise BadVault where it is missing, damaged or none."""
    try:
        if path.stat().st_size > _LARGEST:
            raise BadVault(f"{path}: this is no vault; it is far too large")
        untrusted_data = json.loads(path.read_bytes())
        if untrusted_data["format"] != FORMAT:
            raise BadVault(f"{path}: the vault is of a form that this version does not know")
        found = untrusted_data.pop("sum")
        if found != _sum(untrusted_data):
            raise ValueError(found)
        slots = [_slot(slot) for slot in untrusted_data["slots"]]
        files = {str(name): str(box) for name, box in untrusted_data["files"].items()}
        if not slots:
            raise ValueError(slots)
        return VaultFile(str(untrusted_data["id"]), slots, files)
    except FileNotFoundError as error:
        raise BadVault(f"{path}: the vault is missing; put it back from a backup") from error
    except OSError as error:
        raise BadVault(f"{path}: the vault cannot be read ({error.strerror})") from error
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError) as error:
        raise BadVault(f"{path}: this is no vault, or it is damaged; put it back from a backup") from error


def _slot(untrusted_slot: Mapping[str, Any]) -> Slot:
    """Return a way in whose parts can be worked with; raise what `read_vault` takes for damage."""
    kind = Opener(untrusted_slot["kind"])
    slot: Slot = {"kind": str(kind), "box": str(untrusted_slot["box"])}
    if kind in (Opener.PASSPHRASE, Opener.BOTH):
        cost = Cost(*(int(untrusted_slot[name]) for name in ("time", "memory_kib", "lanes")))
        # what these cost is paid before anything is known of who wrote the file
        affordable = 1 <= cost.time <= 64 and 8 * cost.lanes <= cost.memory_kib <= 1 << 22
        if not (affordable and 1 <= cost.lanes <= 64):
            raise ValueError(cost)
        salt = bytes.fromhex(untrusted_slot["salt"])
        if len(salt) < 8:
            raise ValueError(salt)
        slot |= {"salt": salt.hex(), **cost_fields(cost)}
    if kind in (Opener.KEY_RING, Opener.BOTH):
        slot["account"] = str(untrusted_slot["account"])
    return slot


def cost_fields(cost: Cost) -> dict[str, int]:
    """Return a cost as a slot holds it."""
    return {"time": cost.time, "memory_kib": cost.memory_kib, "lanes": cost.lanes}


def cost_of(slot: Slot) -> Cost:
    """Return the cost that a slot holds."""
    return Cost(slot["time"], slot["memory_kib"], slot["lanes"])


def _sum(data: Mapping[str, Any]) -> str:
    """Return what tells a damaged file from a wrong passphrase; it proves nothing against malice."""
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()
