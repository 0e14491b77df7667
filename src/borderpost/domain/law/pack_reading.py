"""Reads a legal pack from plain data (the tables of its files), and names every fault by file and path."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec

from borderpost.domain.law import rows
from borderpost.domain.law.pack import LegalPack
from borderpost.domain.law.pack_faults import PackFault, PackProblem

_TABLES: dict[str, type[Any]] = {
    "sources": rows.Source,
    "powers": rows.Power,
    "offences": rows.Offence,
    "dispositions": rows.DispositionRow,
    "prohibitions": rows.Prohibition,
    "reason_rules": rows.ReasonRule,
    "small_paths": rows.SmallPath,
    "opening_gates": rows.OpeningGate,
    "notices": rows.Notice,
    "clocks": rows.Clock,
    "calendars": rows.Calendar,
    "retention": rows.RetentionRow,
    "hold_reasons": rows.HoldReason,
    "decision_codes": rows.DecisionCode,
    "overrides": rows.Override,
    "agencies": rows.Agency,
}
_CONVENTION_TABLES: dict[str, type[Any]] = {"sources": rows.Source, "convention": rows.Prohibition}
_ROWS_AT_MOST = 2_000
_LONGEST_CLOCK = 3_660
_PLACE = re.compile(r"(.*?)(?: - at `\$\.?(.*)`)?", re.DOTALL)
_LAST_DAY = date.max


class _Head(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the file `pack.toml` says of the pack itself."""

    id: str
    version: int
    title: str
    jurisdiction: str


@dataclass(slots=True)
class _Read:
    """The rows that were read so far with their places, and what was wrong."""

    tables: dict[str, list[Any]] = field(default_factory=dict)
    places: dict[int, tuple[str, str]] = field(default_factory=dict)
    faults: list[PackFault] = field(default_factory=list)

    def fault(self, row: Any, key: str, problem: PackProblem, detail: str = "") -> None:
        file, path = self.places[id(row)]
        self.faults.append(PackFault(file, f"{path}.{key}" if key else path, problem, detail))


def convention_from_plain(
    files: Iterable[tuple[str, Mapping[str, Any]]],
) -> tuple[tuple[rows.Source, ...], tuple[rows.Prohibition, ...], tuple[PackFault, ...]]:
    """Return sources and prohibitions of the postal convention, with what is wrong in their files."""
    read = _Read()
    for name, untrusted in files:
        _read_tables(read, name, untrusted, _CONVENTION_TABLES)
    convention = tuple(read.tables.get("convention", ()))
    for row in convention:
        _check_validity(read, row)
    _check_sources(read, convention, read.tables.get("sources", ()))
    if not convention and not read.faults:
        read.faults.append(PackFault("convention", "convention", PackProblem.MISSING))
    return tuple(read.tables.get("sources", ())), convention, tuple(read.faults)


def pack_from_plain(
    files: Iterable[tuple[str, Mapping[str, Any]]],
    convention: tuple[tuple[rows.Source, ...], tuple[rows.Prohibition, ...]],
    known_zone: Callable[[str], bool] = bool,
) -> LegalPack | tuple[PackFault, ...]:
    """Return the pack that the files spell together, or all of their faults.

    `convention` is added to every pack; no row of a pack can take from it.
    """
    read = _Read()
    head: _Head | None = None
    for name, untrusted in files:
        tables = dict(untrusted)
        if "id" in tables or name == "pack":
            if head is not None:
                read.faults.append(PackFault(name, "id", PackProblem.HEAD_TWICE))
            keys = set(_TABLES) & set(tables)
            head = _read_head(read, name, {k: v for k, v in tables.items() if k not in keys})
            tables = {key: tables[key] for key in keys}
        _read_tables(read, name, tables, _TABLES)
    if head is None and not read.faults:
        read.faults.append(PackFault("pack", "id", PackProblem.MISSING))
    if head is None or read.faults:
        return tuple(read.faults)
    sources, prohibitions = convention
    pack = LegalPack(
        id=head.id,
        version=head.version,
        title=head.title,
        jurisdiction=head.jurisdiction,
        convention=prohibitions,
        **{name: tuple(found) for name, found in read.tables.items() if name != "sources"},
        sources=(*read.tables.get("sources", ()), *sources),
    )
    _check(read, pack, known_zone)
    return tuple(read.faults) or pack


