"""What usually comes to an address is learnt from the newest days, and one heavy address does not hide."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderpost.domain.declaration import ContentLine, Declaration, MessageRef, Party
from borderpost.domain.money import Money, RateTable
from borderpost.domain.risk.usual import NotUsual, Usual, UsualLearner

TODAY = date(2026, 11, 22)
RATES = RateTable("GBP", TODAY, {"EUR": Decimal("1.25")})
FIFTIETH = Decimal("0.02")


def item(number: int, house: int, day: date = TODAY, value: Money | None = None) -> Declaration:
    return Declaration(
        message=MessageRef(f"m{number}", 1, "POST-CN", datetime(2026, 11, 2, 9, tzinfo=UTC)),
        item_id=f"CC{number:09}CN",
        addressee=Party(name=f"Person {house}", lines=(f"{house} Millbrook Close",), postcode="NR2 3TU"),
        posted_on=day,
        lines=(ContentLine(1, "shirt", value=value or Money(Decimal(10), "GBP"), hs_code="610910"),),
    )


def learnt(items: list[Declaration], share: Decimal = FIFTIETH) -> Usual | None:
    learner = UsualLearner(RATES, TODAY, (7,))
    for one in items:
        learner.learn(one)
    return learner.usual(share)


def test_all_but_one_item_in_fifty_stay_within() -> None:
    many = [item(number, number // 2) for number in range(196)] + [item(200 + n, 999) for n in range(4)]
    assert learnt(many) == Usual(FIFTIETH, "GBP", 2, 2, {7: Decimal(20)})
    assert learnt([*many, item(300, 999)]) == Usual(FIFTIETH, "GBP", 5, 5, {7: Decimal(50)})
    assert learnt(many, Decimal(0)) == Usual(Decimal(0), "GBP", 4, 4, {7: Decimal(40)})


def test_old_days_and_days_to_come_do_not_count() -> None:
    days = [TODAY - timedelta(days=back) for back in (0, 6, 7, 29, 30, 400, -1)]
    for order in (days, days[::-1]):
        usual = learnt([item(number, 1, day) for number, day in enumerate(order)])
        assert usual == Usual(FIFTIETH, "GBP", 4, 4, {7: Decimal(20)})


def test_an_item_declared_anew_counts_once_and_money_without_a_rate_not_at_all() -> None:
    assert learnt([item(1, 1), item(1, 1), item(2, 1, value=Money(Decimal(500), "XXX"))]) == Usual(
        FIFTIETH, "GBP", 2, 2, {7: Decimal(10)}
    )
    assert learnt([]) is None
    assert learnt([Declaration(message=item(1, 1).message, item_id="CC1")]) == Usual(
        FIFTIETH, "GBP", 0, 0, {7: Decimal(0)}
    )


@given(
    st.lists(st.integers(1, 40), min_size=1, max_size=60),
    st.sampled_from(["0", "0.02", "0.1", "0.5", "0.999"]),
)
def test_no_more_items_than_the_share_lie_beyond(counts: list[int], share: str) -> None:
    numbers = iter(range(10_000))
    usual = learnt(
        [item(next(numbers), house) for house, count in enumerate(counts) for _ in range(count)],
        Decimal(share),
    )
    assert usual is not None
    beyond = sum(count for count in counts if count > usual.address_items)
    assert beyond <= Decimal(share) * sum(counts)
    at_least = sum(count for count in counts if count >= usual.address_items)
    assert at_least > Decimal(share) * sum(counts)


def test_it_survives_its_plain_form_and_nonsense_is_refused() -> None:
    usual = Usual(FIFTIETH, "GBP", 12, 3, {7: Decimal("135.5"), 30: Decimal(0)})
    assert Usual.from_plain(usual.to_plain()) == usual
    for key, value in (
        ("address_items", "many"),
        ("goods_items", -1),
        ("addressee_values", {"x": "1"}),
        ("addressee_values", [1]),
        ("share", "Infinity"),
    ):
        with pytest.raises(NotUsual):
            Usual.from_plain({**usual.to_plain(), key: value})
    with pytest.raises(NotUsual):
        Usual.from_plain({})
