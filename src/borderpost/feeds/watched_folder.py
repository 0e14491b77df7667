"""A folder into which feeds are put: tells which of them are complete, and moves those that are done."""

import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from threading import Event

PARTIAL_SUFFIXES = (".part", ".partial", ".tmp", ".filepart", ".crdownload", ".writing")
INTERVAL_S = 5.0

CHANGED = "it was changed while it was read, and is read again once it is complete"
GONE = "it was taken away while it was read, by somebody or by another watcher"


class Ending(StrEnum):
    """What came of a file that was taken."""

    DONE = "done"
    FAILED = "failed"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a file, why where it failed, and what was written on the way and goes with it."""

    ending: Ending
    why: str = ""
    beside: tuple[Path, ...] = ()


Take = Callable[[Path, Path], Taken]
"""Takes a file in; the second path is the folder for its rejects."""


@dataclass(frozen=True, slots=True)
class _Look:
    size: int
    mtime_ns: int
    inode: int


class WatchedFolder:
    """The inbox, and the folders `done` and `failed` for what was taken from it.

    A file is complete when two looks running find it unchanged, or when it bore a partial name (`.part` and
    the like) at the look before and has been renamed since. Hidden files, folders and links are passed over.
    """

    def __init__(self, inbox: Path, done: Path | None = None, failed: Path | None = None) -> None:
        self.inbox = inbox
        self.done = done or inbox / "done"
        self.failed = failed or inbox / "failed"
        self._seen: dict[str, _Look] = {}

    def look(self) -> list[Path]:
        """Return the files that are complete, the oldest first; raise OSError where the inbox is gone."""
        now: dict[str, _Look] = {}
        with os.scandir(self.inbox) as entries:
            for entry in entries:
                found = _regular(entry)
                if found is not None and not entry.name.startswith("."):
                    now[entry.name] = _look_at(found)
        renamed = {look.inode for name, look in self._seen.items() if _is_partial(name) and name not in now}
        ready = [
            (look.mtime_ns, name)
            for name, look in now.items()
            if not _is_partial(name) and (self._seen.get(name) == look or look.inode in renamed)
        ]
        self._seen = now
        return [self.inbox / name for _, name in sorted(ready)]

    def as_it_is_now(self, file: Path, taken: Taken) -> Taken:
        """Return what came of a file by its state now: it is left alone where it is another one than that
        which was offered, because somebody wrote on, put another in its place or took it away meanwhile.
        """
        try:
            found = _look_at(file.stat(follow_symlinks=False))
        except FileNotFoundError:
            self._seen.pop(file.name, None)
            return Taken(Ending.LATER, GONE)
        if found == self._seen.get(file.name):
            return taken
        self._seen.pop(file.name, None)
        return Taken(Ending.LATER, CHANGED)

    def put_away(self, file: Path, taken: Taken) -> Path:
        """Move a file that was taken, and what goes with it; return where it is. A reason is put beside it.

        A file that stands there under the same name stays; the newer one gets a number.
        """
        if taken.ending is Ending.LATER:
            return file
        folder = self.done if taken.ending is Ending.DONE else self.failed
        folder.mkdir(parents=True, exist_ok=True)
        target = _free(folder / file.name)
        file.replace(target)
        self._seen.pop(file.name, None)
        for other in taken.beside:
            if other.parent != folder:
                other.replace(_free(folder / other.name))
        if taken.why:
            target.with_name(f"{target.name}.why.txt").write_text(f"{taken.why}\n", encoding="utf-8")
        return target


def watch(
    folder: WatchedFolder,
    take: Take,
    stop: Event,
    *,
    interval_s: float = INTERVAL_S,
    told: Callable[[Path, Taken], None] | None = None,
) -> None:
    """Take every complete file of the folder, look after look, until `stop` is set.

    `take` may not raise; `told` hears of each file and where it is now. A file that is to be taken later
    stays in the inbox, and so does one that was changed while it was taken: what stands there now may not
    have been read. Raise OSError where the inbox is gone.
    """
    while not stop.is_set():
        for file in folder.look():
            if stop.is_set():
                return
            folder.done.mkdir(parents=True, exist_ok=True)
            taken = folder.as_it_is_now(file, take(file, folder.done))
            try:
                target = folder.put_away(file, taken)
            except FileNotFoundError:
                target, taken = file, Taken(Ending.LATER, GONE)
            if told is not None:
                told(target, taken)
        stop.wait(interval_s)


def _regular(entry: "os.DirEntry[str]") -> os.stat_result | None:
    try:
        found = entry.stat(follow_symlinks=False)
    except OSError:
        return None
    return found if stat.S_ISREG(found.st_mode) else None


def _look_at(found: os.stat_result) -> _Look:
    return _Look(found.st_size, found.st_mtime_ns, found.st_ino)


def _is_partial(name: str) -> bool:
    return name.lower().endswith(PARTIAL_SUFFIXES)


def _free(target: Path) -> Path:
    number, free = 1, target
    while free.exists():
        number += 1
        free = target.with_name(f"{target.stem}-{number}{target.suffix}")
    return free
