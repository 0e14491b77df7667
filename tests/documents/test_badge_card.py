"""The badge card: its barcode is read off the paper, and says the officer and nothing else."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from borderpost.documents.badge_card import BadgeCard, badge_card
from borderpost.domain.identifiers.actions import Action, Command, parse_action
from documents.pages import codes

CARD = BadgeCard(
    "Customs Administration of Examplia",
    "Mail centre North",
    "anna.rios",
    "Anna Ríos 王伟",
    "Officer, Evidence custodian",
    datetime(2026, 11, 20, 8, tzinfo=UTC),
)


def test_the_code_is_read_off_the_paper() -> None:
    found = codes(badge_card(CARD))
    assert [parse_action(text) for _, text in found] == [Action(Command.BADGE, "ANNA.RIOS")]
    assert badge_card(CARD) == badge_card(CARD)


def test_an_id_that_no_badge_can_say_is_refused() -> None:
    with pytest.raises(ValueError, match="ID"):
        badge_card(replace(CARD, officer="änne"))
