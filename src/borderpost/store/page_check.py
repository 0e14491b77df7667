"""Finds the pages of an encrypted database that are no longer what was written."""

import re
from pathlib import Path

from borderpost.store.engine import Connection

_LOOKS = 3
_PAGE = 4096  # bytes; another size would have to be told SQLCipher at every opening
_HEAD, _FRAME_HEAD = 32, 24  # bytes, of a write-ahead log and of each frame in it


def damaged_pages(conn: Connection, path: Path) -> tuple[int, ...]:
    """Return the numbers of the pages in the open file `path` that do not bear the code made with its key.

    A page that a writer is putting down at this moment may look wrong once, but not each time. One that the
    write-ahead log still holds has its place in the file empty, or will be put down there anew.
    """
    wrong: set[int] | None = None
    for _ in range(_LOOKS):
        in_log = _pages_in_log(path)
        in_file = -(-path.stat().st_size // _PAGE)
        said = [str(row[0]) for row in conn.execute("PRAGMA cipher_integrity_check")]
        found = {int(number) for line in said for number in re.findall(r"page (\d+)", line)}
        found = {page for page in found - in_log - _pages_in_log(path) if page <= in_file}
        wrong = found if wrong is None else wrong & found
        if not wrong:
            break
    return tuple(sorted(wrong or ()))


def _pages_in_log(path: Path) -> set[int]:
    """Return the numbers of the pages in a database's write-ahead log; they stand there in clear.

    Frames left over from before the log was begun anew bear another salt than its head.
    """
    try:
        # unlike the database itself, the log may be opened beside SQLite: no lock lies on it
        with path.with_name(f"{path.name}-wal").open("rb") as log:
            salt = log.read(_HEAD)[16:24]
            pages = set()
            while len(head := log.read(_FRAME_HEAD)) == _FRAME_HEAD and head[8:16] == salt:
                pages.add(int.from_bytes(head[:4], "big"))
                log.seek(_PAGE, 1)
            return pages
    except FileNotFoundError:
        return set()
