"""What a payload holds besides itself: embedded items, corrections, commands."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderpost.domain.identifiers import (
    Action,
    Check,
    Command,
    IdentifierKind,
    ReadingWarning,
    embedded,
    format_action,
    s10,
)
from borderpost.domain.scan import ScanSource
from identifier_scans import ROOT, TABLE, kinds, scan

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
