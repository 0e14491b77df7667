"""Mappings and foreign files that the tests of feeds share."""

import io
import tomllib
from datetime import UTC, datetime
from typing import Any

from borderpost.domain.declaration import Declaration
from borderpost.domain.intake import Accepted, Rejected, Row
from borderpost.feeds.feed import read_feed
from borderpost.feeds.mapping.faults import mapping_sentence
from borderpost.feeds.mapping.model import Mapping
from borderpost.feeds.mapping.reading import mapping_from_plain

ARRIVED = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)

MESSAGE = """
[fields.message]
id = "msg"
version = { path = "ver", default = "1" }
received_at = { generated = "arrival" }
"""


def mapping_of(toml: str) -> Mapping:
    """The mapping that a text spells; a fault in it fails the test."""
    found = mapping_from_plain(tomllib.loads(toml))
    assert isinstance(found, Mapping), [mapping_sentence(fault) for fault in found]
    return found


def rows_of(untrusted: bytes | str, mapping: Mapping | None, **options: Any) -> list[Row]:
    data = untrusted.encode() if isinstance(untrusted, str) else untrusted
    return list(read_feed(io.BytesIO(data), mapping, **{"arrived": ARRIVED, **options}))


def declarations_of(rows: list[Row]) -> list[Declaration]:
    return [row.declaration for row in rows if isinstance(row, Accepted)]


def only(rows: list[Row]) -> Declaration:
    (row,) = rows
    assert isinstance(row, Accepted), row
    return row.declaration


def refused(rows: list[Row]) -> Rejected:
    (row,) = (row for row in rows if isinstance(row, Rejected))
    return row
