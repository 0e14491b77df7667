"""Scans read by the table of the program, for the tests of identifiers."""

from datetime import UTC, datetime
from pathlib import Path

from borderpost.domain.identifiers import (
    IdentifierKind,
    Reading,
    parse_carrier_table,
    read_scan,
)
from borderpost.domain.scan import RawScan, ScanSource

ROOT = Path(__file__).parents[1]
KNOWN = ROOT.parent / "shared" / "data" / "identifiers.json"
TABLE = parse_carrier_table(
    *(path.read_text(encoding="utf-8") for path in sorted((ROOT / "resources/carriers").glob("*.toml")))
)
AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
GS = "\x1d"


def scan(
    data: str | bytes, symbology: str = "", source: ScanSource = ScanSource.WEDGE
) -> tuple[Reading, ...]:
    payload = data.encode() if isinstance(data, str) else data
    return read_scan(RawScan(payload, source, AT, symbology), TABLE)


def kinds(readings: tuple[Reading, ...]) -> list[IdentifierKind]:
    return [reading.kind for reading in readings]
