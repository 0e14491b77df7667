"""Checkpoints that go to other stations and come back signed: offered, examined, cosigned, taken in.

A station signs another's checkpoint only where it follows on the one that it has signed before. From then on
the other cannot rewrite what lies under it without being contradicted.
"""

import hashlib
import json
from collections.abc import Sequence
from typing import Any, Final

from borderpost.domain import acts
from borderpost.domain.checkpoint import (
    BadCheckpoint,
    Cosignature,
    SignedCheckpoint,
    SignedCosignature,
    checkpoint_from_plain,
    checkpoint_plain,
)
from borderpost.domain.entry import BadEntry, Entry, canonical_json, decode_body, format_time, parse_time
from borderpost.domain.merkle import BadRange, consistency_holds, inclusion_holds, leaf_hash
from borderpost.store import checkpoints
from borderpost.store.engine import Connection
from borderpost.store.keys import SignatureCheck, text_signature_holds
from borderpost.store.transaction import StoreTransaction
from borderpost.store.tree import TreeReader

FORMAT: Final = "borderpost checkpoint file 1"
LARGEST_FILE: Final = 4 * 1024 * 1024
_LATEST = 32


class NotCosigned(Exception):
    """A checkpoint was not signed, or not taken in; the sentence says why."""


def offer(conn: Connection, since: Sequence[int] = ()) -> bytes:
    """Return the file of the newest checkpoint: itself, the entries that name its keys, and what proves that
    earlier checkpoints are its beginning (those that others signed, the latest ones, and sizes `since`).

    Belongs inside a snapshot or a transaction. Raise NotCosigned where there is none, BadRange for a size
    that the journal has not.
    """
    newest = checkpoints.newest(conn)
    if newest is None:
        raise NotCosigned("there is no checkpoint yet")
    size, reader = newest.checkpoint.size, TreeReader(conn)
    earlier = {*checkpoints.cosigned_sizes(conn), *checkpoints.sizes(conn)[-_LATEST:], *since} - {size}
    rows = conn.execute(
        "SELECT sequence, body, signature FROM journal WHERE sequence <= ? AND (sequence = 1 OR sequence IN"
        " (SELECT sequence FROM key_entries)) ORDER BY sequence",
        (size,),
    )
    return canonical_json(
        {
            "format": FORMAT,
            "checkpoint": checkpoint_plain(newest),
            "keys": [
                {
                    "body": body.decode("utf-8"),
                    "signature": signature.hex(),
                    "inclusion": [step.hex() for step in reader.inclusion(sequence, size)],
                }
                for sequence, body, signature in rows
            ],
            "consistency": [
                {"size": old, "proof": [step.hex() for step in reader.consistency(old, size)]}
                for old in sorted(earlier)
            ],
        }
    )


def fingerprint(public_hex: str) -> str:
    """Return the name of a key as it is printed on reports."""
    return hashlib.sha256(bytes.fromhex(public_hex)).hexdigest()[:32]


def read_offer(untrusted_data: bytes) -> tuple[SignedCheckpoint, dict[str, Any]]:
    """Read a file as far as the checkpoint in it; raise NotCosigned where it is none."""
    try:
        data = json.loads(untrusted_data.decode("utf-8"))
        if not isinstance(data, dict) or data.get("format") != FORMAT:
            raise NotCosigned("this is no file of a checkpoint")
        return checkpoint_from_plain(data.get("checkpoint")), data
    except (ValueError, RecursionError) as error:
        raise NotCosigned(f"this is no file of a checkpoint ({error})") from error


def cosign(tx: StoreTransaction, untrusted_data: bytes, *, trusted: str = "") -> bytes:
    """Sign another station's checkpoint, journal that, and return its file with the cosignature.

    `trusted` is the fingerprint of that station's key as a person compared it: needed the first time.
    Raise NotCosigned, and sign nothing, where anything is not as it has to be.
    """
    signed, data = read_offer(untrusted_data)
    made = signed.checkpoint
    if made.station == tx.station:
        raise NotCosigned("this station does not cosign for itself")
    keys = _key_chain(signed, data)
    if made.key != keys[-1] or not _signed(made.key, made.text(), signed.signature):
        raise NotCosigned("the checkpoint does not bear the signature of its station's key")
    before = checkpoints.newest_of(tx.record, made.station)
    if before is None:
        if trusted not in map(fingerprint, keys):
            raise NotCosigned(
                f"no checkpoint of {made.station} was signed here before: compare its key's fingerprint"
                f" {fingerprint(made.key)} with a report of that station, and give it by --key"
            )
    else:
        _follows(before, signed, keys, data)
    at = parse_time(format_time(tx.now()))
    cosignature = Cosignature(made.digest(), tx.station, at, tx.key.public_hex)
    witnessed = SignedCosignature(cosignature, tx.key.sign_text(cosignature.text()).hex())
    tx.append("", acts.CheckpointCosigned(**_act_fields(signed, witnessed)))
    return canonical_json({**data, "checkpoint": checkpoint_plain(signed.cosigned(witnessed))})


