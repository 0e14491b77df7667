"""A disk whose power can be cut: a shim under SQLite remembers every write and every sync."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import apsw

SECTOR = 512
_WAYS_OF_CUTTING = (0.0, 0.1, 0.5, 0.9, 1.0)
"""How likely it is that a write reached the disk without a sync; one is drawn for each cut."""
_TORN = 0.3


@dataclass(frozen=True, slots=True)
class Write:
    """Bytes put at a place."""

    name: str
    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Truncate:
    """A file brought to a length."""

    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Sync:
    """Everything written to a file before is on the disk from here on."""

    name: str


@dataclass(frozen=True, slots=True)
class Delete:
    """A file removed; with `durable` its name is gone from the disk, too."""

    name: str
    durable: bool


Operation = Write | Truncate | Sync | Delete


class WatchedDisk(apsw.VFS):
    """Passes everything on to the system and notes what changes a file, in order."""

    def __init__(self, name: str) -> None:
        super().__init__(name, base="")
        self.name = name
        self.log: list[Operation] = []

    def xOpen(self, name: Any, flags: list[int]) -> "WatchedFile":
        """Open a file that notes what is done to it."""
        return WatchedFile(self, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:
        """Remove a file."""
        super().xDelete(filename, syncdir)
        self.log.append(Delete(Path(filename).name, syncdir))


class WatchedFile(apsw.VFSFile):
    """A file of a watched disk."""

    def __init__(self, disk: WatchedDisk, name: Any, flags: list[int]) -> None:
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        self._name = Path(path).name if path else ""
        self._log = disk.log
        super().__init__("", name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:
        """Write, and note it."""
        super().xWrite(data, offset)
        self._log.append(Write(self._name, offset, bytes(data)))

    def xTruncate(self, newsize: int) -> None:
        """Cut or lengthen, and note it."""
        super().xTruncate(newsize)
        self._log.append(Truncate(self._name, newsize))

    def xSync(self, flags: int) -> None:
        """Sync, and note it."""
        super().xSync(flags)
        self._log.append(Sync(self._name))


@dataclass
class _File:
    """What is surely on the disk of a file, and what was asked for since."""

    durable: bytearray | None = None
    pending: list[Write | Truncate | Delete] = field(default_factory=list)


class CutDisk:
    """Follows a log from its beginning and shows what a power cut could leave at any place of it."""

    def __init__(self, log: Sequence[Operation]) -> None:
        self._log = log
        self._at = 0
        self._files: dict[str, _File] = {}

    def go_to(self, place: int) -> None:
        """Follow the log up to a place; it is never gone back."""
        assert place >= self._at
        for operation in self._log[self._at : place]:
            self._follow(operation)
        self._at = place

    def _follow(self, operation: Operation) -> None:
        file = self._files.setdefault(operation.name, _File())
        match operation:
            case Sync():
                if file.durable is None:
                    # with the first sync of a new file SQLite syncs the folder, and so every name in it
                    self._sync_names()
                file.durable = _all_of(file)
                file.pending = []
            case Delete(durable=True):
                file.durable, file.pending = None, []
            case _:
                file.pending.append(operation)

    def _sync_names(self) -> None:
        for file in self._files.values():
            gone = [place for place, each in enumerate(file.pending) if isinstance(each, Delete)]
            if gone:
                file.durable, file.pending = None, file.pending[gone[-1] + 1 :]

    def cut(self, folder: Path, dice: random.Random) -> None:
        """Write into a folder what is left of every file when the power fails here."""
        folder.mkdir(parents=True, exist_ok=True)
        likely = dice.choice(_WAYS_OF_CUTTING)
        for name, file in self._files.items():
            content = None if file.durable is None else bytearray(file.durable)
            for operation in file.pending:
                if dice.random() < likely:
                    content = _with(content, operation, dice)
            if content is not None:
                (folder / name).write_bytes(content)


def _all_of(file: _File) -> bytearray | None:
    content = file.durable
    for operation in file.pending:
        content = _with(content, operation, None)
    return content if content is not None else bytearray()


def _with(
    content: bytearray | None, operation: Write | Truncate | Delete, dice: random.Random | None
) -> bytearray | None:
    """Return a file after one more operation; with dice, three writes in ten reach the disk in part."""
    if isinstance(operation, Delete):
        return None
    content = bytearray() if content is None else content
    if isinstance(operation, Truncate):
        return content[: operation.size].ljust(operation.size, b"\0")
    for offset, data in _pieces(operation, dice):
        if len(content) < offset:
            content.extend(bytes(offset - len(content)))
        content[offset : offset + len(data)] = data
    return content


def _pieces(write: Write, dice: random.Random | None) -> Iterator[tuple[int, bytes]]:
    if dice is None or dice.random() >= _TORN:
        yield write.offset, write.data
        return
    at = 0
    while at < len(write.data):
        # sectors begin where they begin on the disk, not where the write does
        end = min(len(write.data), at + SECTOR - (write.offset + at) % SECTOR)
        if dice.random() < 0.5:
            yield write.offset + at, write.data[at:end]
        at = end
