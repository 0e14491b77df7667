"""The one function that says what a scan is."""

import json
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderpost.domain.identifiers import (
    EMPTY_TABLE,
    Action,
    Check,
    Command,
    IdentifierKind,
    Reading,
    ReadingWarning,
    embedded,
    format_action,
    parse_carrier_table,
    read_scan,
    s10,
)
from borderpost.domain.identifiers.symbology import Family, family_of
from borderpost.domain.scan import RawScan, ScanSource

ROOT = Path(__file__).parents[2]
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


# --- symbology first ---------------------------------------------------------------------------------


@pytest.mark.parametrize("symbology", ["", "]E0", "]C0", "]X0"])
def test_an_article_is_no_message_of_an_internal_identifier(symbology: str) -> None:
    readings = scan("9780471117094", symbology)
    assert kinds(readings) == [IdentifierKind.GTIN, IdentifierKind.ISBN]
    assert readings[0].check is Check.PASSED
    assert readings[0].warnings == ()
    assert readings[1].display == "978-0-471-11709-4"
    assert kinds(scan("4006381333931", symbology)) == [IdentifierKind.GTIN]


@pytest.mark.parametrize("text", ["9812345678", "98123456789", "4211234567", "42112345678"])
def test_ten_or_eleven_digits_are_no_gs1_message(text: str) -> None:
    assert IdentifierKind.GS1_MESSAGE not in kinds(scan(text))
    assert IdentifierKind.GS1_MESSAGE not in kinds(scan(text, "]C0"))


def test_the_symbology_decides_between_an_article_and_a_parcel() -> None:
    text = "012345678905"  # right as an article; made right as an Express number below
    assert scan(text, "]E0")[0].kind is IdentifierKind.GTIN
    both = "000000000062"
    rivals = scan(both)
    assert {r.kind for r in rivals} >= {IdentifierKind.CARRIER, IdentifierKind.GTIN} or len(rivals) == 1
    assert kinds(scan(both, "]E0")) == [IdentifierKind.GTIN]


def test_rivals_with_equal_proof_are_marked_ambiguous() -> None:
    for serial in range(200_000):
        text = f"{serial:011d}"
        readings = scan(text + str(-(3 * sum(map(int, text[::-2])) + sum(map(int, text[-2::-2]))) % 10))
        passed = [r for r in readings if r.check is Check.PASSED]
        if {r.kind for r in passed} == {IdentifierKind.CARRIER, IdentifierKind.GTIN}:
            assert all(ReadingWarning.AMBIGUOUS in r.warnings for r in passed)
            return
    pytest.fail("no number was both")


@pytest.mark.parametrize("text", [f"420{78745}{GS}9400111206206406260787", "420787459400111206206406260787"])
@pytest.mark.parametrize("symbology", ["]C1", "", "]C0"])
def test_a_postal_number_after_its_routing_is_read_with_and_without_separator(
    text: str, symbology: str
) -> None:
    first = scan(text, symbology)[0]
    assert (first.carrier, first.text) == ("USPS", "9400111206206406260787")
    assert first.check is Check.PASSED
    assert first.detail("zip") == "78745"
    assert first.detail("barcode") == "420787459400111206206406260787"
    assert first.display == "9400 1112 0620 6406 2607 87"


@pytest.mark.parametrize(
    ("text", "symbology"),
    [
        ("00376104250021234569", "]C1"),
        ("00376104250021234569", "]C0"),
        ("(00)376104250021234569", ""),
        ("376104250021234569", ""),
    ],
)
def test_a_logistic_unit(text: str, symbology: str) -> None:
    first = scan(text, symbology)[0]
    assert (first.kind, first.text, first.check) == (
        IdentifierKind.SSCC,
        "376104250021234569",
        Check.PASSED,
    )
    assert first.is_item


def test_a_wrong_logistic_unit_is_marked_so() -> None:
    for text, symbology in [("00376104250021234568", "]C1"), ("376104250021234568", "")]:
        first = scan(text, symbology)[0]
        assert (first.kind, first.check) == (IdentifierKind.SSCC, Check.FAILED)


