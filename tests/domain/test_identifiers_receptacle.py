"""Receptacles, despatches and offices of exchange."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderpost.domain.identifiers import Check, IdentifierKind, ReadingWarning, receptacle
from borderpost.domain.identifiers.receptacle import Despatch, Receptacle

OFFICES = st.builds(
    lambda head, tail: head + tail,
    st.text(string.ascii_uppercase, min_size=2, max_size=2),
    st.text(string.ascii_uppercase + string.digits, min_size=4, max_size=4),
)


def digits(count: int) -> st.SearchStrategy[str]:
    return st.text(string.digits, min_size=count, max_size=count)


DESPATCHES = st.builds(
    Despatch,
    OFFICES,
    OFFICES,
    st.sampled_from("ABCD"),
    st.sampled_from(["UN", "CN", "EN", "TE", "CE"]),
    digits(1),
    digits(4),
)
RECEPTACLES = st.builds(Receptacle, DESPATCHES, digits(3), st.booleans(), st.booleans(), st.integers(0, 9999))


def test_fields_of_a_receptacle() -> None:
    found = receptacle.parse_receptacle("CNBJSAJPKIXAAUN60123004000153")
    assert found == Receptacle(Despatch("CNBJSA", "JPKIXA", "A", "UN", "6", "0123"), "004", False, False, 153)
    assert found.key == "CNBJSAJPKIXAAUN60123004"


@given(RECEPTACLES)
def test_what_is_written_is_read_back(bag: Receptacle) -> None:
    assert receptacle.parse_receptacle(bag.text) == bag
    assert receptacle.parse_despatch(bag.text[:20]) == bag.despatch
    reading = receptacle.read(bag.text)
    assert reading is not None
    assert (reading.kind, reading.check, reading.is_item) == (IdentifierKind.RECEPTACLE, Check.NONE, False)
    assert reading.display.replace(" ", "") == bag.text


@pytest.mark.parametrize(
    "text",
    ["", "CNBJSAJPKIXAAUN6012300400015", "CNBJSAJPKIXAAUN60123004200153", "C1BJSAJPKIXAAUN60123004000153"],
)
def test_other_shapes(text: str) -> None:
    assert receptacle.parse_receptacle(text) is None


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("QQBJSAJPKIXAAUN60123", ReadingWarning.UNKNOWN_COUNTRY),
        ("CNBJSAXKPRNAAUN60123", ReadingWarning.USER_ASSIGNED_COUNTRY),
        ("CNBJSAANCURAAUN60123", ReadingWarning.WITHDRAWN_COUNTRY),
        ("CNBJSAJPKIXAEUN60123", ReadingWarning.UNKNOWN_MAIL_CATEGORY),
        ("CNBJSAJPKIXAAXN60123", ReadingWarning.UNKNOWN_MAIL_CLASS),
    ],
)
def test_oddities_are_warnings(text: str, warning: ReadingWarning) -> None:
    reading = receptacle.read(text)
    assert reading is not None
    assert reading.kind is IdentifierKind.DESPATCH
    assert reading.warnings == (warning,)


def test_office_codes() -> None:
    assert receptacle.is_impc("JPKIXA")
    assert not receptacle.is_impc("QQKIXA")
    assert not receptacle.is_impc("JPKIX")
