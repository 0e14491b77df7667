"""Looks at a record before anything is written behind it: whole at its ends, and this station's."""

import contextlib
from collections.abc import Iterator

from borderpost.domain.entry import BadEntry, decode_body
from borderpost.store import journal
from borderpost.store.engine import Connection, DatabaseError
from borderpost.store.folder import SiteFolder
from borderpost.store.keys import NoStationKey, StationKey
from borderpost.store.page_check import damaged_pages
from borderpost.store.troubles import trouble_of
from borderpost.work.troubles import Trouble


class BadRecord(Exception):
    """The journal in a folder is none that this station may go on writing."""


class DamagedRecord(BadRecord):
    """The record is no longer what was written. `readable` tells whether SQLite opens it at all."""

    def __init__(self, folder: SiteFolder, why: str, *, readable: bool) -> None:
        super().__init__(
            f"{folder.record}: {why}; 'borderpost verify' names the entry,"
            f" 'borderpost recover --site {folder.root}' puts the record together anew"
        )
        self.readable = readable


@contextlib.contextmanager
def telling_damage(folder: SiteFolder) -> Iterator[None]:
    """Tell of a record that cannot be read as what it is: damaged."""
    try:
        yield
    except DatabaseError as error:
        if trouble_of(error) is not Trouble.DAMAGED:
            raise
        raise DamagedRecord(folder, str(error), readable=is_readable(folder)) from error


def is_readable(folder: SiteFolder) -> bool:
    """Tell whether a record opens, so that what is not damaged in it can be looked at."""
    try:
        with contextlib.closing(folder.connect_record(readonly=True)) as conn:
            conn.execute("SELECT 1 FROM inspections LIMIT 1").fetchone()
    except DatabaseError:
        return False
    return True


def is_damaged(folder: SiteFolder) -> bool:
    """Tell whether any page of a record is no longer what was written; reads all of it."""
    try:
        with contextlib.closing(folder.connect_record(readonly=True)) as conn:
            return bool(damaged_pages(conn, folder.record))
    except DatabaseError as error:
        return trouble_of(error) is Trouble.DAMAGED


def check_ends(folder: SiteFolder, record: Connection, key: StationKey, station: str) -> None:
    """Raise where nothing may be written behind this journal: what cannot be taken back is checked first."""
    head = journal.head(record)
    try:
        first = next(journal.entries(record), None)
        last = journal.last(record)
        newest = decode_body(last.body) if last is not None else None
    except BadEntry as error:
        raise DamagedRecord(folder, str(error), readable=True) from error
    if first is None or newest is None or (newest.sequence, newest.hash) != (head.sequence, head.hash):
        raise DamagedRecord(folder, "the journal does not end where it ended", readable=True)
    if journal.signing_key(record) != key.public_hex:
        raise NoStationKey(f"{folder.key} is another key than the one that the journal names")
    if first.station != station:
        raise BadRecord(
            f"{folder.record}: this is the journal of station {first.station}, not of {station};"
            " a station keeps its name as long as its journal"
        )
