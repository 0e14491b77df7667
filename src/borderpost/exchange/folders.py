"""The folders of the exchange: files go out whole or not at all, and what comes in is looked at twice."""

import contextlib
import hashlib
import os
import re
import stat
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

LARGEST: Final = 64 * 1024
"""Bytes that an answer may have; a larger file is not read."""

_ID: Final = re.compile(r"[0-9a-f]{32}")
_PARTIAL: Final = (".part", ".partial", ".tmp", ".filepart", ".crdownload", ".writing")


class TooLarge(Exception):
    """A file in the inbox is larger than any answer."""


@dataclass(frozen=True, slots=True)
class _Look:
    size: int
    mtime_ns: int
    inode: int


def put_out(folder: Path, message: str, texts: Mapping[str, bytes]) -> dict[str, str]:
    """Write the files of a message, durable; return their names with their SHA-256 (hex).

    `texts` are bytes by the ending of their file; a file is there whole or not at all, and one that is there
    already becomes the same again. They are written in order: where the last one is, all are.
    """
    if _ID.fullmatch(message) is None:
        raise ValueError("this is no id of a message")
    folder.mkdir(parents=True, exist_ok=True)
    written: dict[str, str] = {}
    for ending, data in texts.items():
        name = f"{message}.{ending}"
        _write(folder, name, data)
        written[name] = hashlib.sha256(data).hexdigest()
    return written


def _write(folder: Path, name: str, data: bytes) -> None:
    handle, temporary = tempfile.mkstemp(dir=folder, prefix=".new-", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        # other programs collect them
        Path(temporary).chmod(0o640)
        Path(temporary).replace(folder / name)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            Path(temporary).unlink()
        raise
    _sync(folder)


def _sync(folder: Path) -> None:
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sweep(folder: Path) -> None:
    """Remove what a killed program began to write into the outbox."""
    with contextlib.suppress(OSError):
        for left in folder.glob(".new-*.part"):
            with contextlib.suppress(OSError):
                left.unlink()


class Inbox:
    """Answers as files: read once they are complete, then put into `done` or `failed`.

    A file is complete when two looks running find it unchanged. Hidden files, folders, links and files with
    a partial name are passed over.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._seen: dict[str, _Look] = {}

    def look(self, *, at_once: bool = False) -> list[Path]:
        """Return the files that are complete, by name; none where the folder is not there.

        With `at_once`, those that nobody saw before count, too: whoever asks knows that nothing is written.
        """
        now: dict[str, _Look] = {}
        try:
            with os.scandir(self.folder) as entries:
                for entry in entries:
                    if entry.name.startswith(".") or entry.name.lower().endswith(_PARTIAL):
                        continue
                    with contextlib.suppress(OSError):
                        found = entry.stat(follow_symlinks=False)
                        if stat.S_ISREG(found.st_mode):
                            now[entry.name] = _Look(found.st_size, found.st_mtime_ns, found.st_ino)
        except FileNotFoundError:
            return []
        ready = [name for name, seen in now.items() if at_once or self._seen.get(name) == seen]
        self._seen = now
        return [self.folder / name for name in sorted(ready)]

    def read(self, file: Path) -> bytes:
        """Return what a file holds; raise TooLarge, or OSError where it cannot be read or is none."""
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        with os.fdopen(os.open(file, flags), "rb") as opened:
            if not stat.S_ISREG(os.fstat(opened.fileno()).st_mode):
                raise OSError(f"{file.name} is no file")
            data = opened.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise TooLarge(file.name)
        return data

    def put_away(self, file: Path, why: str = "") -> Path:
        """Move a file that was read into `done`, or, with the reason beside it, into `failed`."""
        target_folder = self.folder / ("failed" if why else "done")
        target_folder.mkdir(parents=True, exist_ok=True)
        target = _free(target_folder / file.name)
        file.replace(target)
        self._seen.pop(file.name, None)
        if why:
            target.with_name(f"{target.name}.why.txt").write_text(f"{why}\n", encoding="utf-8")
        return target


def _free(target: Path) -> Path:
    number, free = 1, target
    while free.exists() or free.is_symlink():
        number += 1
        free = target.with_name(f"{target.stem}-{number}{target.suffix}")
    return free