def receive(tx: StoreTransaction, untrusted_data: bytes, *, trusted: str = "") -> list[str]:
    """Take in what other stations have signed of this one's checkpoints; return their names.

    `trusted` is the fingerprint of a station's key as a person compared it: needed for each the first time.
    Raise NotCosigned, and take nothing in, where anything is not as it has to be.
    """
    signed, _ = read_offer(untrusted_data)
    made = signed.checkpoint
    own = checkpoints.of_size(tx.record, made.size)
    if made.station != tx.station:
        raise NotCosigned(f"this is a checkpoint of {made.station}, not of this station")
    if own is None or (own.checkpoint, own.signature) != (made, signed.signature):
        raise NotCosigned(f"this station's journal holds no such checkpoint over {made.size} entries")
    held = {each.cosignature.key for each in own.cosignatures}
    names = []
    for each in signed.cosignatures:
        told = each.cosignature
        if told.key in held:
            continue
        if told.checkpoint != made.digest() or not _signed(told.key, told.text(), each.signature):
            raise NotCosigned(f"the signature of {told.station} does not hold")
        if told.station == tx.station or told.key == tx.key.public_hex:
            raise NotCosigned("a station does not cosign for itself")
        if trusted != fingerprint(told.key) and told.key not in _witnesses(tx.record):
            raise NotCosigned(
                f"{told.station} has signed nothing here before: compare its key's fingerprint"
                f" {fingerprint(told.key)} with a report of that station, and give it by --key"
            )
        tx.append("", acts.CosignatureReceived(**_act_fields(signed, each)))
        names.append(told.station)
    return names


def _witnesses(conn: Connection) -> frozenset[str]:
    return frozenset(
        key for (key,) in conn.execute("SELECT DISTINCT witness FROM cosigned WHERE station = ''")
    )


def _act_fields(signed: SignedCheckpoint, witnessed: SignedCosignature) -> dict[str, str]:
    return {
        "checkpoint": signed.checkpoint.text(),
        "signature": signed.signature,
        "cosignature": witnessed.cosignature.text(),
        "cosignature_signature": witnessed.signature,
    }


def _follows(
    before: SignedCheckpoint, signed: SignedCheckpoint, keys: Sequence[str], data: dict[str, Any]
) -> None:
    """Raise where a checkpoint does not follow on the one that was signed before."""
    old, new = before.checkpoint, signed.checkpoint
    if old.key not in keys:
        raise NotCosigned(f"the key that {new.station} signed with before is not among those of this journal")
    if new.size < old.size:
        raise NotCosigned(f"a later one, over {old.size} entries, was signed here already")
    proofs = {
        each["size"]: each["proof"] for each in _rows(data, "consistency", {"size": int, "proof": list})
    }
    if old.size == new.size:
        proofs[old.size] = []
    if old.size not in proofs:
        raise NotCosigned(f"it lacks the proof from {old.size} entries on: have it shown --since {old.size}")
    roots = bytes.fromhex(old.root), bytes.fromhex(new.root)
    if not consistency_holds(old.size, roots[0], new.size, roots[1], _steps(proofs[old.size])):
        raise NotCosigned(
            f"it CONTRADICTS the checkpoint over {old.size} entries of {format_time(old.at)}, which was"
            f" signed here: {new.station} has rewritten its journal, or another one is shown. Keep both files"
        )


def _key_chain(signed: SignedCheckpoint, data: dict[str, Any]) -> list[str]:
    """Return the keys of the station, oldest first, each named by an entry under the one before it."""
    made = signed.checkpoint
    keys: list[str] = []
    for row in _rows(data, "keys", {"body": str, "signature": str, "inclusion": list}):
        body = row["body"].encode("utf-8", "surrogatepass")
        try:
            entry = decode_body(body)
            signature = bytes.fromhex(row["signature"])
        except (BadEntry, ValueError) as error:
            raise NotCosigned(f"an entry that names a key cannot be read ({error})") from error
        named = str(entry.payload.get("public_key", ""))
        check = SignatureCheck(keys[-1] if keys else named)
        path = _steps(row["inclusion"])
        root = bytes.fromhex(made.root)
        if entry.station != made.station or not check.holds(entry.hash, signature):
            raise NotCosigned(f"entry {entry.sequence}, which names a key, is not the station's")
        if not inclusion_holds(leaf_hash(body), entry.sequence - 1, made.size, path, root):
            raise NotCosigned(f"entry {entry.sequence}, which names a key, is not under the checkpoint")
        if _names_key(entry, first=not keys):
            keys.append(named)
    if not keys:
        raise NotCosigned("it names no key of its station")
    return keys


def _names_key(entry: Entry, *, first: bool) -> bool:
    return entry.kind == "key_rotated" or (first and entry.kind in ("station_opened", "record_recovered"))


def _signed(key: str, text: str, signature: str) -> bool:
    return text_signature_holds(key, text, bytes.fromhex(signature))


def _rows(data: dict[str, Any], name: str, kinds: dict[str, type]) -> list[dict[str, Any]]:
    rows = data.get(name)
    if not isinstance(rows, list):
        raise NotCosigned(f"it has no {name}")
    for row in rows:
        good = isinstance(row, dict) and set(row) == set(kinds)
        if not good or any(type(row[field]) is not kind for field, kind in kinds.items()):
            raise NotCosigned(f"its {name} have not the fields that they should have")
    return rows


def _steps(untrusted_steps: list[Any]) -> list[bytes]:
    try:
        steps = [bytes.fromhex(step) for step in untrusted_steps]
    except (TypeError, ValueError) as error:
        raise NotCosigned("a proof in it is not made of hashes") from error
    if any(len(step) != 32 for step in steps):
        raise NotCosigned("a proof in it is not made of hashes")
    return steps


__all__ = [
    "LARGEST_FILE",
    "BadCheckpoint",
    "BadRange",
    "NotCosigned",
    "cosign",
    "fingerprint",
    "offer",
    "read_offer",
    "receive",
]
