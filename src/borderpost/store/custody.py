"""Where each exhibit is now: a projection of the journal, one row an exhibit."""

from collections.abc import Iterable
from typing import Final

import msgspec

from borderpost.domain import acts
from borderpost.domain.custody.exhibit import Exhibit, Place
from borderpost.domain.custody.stocktake import Kept
from borderpost.domain.custody_codes import PlaceKind
from borderpost.domain.entry import format_time
from borderpost.domain.inspection import Inspection, fold
from borderpost.domain.item_key import item_key
from borderpost.store.engine import Connection
from borderpost.store.journal import entries_about

SCHEMA: Final = """
CREATE TABLE exhibits(
  inspection TEXT NOT NULL,
  exhibit TEXT NOT NULL,
  number TEXT NOT NULL,
  kind TEXT NOT NULL,
  place_kind TEXT NOT NULL,
  place TEXT NOT NULL,
  place_key TEXT NOT NULL,
  seal TEXT NOT NULL,
  since TEXT NOT NULL,
  alarms INTEGER NOT NULL,
  PRIMARY KEY(inspection, exhibit)
) STRICT, WITHOUT ROWID;
CREATE INDEX exhibits_number ON exhibits(number);
CREATE INDEX exhibits_seal ON exhibits(seal) WHERE seal <> '';
CREATE INDEX exhibits_place ON exhibits(place_kind, place_key);
"""

_COLUMNS: Final = "inspection, exhibit, place_kind, place"
_encode = msgspec.msgpack.Encoder().encode


def project_exhibits(conn: Connection, before: Iterable[Exhibit], after: Inspection) -> None:
    """Carry the exhibits of an inspection that changed into their rows."""
    known = {one.id: one for one in before}
    for exhibit in after.exhibits:
        if known.get(exhibit.id) != exhibit:
            conn.execute(
                "INSERT OR REPLACE INTO exhibits(inspection, exhibit, number, kind, place_kind, place,"
                " place_key, seal, since, alarms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    after.id,
                    exhibit.id,
                    item_key(exhibit.id),
                    exhibit.kind,
                    exhibit.place.kind,
                    exhibit.place.name,
                    item_key(exhibit.place.name),
                    item_key(exhibit.seal),
                    format_time(exhibit.since.at),
                    len(exhibit.unanswered),
                ),
            )


def new_numbers(act: acts.Act) -> tuple[str, ...]:
    """Return the numbers of labels, bags and seals that an act uses for the first time."""
    match act:
        case acts.BagSealed():
            return act.bag, act.seal
        case acts.ContainerClosed():
            return (act.seal,)
        case acts.ExhibitRegistered():
            return (act.exhibit,)
        case _:
            return ()


def exhibits_at(conn: Connection, place: Place) -> tuple[Kept, ...]:
    """Return the exhibits that are in a place now, by their numbers."""
    rows = conn.execute(
        f"SELECT {_COLUMNS} FROM exhibits WHERE place_kind = ? AND place_key = ? ORDER BY number",  # noqa: S608
        (place.kind, item_key(place.name)),
    )
    return tuple(_kept(row) for row in rows)


def exhibits_of(conn: Connection, number: str) -> tuple[Kept, ...]:
    """Return the exhibits that bear a number on their label or as their seal."""
    key = item_key(number)
    if not key:
        return ()
    rows = conn.execute(
        f"SELECT {_COLUMNS} FROM exhibits WHERE number = ? OR (seal = ? AND seal <> '')"  # noqa: S608
        " ORDER BY inspection",
        (key, key),
    )
    return tuple(_kept(row) for row in rows)


def places(conn: Connection) -> tuple[Place, ...]:
    """Return the benches and stores in which exhibits are, by name."""
    rows = conn.execute(
        "SELECT place_kind, min(place) FROM exhibits WHERE place_kind IN (?, ?)"
        " GROUP BY place_kind, place_key ORDER BY 1 DESC, place_key",
        (PlaceKind.BENCH, PlaceKind.STORE),
    )
    return tuple(Place(PlaceKind(kind), name) for kind, name in rows)


def refold(conn: Connection) -> None:
    """Tell inspections with bags anew from their entries, for the custody that older versions left out."""
    cases = conn.execute("SELECT DISTINCT inspection FROM exhibit_numbers").fetchall()
    for (inspection,) in cases:
        state: Inspection | None = None
        for entry in entries_about(conn, inspection):
            state = fold(state, entry, acts.act_of(entry))
        if state is not None:
            conn.execute("UPDATE inspections SET state = ? WHERE id = ?", (_encode(state), inspection))
            project_exhibits(conn, (), state)


def _kept(row: tuple[str, str, str, str]) -> Kept:
    inspection, exhibit, kind, place = row
    return Kept(inspection, exhibit, Place(PlaceKind(kind), place))
