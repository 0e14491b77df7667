"""Opens a feed that may be packed by gzip or zstd, and reads it without ever trusting what it unpacks to."""

from __future__ import annotations

import io
import zlib
from typing import IO, TYPE_CHECKING, Protocol

from backports import zstd

from borderpost.domain.intake import RejectReason

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

GZIP_MAGIC = b"\x1f\x8b"
ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
RATIO_LIMIT = 250
"""How many times its packed size a feed may be; declarations pack by 5 to 30, one over and over by 150."""
FREE_OUTPUT = 32 * 1024 * 1024
"""Below so many bytes unpacked, the ratio does not matter."""
OUTPUT_LIMIT = 256 * 1024**3
"""The most bytes that one file may unpack to: some 150 million declarations."""
WINDOW_LOG_LIMIT = 27
"""zstd's own limit without --long: 128 MiB of window."""

_CHUNK = 64 * 1024


class FeedEnds(Exception):
    """The file cannot be read further: the reason, a detail for its sentence, and how far it was read."""

    def __init__(self, reason: RejectReason, detail: str) -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail


class Unpacked(io.RawIOBase):
    """The bytes inside a packed stream; it ends at a bomb and at damage, and `ended_by` then says why."""

    def __init__(
        self,
        packed: IO[bytes],
        magic: bytes,
        *,
        ratio_limit: int = RATIO_LIMIT,
        output_limit: int = OUTPUT_LIMIT,
    ) -> None:
        super().__init__()
        self._packed = packed
        self._magic = magic
        self._ratio_limit = ratio_limit
        self._output_limit = output_limit
        self._unpacker: _Unpacker = _unpacker(magic)
        self._begun = False
        self._consumed = self._produced = 0
        self._ended = False
        self.ended_by: FeedEnds | None = None

    def readable(self) -> bool:
        """Tell that bytes can be read."""
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Fill the buffer as far as one step of unpacking does; 0 at the end."""
        view = memoryview(buffer).cast("B")
        data = self._next(min(len(view), 1024 * 1024))
        view[: len(data)] = data
        return len(data)

    def _next(self, most: int) -> bytes:
        while not self._ended:
            try:
                data = self._step(most)
                self._produced += len(data)
                self._check()
            except (zlib.error, zstd.ZstdError) as error:
                self.ended_by, self._ended = FeedEnds(RejectReason.DAMAGED, str(error)), True
            except FeedEnds as ends:
                # What was unpacked so far is still read; the reason is told behind it.
                self.ended_by, self._ended = ends, True
            else:
                if data:
                    return data
        return b""

    def _step(self, most: int) -> bytes:
        unpacker = self._unpacker
        if unpacker.eof:
            rest = unpacker.unused_data or self._more()
            # Zeros behind the last part are the padding of tapes and block devices.
            if not rest.strip(b"\0"):
                self._ended = not rest
                if rest:
                    self._unpacker.unused_data = b""
                return b""
            self._unpacker = _unpacker(self._magic)
            return self._unpacker.decompress(rest.lstrip(b"\0"), most)
        if not unpacker.needs_input:
            return unpacker.decompress(b"", most)
        more = self._more()
        if not more:
            if not self._begun:
                self._ended = True
                return b""
            raise FeedEnds(RejectReason.CUT_OFF, f"{self._produced} bytes could be unpacked")
        return unpacker.decompress(more, most)

    def _more(self) -> bytes:
        data = self._packed.read(_CHUNK)
        self._begun = self._begun or bool(data)
        self._consumed += len(data)
        return data

    def _check(self) -> None:
        if self._produced > self._output_limit:
            raise FeedEnds(RejectReason.BOMB, f"more than {self._output_limit} bytes")
        if self._produced > max(FREE_OUTPUT, self._ratio_limit * self._consumed):
            times = self._produced // max(self._consumed, 1)
            raise FeedEnds(RejectReason.BOMB, f"{times} times its packed size")


class _Unpacker(Protocol):
    """What both packings offer: at most so many bytes at a time, and the end of a part."""

    unused_data: bytes

    @property
    def eof(self) -> bool: ...

    @property
    def needs_input(self) -> bool: ...

    def decompress(self, data: bytes, most: int) -> bytes: ...


class _Gzip:
    def __init__(self) -> None:
        self._inner = zlib.decompressobj(wbits=31)
        self.unused_data = b""

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def needs_input(self) -> bool:
        return not self._inner.unconsumed_tail

    def decompress(self, data: bytes, most: int) -> bytes:
        made = self._inner.decompress(self._inner.unconsumed_tail + data, most)
        if self._inner.eof:
            self.unused_data = self._inner.unused_data
        return made


class _Zstd:
    def __init__(self) -> None:
        limit = {int(zstd.DecompressionParameter.window_log_max): WINDOW_LOG_LIMIT}
        self._inner = zstd.ZstdDecompressor(options=limit)
        self.unused_data = b""

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def needs_input(self) -> bool:
        return self._inner.needs_input

    def decompress(self, data: bytes, most: int) -> bytes:
        made = self._inner.decompress(data, most)
        if self._inner.eof:
            self.unused_data = self._inner.unused_data
        return made


def _unpacker(magic: bytes) -> _Unpacker:
    return _Gzip() if magic == GZIP_MAGIC else _Zstd()


def unpacked(source: IO[bytes]) -> IO[bytes]:
    """Return the stream itself, or a buffered one of what is packed in it; told by its first bytes.

    The stream given has to be able to peek or seek.
    """
    beginning = _peek(source, 4)
    for magic in (GZIP_MAGIC, ZSTD_MAGIC):
        if beginning.startswith(magic):
            return io.BufferedReader(Unpacked(source, magic), _CHUNK)
    return source


def _peek(source: IO[bytes], count: int) -> bytes:
    if isinstance(source, io.BufferedReader):
        return source.peek(count)[:count]
    beginning = source.read(count)
    source.seek(-len(beginning), io.SEEK_CUR)
    return beginning
