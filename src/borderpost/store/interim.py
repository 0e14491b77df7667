"""Notes on who signed in and what was read while the record could not be written: locked, line by line."""

import contextlib
import json
import os
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from borderpost.domain.acts import Act, kind_of, payload_of
from borderpost.domain.entry import format_time
from borderpost.store import boxes
from borderpost.store.folder import SiteFolder

FILE: Final = "meanwhile.notes"
_LABEL: Final = "borderpost interim note"


def note(folder: SiteFolder, *, officer: str, at: datetime, act: Act) -> None:
    """Write one note, durably; raises OSError where even that cannot be written."""
    plain = {"officer": officer, "at": format_time(at), "kind": kind_of(act), "payload": payload_of(act)}
    box = boxes.lock(json.dumps(plain).encode(), key=folder.keys().key_of(FILE), label=_LABEL)
    with (folder.root / FILE).open("ab") as file:
        file.write(box.encode("ascii") + b"\n")
        file.flush()
        os.fsync(file.fileno())


def notes(folder: SiteFolder) -> list[dict[str, Any]]:
    """Return the notes in order; a line that was cut off or changed is told as unreadable."""
    return list(_read(folder))


def _read(folder: SiteFolder) -> Iterator[dict[str, Any]]:
    with contextlib.suppress(FileNotFoundError):
        for line in (folder.root / FILE).read_bytes().splitlines():
            try:
                box = line.decode("ascii")
                yield dict(json.loads(boxes.unlock(box, key=folder.keys().key_of(FILE), label=_LABEL)))
            except (boxes.WrongSecret, UnicodeDecodeError, ValueError):
                yield {"kind": "unreadable"}
