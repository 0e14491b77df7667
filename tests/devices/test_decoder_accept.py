"""Acceptance: what single frames show becomes a scan, once for each parcel under the camera."""

import pytest

from borderpost.devices.decoder import Acceptance, CodeFound, Symbology
from borderpost.devices.decoder.accept import is_gtin14, is_item_number

SQUARE = ((0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (0.0, 9.0))


def code(text: str, symbology: Symbology = Symbology.CODE128) -> CodeFound:
    return CodeFound(text.encode(), text, symbology, "]C0", SQUARE, "zxing-cpp", "whole")


ITEM, OTHER_ITEM = code("RR123456785GB"), code("EE025447491PL")
WRONG_ITEM = code("RR123456784GB")
GTIN = code("18158047434865", Symbology.ITF)


def test_a_valid_item_number_counts_at_once() -> None:
    assert Acceptance().offer([ITEM]) == (ITEM,)


@pytest.mark.parametrize("seen", [WRONG_ITEM, code("ABC-1234"), code("5900699605256", Symbology.EAN), GTIN])
def test_anything_else_needs_two_frames(seen: CodeFound) -> None:
    acceptance = Acceptance()
    assert acceptance.offer([seen, seen]) == ()
    assert acceptance.offer([]) == ()
    assert acceptance.offer([seen]) == (seen,)


def test_frames_that_differ_do_not_add_up() -> None:
    acceptance = Acceptance()
    assert acceptance.offer([code("ABC-1234")]) == ()
    assert acceptance.offer([code("ABC-1235")]) == ()


@pytest.mark.parametrize("text", ["180474348650", "18158047434866", "1815804743486A"])
def test_itf_has_to_be_a_whole_gtin(text: str) -> None:
    acceptance = Acceptance()
    for _ in range(5):
        assert acceptance.offer([code(text, Symbology.ITF)]) == ()


def test_a_parcel_that_stays_is_one_scan() -> None:
    acceptance = Acceptance(forget_after=5)
    assert acceptance.offer([ITEM]) == (ITEM,)
    for at in range(40):
        assert acceptance.offer([ITEM] if at % 4 == 0 else []) == ()
    assert acceptance.in_view == (ITEM,)


def test_a_parcel_that_comes_back_is_a_new_scan() -> None:
    acceptance = Acceptance(forget_after=5)
    acceptance.offer([ITEM])
    for _ in range(5):
        acceptance.offer([])
    assert acceptance.in_view == ()
    assert acceptance.offer([ITEM]) == (ITEM,)


def test_two_labels_are_two_readings() -> None:
    acceptance = Acceptance()
    assert acceptance.offer([ITEM, OTHER_ITEM]) == (ITEM, OTHER_ITEM)
    assert acceptance.in_view == (ITEM, OTHER_ITEM)


def test_all_can_be_forgotten() -> None:
    acceptance = Acceptance()
    acceptance.offer([ITEM])
    acceptance.clear()
    assert acceptance.offer([ITEM]) == (ITEM,)


@pytest.mark.parametrize(
    ("text", "holds"),
    [("RR123456785GB", True), ("RR123456784GB", False), ("rr123456785gb", False), ("RR 123456785GB", False)],
)
def test_an_item_number_is_told_by_shape_and_check_digit(text: str, *, holds: bool) -> None:
    assert is_item_number(text.encode()) is holds


def test_bytes_that_are_no_text_are_no_number() -> None:
    assert not is_item_number(bytes(range(200, 213)))
    assert not is_gtin14(b"\xff" * 14)