@pytest.mark.parametrize("symbology", ["]d2", "]Q3", "]C1", "]e0"])
def test_a_gs1_message(symbology: str) -> None:
    article, message = scan(f"010952012345678810ABC{GS}2112", symbology)
    assert (article.kind, article.text, article.embedded_from) == (
        IdentifierKind.GTIN,
        "09520123456788",
        IdentifierKind.GS1_MESSAGE,
    )
    assert message.display == "(01)09520123456788(10)ABC(21)12"
    assert (message.detail("10"), message.detail("21")) == ("ABC", "12")


def test_a_gs1_message_that_cannot_be_read_still_gives_its_article() -> None:
    readings = scan(f"0109504000059101{GS}99999{GS}8200", "]d2")
    assert readings[0].kind is IdentifierKind.GTIN
    assert ReadingWarning.MALFORMED_MESSAGE in readings[0].warnings
    broken = scan("hello", "]C1")
    assert kinds(broken) == [IdentifierKind.UNKNOWN]
    assert broken[0].warnings == (ReadingWarning.MALFORMED_MESSAGE,)


def test_an_item_in_a_free_field_of_a_gs1_message() -> None:
    first = scan(f"010952012345678891RR473124829GB{GS}10A", "]d2")[0]
    assert (first.kind, first.text, first.embedded_from) == (
        IdentifierKind.S10,
        "RR473124829GB",
        IdentifierKind.GS1_MESSAGE,
    )


def test_a_digital_link() -> None:
    article, link = scan("https://id.gs1.org/01/09521141123454/10/ABC?11=221223", "]Q1")
    assert (article.kind, article.text) == (IdentifierKind.GTIN, "09521141123454")
    assert (link.kind, link.detail("10")) == (IdentifierKind.DIGITAL_LINK, "ABC")


@pytest.mark.parametrize("text", ["http://[", "https://example.org/01/123", "https://", "http://a/01/%zz"])
def test_other_addresses_are_themselves(text: str) -> None:
    assert kinds(scan(text, "]Q1")) == [IdentifierKind.UNKNOWN]


def test_retail_symbols() -> None:
    assert scan("02345673", "]E0")[0].text == "023456000073"
    with_addon = scan("978073520044951299", "]E3")
    assert with_addon[0].text == "9780735200449"
    assert with_addon[0].detail("addon") == "51299"
    journal = scan("9771144875007", "]E0")
    assert kinds(journal) == [IdentifierKind.GTIN, IdentifierKind.ISSN]
    assert journal[1].display == "1144-875X"
    wrong = scan("4006381333932", "]E0")
    assert [(r.kind, r.check) for r in wrong] == [(IdentifierKind.GTIN, Check.FAILED)]
    odd = scan("RR473124829GB", "]E0")[0]
    assert odd.kind is IdentifierKind.S10
    assert ReadingWarning.UNEXPECTED_SYMBOLOGY in odd.warnings


def test_a_device_that_leaves_the_prefix_in_the_data() -> None:
    assert scan("]C0RR473124829GB")[0].text == "RR473124829GB"
    assert scan("]E04006381333931")[0].kind is IdentifierKind.GTIN
    assert family_of("]d2") is Family.GS1
    assert family_of("nonsense") is Family.UNSTATED


# --- format and check digit ---------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["RR473124829GB", "rr 473 124 829 gb\r\n", "\x02RR473124829GB\x03"])
def test_an_s10_however_it_comes(text: str) -> None:
    readings = scan(text)
    assert kinds(readings) == [IdentifierKind.S10]
    first = readings[0]
    assert (first.text, first.display, first.check, first.is_item) == (
        "RR473124829GB",
        "RR 473 124 829 GB",
        Check.PASSED,
        True,
    )
    assert first.detail("country") == "GB"


def test_an_s10_goes_before_carriers_that_number_alike() -> None:
    assert kinds(scan("LX842103759CN")) == [IdentifierKind.S10]


