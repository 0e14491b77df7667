"""Beside the table of profiles stands what came of the one chosen, week by week, held against chance."""

from datetime import date, timedelta

import pytest
from pytestqt.qtbot import QtBot

from borderpost.domain.risk.bench_profile import ProfileStage
from borderpost.domain.risk.measuring import Judged, Measured, measure
from borderpost.ui.workshop.figures import FiguresCard
from borderpost.ui.workshop.rows import ProfileRow

MONDAY = date(2026, 11, 16)


def judged(
    number: int, found: int, *, weeks_ago: int = 0, drawn: bool = False, hits: str = "p"
) -> list[Judged]:
    """Return so many examined items of a week, in some of which something was found."""
    day = MONDAY - timedelta(weeks=weeks_ago)
    profiles = frozenset({hits}) if hits else frozenset()
    return [
        Judged(day, profiles, bool(hits), drawn, 0.02 if drawn else 0.0, examined=True, found=one < found)
        for one in range(number)
    ]


def measured(*groups: list[Judged]) -> Measured:
    return measure([one for group in groups for one in group], MONDAY - timedelta(weeks=12), MONDAY)


def row(told: Measured, profile: str = "p") -> ProfileRow:
    content = {"id": profile, "version": 1, "title": "Power banks in bulk", "lane": "red"}
    return ProfileRow(content, ProfileStage.IN_FORCE, None, told.profiles.get(profile))


def shown(card: FiguresCard) -> dict[str, str]:
    return dict(card.rows())


@pytest.fixture
def card(qtbot: QtBot) -> FiguresCard:
    card = FiguresCard()
    qtbot.addWidget(card)
    return card


def test_a_profile_is_held_against_the_random_share(card: FiguresCard) -> None:
    chance = judged(200, 4, drawn=True, hits="")
    told = measured(judged(10, 3, weeks_ago=1), judged(20, 15), chance)
    card.show_row(row(told), told)
    values = shown(card)
    assert values["Selected"] == values["Examined"] == "30"
    assert values["Hit rate (95 %)"] == "60.0 % (42.3 to 75.4)"
    assert values["Lift over the random share"].startswith("30.0 × (10.9 – ")
    assert values["False alarms"] == "12 (40.0 %)"
    assert values["Random share (95 %)"].startswith("2.0 % (0.8 to 5.")
    assert card.told.text() == "It finds more than chance does."
    bars = card.bars.bars
    assert [bar.above for bar in bars] == ["", "", "", "", "", "", "3 of 10", "15 of 20"]
    assert (bars[-1].height, bars[-3].height) == (0.75, None)
    assert bars[-1].low is not None
    assert bars[-1].high is not None
    assert bars[-1].low < 0.75 < bars[-1].high
    assert "week of 2026-11-16: 75.0 %" in card.bars.accessibleDescription()


@pytest.mark.parametrize(
    ("found", "by_chance", "sentence"),
    [
        (1, 60, "It finds less than chance does"),
        (4, 4, "cannot be told yet"),
        (0, 4, "once something is found by it and by the draw"),
    ],
)
def test_it_says_whether_the_profile_is_worth_keeping(
    card: FiguresCard, found: int, by_chance: int, sentence: str
) -> None:
    told = measured(judged(100, found), judged(100, by_chance, drawn=True, hits=""))
    card.show_row(row(told), told)
    assert sentence in card.told.text()


def test_what_selected_nothing_or_was_never_examined_says_so(card: FiguresCard) -> None:
    unseen = [Judged(MONDAY, frozenset({"p"}), True, False, 0.0, examined=False, found=False)]
    told = measured(unseen)
    card.show_row(row(told), told)
    assert card.told.text() == "Nothing that it selected was examined yet."
    assert not card.bars.isVisibleTo(card)
    card.show_row(row(told, "other"), told)
    assert card.told.text() == "It has selected nothing in this time."
    card.show_row(None, None)
    assert (card.name.text(), card.told.text(), shown(card)) == ("No profile is chosen", "", {})


def test_the_bars_are_painted_in_both_directions(card: FiguresCard, qtbot: QtBot) -> None:
    told = measured(judged(10, 3, weeks_ago=1), judged(20, 15))
    card.show_row(row(told), told)
    card.resize(420, 600)
    left = card.bars.grab().toImage()
    assert left.width() >= 240
    assert len({left.pixelColor(x, left.height() // 2).rgb() for x in range(left.width())}) > 1
