"""What a mapping does to values is done to each of them, or told: no weight in another unit, no idle key."""

import tomllib
from decimal import Decimal

import pytest

from borderpost.domain.declaration import Declaration
from borderpost.domain.intake import RejectReason
from borderpost.feeds.mapping.faults import MappingFault, MappingProblem
from borderpost.feeds.mapping.reading import mapping_from_plain
from foreign_feeds import MESSAGE, mapping_of, only, refused, rows_of

FRAME = f"""
id = "some-post"
[source]
format = "csv"
[fields]
item_id = "Number"
{MESSAGE}
"""


def one(header: str, row: str, fields: str) -> Declaration:
    return only(rows_of(f"Number;msg;{header}\nA1;m1;{row}\n", mapping_of(FRAME + fields)))


@pytest.mark.parametrize(
    ("written", "kilograms"),
    [
        ("500.", "0.5"),
        (".5", "0.0005"),
        ("+500", "0.5"),
        ("5e2", "0.5"),
        ("500.0000000000000", "0.5"),
        ("0.1e-3", "0.0000001"),
    ],
)
def test_a_weight_in_any_form_of_a_number_becomes_kilograms(written: str, kilograms: str) -> None:
    line = one("w", written, '[lines]\nnet_weight_kg = { path = "w", weight_unit = "g" }').lines[0]
    assert line.net_weight_kg == Decimal(kilograms)


@pytest.mark.parametrize(("price", "count", "amount"), [("1e1", "3", 30), ("10", "3e0", 30), ("10", ".5", 5)])
def test_a_price_for_one_unit_is_multiplied_in_any_form(price: str, count: str, amount: int) -> None:
    fields = '[lines]\nquantity = "n"\nvalue = { amount = { path = "v", per = "unit" }, currency = "c" }'
    value = one("v;n;c", f"{price};{count};EUR", fields).lines[0].value
    assert value is not None
    assert value.amount == amount


@pytest.mark.parametrize("written", ["+12345", "000000000012345", "12345"])
def test_decimals_that_are_implied_are_so_whatever_stands_before_the_figures(written: str) -> None:
    line = one("n", written, '[lines]\nquantity = { path = "n", implied_decimals = 2 }').lines[0]
    assert line.quantity == Decimal("123.45")


def test_each_of_several_sources_has_a_unit_of_its_own() -> None:
    fields = """[lines]
quantity = "n"
net_weight_kg = { first = ["kg", { path = "g", weight_unit = "g" }, { path = "each", per = "unit" }] }
"""
    weights = [
        one("n;kg;g;each", row, fields).lines[0].net_weight_kg for row in ("2;1;;", "2;;500;", "2;;;1.5")
    ]
    assert weights == [Decimal(1), Decimal("0.5"), Decimal(3)]


def test_a_weight_without_its_unit_is_refused_and_not_taken_for_kilograms() -> None:
    field = '[lines]\nnet_weight_kg = {{ path = "w", weight_unit = {{ path = "u"{} }} }}'
    bad = refused(rows_of("Number;msg;w;u\nA1;m1;500;\n", mapping_of(FRAME + field.format(""))))
    assert (bad.field, bad.reason) == ("lines[0].net_weight_kg", RejectReason.NOT_A_NUMBER)
    said = one("w;u", "500;", field.format(', default = "g"')).lines[0]
    assert said.net_weight_kg == Decimal("0.5")


@pytest.mark.parametrize(
    ("spelled", "lines"),
    [
        ('{ first = ["a", "b"] }', ("x, Y",)),
        ('{ join = ["a", "b"], with = "/" }', ("x, Y/z",)),
        ('{ constant = "no address" }', ("no address",)),
        ('{ path = "c", default = "none" }', ("none",)),
        ('{ path = ["a", "b"], case = "upper" }', ("X, Y", "Z")),
        ('{ path = "a", split = ",", case = "upper" }', ("X", "Y")),
        ('{ first = ["c", "a"], split = ",", cut = [1, 1] }', ("x", "Y")),
        ('[{ path = "a", split = "," }, "b"]', ("x", "Y", "z")),
    ],
)
def test_a_list_is_made_of_whatever_its_value_says(spelled: str, lines: tuple[str, ...]) -> None:
    assert one("a;b;c", "x, Y;z;", f"[fields.sender]\nlines = {spelled}").sender.lines == lines


@pytest.mark.parametrize(
    ("spelled", "key", "problem"),
    [
        ('first = ["a"], join = ["b"]', "first", MappingProblem.UNKNOWN_KEY),
        ('first = ["a"], with = "-"', "with", MappingProblem.UNKNOWN_KEY),
        ('path = "a", part = 2', "part", MappingProblem.UNKNOWN_KEY),
        ('path = "a", zone = "UTC"', "zone", MappingProblem.UNKNOWN_KEY),
        ('path = "a", other = "b"', "other", MappingProblem.UNKNOWN_KEY),
        ('path = "a", decimal_mark = ",", group_mark = ","', "group_mark", MappingProblem.DUPLICATE),
        ('path = "a", group_mark = "."', "group_mark", MappingProblem.DUPLICATE),
    ],
)
def test_a_key_that_would_do_nothing_or_harm_is_told(spelled: str, key: str, problem: MappingProblem) -> None:
    found = mapping_from_plain(tomllib.loads(f"{FRAME}[lines]\nquantity = {{ {spelled} }}"))
    assert found == (MappingFault("some-post", f"lines.quantity.{key}", problem, *_shown(problem, spelled)),)


def _shown(problem: MappingProblem, spelled: str) -> tuple[str, ...]:
    return (spelled[-2],) if problem is MappingProblem.DUPLICATE else ()
