"""Files copied to a stick: durable, read back from it, and wholly there or not at all."""

import contextlib
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from borderpost.store.backup_manifest import Listed
from borderpost.store.files import sync_folder
from borderpost.store.troubles import trouble_of
from borderpost.work.troubles import Trouble

_PIECE = 1 << 20  # bytes


class CopyFailed(Exception):
    """A file could not be copied: `at_target` tells on which side it failed."""

    def __init__(self, path: Path, trouble: Trouble, detail: str, *, at_target: bool) -> None:
        super().__init__(f"{path}: {detail}")
        self.path = path
        self.trouble = trouble
        self.detail = detail
        self.at_target = at_target


@contextlib.contextmanager
def side(path: Path, *, at_target: bool) -> Iterator[None]:
    """Tell of what fails within on which side it failed."""
    try:
        yield
    except OSError as error:
        trouble = trouble_of(error) or Trouble.FAILING
        raise CopyFailed(path, trouble, error.strerror or str(error), at_target=at_target) from error


def copied(source: Path, target: Path) -> Listed:
    """Copy a file under a temporary name, read it back, and give it its name; raise CopyFailed.

    No rights are set: the file systems of sticks have none.
    """
    new = target.with_name(f".new-{target.name}")
    try:
        listed = _written(source, new)
        if listed_of(new, at_target=True) != listed:
            raise CopyFailed(target, Trouble.FAILING, "it reads back otherwise than written", at_target=True)
        with side(target, at_target=True):
            new.replace(target)
            sync_folder(target.parent)
    except BaseException:
        with contextlib.suppress(OSError):
            new.unlink()
        raise
    return listed


def _written(source: Path, new: Path) -> Listed:
    hashed, size = hashlib.sha256(), 0
    with contextlib.ExitStack() as stack:
        with side(source, at_target=False):
            reader = stack.enter_context(source.open("rb"))
        with side(new, at_target=True):
            # what lies there may be a link that somebody put on the stick
            new.unlink(missing_ok=True)
            writer = stack.enter_context(new.open("xb"))
        while True:
            with side(source, at_target=False):
                piece = reader.read(_PIECE)
            if not piece:
                break
            hashed.update(piece)
            size += len(piece)
            with side(new, at_target=True):
                writer.write(piece)
        with side(new, at_target=True):
            writer.flush()
            os.fsync(writer.fileno())
            writer.close()
    return Listed(size, hashed.hexdigest())


def listed_of(path: Path, *, at_target: bool) -> Listed:
    """Read a file, from the disk itself where the system lets us, and return its size and SHA-256."""
    hashed, size = hashlib.sha256(), 0
    with side(path, at_target=at_target), path.open("rb") as file:
        if hasattr(os, "posix_fadvise"):
            # what was just written would else be read from memory, whatever became of it on the stick
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        while piece := file.read(_PIECE):
            hashed.update(piece)
            size += len(piece)
    return Listed(size, hashed.hexdigest())
