"""The S10 item identifier: parsing, check digit, services, generation."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderpost.domain.identifiers import Check, ReadingWarning, s10
from borderpost.domain.identifiers.s10 import S10, Service

LETTERS = st.text(string.ascii_uppercase, min_size=2, max_size=2)
SERIALS = st.integers(0, 99_999_999)


@pytest.mark.parametrize(
    ("serial", "digit"),
    [("47312482", "9"), ("00000000", "5"), ("99999999", "5"), ("12310000", "0"), ("62412345", "6")],
)
def test_check_digit(serial: str, digit: str) -> None:
    assert s10.check_digit(serial) == digit


@pytest.mark.parametrize("serial", ["", "1234567", "123456789", "1234567X", "١٢٣٤٥٦٧٨"])
def test_check_digit_refuses_what_is_no_serial(serial: str) -> None:
    with pytest.raises(ValueError, match="eight digits"):
        s10.check_digit(serial)


@pytest.mark.parametrize(
    "text",
    [
        "RR473124829GB",
        "rr473124829gb",
        " RR 473 124 829 GB ",
        "RR\u00a0473-124-829\u2013GB",
        "ＲＲ４７３１２４８２９ＧＢ",
        "RR٤٧٣١٢٤٨٢٩GB",
    ],
)
def test_parse_takes_every_way_of_writing(text: str) -> None:
    item = s10.parse(text)
    assert item == S10("RR", "47312482", "9", "GB")
    assert item.valid
    assert item.text == "RR473124829GB"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "RR47312482GB",
        "RR4731248290GB",
        "1B123456785AB",
        "AB12345678XAB",
        "AB1234567851B",
        "ßB123456785GB",
    ],
)
def test_parse_leaves_other_shapes_alone(text: str) -> None:
    assert s10.parse(text) is None
    assert s10.format_display(text) == text


def test_display() -> None:
    assert s10.format_display("RR473124829GB") == "RR 473 124 829 GB"


@pytest.mark.parametrize(
    ("code", "service"),
    [
        ("RR", Service.REGISTERED_LETTER),
        ("LX", Service.TRACKED_LETTER),
        ("UA", Service.UNTRACKED_LETTER),
        ("VV", Service.INSURED_LETTER),
        ("CP", Service.PARCEL),
        ("CV", Service.INSURED_PARCEL),
        ("EE", Service.EXPRESS),
        ("HX", Service.E_COMMERCE_PARCEL),
        ("MA", Service.M_BAG),
        ("QA", Service.BUSINESS_REPLY),
        ("QN", Service.UNALLOCATED),
        ("AU", Service.UNALLOCATED),
        ("AV", Service.BILATERAL),
        ("GA", Service.BILATERAL),
        ("GB", Service.UNALLOCATED),
        ("ZZ", Service.BILATERAL),
        ("JB", Service.RESERVED),
        ("FB", Service.UNALLOCATED),
    ],
)
def test_service(code: str, service: Service) -> None:
    assert s10.service_of(code) is service


@given(LETTERS, SERIALS, LETTERS)
def test_what_is_generated_is_read_back(service: str, serial: int, country: str) -> None:
    text = s10.generate(service, serial, country)
    item = s10.parse(text)
    assert item is not None
    assert item.valid
    assert (item.service_code, int(item.serial), item.country) == (service, serial, country)
    assert s10.parse(s10.format_display(text)) == item
    assert s10.reading_of(item).check is Check.PASSED


@given(SERIALS, st.integers(1, 9))
def test_one_wrong_check_digit_is_seen(serial: int, offset: int) -> None:
    text = s10.generate("RR", serial, "GB")
    wrong = text[:10] + str((int(text[10]) + offset) % 10) + text[11:]
    item = s10.parse(wrong)
    assert item is not None
    assert not item.valid


@pytest.mark.parametrize(
    ("service", "serial", "country"), [("R", 1, "GB"), ("rr", 1, "GB"), ("RR", 1, "G1"), ("RR", 10**8, "GB")]
)
def test_generate_refuses_what_is_no_identifier(service: str, serial: int, country: str) -> None:
    with pytest.raises(ValueError, match=r"letters|eight digits"):
        s10.generate(service, serial, country)


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("JB123456785DE", ReadingWarning.RESERVED_SERVICE),
        ("FB123456785DE", ReadingWarning.UNALLOCATED_SERVICE),
        ("BB123456785DE", ReadingWarning.BILATERAL_SERVICE),
        ("RB123456785AB", ReadingWarning.UNKNOWN_COUNTRY),
        ("RB123456785XK", ReadingWarning.USER_ASSIGNED_COUNTRY),
        ("RB123456785AN", ReadingWarning.WITHDRAWN_COUNTRY),
    ],
)
def test_odd_letters_are_warnings(text: str, warning: ReadingWarning) -> None:
    item = s10.parse(text)
    assert item is not None
    assert s10.reading_of(item).warnings == (warning,)
