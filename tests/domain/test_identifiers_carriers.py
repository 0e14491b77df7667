"""The engine of the carrier table, its shapes and its check digits."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn as stdnum_luhn
from stdnum.iso7064 import mod_37_36

from borderpost.domain.identifiers import CarrierTableError, Check, checks, parse_carrier_table
from borderpost.domain.identifiers.shapes import LONGEST, ShapeError, compile_shape

ROW = """
dated = 2026-11-22
[[format]]
id = "{id}"
carrier = "Carrier"
name = "Name"
source = "here"
{rest}
"""


def table_of(rest: str, row_id: str = "x") -> str:
    return ROW.format(id=row_id, rest=rest)


def test_a_row_is_run() -> None:
    table = parse_carrier_table(
        table_of("""shapes = ["'1Z' s:4N check:1N"]\ncheck = "mod7"\nover = ["s"]\ngroups = [2, 5]""")
    )
    (match,) = table.match("1Z00107")
    assert (match.check, match.parts, match.distinctive) == (
        Check.FAILED,
        (("s", "0010"), ("check", "7")),
        True,
    )
    assert table.match("1Z00103")[0].check is Check.PASSED
    assert table.match("1Z001030") == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a =", "not a TOML"),
        ("[[format]]\nid = 'x'", "dated"),
        ("dated = 2026-11-22\nformat = 5", "list of rows"),
        ("dated = 2026-11-22\nformat = [5]", "not a table"),
        (table_of(""), "x: `shapes` is missing"),
        (table_of('shapes = ["3N"]\ncolour = "red"'), "unknown key 'colour'"),
        (table_of('shapes = ["3Q"]'), "not a part"),
        (table_of('shapes = "3N"'), "not a list"),
        (table_of('shapes = ["s:3N check:1N"]\ncheck = "mod99"\nover = ["s"]'), "no check is called"),
        (table_of('shapes = ["s:3N check:1N"]\ncheck = "mod10"'), "belong together"),
        (table_of('shapes = ["s:3N"]\ncheck = "mod10"\nover = ["s"]'), "no part 'check'"),
        (table_of('shapes = ["3N"]\ngroups = ["a"]'), "list of lengths"),
        (table_of('shapes = ["3N"]\nlead = 91'), "not a text"),
        (table_of('shapes = ["s:3A check:1N"]\ncheck = "mod10"\nover = ["s"]'), "letters"),
    ],
)
def test_a_faulty_table_is_refused_by_name(text: str, message: str) -> None:
    with pytest.raises(CarrierTableError, match=message):
        parse_carrier_table(text)


def test_two_documents_may_not_share_an_id() -> None:
    one = table_of('shapes = ["3N"]')
    with pytest.raises(CarrierTableError, match="two rows"):
        parse_carrier_table(one, one)
    assert len(parse_carrier_table(one, table_of('shapes = ["4N"]', "y")).formats) == 2


@given(st.text(max_size=200))
def test_any_text_is_a_table_or_refused(text: str) -> None:
    try:
        parse_carrier_table(text)
    except CarrierTableError:
        return


@pytest.mark.parametrize(
    "source",
    ["", "s:2N s:3N", "2-5N 3N", "'a'2-5N3A", "0N", "5-2N", "65N", "(ab|c)", "[9-0]", "1:2N", "A:2N"],
)
def test_shapes_that_the_language_does_not_allow(source: str) -> None:
    with pytest.raises(ShapeError):
        compile_shape(source)


def test_a_shape_knows_its_places() -> None:
    shape = compile_shape("'1L'[A-C1] x:(07|78)2-4N")
    assert (shape.shortest, shape.longest, shape.literals) == (7, 9, 2)
    assert shape.places[2] == "ABC1"
    assert shape.places[3:5] == ("07", "78")
    assert shape.pattern.fullmatch("1LB0712")
    assert shape.pattern.fullmatch("1LB7812345") is None
    assert shape.longest <= LONGEST


DIGITS = st.text(string.digits, min_size=1, max_size=20)


@given(DIGITS)
def test_luhn_agrees_with_stdnum(payload: str) -> None:
    assert checks.luhn(payload) == stdnum_luhn.calc_check_digit(payload)


@given(st.text(string.digits + string.ascii_uppercase, min_size=1, max_size=30))
def test_mod37_36_agrees_with_stdnum(payload: str) -> None:
    assert checks.mod37_36(payload) == mod_37_36.calc_check_digit(payload)


@pytest.mark.parametrize(
    ("name", "payload", "digit"),
    [
        ("mod10", "400638133393", "1"),
        ("mod10", "37610425002123456", "9"),
        ("alternating", "5R8939035756712", "7"),
        ("mod7", "331881002", "5"),
        ("weighted_317", "98657878885", "5"),
        ("weighted_173", "0030077901797269"[-13:], "7"),
    ],
)
def test_worked_examples(name: str, payload: str, digit: str) -> None:
    assert checks.BY_NAME[name](payload) == digit
