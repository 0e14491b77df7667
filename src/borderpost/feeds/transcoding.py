"""Turns a stream in another encoding into UTF-8, so that ill bytes spoil only the row they stand in."""

from __future__ import annotations

import codecs
import io
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

ENCODINGS = frozenset(
    {
        "utf-8",
        "ascii",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "utf-32-le",
        "utf-32-be",
        *(f"iso8859-{part}" for part in (*range(1, 12), 13, 14, 15, 16)),
        *(f"cp{page}" for page in (437, 850, 852, 855, 857, 858, 866, 874, *range(1250, 1259))),
        "koi8-r",
        "koi8-u",
        "gb2312",
        "gbk",
        "gb18030",
        "big5",
        "big5hkscs",
        "cp949",
        "cp950",
        "shift_jis",
        "cp932",
        "euc_jp",
        "euc_kr",
        "tis-620",
    }
)
"""Those that a mapping may name, by the name that Python gives them."""

_CHUNK = 64 * 1024
_ILL = "borderpost-ill-bytes"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def known_encoding(name: str) -> str:
    """Return the encoding by its one name, or the empty text where it is none of those that are read."""
    try:
        found = codecs.lookup(name).name
    except (LookupError, ValueError):
        return ""
    return found if found in ENCODINGS else ""


def marked_encoding(beginning: bytes) -> str:
    """Return the encoding that a byte order mark tells, or the empty text."""
    return next((encoding for mark, encoding in _MARKS if beginning.startswith(mark)), "")


def _escape(error: UnicodeError) -> tuple[str, int]:
    """Carry what is ill through, as lone surrogates that become bytes again.

    A plain letter or line ending that stands behind a broken lead byte stays what it is.
    """
    if not isinstance(error, UnicodeDecodeError):
        raise error
    ill = error.object[error.start : error.end]
    if ill.isascii() or error.encoding.startswith("utf"):
        return "\udcff" * len(ill), error.end
    return "".join(chr(0xDC00 + byte) if byte >= 0x80 else chr(byte) for byte in ill), error.end


codecs.register_error(_ILL, _escape)


class AsUtf8(io.RawIOBase):
    """The bytes of a stream as UTF-8; bytes that have no meaning stay as they are and are no UTF-8 then."""

    def __init__(self, source: IO[bytes], encoding: str) -> None:
        super().__init__()
        self._source = source
        self._decoder = codecs.getincrementaldecoder(encoding)(errors=_ILL)
        self._made = memoryview(b"")
        self._ended = False

    def readable(self) -> bool:
        """Tell that bytes can be read."""
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Fill the buffer; 0 at the end."""
        while not self._made and not self._ended:
            data = self._source.read(_CHUNK)
            self._ended = not data
            text = self._decoder.decode(data, self._ended)
            self._made = memoryview(text.encode("utf-8", "surrogateescape"))
        view = memoryview(buffer).cast("B")
        count = min(len(view), len(self._made))
        view[:count] = self._made[:count]
        self._made = self._made[count:]
        return count


def as_utf8(source: IO[bytes], encoding: str) -> IO[bytes]:
    """Return a stream of UTF-8; the stream itself where it is that already."""
    if encoding in ("utf-8", "ascii", ""):
        return source
    return io.BufferedReader(AsUtf8(source, encoding), _CHUNK)
