"""The numbers that carriers and posts have published, with the verdict published for each."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from borderpost.domain.identifiers import (
    CarrierTable,
    Check,
    IdentifierKind,
    Reading,
    ReadingWarning,
    parse_carrier_table,
    read_scan,
    s10,
    tight,
)
from borderpost.domain.scan import RawScan, ScanSource

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data"
COURIERS = DATA / "carrier-numbers" / "couriers"

# The published name of a format, and the rows of our table (or the kind) that have to judge its numbers.
ROWS: dict[str, tuple[str, ...]] = {
    "Amazon Logistics": ("amazon-logistics",),
    "Amazon International": ("amazon-international",),
    "Canada Post (16)": ("canada-post-16",),
    "Canpar (22)": ("canpar-22",),
    "DHL Express": ("dhl-express",),
    "DHL Express (Piece ID)": ("dhl-piece", "dhl-piece-other"),
    "DHL E-Commerce": ("dhl-ecommerce", "dhl-ecommerce-partner"),
    "DHL E-Commerce (14)": ("dhl-ecommerce-14",),
    "DPD (28)": ("dpd-28",),
    "DPD (14)": ("dpd-14",),
    "FedEx Express (12)": ("fedex-express-12",),
    "FedEx Express (34)": ("fedex-express-34",),
    "FedEx ASTRA (32)": ("fedex-astra-32",),
    "FedEx Ground": ("fedex-ground-15",),
    "FedEx Ground (SSCC-18)": ("sscc",),
    "FedEx Ground 96 (22)": ("fedex-ground-96",),
    "FedEx Ground GSN": ("fedex-ground-gsn",),
    "GOFO Express (US)": ("gofo-us",),
    "Landmark Global LTN": ("landmark",),
    "LaserShip LX": ("lasership-l",),
    "LaserShip 1LS7 (15)": ("lasership-1ls7-15",),
    "LaserShip 1LS7 (18)": ("lasership-1ls7-18",),
    "LaserShip 1LSCX (15)": ("lasership-1lscx",),
    "Old Dominion": ("old-dominion",),
    "Old Dominion Guaranteed Shipment": ("old-dominion-guaranteed",),
    "OnTrac": ("ontrac-c",),
    "OnTrac D": ("ontrac-d",),
    "Purolator (12)": ("purolator-12",),
    "Purolator (alpha + 9)": ("purolator-alpha",),
    "S10": ("s10",),
    "Spee-Dee (20)": ("speedee",),
    "UPS": ("ups-1z",),
    "UPS Waybill": ("ups-waybill",),
    "USPS 20": ("usps-20",),
    "USPS IMpb N": ("usps-impb-94",),
    "USPS IMpb C": ("usps-impb-92", "usps-impb-93", "usps-impb-95"),
    "USPS Legacy": ("usps-91", "usps-20-implied-91"),
    "Yodel": ("yodel",),
    "YunExpress": ("yunexpress",),
}


def carrier_table() -> CarrierTable:
    texts = [
        path.read_text(encoding="utf-8") for path in sorted((ROOT / "resources/carriers").glob("*.toml"))
    ]
    return parse_carrier_table(*texts)


TABLE = carrier_table()


def published_numbers() -> list[Any]:
    if not COURIERS.is_dir():
        return []
    found = []
    for path in sorted(COURIERS.glob("*.json")):
        for row in json.loads(path.read_text(encoding="utf-8"))["tracking_numbers"]:
            for verdict in ("valid", "invalid"):
                found += [
                    (row["name"], number, verdict == "valid") for number in row["test_numbers"][verdict]
                ]
    return found


def scan(text: str, symbology: str = "") -> tuple[Reading, ...]:
    at = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
    return read_scan(RawScan(text.encode(), ScanSource.WEDGE, at, symbology), TABLE)


def stands(readings: tuple[Reading, ...]) -> bool:
    """True where a reading of a known kind has not failed its check digit."""
    return any(r.kind is not IdentifierKind.UNKNOWN and r.check is not Check.FAILED for r in readings)


@pytest.mark.skipif(not COURIERS.is_dir(), reason="the published numbers are not beside the repository")
def test_all_published_numbers_are_there() -> None:
    assert len(published_numbers()) == 280


@pytest.mark.parametrize(("name", "number", "valid"), published_numbers())
def test_published_verdict(name: str, number: str, valid: bool) -> None:
    rows = ROWS[name]
    if rows == ("s10",):
        item = s10.parse(number)
        if number == "RB123456785XX":  # an unknown country is a warning, whatever its publisher says
            assert ReadingWarning.UNKNOWN_COUNTRY in scan(number)[0].warnings
            return
        assert (item is not None and item.valid) is valid
        return
    if rows == ("sscc",):
        assert any(r.kind is IdentifierKind.SSCC and r.check is Check.PASSED for r in scan(number)) is valid
        return
    matches = [m for m in TABLE.match(tight(number)) if m.format.id in rows]
    assert any(m.check is not Check.FAILED for m in matches) is valid
    if valid:
        assert any(r.format_id in rows for r in scan(number)) or scan(number)[0].check is Check.PASSED
