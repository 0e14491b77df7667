"""The rejects file: refused rows with line, field and reason, to be mended in place and fed again."""

import base64
import json
import os
import tempfile
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import msgspec

from borderpost.domain.intake import Rejected
from borderpost.feeds.reject_sentences import sentence_of


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
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.count = 0
        self._file: IO[bytes] | None = None

    def write(self, rejected: Rejected) -> None:
        """Add a refused row."""
        if self._file is None:
            self._file = tempfile.NamedTemporaryFile(  # noqa: SIM115 -- closed and renamed on leaving
                dir=self.path.parent, prefix=f".{self.path.name}.", suffix=".part", delete=False
            )
        self._file.write(rejects_entry(rejected) + b"\n")
        self.count += 1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._file is None:
            return
        part = Path(self._file.name)
        try:
            if kind is None:
                self._file.flush()
                os.fsync(self._file.fileno())
            self._file.close()
            if kind is None:
                part.replace(self.path)
                _sync_folder(self.path.parent)
        finally:
            part.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
