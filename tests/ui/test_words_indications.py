"""Every indication and the random check are told in a plain sentence with their values."""

from datetime import date
from decimal import Decimal

import pytest
from pytestqt.qtbot import QtBot

from borderpost.domain.risk.assessment import Assessment, Drawn, Selection
from borderpost.domain.risk.assessment_plain import (
    NotAnAssessment,
    assessment_from_plain,
    assessment_to_plain,
)
from borderpost.domain.risk.indication import Indication, IndicationKind
from borderpost.domain.risk.lane import Lane
from borderpost.ui.bench.reasons_card import ReasonsCard
from borderpost.ui.kit import Text
from borderpost.ui.words.indications import indication_sentence
from borderpost.ui.words.reasons import reason_parts

LOW = Indication(
    IndicationKind.VALUE_LOW,
    line=2,
    actual=Decimal("2.10"),
    low=Decimal(9),
    high=Decimal(24),
    unit="GBP/kg",
    count=1204,
    about="6109",
    origin="CN",
)
GIFT = Indication(IndicationKind.GIFT_FROM_COMPANY, about="Oakmere Trading")
DRAWN = Assessment(
    Lane.RED,
    (),
    (),
    "d" * 64,
    date(2026, 11, 22),
    drawn=Drawn(True, "0.02", "2026-11-20/abc"),
    indications=(LOW, GIFT),
)


def test_many_items_are_told_beside_what_nearly_all_get() -> None:
    many = Indication(IndicationKind.MANY_TO_ONE_ADDRESS, count=14, days=30)
    assert indication_sentence(many) == "14 items came to this address in 30 days"
    more = Indication(IndicationKind.MANY_TO_ONE_ADDRESS, high=Decimal(12), count=14, days=30)
    assert indication_sentence(more) == (
        "14 items came to this address in 30 days; nearly all here get at most 12"
    )


def test_a_value_is_told_with_what_is_usual() -> None:
    assert indication_sentence(LOW) == (
        "Line 2: Declared 2.1 GBP/kg, low: the middle half for heading 6109 from CN is 9 to 24"
        " (n = 1\u202f204)"
    )


@pytest.mark.parametrize("kind", list(IndicationKind))
def test_every_kind_has_its_sentence(kind: IndicationKind) -> None:
    full = Indication(kind, None, Decimal(7), Decimal(1), Decimal(3), "GBP", 4, 5, "61", "CN")
    for indication in (full, Indication(kind)):
        sentence = indication_sentence(indication)
        assert sentence
        assert "{" not in sentence


def test_a_random_check_is_told_as_one_and_apart_from_profiles() -> None:
    (part,) = reason_parts(DRAWN)
    assert (part.title, part.profile, part.lane) == ("Random check", "", Lane.RED)
    assert (
        part.sentence
        == "Drawn by chance, as 2 % of all declared items are; that says nothing against this one"
    )
    assert DRAWN.selection is Selection.RANDOM


def test_the_card_shows_the_random_check_and_what_seems_odd(qtbot: QtBot) -> None:
    card = ReasonsCard()
    card.show_assessment(DRAWN, None)
    words = [text.text() for text in card.findChildren(Text)]
    assert "Random check" in words
    assert "Sealed draw 2026-11-20/abc" in words
    assert "Worth a second look" in words
    assert any(sentence.startswith("Line 2: Declared 2.1") for sentence in words)
    card.deleteLater()


def test_an_assessment_with_indications_is_written_and_read_again() -> None:
    plain = assessment_to_plain(DRAWN)
    assert assessment_from_plain(plain) == DRAWN
    del plain["indications"]
    assert assessment_from_plain(plain).indications == ()
    with pytest.raises(NotAnAssessment):
        assessment_from_plain({**plain, "indications": [{"kind": "value_low", "actual": "x"}]})
