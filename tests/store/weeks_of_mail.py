"""Weeks of mail for tests, and the ways in which their files are damaged."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from msgspec.structs import replace

from borderpost.domain.canonical_declaration import to_canonical
from borderpost.domain.declaration import Declaration
from borderpost.domain.identifiers import s10
from borderpost.store.site import SiteFolder
from declared import mug

PAGE = 4096


def letter(number: int, day: date, **changes: object) -> Declaration:
    """Return a declaration that arrived on a day, for an item of its own."""
    moment = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    made = mug(
        f"m{number}", words=f"mug number {number}", item_id=s10.generate("RR", number, "GB"), **changes
    )
    return replace(made, message=replace(made.message, received_at=moment), posted_on=day)


def feed_file(path: Path, declarations: Iterator[Declaration] | list[Declaration]) -> Path:
    """Write a feed in canonical form."""
    path.write_bytes(b"".join(json.dumps(to_canonical(one)).encode() + b"\n" for one in declarations))
    return path


def root_page(folder: SiteFolder, week: str, table: str) -> int:
    """Return the number of the page with which a table or index of a week begins."""
    conn = folder.connect_week(week, readonly=True)
    (page,) = conn.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
    conn.close()
    return int(page)


def flipped(path: Path, place: int) -> None:
    """Flip one bit of a file."""
    data = bytearray(path.read_bytes())
    data[place] ^= 4
    path.write_bytes(bytes(data))


def in_items(folder: SiteFolder, week: str) -> None:
    flipped(folder.week_file(week), root_page(folder, week, "items") * PAGE - 500)


def in_index(folder: SiteFolder, week: str) -> None:
    flipped(folder.week_file(week), root_page(folder, week, "numbers") * PAGE - 500)


def in_words(folder: SiteFolder, week: str) -> None:
    flipped(folder.week_file(week), root_page(folder, week, "words_data") * PAGE - 500)


def in_header(folder: SiteFolder, week: str) -> None:
    flipped(folder.week_file(week), 40)


def cut_off(folder: SiteFolder, week: str) -> None:
    path = folder.week_file(week)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def emptied(folder: SiteFolder, week: str) -> None:
    folder.week_file(week).write_bytes(b"")


DAMAGES: list[Callable[[SiteFolder, str], None]] = [in_items, in_index, in_words, in_header, cut_off, emptied]