def _read_head(read: _Read, name: str, untrusted: Mapping[str, Any]) -> _Head | None:
    try:
        head = msgspec.convert(untrusted, type=_Head)
    except msgspec.ValidationError as error:
        read.faults.append(_fault_of(name, "", error))
        return None
    if re.fullmatch(r"[a-z0-9][a-z0-9-]{0,31}", head.id) is None or head.version < 1:
        read.faults.append(PackFault(name, "id", PackProblem.BAD_VALUE, f"{head.id} {head.version}"))
    return head


def _read_tables(
    read: _Read, name: str, untrusted: Mapping[str, Any], known: Mapping[str, type[Any]]
) -> None:
    for table, untrusted_rows in untrusted.items():
        kind = known.get(table)
        if kind is None:
            read.faults.append(PackFault(name, table, PackProblem.UNKNOWN_TABLE))
        elif not isinstance(untrusted_rows, list):
            read.faults.append(PackFault(name, table, PackProblem.BAD_VALUE, "not a list of tables"))
        elif len(untrusted_rows) > _ROWS_AT_MOST:
            read.faults.append(PackFault(name, table, PackProblem.TOO_LARGE, str(len(untrusted_rows))))
        else:
            for index, untrusted_row in enumerate(untrusted_rows):
                path = f"{table}[{index}]"
                try:
                    row = msgspec.convert(untrusted_row, type=kind)
                except msgspec.ValidationError as error:
                    read.faults.append(_fault_of(name, path, error))
                    continue
                read.tables.setdefault(table, []).append(row)
                read.places[id(row)] = (name, path)


def _fault_of(name: str, path: str, error: msgspec.ValidationError) -> PackFault:
    found = _PLACE.fullmatch(str(error))
    what, where = (found.group(1), found.group(2)) if found else (str(error), None)
    whole = f"{path}.{where}".strip(".") if where else path
    missing = "missing required field" in what
    return PackFault(name, whole, PackProblem.MISSING if missing else PackProblem.BAD_VALUE, what[:200])


def _check(read: _Read, pack: LegalPack, known_zone: Callable[[str], bool]) -> None:
    own = [(table, row) for table, row in pack.rows() if table != "convention"]
    for _table, row in own:
        _check_validity(read, row)
    _check_sources(read, (row for _, row in own), pack.sources)
    _check_ids(read, own, pack.convention)
    _check_succession(read, pack)
    _check_names(read, pack)
    _check_calendars(read, pack, known_zone)
    for override in pack.overrides:
        for rule in override.lifts:
            if rule in {row.id for row in pack.convention}:
                read.fault(override, "lifts", PackProblem.CONVENTION_STANDS, rule)
            elif rule not in {row.id for row in pack.prohibitions}:
                read.fault(override, "lifts", PackProblem.UNKNOWN_RULE, rule)


def _check_validity(read: _Read, row: rows.Row) -> None:
    if row.valid_until is not None and row.valid_until < row.valid_from:
        read.fault(row, "valid_until", PackProblem.ENDS_BEFORE_IT_BEGINS, row.valid_until.isoformat())


def _check_sources(read: _Read, found: Iterable[rows.Row], sources: Iterable[rows.Source]) -> None:
    known = {source.id for source in sources}
    for row in found:
        if row.source not in known:
            read.fault(row, "source", PackProblem.UNKNOWN_SOURCE, row.source)


