"""The quality of a declaration: what is wanting costs its group points, and the reasons are told."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from borderpost.domain.declaration import (
    ContentLine,
    Declaration,
    DeclarationWarning,
    MessageRef,
    Nature,
    Party,
    WarningKind,
)
from borderpost.domain.money import Money
from borderpost.domain.risk.profile import WordList
from borderpost.domain.risk.quality import quality_of
from borderpost.domain.risk.quality_ledger import CountedBy, QualityCount, QualityLedger
from borderpost.domain.risk.quality_terms import COSTS, QualityGroup, Shortfall
from borderpost.domain.risk.vague import VagueDescriptions

RECEIVED = datetime(2026, 11, 2, 9, tzinfo=UTC)
VAGUE = VagueDescriptions([WordList("w", 1, "W", "W", date(2026, 1, 1), ("gift",))], [], date(2026, 11, 22))
LINE = ContentLine(
    1, "felt hat", Decimal(2), "PCE", Decimal("0.3"), Money(Decimal(50), "EUR"), "650500", "DE"
)
GOOD = Declaration(
    message=MessageRef("m1", 1, "POST-DE", RECEIVED),
    item_id="CC473124829DE",
    posted_on=date(2026, 11, 1),
    origin_office="DEFRAA",
    nature=Nature.SALE_OF_GOODS,
    gross_weight_kg=Decimal("0.4"),
    insured_value=Money(Decimal(50), "EUR"),
    sender=Party(company="Hutmacher Weiß", lines=("Mühlenweg 17",), country="DE"),
    addressee=Party(name="Farah Bennett", lines=("17 Millbrook Close",), postcode="NR2 3TU", phone="1"),
    lines=(LINE,),
)


def shortfalls(**changes: Any) -> set[Shortfall]:
    return {remark.shortfall for remark in quality_of(replace(GOOD, **changes), None, VAGUE).remarks}


def test_a_good_declaration_has_full_marks_and_no_remark() -> None:
    quality = quality_of(GOOD, RECEIVED + timedelta(days=5), VAGUE)
    assert quality.remarks == ()
    assert [quality.of(group) for group in QualityGroup] == [100.0] * 4
    assert quality.score == 100.0


@pytest.mark.parametrize(
    ("changes", "shortfall"),
    [
        ({"lines": ()}, Shortfall.NO_CONTENTS),
        ({"lines": (replace(LINE, description="GIFTS"),)}, Shortfall.VAGUE_DESCRIPTION),
        ({"lines": (replace(LINE, description=" "),)}, Shortfall.NO_DESCRIPTION),
        ({"lines": (replace(LINE, hs_code=""),)}, Shortfall.NO_HS_CODE),
        ({"lines": (replace(LINE, hs_code="999"),)}, Shortfall.UNKNOWN_HS_CODE),
        ({"lines": (replace(LINE, quantity=None),)}, Shortfall.NO_QUANTITY),
        ({"lines": (replace(LINE, net_weight_kg=None),)}, Shortfall.NO_WEIGHT),
        ({"lines": (replace(LINE, net_weight_kg=Decimal(0)),)}, Shortfall.ZERO_WEIGHT),
        ({"lines": (replace(LINE, value=None),)}, Shortfall.NO_VALUE),
        ({"lines": (replace(LINE, value=Money(Decimal("0.00"), "EUR")),)}, Shortfall.ZERO_VALUE),
        ({"lines": (replace(LINE, origin_country=""),)}, Shortfall.NO_ORIGIN),
        ({"sender": Party()}, Shortfall.NO_SENDER),
        ({"sender": Party(company="X Y", country="DE")}, Shortfall.NO_SENDER_ADDRESS),
        ({"addressee": Party()}, Shortfall.NO_ADDRESSEE),
        ({"addressee": Party(name="N/A", lines=("1",), city="Y", email="e")}, Shortfall.PLACEHOLDER_NAME),
        ({"addressee": Party(name="Bo Li", lines=("1",), email="e")}, Shortfall.NO_ADDRESSEE_ADDRESS),
        ({"addressee": Party(name="Bo Li", lines=("1",), city="Y")}, Shortfall.NO_CONTACT),
        ({"nature": Nature.UNSTATED}, Shortfall.NO_NATURE),
        ({"nature": Nature.GIFT}, Shortfall.GIFT_FROM_COMPANY),
        ({"gross_weight_kg": None}, Shortfall.NO_GROSS_WEIGHT),
        ({"gross_weight_kg": Decimal(0)}, Shortfall.ZERO_WEIGHT),
        ({"origin_office": "FRCDGA"}, Shortfall.OFFICE_OF_ANOTHER_COUNTRY),
        ({"item_id": "CC473124829FR"}, Shortfall.NUMBER_OF_ANOTHER_COUNTRY),
        ({"insured_value": Money(Decimal(90), "EUR")}, Shortfall.INSURED_ABOVE_VALUE),
        (
            {"lines": (LINE, replace(LINE, number=2, value=Money(Decimal(1), "USD")))},
            Shortfall.SEVERAL_CURRENCIES,
        ),
        (
            {"warnings": (DeclarationWarning(WarningKind.WEIGHTS_DISAGREE, "lines", "3"),)},
            Shortfall.WEIGHTS_DISAGREE,
        ),
        ({"posted_on": date(2026, 10, 1)}, Shortfall.LONG_AFTER_POSTING),
    ],
)
def test_what_is_wanting_is_named_and_costs_its_group(changes: dict[str, Any], shortfall: Shortfall) -> None:
    assert shortfall in shortfalls(**changes)
    group = COSTS[shortfall][0]
    lost = quality_of(replace(GOOD, **changes), None, VAGUE).of(group)
    assert lost is not None
    assert lost < 100.0


@pytest.mark.parametrize(
    ("hours", "score", "expected"),
    [(-2, 0.0, {Shortfall.AFTER_ARRIVAL}), (5, 60.0, {Shortfall.SHORT_NOTICE}), (24, 100.0, set())],
)
def test_a_declaration_has_to_be_there_before_the_item(
    hours: int, score: float, expected: set[Shortfall]
) -> None:
    quality = quality_of(GOOD, RECEIVED + timedelta(hours=hours))
    assert quality.timeliness == score
    assert {remark.shortfall for remark in quality.remarks} == expected


def test_without_arrival_and_posting_nobody_knows_how_timely_it_is() -> None:
    quality = quality_of(replace(GOOD, posted_on=None))
    assert quality.timeliness is None
    assert quality.score == 100.0


def test_half_of_the_lines_cost_half_the_points() -> None:
    lines = (LINE, replace(LINE, number=2, hs_code=""), LINE, replace(LINE, number=4, hs_code=""))
    (remark,) = quality_of(replace(GOOD, lines=lines, insured_value=None)).remarks
    assert (remark.shortfall, remark.line, remark.count) == (Shortfall.NO_HS_CODE, 2, 2)
    assert remark.points == COSTS[Shortfall.NO_HS_CODE][1] / 2


def test_every_shortfall_has_its_price() -> None:
    assert set(COSTS) == set(Shortfall)


def test_senders_and_posts_are_counted_and_two_counts_are_one() -> None:
    poor = replace(GOOD, lines=(replace(LINE, hs_code=""),))
    one, other = QualityLedger(), QualityLedger()
    one.add(GOOD, quality_of(GOOD))
    one.add(poor, quality_of(poor))
    other.add(poor, quality_of(poor))
    (name, count), (_, more) = one.counts(CountedBy.POST)["DE"], other.counts(CountedBy.POST)["DE"]
    count = count.joined(more)
    assert (name, count.declarations, count.timed) == ("DE", 3, 3)
    assert count.mean(QualityGroup.COMPLETENESS) == 90.0
    assert count.score == sum(quality_of(each).score for each in (GOOD, poor, poor)) / 3
    assert count.shortfalls == {Shortfall.NO_HS_CODE: 2}
    (told,) = one.counts(CountedBy.SENDER).values()
    assert (told[0], told[1].joined(more)) == (GOOD.sender.display_name, count)
    assert QualityCount().score is None


NUMBERS = st.none() | st.decimals(allow_nan=True, allow_infinity=True)
MONEYS = st.none() | st.builds(Money, st.decimals(), st.sampled_from(["EUR", "USD", ""]))


@given(
    st.text(),
    st.text(),
    NUMBERS,
    MONEYS,
    MONEYS,
    st.text(max_size=10),
    st.none() | st.dates(),
    st.datetimes(),
)
def test_no_declaration_breaks_it(
    name: str,
    words: str,
    weight: Decimal | None,
    value: Money | None,
    insured: Money | None,
    hs_code: str,
    posted_on: date | None,
    arrived_at: datetime,
) -> None:
    line = ContentLine(1, words, weight, "", weight, value, hs_code, "")
    declaration = replace(
        GOOD,
        item_id=words,
        posted_on=posted_on,
        gross_weight_kg=weight,
        insured_value=insured,
        sender=Party(name=name),
        lines=(line,),
    )
    quality = quality_of(declaration, arrived_at, VAGUE)
    assert 0.0 <= quality.score <= 100.0
