"""One entry of the station's journal: its deterministic bytes, its hash and its place in the chain."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

FORMAT: Final = 1
GENESIS: Final = "0" * 64
SIGNED_PREFIX: Final = b"borderpost journal entry 1\n"
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_FIELDS: Final = frozenset(
    {"v", "id", "station", "seq", "officer", "at", "offset", "kind", "payload", "previous"}
)


class BadEntry(ValueError):
    """The bytes are not those of an entry; `reason` says in which way."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Entry:
    """An act as it stands in the journal.

    `id` is a UUIDv7 in hex; `at` is UTC; `offset_minutes` is the local offset from UTC at that moment;
    `previous` and `hash` are SHA-256 in hex; `officer` is empty where the station itself acted.
    """

    id: str
    station: str
    sequence: int
    officer: str
    at: datetime
    offset_minutes: int
    kind: str
    payload: Mapping[str, Any]
    previous: str
    hash: str


def canonical_json(value: object) -> bytes:
    """Encode plain data in the one way that hashes are made over: sorted keys, no blanks, UTF-8.

    Numbers with a fraction are text in this house, so a float is refused: its digits are not one way only.
    """
    _refuse_floats(value)
    return _ENCODER.encode(value).encode("utf-8")


_PLAIN: Final = frozenset({str, int, bool, type(None)})


def _refuse_fraction(text: str) -> None:
    raise ValueError(f"{text} has no place in a hashed record")


_ENCODER: Final = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
_DECODER: Final = json.JSONDecoder(parse_float=_refuse_fraction, parse_constant=_refuse_fraction)


def _refuse_floats(value: object) -> None:
    if type(value) in _PLAIN:
        return
    if isinstance(value, float):
        raise TypeError("a float has no place in a hashed record")
    if isinstance(value, Mapping):
        for key, item in value.items():
            if not isinstance(key, str):
                raise TypeError("a key in a hashed record is text")
            _refuse_floats(item)
    elif isinstance(value, list | tuple):
        for item in value:
            _refuse_floats(item)


def encode_body(
    *,
    entry_id: str,
    station: str,
    sequence: int,
    officer: str,
    at: datetime,
    offset_minutes: int,
    kind: str,
    payload: Mapping[str, Any],
    previous: str,
) -> bytes:
    """Return the bytes of an entry, over which its hash is taken."""
    return canonical_json(
        {
            "v": FORMAT,
            "id": entry_id,
            "station": station,
            "seq": sequence,
            "officer": officer,
            "at": format_time(at),
            "offset": offset_minutes,
            "kind": kind,
            "payload": dict(payload),
            "previous": previous,
        }
    )


def decode_body(untrusted_body: bytes) -> Entry:
    """Read an entry back from its bytes; raise BadEntry where they are not the canonical bytes of one."""
    try:
        data = _DECODER.decode(untrusted_body.decode("utf-8"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise BadEntry("the entry is not readable text") from error
    if not isinstance(data, dict) or frozenset(data) != _FIELDS:
        raise BadEntry("the entry has not the fields of an entry")
    try:
        if _number(data, "v") != FORMAT:
            raise BadEntry("the entry is of a form that this program does not know")
        entry = Entry(
            id=_text(data, "id"),
            station=_text(data, "station"),
            sequence=_number(data, "seq"),
            officer=_text(data, "officer"),
            at=parse_time(_text(data, "at")),
            offset_minutes=_number(data, "offset"),
            kind=_text(data, "kind"),
            payload=_mapping(data, "payload"),
            previous=_text(data, "previous"),
            hash=hash_body(untrusted_body),
        )
        again = _ENCODER.encode(data).encode("utf-8")
    except BadEntry:
        raise
    except (TypeError, ValueError, RecursionError) as error:
        raise BadEntry("a field of the entry is malformed") from error
    if again != untrusted_body:
        raise BadEntry("the entry is not in its canonical form")
    return entry


def hash_body(body: bytes) -> str:
    """Return the SHA-256 of an entry's bytes, in hex."""
    return hashlib.sha256(body).hexdigest()


def signed_message(entry_hash: str) -> bytes:
    """Return the bytes that the station signs for an entry."""
    return SIGNED_PREFIX + bytes.fromhex(entry_hash)


def format_time(at: datetime) -> str:
    """Write a moment as RFC 3339 in UTC with microseconds."""
    if at.tzinfo is None:
        raise ValueError("a moment without its zone")
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def parse_time(text: str) -> datetime:
    """Read a moment written by `format_time`."""
    at = datetime.fromisoformat(text)
    if format_time(at) != text:
        raise ValueError(f"{text} is not a moment in the form of the journal")
    return at


def moment_of(entry_id: str) -> datetime:
    """Return the moment (UTC, whole milliseconds) that a UUIDv7 in hex was made at."""
    return _EPOCH + timedelta(milliseconds=int(entry_id[:12], 16))


def uuid7(at: datetime, randomness: bytes) -> str:
    """Return a UUIDv7 (RFC 9562) in hex from a moment and ten random bytes."""
    if len(randomness) != 10:
        raise ValueError("a UUIDv7 takes ten random bytes")
    milliseconds = int(at.timestamp() * 1000) & 0xFFFF_FFFF_FFFF
    value = (milliseconds << 80) | int.from_bytes(randomness, "big")
    value = (value & ~(0xF << 76)) | (0x7 << 76)
    value = (value & ~(0x3 << 62)) | (0x2 << 62)
    return f"{value:032x}"


def _text(data: Mapping[str, Any], key: str) -> str:
    value = data[key]
    if not isinstance(value, str):
        raise TypeError(key)
    return value


def _number(data: Mapping[str, Any], key: str) -> int:
    value = data[key]
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(key)
    return value


def _mapping(data: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = data[key]
    if not isinstance(value, dict):
        raise TypeError(key)
    return value
