"""Declarations as the store keeps them: arrays without names, packed by what is common to a week's mail."""

from collections.abc import Callable, Sequence
from typing import Final

import msgspec
import zstandard
from backports import zstd

from borderpost.domain.declaration import Declaration

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Declaration).decode

_LEVEL: Final = 2
_DICTIONARY_BYTES: Final = 32 * 1024
SAMPLES_LEAST: Final = 1_000
SAMPLES_MOST: Final = 500


class Damaged(ValueError):
    """Bytes that are no declaration that was packed here."""


def raw(declaration: Declaration) -> bytes:
    """Return a declaration as bytes, not yet packed; equal ones give the same."""
    return _encode(declaration)


def unpacked(raw_declaration: bytes) -> Declaration:
    """Return the declaration that raw bytes are."""
    return _decode(raw_declaration)


def learn(samples: Sequence[bytes]) -> bytes:
    """Return what a number of raw declarations have in common; no fewer than `SAMPLES_LEAST` teach anything.

    It holds pieces of what was declared, and is to be guarded and erased with it.
    """
    step = max(1, len(samples) // SAMPLES_MOST)
    return bytes(zstd.train_dict(list(samples[::step])[:SAMPLES_MOST], _DICTIONARY_BYTES).dict_content)


class Packer:
    """Packs and unpacks declarations by one dictionary, or by none; for one thread at a time."""

    # Not by the library that learns: it makes what it unpacks with anew for every declaration, which takes
    # five times as long as unpacking.

    def __init__(self, dictionary: bytes = b"") -> None:
        self._dictionary = zstandard.ZstdCompressionDict(dictionary) if dictionary else None
        self._unpack = zstandard.ZstdDecompressor(dict_data=self._dictionary).decompress
        self._pack: Callable[[bytes], bytes] | None = None

    def pack(self, raw_declaration: bytes) -> bytes:
        """Return raw bytes packed."""
        if self._pack is None:
            self._pack = zstandard.ZstdCompressor(
                level=_LEVEL, dict_data=self._dictionary, write_dict_id=False
            ).compress
        return self._pack(raw_declaration)

    def unpack(self, content: bytes) -> Declaration:
        """Return the declaration; raise Damaged where the bytes are none."""
        try:
            return _decode(self._unpack(content))
        except (zstandard.ZstdError, msgspec.MsgspecError, MemoryError, UnicodeDecodeError) as error:
            raise Damaged(str(error)) from error
