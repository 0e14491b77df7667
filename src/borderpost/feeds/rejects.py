"""The rejects file: refused rows with line, field and reason, to be mended in place and fed again."""

import base64
import contextlib
import hashlib
import json
import os
from pathlib import Path
from types import TracebackType
from typing import IO, Final, Self

import msgspec

from borderpost.domain.intake import Rejected
from borderpost.feeds.reject_sentences import sentence_of

_PIECE: Final = 1 << 20  # bytes


def rejects_entry(rejected: Rejected) -> bytes:
    """Return the line of a rejects file for a refused row, without a line ending.

    `row` is the row as it came: a JSON object stays one, ready to be edited; anything else is text. Bytes
    that are no UTF-8 stand in `row_base64`. `header` goes with rows of a CSV and with records whose document
    has to be opened first; `mapping`, `record`, `arrived` tell how a mapping read the row.
    """
    entry: dict[str, object] = {
        "line": rejected.line,
        "field": rejected.field,
        "reason": rejected.reason.value,
        "sentence": sentence_of(rejected),
    }
    if rejected.header:
        entry["header"] = rejected.header.decode("utf-8", "replace")
    if rejected.origin is not None:
        entry |= {"mapping": rejected.origin.mapping, "record": rejected.origin.record}
        if rejected.origin.arrived:
            entry["arrived"] = rejected.origin.arrived
    if rejected.origin is not None or not rejected.complete:
        entry |= {"start": rejected.start, "end": rejected.end}
    if not rejected.complete:
        entry |= {"complete": False, "value": rejected.value}
    head = json.dumps(entry, ensure_ascii=False).encode("utf-8", "replace")[:-1]
    return head + _row(rejected) + b"}"


def _row(rejected: Rejected) -> bytes:
    row = rejected.untrusted_row
    readable = not rejected.header or (rejected.origin is not None and row == row.strip())
    if readable and _is_json_object(row):
        return b', "row": ' + row.strip()
    try:
        return b', "row": ' + msgspec.json.encode(row.decode())
    except UnicodeDecodeError:
        return b', "row_base64": "' + base64.b64encode(row) + b'"'


def _is_json_object(row: bytes) -> bool:
    if not row.lstrip().startswith(b"{"):
        return False
    try:
        msgspec.json.decode(row)
    except (ValueError, RecursionError):
        return False
    return True


class RejectsFile:
    """Writes a rejects file that appears whole or not at all.

    Used as a context manager; leaving it normally puts the file in its place, durably, if there was
    anything to write. Without rejects no file is made, and one that stood there stays.

    Until then the rows lie in a hidden file beside it. Once that was made durable it is left there by
    whatever cuts the work off, and `begun` (its length in bytes at that time) goes on with it, where the
    SHA-256 of so many bytes is still `begun_as`: another file of the same name may have used it meanwhile.
    """

    def __init__(self, path: Path, *, begun: int = 0, begun_as: str = "") -> None:
        self.path = path
        self.count = 0
        self._part = path.with_name(f".{path.name}.part")
        self._begun = begun
        self._begun_as = begun_as
        self._hash = hashlib.sha256()
        self._durable = begun > 0
        self._file: IO[bytes] | None = None

    @property
    def sha256(self) -> str:
        """The SHA-256 in hex of what was written."""
        return self._hash.hexdigest()

    def is_whole(self) -> bool:
        """Tell whether what was begun is still there; to be asked before anything is added to it."""
        if self._begun == 0:
            return True
        found, left = hashlib.sha256(), self._begun
        try:
            with self._part.open("rb") as file:
                while left and (piece := file.read(min(left, _PIECE))):
                    found.update(piece)
                    left -= len(piece)
        except FileNotFoundError:
            return False
        self._hash = found
        return not left and self._begun_as in ("", found.hexdigest())

    def write(self, rejected: Rejected) -> None:
        """Add a refused row."""
        file = self._file if self._file is not None else self._open()
        line = rejects_entry(rejected) + b"\n"
        file.write(line)
        self._hash.update(line)
        self.count += 1

    def make_durable(self) -> int:
        """Make what was written durable; return how many bytes that are."""
        if self._file is None:
            return self._begun
        self._file.flush()
        os.fsync(self._file.fileno())
        self._durable = True
        return self._file.tell()

    def _open(self) -> IO[bytes]:
        handle = os.open(self._part, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        file = os.fdopen(handle, "r+b")
        file.truncate(self._begun)
        file.seek(self._begun)
        self._file = file
        return file

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._file is None and kind is None and self._begun:
            self._open()
        if self._file is None:
            return
        try:
            if kind is None:
                self.make_durable()
                self._file.close()
                self._part.replace(self.path)
                _sync_folder(self.path.parent)
        finally:
            # What a full disk did not take fails here once more, and would stand before what is told of it.
            with contextlib.suppress(OSError):
                self._file.close()
            if not self._durable:
                self._part.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