def _check_ids(read: _Read, own: list[tuple[str, rows.Row]], convention: Iterable[rows.Prohibition]) -> None:
    seen: dict[str, list[tuple[str, rows.Row]]] = {row.id: [("convention", row)] for row in convention}
    for table, row in own:
        if not row.id.strip():
            read.fault(row, "id", PackProblem.BAD_VALUE, row.id)
        for other_table, other in seen.get(row.id, ()):
            if other_table != table or _overlap(row, other):
                read.fault(row, "id", PackProblem.DUPLICATE_ID, row.id)
        seen.setdefault(row.id, []).append((table, row))


def _overlap(one: rows.Row, other: rows.Row) -> bool:
    return one.valid_from <= (other.valid_until or _LAST_DAY) and other.valid_from <= (
        one.valid_until or _LAST_DAY
    )


def _check_succession(read: _Read, pack: LegalPack) -> None:
    """Two rows for the same thing have to follow one another in time."""
    for found, key in _single(pack):
        for index, row in enumerate(found):
            if any(getattr(row, key) == getattr(o, key) and _overlap(row, o) for o in found[:index]):
                read.fault(row, key, PackProblem.OVERLAP, str(getattr(row, key)))


def _single(pack: LegalPack) -> Iterator[tuple[tuple[rows.Row, ...], str]]:
    yield pack.dispositions, "disposition"
    yield pack.small_paths, "disposition"
    yield pack.decision_codes, "disposition"
    yield pack.retention, "outcome"


def _check_names(read: _Read, pack: LegalPack) -> None:
    clocks = {row.id for row in pack.clocks}
    notices = {row.id for row in pack.notices}
    for row in pack.dispositions:
        for clock in set(row.clocks) - clocks:
            read.fault(row, "clocks", PackProblem.UNKNOWN_CLOCK, clock)
        for notice in set(row.notices) - notices:
            read.fault(row, "notices", PackProblem.UNKNOWN_NOTICE, notice)
    for clock_row in pack.clocks:
        for key in ("notice", "stop_notice"):
            if getattr(clock_row, key) and getattr(clock_row, key) not in notices:
                read.fault(clock_row, key, PackProblem.UNKNOWN_NOTICE, getattr(clock_row, key))
        if clock_row.calendar not in {row.id for row in pack.calendars}:
            read.fault(clock_row, "calendar", PackProblem.UNKNOWN_CALENDAR, clock_row.calendar)
        if not 0 <= clock_row.length <= _LONGEST_CLOCK or not 0 <= clock_row.extension <= _LONGEST_CLOCK:
            read.fault(clock_row, "length", PackProblem.OUT_OF_RANGE, str(clock_row.length))
    for path in pack.small_paths:
        for key in ("most_units", "below_kg"):
            _check_above_zero(read, path, key)
    for gate in pack.opening_gates:
        if gate.at_most_kg is not None:
            _check_above_zero(read, gate, "at_most_kg")
    for kept in pack.retention:
        if kept.days < 0:
            read.fault(kept, "days", PackProblem.OUT_OF_RANGE, str(kept.days))


def _check_above_zero(read: _Read, row: rows.Row, key: str) -> None:
    number: Decimal = getattr(row, key)
    if not number.is_finite() or number <= 0:
        read.fault(row, key, PackProblem.OUT_OF_RANGE, str(number))


def _check_calendars(read: _Read, pack: LegalPack, known_zone: Callable[[str], bool]) -> None:
    for calendar in pack.calendars:
        if not known_zone(calendar.time_zone):
            read.fault(calendar, "time_zone", PackProblem.UNKNOWN_ZONE, calendar.time_zone)
        if not set(calendar.rest_days) < set(range(1, 8)):
            read.fault(calendar, "rest_days", PackProblem.OUT_OF_RANGE, str(calendar.rest_days))
        for index, holiday in enumerate(calendar.holidays):
            yearly = holiday.month and (holiday.day or (holiday.weekday and holiday.nth))
            fits = 0 <= holiday.month <= 12 and 0 <= holiday.day <= 31 and 0 <= holiday.weekday <= 7
            if not fits or not (yearly or holiday.easter is not None or holiday.dates):
                read.fault(calendar, f"holidays[{index}]", PackProblem.OUT_OF_RANGE, holiday.name)
