"""What a backup says of itself: every file of it by size and SHA-256, and where its journal ends; signed."""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from borderpost.domain.entry import canonical_json
from borderpost.store.files import sync_folder
from borderpost.store.keys import StationKey

MANIFEST: Final = "manifest.json"
_FORMAT: Final = 1
_SIGNED_PREFIX: Final = b"borderpost backup manifest 1\n"
_LARGEST: Final = 512 * 1024 * 1024  # bytes


class BadBackup(Exception):
    """A backup cannot be used; the sentence says which file of it and why."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A file by its size in bytes and its SHA-256 in hex."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """A backup by its contents. Paths are written with slashes; `evidence` lies beside the copies.

    `sequence` and `hash` are those of the newest entry, `made_at` is UTC as entries write it.
    """

    station: str
    vault: str
    made_at: str
    program: str
    public_key: str
    sequence: int
    hash: str
    files: Mapping[str, Listed]
    evidence: Mapping[str, Listed] = field(default_factory=dict)


def write_manifest(folder: Path, manifest: Manifest, key: StationKey) -> None:
    """Write the manifest of a copy, signed by the station: the last file of every backup."""
    body = canonical_json({"format": _FORMAT, **asdict(manifest)})
    signed = {"manifest": body.decode(), "signature": key.private.sign(_SIGNED_PREFIX + body).hex()}
    path = folder / MANIFEST
    with path.open("wb") as file:
        file.write(json.dumps(signed, indent=1).encode())
    sync_file(path)
    sync_folder(folder)


def read_manifest(folder: Path) -> Manifest:
    """Read a copy's manifest; raise BadBackup where it is missing, damaged or not what was signed."""
    path = folder / MANIFEST
    try:
        if path.stat().st_size > _LARGEST:
            raise BadBackup(f"{path}: this is no manifest; it is far too large")
        untrusted = json.loads(path.read_bytes())
        body = untrusted["manifest"].encode()
        data = json.loads(body)
        public_key = str(data["public_key"])
        signature = bytes.fromhex(untrusted["signature"])
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key)).verify(signature, _SIGNED_PREFIX + body)
        if data.pop("format") != _FORMAT:
            raise BadBackup(f"{path}: the backup is of a form that this version does not know")
        files, evidence = _listed(data.pop("files")), _listed(data.pop("evidence"))
        return Manifest(**data, files=files, evidence=evidence)
    except FileNotFoundError as error:
        raise BadBackup(f"{folder}: there is no whole backup here ({MANIFEST} is missing)") from error
    except OSError as error:
        raise BadBackup(f"{path}: the backup cannot be read ({error.strerror})") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, InvalidSignature) as error:
        raise BadBackup(f"{path}: the list of this backup is damaged or was changed") from error


def _listed(untrusted_rows: Mapping[str, Any]) -> dict[str, Listed]:
    listed = {}
    for name, row in untrusted_rows.items():
        parts = name.split("/")
        if not name or any(part in ("", ".", "..") or "\\" in part or ":" in part for part in parts):
            raise ValueError(name)
        listed[name] = Listed(int(row["size"]), str(row["sha256"]))
    return listed


def sync_file(path: Path) -> None:
    """Make what was written to a file durable."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())
