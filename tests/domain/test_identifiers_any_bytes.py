"""No bytes make the reader raise, and the known numbers get their verdict."""

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderpost.domain.identifiers import (
    EMPTY_TABLE,
    Check,
    IdentifierKind,
    ReadingWarning,
    read_scan,
)
from borderpost.domain.scan import RawScan, ScanSource
from identifier_scans import AT, KNOWN, scan

# --- any bytes ------------------------------------------------------------------------------------------

AIMS = st.sampled_from(
    [
        "",
        "]C0",
        "]C1",
        "]E0",
        "]E3",
        "]E4",
        "]d1",
        "]d2",
        "]Q1",
        "]Q3",
        "]L2",
        "]I0",
        "]A0",
        "]e0",
        "]z0",
        "]",
        "x",
    ]
)
PIECES = st.sampled_from(
    [
        b"420",
        b"00",
        b"01",
        b"(01)",
        b"(",
        b")",
        b"BP*",
        b"1Z",
        b"http://",
        b"/01/",
        b"RR",
        b"GB",
        b"\x1d",
        b"]C1",
    ]
)
DIGIT_RUNS = st.text("0123456789", min_size=1, max_size=30).map(str.encode)
PAYLOADS = st.one_of(
    st.binary(max_size=300),
    st.lists(st.one_of(PIECES, DIGIT_RUNS, st.binary(max_size=4)), max_size=12).map(b"".join),
    st.text(max_size=100).map(lambda text: text.encode("utf-8", "surrogatepass")),
)


@given(PAYLOADS, AIMS, st.sampled_from(ScanSource))
def test_no_bytes_make_it_raise(data: bytes, symbology: str, source: ScanSource) -> None:
    readings = scan(data, symbology, source)
    assert readings
    assert all(isinstance(reading.text, str) for reading in readings)
    assert read_scan(RawScan(data, source, AT, symbology), EMPTY_TABLE)


def test_long_input_is_cut_and_said_so() -> None:
    (reading,) = scan("é" * 5000)
    assert reading.warnings == (ReadingWarning.INPUT_CUT,)
    assert reading.text == "é" * 2048
    (odd,) = scan(b"x" + "é".encode() * 5000)
    assert odd.warnings == (ReadingWarning.INPUT_CUT,)
    (other,) = scan(b"\xe9\xe8\xff\xfe!")
    assert other.warnings == (ReadingWarning.NOT_UTF8,)


@pytest.mark.parametrize(
    "text", ["RR47312482" * 410, "AA0" * 1400, "0" * 4096, "1Z" + "5" * 4000, " " * 4096, "RR 473 124 " * 370]
)
def test_hostile_input_takes_no_time(text: str) -> None:
    begun = time.perf_counter()
    assert scan(text, "]Q1")
    assert time.perf_counter() - begun < 0.25


# --- the numbers given with the project -----------------------------------------------------------------


def known(*keys: str) -> Any:
    if not KNOWN.is_file():
        return []
    found: Any = json.loads(KNOWN.read_text(encoding="utf-8"))
    for key in keys:
        found = found[key]
    return [row["id"] if isinstance(row, dict) else row for row in found]


FAMILIES = {
    "ups_1z": ("ups-1z",),
    "sscc": (IdentifierKind.SSCC,),
    "gtin": (IdentifierKind.GTIN,),
    "awb": (IdentifierKind.AIR_WAYBILL,),
    "dhl_express_10": ("dhl-express",),
    "fedex_12": ("fedex-express-12",),
    "usps_impb": ("usps-impb-92", "usps-impb-94"),
}
PAIRS = [
    (number, names, verdict == "valid")
    for family, names in FAMILIES.items()
    for verdict in ("valid", "invalid")
    for number in known(family, verdict)
]


@pytest.mark.skipif(not KNOWN.is_file(), reason="the known numbers are not beside the repository")
def test_known_numbers_are_there() -> None:
    assert len(PAIRS) > 25


@pytest.mark.parametrize(("number", "names", "valid"), PAIRS)
def test_known_verdict(number: str, names: tuple[str, ...], valid: bool) -> None:
    mine = [r for r in scan(number) if r.kind in names or r.format_id in names]
    assert any(r.check is Check.PASSED for r in mine) is valid


@pytest.mark.parametrize("number", known("s10", "valid"))
def test_known_s10(number: str) -> None:
    first = scan(number)[0]
    assert (first.kind, first.check) == (IdentifierKind.S10, Check.PASSED)
    assert ReadingWarning.UNKNOWN_COUNTRY not in first.warnings


@pytest.mark.parametrize("number", known("s10", "invalid"))
def test_known_wrong_s10(number: str) -> None:
    assert not any(r.kind is IdentifierKind.S10 and r.check is Check.PASSED for r in scan(number))


@pytest.mark.parametrize("number", known("s10", "warn"))
def test_known_doubtful_s10(number: str) -> None:
    first = scan(number)[0]
    assert (first.kind, first.check) == (IdentifierKind.S10, Check.PASSED)
    in_iso = number.endswith(("TW", "MO"))
    assert bool(first.warnings) is not in_iso


@pytest.mark.parametrize("family", ["amazon", "yunexpress", "dhl_piece", "gofo", "landmark"])
def test_known_numbers_without_check_digit(family: str) -> None:
    for number in known("no_check_digit", family):
        first = scan(number)[0]
        assert (first.kind, first.check, first.is_item) == (IdentifierKind.CARRIER, Check.NONE, True)


@pytest.mark.parametrize("number", known("s9_synthetic"))
def test_known_receptacles(number: str) -> None:
    assert scan(number)[0].kind is IdentifierKind.RECEPTACLE
