"""A signed statement on a whole journal: so many entries, under this root, at this moment.

A checkpoint and a cosignature are each a few lines of text, in one form only; signed are the bytes of the
text. Roots, keys and hashes are hex of 32 bytes, signatures hex of 64.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from borderpost.domain.entry import format_time, parse_time

EVERY_ENTRIES: Final = 256
"""At least so often a station signs a checkpoint."""

_TIME = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z"
_NAME = r"[^\x00-\x1f\x7f\u0085\u2028\u2029]{1,100}"
_CHECKPOINT: Final = re.compile(
    rf"borderpost checkpoint 1\nstation ({_NAME})\nsize (0|[1-9][0-9]{{0,17}})\n"
    rf"root ([0-9a-f]{{64}})\nat ({_TIME})\nkey ([0-9a-f]{{64}})\n"
)
_COSIGNATURE: Final = re.compile(
    rf"borderpost cosignature 1\ncheckpoint ([0-9a-f]{{64}})\nby ({_NAME})\n"
    rf"at ({_TIME})\nkey ([0-9a-f]{{64}})\n"
)
_SIGNATURE: Final = re.compile(r"[0-9a-f]{128}")


class BadCheckpoint(ValueError):
    """The text is not that of a checkpoint or a cosignature; the message says in which way."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a station says of its journal; `root` and `key` are hex, `at` is UTC."""

    station: str
    size: int
    root: str
    at: datetime
    key: str

    def text(self) -> str:
        """Return the one form in which it is signed, printed and exchanged."""
        return (
            f"borderpost checkpoint 1\nstation {self.station}\nsize {self.size}\n"
            f"root {self.root}\nat {format_time(self.at)}\nkey {self.key}\n"
        )

    def digest(self) -> str:
        """Return the SHA-256 of the text, by which cosignatures name it."""
        return hashlib.sha256(self.text().encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Cosignature:
    """What another station says: it has seen this checkpoint, and nothing it knew contradicts it."""

    checkpoint: str
    station: str
    at: datetime
    key: str

    def text(self) -> str:
        """Return the one form in which it is signed and exchanged."""
        return (
            f"borderpost cosignature 1\ncheckpoint {self.checkpoint}\nby {self.station}\n"
            f"at {format_time(self.at)}\nkey {self.key}\n"
        )


@dataclass(frozen=True, slots=True)
class SignedCosignature:
    """A cosignature with its signature in hex, which nobody has checked."""

    cosignature: Cosignature
    signature: str


@dataclass(frozen=True, slots=True)
class SignedCheckpoint:
    """A checkpoint with its signature in hex and its cosignatures; nobody has checked any of them."""

    checkpoint: Checkpoint
    signature: str
    cosignatures: tuple[SignedCosignature, ...] = ()

    def cosigned(self, *more: SignedCosignature) -> "SignedCheckpoint":
        """Return it with further cosignatures."""
        return replace(self, cosignatures=(*self.cosignatures, *more))

    def printed(self) -> str:
        """Return the text with its signature, as it stands on paper and in a QR code."""
        return f"{self.checkpoint.text()}signed {self.signature}\n"


def parse_checkpoint(untrusted_text: str) -> Checkpoint:
    """Read a checkpoint's text; raise BadCheckpoint where it is none."""
    found = _CHECKPOINT.fullmatch(untrusted_text)
    if found is None:
        raise BadCheckpoint("this is not the text of a checkpoint")
    station, size, root, at, key = found.groups()
    return Checkpoint(station, int(size), root, _moment(at), key)


def parse_cosignature(untrusted_text: str) -> Cosignature:
    """Read a cosignature's text; raise BadCheckpoint where it is none."""
    found = _COSIGNATURE.fullmatch(untrusted_text)
    if found is None:
        raise BadCheckpoint("this is not the text of a cosignature")
    checkpoint, station, at, key = found.groups()
    return Cosignature(checkpoint, station, _moment(at), key)


def checkpoint_plain(signed: SignedCheckpoint) -> dict[str, Any]:
    """Return a signed checkpoint as plain data, for a file."""
    return {
        "text": signed.checkpoint.text(),
        "signature": signed.signature,
        "cosignatures": [
            {"text": each.cosignature.text(), "signature": each.signature} for each in signed.cosignatures
        ],
    }


def checkpoint_from_plain(untrusted_data: object) -> SignedCheckpoint:
    """Read plain data back; raise BadCheckpoint where it is no signed checkpoint."""
    data = _fields(untrusted_data, {"text", "signature", "cosignatures"})
    cosignatures = data["cosignatures"]
    if not isinstance(cosignatures, list):
        raise BadCheckpoint("the cosignatures are no list")
    return SignedCheckpoint(
        parse_checkpoint(_text(data["text"])),
        _signature(data["signature"]),
        tuple(_signed_cosignature(each) for each in cosignatures),
    )


def _signed_cosignature(untrusted_data: object) -> SignedCosignature:
    data = _fields(untrusted_data, {"text", "signature"})
    return SignedCosignature(parse_cosignature(_text(data["text"])), _signature(data["signature"]))


def _fields(untrusted_data: object, names: set[str]) -> Mapping[str, object]:
    if not isinstance(untrusted_data, dict) or set(untrusted_data) != names:
        raise BadCheckpoint(f"there have to be the fields {', '.join(sorted(names))}, and no other")
    return untrusted_data


def _signature(untrusted_value: object) -> str:
    text = _text(untrusted_value)
    if _SIGNATURE.fullmatch(text) is None:
        raise BadCheckpoint("a signature is 128 hexadecimal digits")
    return text


def _text(untrusted_value: object) -> str:
    if not isinstance(untrusted_value, str):
        raise BadCheckpoint("text was expected")
    return untrusted_value


def _moment(text: str) -> datetime:
    try:
        return parse_time(text)
    except ValueError as error:
        raise BadCheckpoint(f"{text} is no moment") from error
