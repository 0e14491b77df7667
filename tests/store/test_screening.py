"""Whole stores screened by profiles, and one profile tested on what came before."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from msgspec.structs import replace as changed

from borderpost.domain.declaration import Declaration, Party
from borderpost.domain.money import Money, RateTable
from borderpost.domain.risk.condition import All, Comparison, Field, Operator
from borderpost.domain.risk.profile import Profile, WordList
from borderpost.domain.risk.profile_set import ProfileSet
from borderpost.store.features_pass import carry_on
from borderpost.store.intake import Intake
from borderpost.store.screening_thread import ScreeningThread
from borderpost.work.ports_risk import Cancelled, JudgedBy
from risk_trees import PLAIN
from station import Station
from store.weeks_of_mail import letter

DAY = date(2026, 11, 18)
RATES = RateTable("GBP", date(2026, 11, 1), {})
BY = JudgedBy(RATES)
ODD = replace(PLAIN, id="odd", condition=Comparison(Field.SENDER_COUNTRY, Operator.IS_IN, ("XK",)))
MUGS = replace(PLAIN, id="mugs", condition=Comparison(Field.LINE_DESCRIPTION, Operator.HAS_WORDS, ("mug",)))
NONE_OF_IT = replace(
    PLAIN, id="none", condition=Comparison(Field.GROSS_WEIGHT, Operator.ABOVE, threshold=Decimal(1000))
)

DEAR = Comparison(Field.TOTAL_VALUE, Operator.ABOVE, threshold=Decimal(9), currency="EUR")


def mail(count: int = 20) -> list[Declaration]:
    """Return letters worth GBP 10 that arrived on the days up to DAY, every fifth of them from Kosovo."""
    letters = [
        letter(
            number,
            DAY - timedelta(days=number % 10),
            sender=Party(name=f"Sender {number}", country="XK" if number % 5 == 0 else "CN"),
        )
        for number in range(1, count + 1)
    ]
    return [changed(one, lines=(changed(one.lines[0], value=Money(Decimal(10), "GBP")),)) for one in letters]


@pytest.fixture(params=[0, 7, 1_000], ids=["without features", "some features", "all features"])
def filled(request: pytest.FixtureRequest, station: Station) -> Iterator[ScreeningThread]:
    """A station that holds some mail, with the thread that screens it."""
    with Intake(station.folder, today=DAY) as intake:
        intake.keep(mail())
        intake.finish()
    carry_on(station.folder, most=request.param)
    thread = ScreeningThread(station.folder, features=False)
    yield thread
    thread.close()


def test_every_item_that_some_profile_holds_for_is_told(filled: ScreeningThread) -> None:
    found = filled.ask(
        lambda one: list(one.screen(ProfileSet((ODD, MUGS, NONE_OF_IT)), BY, until=DAY))
    ).result(timeout=20)
    assert len(found) == 20
    assert sum(one.profiles == ("mugs", "odd") for one in found) == 4
    assert {one.profiles for one in found} == {("mugs",), ("mugs", "odd")}


def test_days_narrow_what_is_screened(filled: ScreeningThread) -> None:
    found = filled.ask(lambda one: list(one.screen(ProfileSet((MUGS,)), BY, since=DAY, until=DAY))).result(
        timeout=20
    )
    assert {one.item.arrived_on for one in found} == {DAY}
    assert len(found) == 2


def test_a_back_test_counts_by_day_and_shows_the_newest(filled: ScreeningThread) -> None:
    told = filled.ask(
        lambda one: one.backtest(ODD, ProfileSet((MUGS, NONE_OF_IT)), BY, until=DAY, days=7, first=1)
    ).result(timeout=20)
    assert (told.arrived, told.selected, len(told.per_day)) == (14, 4, 7)
    assert told.per_day[-1].day == DAY
    assert sum(one.selected for one in told.per_day) == 4
    assert [one.item_date for one in told.items] == ["2026-11-18"]
    assert [(one.profile_id, one.both, one.selected) for one in told.overlaps] == [("mugs", 4, 14)]
    assert (told.exclusive, told.hits.examined, told.lift) == (0, 0, None)


def test_an_amended_declaration_counts_by_its_newest_version(
    station: Station, filled: ScreeningThread
) -> None:
    first = mail()[4]
    amended = replace_version(first, 2, sender=Party(name="Sender 5", country="CN"))
    with Intake(station.folder, today=DAY) as intake:
        intake.keep([amended])
    told = filled.ask(lambda one: one.backtest(ODD, ProfileSet(), BY, until=DAY, days=30)).result(timeout=20)
    assert (told.arrived, told.selected) == (20, 3)


def selected_by(thread: ScreeningThread, profile: Profile, others: ProfileSet, by: JudgedBy = BY) -> int:
    return (
        thread.ask(lambda one: one.backtest(profile, others, by, until=DAY, days=30))
        .result(timeout=20)
        .selected
    )


def test_what_is_remembered_is_forgotten_once_it_may_have_changed(
    station: Station, filled: ScreeningThread
) -> None:
    def listed(word: str) -> ProfileSet:
        return ProfileSet((), (WordList("words", 1, "w", "o", DAY, (word,)),))

    worded = Comparison(Field.LINE_DESCRIPTION, Operator.HAS_WORDS, word_list="words")
    in_list = replace(MUGS, condition=All((worded, ODD.condition)))
    dear = replace(MUGS, id="dear", condition=DEAR)
    euros = JudgedBy(RateTable("GBP", DAY, {"EUR": Decimal(1)}))
    cents = JudgedBy(RateTable("GBP", DAY, {"EUR": Decimal("0.01")}))
    assert [selected_by(filled, in_list, listed("mug")) for _ in range(2)] == [4, 4]
    assert selected_by(filled, in_list, listed("nothing")) == 0
    assert [selected_by(filled, dear, ProfileSet(), by) for by in (euros, cents, euros)] == [20, 0, 20]
    with Intake(station.folder, today=DAY) as intake:
        intake.keep(
            [replace_version(mail()[4], 2, sender=Party(name="Sender 5", country="CN")), mail(25)[24]]
        )
    assert selected_by(filled, in_list, listed("mug")) == 4
    assert selected_by(filled, ODD, ProfileSet()) == 4


def replace_version(declaration: Declaration, version: int, **changes: object) -> Declaration:
    return changed(declaration, message=changed(declaration.message, version=version), **changes)


def test_whoever_has_seen_enough_is_let_go(filled: ScreeningThread) -> None:
    def ask(cancelled: Callable[[], bool]) -> None:
        filled.ask(
            lambda one: one.backtest(
                replace(ODD, condition=All(())), ProfileSet(), BY, until=DAY, days=9, cancelled=cancelled
            )
        ).result(timeout=20)

    ask(lambda: False)
    with pytest.raises(Cancelled):
        ask(lambda: True)


def test_the_first_question_makes_the_features_of_what_was_taken_in_since(station: Station) -> None:
    with Intake(station.folder, today=DAY) as intake:
        intake.keep(mail())
        intake.finish()
    thread = ScreeningThread(station.folder)
    try:
        told = thread.ask(lambda one: one.backtest(ODD, ProfileSet(), BY, until=DAY, days=10)).result(
            timeout=20
        )
        assert told.selected == 4
        assert carry_on(station.folder) == 0
        with Intake(station.folder, today=DAY) as intake:
            intake.keep(mail(25))
            intake.finish()
        told = thread.ask(lambda one: one.backtest(ODD, ProfileSet(), BY, until=DAY, days=10)).result(
            timeout=20
        )
        assert told.selected == 5
        assert carry_on(station.folder) == 0
    finally:
        thread.close()
