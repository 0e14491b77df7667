"""Reads of the exhibits for the custody screen: which there are, where, and which need somebody."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from borderpost.domain.custody.exhibit import Place
from borderpost.domain.custody_codes import GONE, OUTSIDE, SHELVES, ExhibitKind, PlaceKind
from borderpost.domain.entry import parse_time
from borderpost.domain.inspection import Stage
from borderpost.domain.item_key import item_key
from borderpost.store.engine import Connection, OperationalError
from borderpost.work.ports_custody import ExhibitFilter, ExhibitRow, Scope, Tally

_OPCODES_BETWEEN_QUESTIONS: Final = 2000
_BETWEEN: Final = " "


def _kinds(kinds: frozenset[PlaceKind]) -> str:
    return ", ".join(f"'{kind}'" for kind in sorted(kinds))


_NOT_GONE: Final = f"e.place_kind NOT IN ({_kinds(GONE)})"
_SCOPES: Final[dict[Scope, str]] = {
    Scope.KEPT: _NOT_GONE,
    Scope.ALARMS: "e.alarms > 0",
    Scope.MINE: "e.place_kind = 'person' AND e.place = :officer",
    Scope.COMING: "e.place_kind = 'transit' AND e.place = :officer",
    Scope.SHELVES: f"e.place_kind IN ({_kinds(SHELVES)})",
    Scope.OUTSIDE: f"e.place_kind IN ({_kinds(OUTSIDE)})",
    Scope.GONE: f"e.place_kind IN ({_kinds(GONE)})",
}


def exhibit_ids(conn: Connection, asked: ExhibitFilter, cancelled: Callable[[], bool]) -> list[str]:
    """Return the ids of the exhibits that pass, those with alarms first; none once cancelled."""
    clauses = [_SCOPES[asked.scope]]
    values: dict[str, Any] = {"officer": asked.officer}
    if number := item_key(asked.text):
        clauses.append(
            "(instr(e.number, :number) = 1 OR instr(e.seal, :number) = 1 OR instr(e.place_key, :number) > 0"
            " OR instr(i.item_id, :number) = 1 OR instr(replace(i.number, '-', ''), :number) = 1)"
        )
        values["number"] = number
    query = (
        "SELECT e.inspection, e.exhibit FROM exhibits e JOIN inspections i ON i.id = e.inspection"  # noqa: S608
        f" WHERE {' AND '.join(clauses)}"
        " ORDER BY e.alarms = 0, e.place_kind, e.place_key, e.number, e.inspection"
    )
    conn.set_progress_handler(cancelled, _OPCODES_BETWEEN_QUESTIONS)
    try:
        return [f"{inspection}{_BETWEEN}{exhibit}" for inspection, exhibit in conn.execute(query, values)]
    except OperationalError:
        if cancelled():
            return []
        raise
    finally:
        conn.set_progress_handler(None, 0)


def exhibit_rows(conn: Connection, ids: Sequence[str]) -> list[ExhibitRow | None]:
    """Return exhibits by their ids, in that order; None for what is none."""
    return [_row(conn, one) for one in ids]


def _row(conn: Connection, ident: str) -> ExhibitRow | None:
    inspection, _, exhibit = ident.partition(_BETWEEN)
    found = conn.execute(
        "SELECT e.kind, e.place_kind, e.place, e.seal, e.since, e.alarms, i.item_id, i.number, i.stage"
        " FROM exhibits e JOIN inspections i ON i.id = e.inspection WHERE e.inspection = ? AND e.exhibit = ?",
        (inspection, exhibit),
    ).fetchone()
    if found is None:
        return None
    kind, place_kind, place, seal, since, alarms, item_id, number, stage = found
    return ExhibitRow(
        ident,
        inspection,
        exhibit,
        ExhibitKind(kind),
        Place(PlaceKind(place_kind), place),
        seal,
        parse_time(since),
        alarms,
        item_id,
        number,
        Stage(stage),
    )


def exhibit_tally(conn: Connection, officer: str) -> Tally:
    """Return how many are kept, how many have alarms, and how many are on their way to an officer."""
    kept, alarms, coming = conn.execute(
        f"SELECT count(*) FILTER (WHERE {_NOT_GONE}), count(*) FILTER (WHERE e.alarms > 0),"  # noqa: S608
        " count(*) FILTER (WHERE e.place_kind = 'transit' AND e.place = ?) FROM exhibits e",
        (officer,),
    ).fetchone()
    return Tally(kept, alarms, coming)
