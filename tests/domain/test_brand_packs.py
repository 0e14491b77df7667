"""Brand packs read from plain data: every fault by name, nothing raised."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderpost.domain.brands.faults import BrandFault, BrandProblem
from borderpost.domain.brands.pack import BrandPack
from borderpost.domain.brands.pack_reading import (
    gtin14,
    pack_from_json,
    pack_from_plain,
    pack_to_json,
)
from brand_packs import SHOE, TODAY, zarquet, zarquet_plain


def faults(changes: dict[str, Any]) -> list[tuple[str, BrandProblem]]:
    made = pack_from_plain({**zarquet_plain(), **changes})
    assert not isinstance(made, BrandPack)
    return [(one.path, one.problem) for one in made]


def test_a_pack_comes_back_as_it_was_kept() -> None:
    pack = zarquet()
    assert pack_from_json(pack_to_json(pack)) == pack


def test_the_longest_prefix_and_the_product_by_day() -> None:
    rows = [
        {"digits": "9521", "source": "handbook", "valid_from": date(2020, 1, 1)},
        {"digits": "952110", "source": "handbook", "valid_from": date(2020, 1, 1)},
    ]
    pack = zarquet(prefix=rows)
    found = pack.prefix_of(SHOE.zfill(14), TODAY)
    assert found is not None
    assert found.digits == "952110"
    assert pack.product(SHOE.zfill(14), TODAY) is not None
    assert pack.product(SHOE.zfill(14), date(2023, 12, 31)) is None
    assert pack.prefix_of(SHOE.zfill(14), date(2019, 12, 31)) is None


ROW = {"source": "handbook", "valid_from": date(2026, 1, 1)}


@pytest.mark.parametrize(
    ("changes", "path", "problem"),
    [
        ({"id": "../up"}, "id", BrandProblem.BAD_VALUE),
        ({"surprise": 1}, "", BrandProblem.BAD_VALUE),
        ({"prefix": [{"digits": "12", **ROW}]}, "prefix[1].digits", BrandProblem.BAD_VALUE),
        (
            {"prefix": [{"digits": "9521", **ROW, "source": "no"}]},
            "prefix[1].source",
            BrandProblem.UNKNOWN_SOURCE,
        ),
        ({"route": [{"countries": ["China"], **ROW}]}, "route[1].countries[0]", BrandProblem.BAD_VALUE),
        (
            {"route": [{"countries": ["CN"], **ROW, "valid_until": date(2025, 1, 1)}]},
            "route[1].valid_until",
            BrandProblem.ENDS_BEFORE_IT_BEGINS,
        ),
        (
            {
                "feature": [
                    {
                        "id": "a",
                        "title": "t",
                        "genuine": "g",
                        "fake": "f",
                        **ROW,
                        "fake_picture": "../../etc/passwd.png",
                    }
                ]
            },
            "feature[1].fake_picture",
            BrandProblem.BAD_VALUE,
        ),
        (
            {
                "feature": [
                    {"id": "a", "title": "t", "genuine": "g", "fake": "f", **ROW, "fake_picture": "gone.png"}
                ]
            },
            "feature[1].fake_picture",
            BrandProblem.NO_PICTURE,
        ),
        (
            {"contact": [{"id": "a", "name": "A"}, {"id": "a", "name": "B"}], "application": []},
            "contact.id",
            BrandProblem.DUPLICATE,
        ),
        ({"contact": []}, "application[1].contact", BrandProblem.UNKNOWN_CONTACT),
        ({"issued_on": "soon"}, "issued_on", BrandProblem.BAD_VALUE),
        ({"right_holder": "x" * 201}, "right_holder", BrandProblem.BAD_VALUE),
    ],
)
def test_each_fault_is_named_by_its_place(changes: dict[str, Any], path: str, problem: BrandProblem) -> None:
    assert faults(changes) == [(path, problem)]


def test_a_product_with_a_wrong_check_digit_is_named_by_its_line() -> None:
    row = {"gtin": SHOE[:-1] + "0", "description": "x", "source": "handbook", "valid_from": "2024-01-01"}
    made = pack_from_plain(zarquet_plain(), [(3, row)])
    assert made == (BrandFault("products.csv", "line 3.gtin", BrandProblem.CHECK_DIGIT, row["gtin"]),)
    undated = {"gtin": SHOE, "description": "x", "source": "handbook", "valid_from": "soon"}
    made = pack_from_plain(zarquet_plain(), [(2, undated)])
    assert not isinstance(made, BrandPack)
    assert [(one.file, one.path) for one in made] == [("products.csv", "line 2.valid_from")]


@given(st.text(max_size=20))
def test_a_gtin_is_fourteen_digits_or_nothing(text: str) -> None:
    assert gtin14(text) == "" or len(gtin14(text)) == 14


_PLAIN = st.recursive(
    st.none() | st.text(max_size=5) | st.integers() | st.dates() | st.floats(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(st.sampled_from(sorted(zarquet_plain())), _PLAIN)
def test_no_value_of_any_field_makes_it_raise(name: str, value: object) -> None:
    made = pack_from_plain({**zarquet_plain(), name: value})
    assert isinstance(made, BrandPack) or made