def test_a_failed_check_digit_is_a_reading_marked_so() -> None:
    readings = scan("RB123456786US")
    assert [(r.kind, r.check) for r in readings] == [(IdentifierKind.S10, Check.FAILED)]


def test_a_receptacle_and_a_despatch() -> None:
    assert kinds(scan("CNBJSAJPKIXAAUN60123004000153")) == [IdentifierKind.RECEPTACLE]
    assert kinds(scan("CNBJSAJPKIXAAUN60123")) == [IdentifierKind.DESPATCH]
    assert set(kinds(scan("JPKIXA"))) == {IdentifierKind.IMPC, IdentifierKind.UNKNOWN}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("176-12345675", IdentifierKind.AIR_WAYBILL),
        ("35-387923-425263-3", IdentifierKind.IMEI),
        ("490154203237518", IdentifierKind.IMEI),
        ("IM3720000224", IdentifierKind.IOSS),
        ("ISBN 0-471-11709-9", IdentifierKind.ISBN),
        ("978-0-471-11709-4", IdentifierKind.ISBN),
        ("YT2229521272164446", IdentifierKind.CARRIER),
    ],
)
def test_other_families(text: str, kind: IdentifierKind) -> None:
    readings = [r for r in scan(text) if r.kind is kind]
    assert readings
    assert readings[0].check is not Check.FAILED


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("176-12345676", IdentifierKind.AIR_WAYBILL),
        ("49-015420-323751-7", IdentifierKind.IMEI),
        ("ISBN 0-471-11709-8", IdentifierKind.ISBN),
        ("https://id.gs1.org/01/09521141123455", IdentifierKind.DIGITAL_LINK),
    ],
)
def test_other_families_failed(text: str, kind: IdentifierKind) -> None:
    assert [(r.kind, r.check) for r in scan(text) if r.kind is kind] == [(kind, Check.FAILED)]


def test_a_number_of_the_import_shop_names_a_member_state() -> None:
    (reading,) = [r for r in scan("IM3720000224") if r.kind is IdentifierKind.IOSS]
    assert (reading.check, reading.detail("member_state_code")) == (Check.NONE, "372")
    assert IdentifierKind.IOSS not in kinds(scan("IM9990000224"))


def test_an_unknown_text_is_itself() -> None:
    (reading,) = scan("  Hello, parcel \n")
    assert (reading.kind, reading.text, reading.check) == (
        IdentifierKind.UNKNOWN,
        "Hello, parcel",
        Check.NONE,
    )
    assert not reading.is_item
    (opaque,) = scan("J18CGB2ASYB29KX2DDAD5JG5SWL45AHNZ", "]C0")
    assert (opaque.kind, opaque.is_item) == (IdentifierKind.UNKNOWN, True)


# --- searching payloads ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "payload",
    [
        "S10=RR473124829GB;W=18920;V=499EUR",
        "https://track.example/rr473124829gb",
        "JGB 012\nRR 473 124 829 GB\nLondon",
        "\u6536\u4ef6\u4eba RR473124829GB \u5317\u4eac",
    ],
)
def test_an_item_in_a_two_dimensional_payload(payload: str) -> None:
    readings = scan(payload, "]L2")
    assert kinds(readings) == [IdentifierKind.S10, IdentifierKind.UNKNOWN]
    assert (readings[0].text, readings[0].embedded_from) == ("RR473124829GB", IdentifierKind.UNKNOWN)
    assert readings[0].warnings == ()
    assert readings[1].text == payload
    assert not readings[1].is_item


def test_an_item_without_a_boundary_is_marked_so() -> None:
    first = scan("abcRR473124829GB01", "]d1")[0]
    assert (first.text, first.warnings) == ("RR473124829GB", (ReadingWarning.WITHOUT_BOUNDARY,))


def test_only_what_proves_itself_is_taken_from_a_payload() -> None:
    assert kinds(scan("id RR473124828GB 3318810025 986578788855", "]Q1")) == [IdentifierKind.UNKNOWN]


