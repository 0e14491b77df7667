"""Tries a mapping on the first rows of a file and tells what becomes of every field."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import IO, Any

from borderpost.domain.canonical_declaration import to_canonical
from borderpost.domain.intake import ENDS_THE_FILE, Accepted, Rejected, Row
from borderpost.feeds.feed import read_feed
from borderpost.feeds.mapped_rows import source_records
from borderpost.feeds.mapping.model import Mapping
from borderpost.feeds.mapping.projecting import Circumstances, project
from borderpost.feeds.summary import FeedSummary
from borderpost.feeds.untrusted_values import RowFault

REJECTS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class ExplainedField:
    """One field of the canonical form, its value, and the path (or `constant`, `default` …) it came from."""

    field: str
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class ExplainedRow:
    """A row and where each of its fields came from; no fields where the record could not be read at all."""

    row: Row
    fields: tuple[ExplainedField, ...]


@dataclass(frozen=True, slots=True)
class FeedCheck:
    """The first rows in full, the first refusals, and the counts of as many rows as were tried."""

    shown: tuple[ExplainedRow, ...]
    rejected: tuple[Rejected, ...]
    summary: FeedSummary
    whole: bool


def check_feed(
    source: Path | IO[bytes],
    mapping: Mapping,
    *,
    shown: int = 3,
    counted: int = 1_000,
    arrived: datetime | None = None,
) -> FeedCheck:
    """Return what becomes of the first `counted` rows; nothing is kept anywhere. OSError comes through."""
    summary = FeedSummary()
    explained: list[ExplainedRow] = []
    rejected: list[Rejected] = []
    rows = read_feed(source, mapping, arrived=arrived)
    for row in islice(rows, counted):
        summary.add(row)
        if len(explained) < shown:
            explained.append(ExplainedRow(row, explained_fields(row, mapping)))
        elif isinstance(row, Rejected) and len(rejected) < REJECTS_SHOWN:
            rejected.append(row)
    return FeedCheck(tuple(explained), tuple(rejected), summary, next(rows, None) is None)


def explained_fields(row: Row, mapping: Mapping) -> tuple[ExplainedField, ...]:
    """Return where the fields of a row came from, by reading its record once more."""
    raw = row.raw if isinstance(row, Accepted) else row.untrusted_row
    if row.origin is None or (isinstance(row, Rejected) and row.reason in ENDS_THE_FILE):
        return ()
    for record in source_records(io.BytesIO(row.header + raw), mapping, mended=True):
        if record.fault is not None or record.tree is None:
            continue
        around = Circumstances(record.of_file, row.origin.record, record.raw, row.origin.arrived)
        try:
            projected = project(mapping, record.tree, around, traced=True)
        except RowFault:
            return ()
        plain = to_canonical(row.declaration) if isinstance(row, Accepted) else projected.untrusted
        sources = projected.trace or {}
        return tuple(
            ExplainedField(field, value, sources.get(field, ""))
            for field, value in _flat(plain, "")
            if not field.startswith("warnings")
        )
    return ()


def _flat(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if type(value) is dict:
        for name, inner in value.items():
            yield from _flat(inner, f"{path}.{name}" if path else name)
    elif type(value) is list:
        for index, inner in enumerate(value):
            yield from _flat(inner, f"{path}[{index}]")
    elif value not in (None, ""):
        yield path, str(value)
