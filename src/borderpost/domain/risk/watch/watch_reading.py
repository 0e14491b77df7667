"""Reads watch lists from plain data: the head of a list, and its entries row by row."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any as Anything

from borderpost.domain.risk.faults import TITLE_LIMIT, Faults
from borderpost.domain.risk.profile import ProfileFault, ProfileProblem
from borderpost.domain.risk.watch.normal_form import NAME_LIMIT
from borderpost.domain.risk.watch.watch_entry import EntryKind, WatchEntry, WatchList

ENTRIES_LIMIT = 500_000
FAULTS_LIMIT = 1_000
ALIASES_LIMIT = 100
ENTRY_ID_LIMIT = 64
ALIAS_MARK = ";"
_HEAD_KEYS = frozenset({"id", "version", "title", "owner", "valid_from", "entries", "entry"})
_ROW_KEYS = frozenset({"id", "kind", "name", "aliases", "source", "listed_on", "note"})
_KINDS = {kind.value: kind for kind in EntryKind}

Row = tuple[str, Mapping[str, Anything] | ProfileProblem]
"""An entry as it came, with the place it stood at (`people.csv: row 7`), or what kept it from being read."""


def watch_list_of(
    untrusted: Mapping[str, Anything], rows: Iterable[Row], name: str = ""
) -> tuple[WatchList | None, tuple[ProfileFault, ...]]:
    """Return the list that a head and its rows spell, and every fault.

    A row that is no good is left out and named; a head that is no good leaves no list.
    """
    identifier = untrusted.get("id")
    called = identifier[:64] if isinstance(identifier, str) and identifier else name
    faults = Faults(called)
    faults.only(untrusted, _HEAD_KEYS)
    head = WatchList(
        id=faults.identifier(untrusted),
        version=faults.version(untrusted),
        title=faults.text(untrusted, "title", TITLE_LIMIT),
        owner=faults.text(untrusted, "owner", TITLE_LIMIT),
        valid_from=faults.day(untrusted, "valid_from"),
    )
    if faults.found:
        return None, tuple(faults.found)
    entries: dict[str, WatchEntry] = {}
    for place, row in rows:
        if len(entries) >= ENTRIES_LIMIT or len(faults.found) >= FAULTS_LIMIT:
            faults.add(place, ProfileProblem.TOO_MANY, str(len(entries) + len(faults.found)))
            break
        if isinstance(row, ProfileProblem):
            faults.add(place, row)
            continue
        entry = _entry(place, row, faults)
        if entry is None:
            continue
        if entry.id in entries:
            faults.add(f"{place}.id", ProfileProblem.DUPLICATE_ID, entry.id)
        else:
            entries[entry.id] = entry
    whole = WatchList(head.id, head.version, head.title, head.owner, head.valid_from, tuple(entries.values()))
    return whole, tuple(faults.found)


def _entry(place: str, row: Mapping[str, Anything], faults: Faults) -> WatchEntry | None:
    own = Faults(faults.profile)
    own.only(row, _ROW_KEYS)
    kind = own.text(row, "kind", TITLE_LIMIT)
    if kind and kind not in _KINDS:
        own.add("kind", ProfileProblem.UNKNOWN_CODE, kind)
    entry = WatchEntry(
        id=own.text(row, "id", ENTRY_ID_LIMIT),
        kind=_KINDS.get(kind, EntryKind.PERSON),
        name=_named(own.text(row, "name", NAME_LIMIT), "name", own),
        aliases=_aliases(row.get("aliases"), own),
        source=own.text(row, "source") if row.get("source") else "",
        listed_on=_listed_on(row, own),
        note=own.text(row, "note") if row.get("note") else "",
    )
    for fault in own.found:
        faults.add(f"{place}.{fault.path}", fault.problem, fault.value)
    return None if own.found else entry


def _named(name: str, path: str, faults: Faults) -> str:
    if name and not any(map(str.isalnum, name)):
        faults.add(path, ProfileProblem.NO_WORDS, name)
    return name


def _aliases(untrusted: object, faults: Faults) -> tuple[str, ...]:
    """Return the other names: a list, or one text with semicolons between them (in CSV)."""
    if untrusted is None or untrusted == "":
        return ()
    names = untrusted.split(ALIAS_MARK) if isinstance(untrusted, str) else untrusted
    if not isinstance(names, list | tuple):
        faults.add("aliases", ProfileProblem.WRONG_TYPE, untrusted)
        return ()
    if len(names) > ALIASES_LIMIT:
        faults.add("aliases", ProfileProblem.TOO_MANY, str(len(names)))
        return ()
    found: dict[str, None] = {}
    for number, name in enumerate(names):
        path = f"aliases[{number}]"
        if not isinstance(name, str):
            faults.add(path, ProfileProblem.WRONG_TYPE, name)
        elif len(name) > NAME_LIMIT:
            faults.add(path, ProfileProblem.TOO_LONG, str(len(name)))
        elif name.strip():
            found[_named(name.strip(), path, faults)] = None
    return tuple(found)


def _listed_on(row: Mapping[str, Anything], faults: Faults) -> date | None:
    return faults.day(row, "listed_on") if row.get("listed_on") not in (None, "") else None