@given(st.integers(0, 99_999_999), st.integers(1, 9))
def test_a_wrong_check_digit_is_never_taken_from_a_payload(serial: int, offset: int) -> None:
    text = s10.generate("RR", serial, "GB")
    wrong = text[:10] + str((int(text[10]) + offset) % 10) + text[11:]
    for payload in (f"a {wrong} b", f"a{wrong}b"):
        assert embedded.search(payload, TABLE, IdentifierKind.UNKNOWN) == ()
    assert len(embedded.search(f"{text} {text}", TABLE, IdentifierKind.UNKNOWN)) == 1


def test_two_items_in_a_payload_are_both_told() -> None:
    readings = scan("RR473124829GB 1Z5R89390357567127", "]Q1")
    assert kinds(readings) == [IdentifierKind.S10, IdentifierKind.CARRIER, IdentifierKind.UNKNOWN]
    assert all(ReadingWarning.AMBIGUOUS in r.warnings for r in readings[:2])


# --- corrections ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("RR473I24829GB", "RR473124829GB"),
        ("RR473124829G8", "RR473124829GB"),
        ("RB1234S6785US", "RB123456785US"),
        ("IZ5R8939O357567I27", "1Z5R89390357567127"),
        ("1ZSR89390357567127", "1Z5R89390357567127"),
        ("I76-I234S675", "176-12345675"),
        ("4O06381333931", "4006381333931"),
    ],
)
def test_confusable_characters_are_offered_and_not_applied(text: str, meant: str) -> None:
    readings = scan(text)
    assert meant in readings[0].corrections
    assert all(reading.text != meant for reading in readings)
    assert all(r.check is not Check.PASSED for r in readings)


def test_what_passes_is_not_corrected() -> None:
    assert scan("RB123456785GB")[0].corrections == ()
    assert scan("RR473I24828GB")[0].corrections == ()  # the twin would fail too


@given(st.integers(0, 99_999_999), st.integers(2, 10))
def test_every_correction_passes(serial: int, place: int) -> None:
    text = s10.generate("LB", serial, "GB")
    twin = {"0": "O", "1": "I", "5": "S", "8": "B"}.get(text[place])
    if twin is None:
        return
    first = scan(text[:place] + twin + text[place + 1 :])[0]
    assert text in first.corrections
    assert all(scan(c)[0].check is Check.PASSED for c in first.corrections)


# --- commands -------------------------------------------------------------------------------------------


def test_a_command_of_the_bench() -> None:
    printed = format_action(Action(Command.QUANTITY, "5"))
    (reading,) = scan(printed, "]C0")
    assert (reading.kind, reading.action) == (IdentifierKind.ACTION, Action(Command.QUANTITY, "5"))
    assert not reading.is_item


@pytest.mark.parametrize("source", [ScanSource.CAMERA, ScanSource.IMAGE])
def test_a_command_is_not_taken_from_a_picture(source: ScanSource) -> None:
    (reading,) = scan(format_action(Action(Command.RELEASE)), "]C0", source)
    assert (reading.kind, reading.action) == (IdentifierKind.UNKNOWN, None)
    assert reading.warnings == (ReadingWarning.ACTION_NOT_FROM_SCANNER,)


def test_a_damaged_command_is_none() -> None:
    (reading,) = scan("BP*RELEASE*0")
    assert (reading.kind, reading.action, reading.warnings) == (
        IdentifierKind.UNKNOWN,
        None,
        (ReadingWarning.BROKEN_ACTION,),
    )


def test_the_libraries_are_loaded_when_asked_for_and_not_before() -> None:
    program = (
        "import sys\n"
        "from borderpost.domain.identifiers import EMPTY_TABLE, prepare\n"
        "lazy = {'biip', 'stdnum'}\n"
        "assert not lazy & set(sys.modules)\n"
        "prepare(EMPTY_TABLE)\n"
        "assert lazy <= set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, env={"PYTHONPATH": str(ROOT / "src")})


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
