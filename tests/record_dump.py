"""Everything that a record's projections hold, so that two of them can be compared."""

import contextlib

import msgspec

from borderpost.domain.inspection import Inspection
from borderpost.store.site import SiteFolder, rebuild_site, verify_site

_TABLES = ("inspections", "entry_index", "exhibit_numbers", "login_failures")
Dump = dict[str, list[tuple[object, ...]]]


def dump(folder: SiteFolder, *words: str) -> Dump:
    """Return every row of every projection; the search index by what it finds under the words."""
    with contextlib.closing(folder.connect_record(readonly=True)) as conn:
        found: Dump = {
            name: conn.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall() for name in _TABLES
        }
        # An earlier version wrote states without the fields that this one knows; they mean the defaults.
        found["inspections"] = [(*row[:-1], _as_written_today(row[-1])) for row in found["inspections"]]
        for word in words:
            query = "SELECT rowid FROM inspections_search WHERE words MATCH ? ORDER BY rowid"
            found[f"search {word}"] = conn.execute(query, (f'"{word}"*',)).fetchall()
    return found


def assert_whole(folder: SiteFolder, *words: str) -> None:
    """Assert that the journal holds and that the projections are what it makes of itself, to the byte."""
    verdict = verify_site(folder)
    assert verdict.holds, verdict
    before = dump(folder, *words)
    assert rebuild_site(folder) == verdict.entries
    assert dump(folder, *words) == before


def _as_written_today(state: object) -> bytes:
    assert isinstance(state, bytes)
    return msgspec.msgpack.encode(msgspec.msgpack.decode(state, type=Inspection))
