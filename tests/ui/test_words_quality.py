"""The quality of a declaration is told with its score, its groups and every shortfall."""

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from borderpost.domain.risk.assessment import Assessment
from borderpost.domain.risk.assessment_plain import assessment_from_plain, assessment_to_plain
from borderpost.domain.risk.lane import Lane
from borderpost.domain.risk.quality import Quality, Remark
from borderpost.domain.risk.quality_terms import Shortfall
from borderpost.ui.bench.reasons_card import ReasonsCard
from borderpost.ui.kit import Text
from borderpost.ui.words.quality import group_sentence, quality_title, shortfall_sentences

POOR = Quality(
    None,
    70.0,
    92.5,
    100.0,
    (
        Remark(Shortfall.NO_HS_CODE, 7.5, 2, 2),
        Remark(Shortfall.PLACEHOLDER_NAME, 30.0, value="N/A"),
    ),
)


def test_score_groups_and_shortfalls_are_told() -> None:
    assert quality_title(POOR) == "Quality of the declaration: 88 of 100"
    assert group_sentence(POOR) == "accurate 70 · complete 92 · consistent 100"
    assert shortfall_sentences(POOR) == [
        "Name is no name: N/A",
        "Line 2 and 1 further lines: No HS code",
    ]


@pytest.mark.parametrize("shortfall", list(Shortfall))
def test_every_shortfall_has_its_sentence(shortfall: Shortfall) -> None:
    (sentence,) = shortfall_sentences(Quality(0.0, 0.0, 0.0, 0.0, (Remark(shortfall, 1.0, value="7"),)))
    assert sentence
    assert "{" not in sentence


def test_the_card_shows_it_and_the_journal_keeps_it(qtbot: QtBot) -> None:
    assessment = Assessment(Lane.GREEN, (), (), "d" * 64, date(2026, 11, 22), quality=POOR)
    assert assessment_from_plain(assessment_to_plain(assessment)) == assessment
    card = ReasonsCard()
    card.show_assessment(assessment, None)
    words = [text.text() for text in card.findChildren(Text)]
    assert "Quality of the declaration: 88 of 100" in words
    assert "Name is no name: N/A" in words
    card.deleteLater()
