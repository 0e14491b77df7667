"""Reads the entries of a damaged record page by page, beside SQLite, as far as any page can be deciphered."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from borderpost.store.journal import Head, Stored

PAGE: Final = 4096
_RESERVED: Final = 48  # bytes at a page's end: 16 of the initialisation vector, 32 of its code
_USABLE: Final = PAGE - _RESERVED
_LOG_HEAD, _FRAME_HEAD = 32, 24
_LEAF: Final = 0x0D
_LARGEST_ENTRY: Final = 64 * 1024 * 1024  # bytes
_HASH_TYPE: Final = 13 + 2 * 64
_HEX: Final = frozenset("0123456789abcdef")
_ID_TYPE, _SIGNATURE_TYPE = 13 + 2 * 32, 12 + 2 * 64


class _NotOurs(Exception):
    """What stands there is no row of the journal."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a version of a page lies."""

    path: Path
    offset: int


class Salvage:
    """All versions of all pages of a database and its write-ahead log, deciphered one by one.

    Neither the header nor the tree of the database is needed, nor the codes of the pages: what is found has
    to prove itself by its hash and its signature. `key` has 32 bytes. Nobody may have the database open.
    """

    def __init__(self, path: Path, key: bytes) -> None:
        self._key = key
        self._versions: dict[int, list[_Place]] = {}
        self._list(path)
        self._list_log(path.with_name(f"{path.name}-wal"))

    def rows(self) -> Iterator[Stored]:
        """Yield every row that has the form of an entry; the same one may come several times."""
        for page in self._leaves():
            yield from self._rows_on(page)

    def heads(self) -> Iterator[Head]:
        """Yield every version of the row that tells where the journal ends; it may come several times."""
        for page in self._leaves():
            with contextlib.suppress(_NotOurs, IndexError, UnicodeDecodeError):
                if int.from_bytes(page[3:5], "big") == 1:
                    yield _head(page, int.from_bytes(page[8:10], "big"))

    def _leaves(self) -> Iterator[bytes]:
        for number, places in self._versions.items():
            for place in places if number > 1 else []:
                page = self._plain(place)
                if page is not None and page[0] == _LEAF:
                    yield page

    def _list(self, path: Path) -> None:
        with contextlib.suppress(OSError):
            for number in range(1, path.stat().st_size // PAGE + 1):
                self._versions[number] = [_Place(path, (number - 1) * PAGE)]

    def _list_log(self, log: Path) -> None:
        """List the frames of the log, newest first: also those left over from before it was begun anew."""
        with contextlib.suppress(OSError), log.open("rb") as file:
            size, offset = log.stat().st_size, _LOG_HEAD
            while offset + _FRAME_HEAD + PAGE <= size:
                file.seek(offset)
                number = int.from_bytes(file.read(4), "big")
                if 0 < number < 1 << 31:
                    place = _Place(log, offset + _FRAME_HEAD)
                    self._versions.setdefault(number, []).insert(0, place)
                offset += _FRAME_HEAD + PAGE

    def _plain(self, place: _Place) -> bytes | None:
        try:
            with place.path.open("rb") as file:
                file.seek(place.offset)
                page = file.read(PAGE)
        except OSError:
            return None
        if len(page) != PAGE or not any(page):
            return None
        vector = page[_USABLE : _USABLE + 16]
        decryptor = Cipher(algorithms.AES(self._key), modes.CBC(vector)).decryptor()
        return decryptor.update(page[:_USABLE]) + decryptor.finalize()

    def _rows_on(self, page: bytes) -> Iterator[Stored]:
        count = int.from_bytes(page[3:5], "big")
        for cell in range(min(count, _USABLE // 2)):
            at = int.from_bytes(page[8 + 2 * cell : 10 + 2 * cell], "big")
            # several versions of a page that a long entry runs on to may lie in the log
            for choice in range(3):
                with contextlib.suppress(_NotOurs, IndexError):
                    yield self._row_at(page, at, choice)
                    break

    def _row_at(self, page: bytes, at: int, choice: int) -> Stored:
        length, at = _varint(page, at)
        sequence, at = _varint(page, at)
        if not 80 < length <= _LARGEST_ENTRY or not 0 < sequence < 1 << 62:
            raise _NotOurs
        local = _local(length)
        payload = page[at : at + local]
        if local < length:
            following = int.from_bytes(page[at + local : at + local + 4], "big")
            payload += self._overflow(following, length - local, choice)
        return _entry(sequence, payload)

    def _overflow(self, number: int, length: int, choice: int) -> bytes:
        parts: list[bytes] = []
        while length > 0:
            places = self._versions.get(number)
            if not places:
                raise _NotOurs
            page = self._plain(places[min(choice, len(places) - 1)])
            if page is None:
                raise _NotOurs
            parts.append(page[4 : 4 + min(length, _USABLE - 4)])
            length -= len(parts[-1])
            number = int.from_bytes(page[:4], "big")
        return b"".join(parts)


def _local(length: int) -> int:
    """Return how many bytes of a row stand on its leaf (sqlite.org/fileformat2.html, "B-tree Pages")."""
    most, least = _USABLE - 35, (_USABLE - 12) * 32 // 255 - 23
    if length <= most:
        return length
    fitting = least + (length - least) % (_USABLE - 4)
    return fitting if fitting <= most else least


def _entry(sequence: int, payload: bytes) -> Stored:
    """Read a row of the journal: the number, which is the row's own, identifier, bytes and signature."""
    head_length, at = _varint(payload, 0)
    types = []
    while at < head_length:
        kind, at = _varint(payload, at)
        types.append(kind)
    if len(types) < 4 or types[0] != 0 or types[1] != _ID_TYPE or types[3] != _SIGNATURE_TYPE:
        raise _NotOurs
    if types[2] < 12 or types[2] % 2:
        raise _NotOurs
    body_at = at + 32
    signature_at = body_at + (types[2] - 12) // 2
    signature = payload[signature_at : signature_at + 64]
    if len(signature) != 64:
        raise _NotOurs
    ident = payload[at:body_at].decode("ascii", "replace")
    return Stored(sequence, ident, payload[body_at:signature_at], signature)


def _head(page: bytes, at: int) -> Head:
    """Read the only row of the head's table: number (the row's own), sequence, hash and what was added."""
    length, at = _varint(page, at)
    rowid, at = _varint(page, at)
    head_length, types_at = _varint(page, at)
    types, end = [], at + head_length
    while types_at < end:
        kind, types_at = _varint(page, types_at)
        types.append(kind)
    if rowid != 1 or len(types) < 3 or types[0] != 0 or types[2] != _HASH_TYPE or length > _USABLE:
        raise _NotOurs
    width = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}.get(types[1], 0)
    sequence = int.from_bytes(page[end : end + width], "big") if width else int(types[1] == 9)
    text = page[end + width : end + width + 64].decode("ascii")
    if sequence < 1 or not _HEX.issuperset(text):
        raise _NotOurs
    return Head(sequence, text)


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for place in range(8):
        byte = data[at + place]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + place + 1
    return value << 8 | data[at + 8], at + 9
