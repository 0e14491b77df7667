"""Declared against found: only what differs, line by line."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from borderpost.domain.codes import Commodity, Unit
from borderpost.domain.found_goods import Aspect, compare_goods
from borderpost.domain.goods_acts import LineRecorded

DECLARED: dict[str, Any] = {
    "gross_weight_kg": "1.240",
    "lines": [
        {
            "description": "Running  shoes",
            "quantity": "2",
            "unit": "PR",
            "net_weight_kg": "0.900",
            "value": {"amount": "12.50", "currency": "USD"},
            "hs_code": "640411",
            "origin_country": "VN",
            "product_ids": [{"scheme": "gtin", "value": "04006381333931"}],
        },
        {"description": "Boxes", "quantity": "2"},
    ],
}


def goods(**said: Any) -> LineRecorded:
    told: dict[str, Any] = {
        "inspection": "i",
        "line": 1,
        "description": "running shoes",
        "quantity": "2",
        "unit": Unit.PAIR,
        "commodity": Commodity.OTHER,
        "declared_line": 1,
    }
    return LineRecorded(**{**told, **said})


def told(*found: LineRecorded, **more: Any) -> list[tuple[Aspect, str, str]]:
    return [
        (one.aspect, one.declared, one.found) for one in compare_goods(DECLARED, found, **more).differences
    ]


BOXES = (Aspect.NOT_LISTED, "Boxes · 2", "")


def test_what_is_as_declared_is_not_told() -> None:
    alike = goods(
        quantity="2.0",
        net_weight_kg="0.91",
        value="12.5",
        currency="USD",
        hs_code="6404110000",
        origin_country="VN",
        product_code="4006381333931",
    )
    compared = compare_goods(DECLARED, [alike])
    assert compared.agreeing == (1,)
    assert told(alike) == [BOXES]


def test_each_difference_is_told_with_both_sides() -> None:
    other = goods(
        description="Sneakers",
        brand="Zarquet",
        quantity="12",
        net_weight_kg="1.1",
        value="80",
        currency="EUR",
        hs_code="640299",
        origin_country="CN",
        product_code="9521101000016",
    )
    assert told(other) == [
        (Aspect.DESCRIPTION, "Running  shoes", "Zarquet Sneakers"),
        (Aspect.CODE, "04006381333931", "9521101000016"),
        (Aspect.HS_CODE, "640411", "640299"),
        (Aspect.QUANTITY, "2 PR", "12 PAIR"),
        (Aspect.VALUE, "12.50 USD", "80 EUR"),
        (Aspect.WEIGHT, "0.900 kg", "1.1 kg"),
        (Aspect.ORIGIN, "VN", "CN"),
        BOXES,
    ]


def test_several_goods_of_one_declared_line_count_together() -> None:
    assert told(goods(quantity="1"), goods(line=2, quantity="1")) == [BOXES]
    assert told(goods(value="6", currency="USD"), goods(line=2)) == [
        (Aspect.QUANTITY, "2 PR", "4 PAIR"),
        BOXES,
    ]


def test_lines_that_were_not_declared_and_lines_that_are_missing() -> None:
    extra = goods(
        line=3, declared_line=0, description="Watch", brand="Tiqvane", quantity="5", unit=Unit.PIECE
    )
    assert told(goods(), extra, searched=True) == [
        (Aspect.MISSING, "Boxes · 2", ""),
        (Aspect.UNDECLARED, "", "Tiqvane Watch · 5 PCE"),
    ]
    assert compare_goods(None, [extra]).differences[0].found_lines == (3,)


def test_the_scale_against_the_declared_weight() -> None:
    assert told(goods(), scale_kg="1.3") == [BOXES]
    assert told(goods(), scale_kg="2.4")[0] == (Aspect.GROSS_WEIGHT, "1.240 kg", "2.4 kg")
    assert told(goods(), scale_kg="much") == [BOXES]


@given(
    st.recursive(
        st.none() | st.text(max_size=6) | st.sampled_from(["NaN", "1e999999", "-3"]),
        lambda inner: (
            st.lists(inner, max_size=2)
            | st.dictionaries(
                st.sampled_from(["lines", "quantity", "net_weight_kg", "value", "amount", "product_ids"]),
                inner,
            )
        ),
        max_leaves=8,
    )
)
def test_a_declaration_of_any_shape_is_compared(plain: object) -> None:
    compared = compare_goods({"lines": [plain, plain], "gross_weight_kg": plain}, [goods()], scale_kg="1")
    assert {1, 2} <= {one.line for one in compared.differences} | set(compared.agreeing)
