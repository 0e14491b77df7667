"""The names of a store are looked up in watch lists once, kept encrypted, and anew where need be."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from borderpost.domain.declaration import Party
from borderpost.domain.money import RateTable
from borderpost.domain.risk.condition import Comparison, Field, Operator
from borderpost.domain.risk.profile_set import ProfileSet
from borderpost.domain.risk.surroundings import Surroundings
from borderpost.domain.risk.watch.name_words import NO_WORDS, name_words_of
from borderpost.domain.risk.watch.site_lists import SiteWatchLists
from borderpost.domain.risk.watch.watch_entry import EntryKind, WatchEntry, WatchList
from borderpost.domain.risk.watch_match import WatchMatch
from borderpost.store.features_file import features_path, open_features
from borderpost.store.features_pass import carry_on
from borderpost.store.intake import Intake
from borderpost.store.screening_thread import ScreeningThread
from borderpost.store.watched_names import Lists, NameLookup
from borderpost.store.watched_pass import look_names_up
from borderpost.work.ports_risk import BackTest, JudgedBy, Screening
from risk_trees import PLAIN
from station import Station
from store.weeks_of_mail import letter

DAY = date(2026, 11, 18)
SENDERS = ("Ludmila Petrova", "Hans Becker", "Marie Dubois", "Ludmila Petrowa", "")
NAMED = replace(
    PLAIN, id="named", condition=Comparison(Field.SENDER_NAME, Operator.MATCHES_LIST, word_list="watched")
)
ASKED = [("watched", Field.SENDER_NAME)]


def listed(*names: str) -> WatchList:
    entries = tuple(WatchEntry(str(n), EntryKind.PERSON, name) for n, name in enumerate(names))
    return WatchList("watched", 1, "Watched", "Unit", date(2026, 1, 1), entries)


@dataclass
class Counted(SiteWatchLists):
    """Watch lists that count how often they are asked."""

    lists: tuple[WatchList, ...]
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        SiteWatchLists.__init__(self, self.lists)

    def match(self, list_id: str, name: str) -> tuple[WatchMatch, ...]:
        self.asked.append(name)
        return super().match(list_id, name)


def take_in(station: Station, first: int, count: int) -> None:
    with Intake(station.folder, today=DAY) as intake:
        intake.keep(
            [
                letter(
                    number,
                    DAY - timedelta(days=number % 20),
                    sender=Party(name=SENDERS[number % len(SENDERS)], country="UA"),
                )
                for number in range(first, first + count)
            ]
        )
        intake.finish()


@pytest.fixture
def screening(station: Station) -> Iterator[ScreeningThread]:
    take_in(station, 1, 40)
    thread = ScreeningThread(station.folder)
    yield thread
    thread.close()


def tried(thread: ScreeningThread, watch: SiteWatchLists, threshold: str = "85") -> int:
    by = JudgedBy(RateTable("GBP", DAY, {}), Surroundings(watch))
    profile = replace(NAMED, condition=replace(NAMED.condition, threshold=Decimal(threshold)))

    def ask(one: Screening) -> BackTest:
        return one.backtest(profile, ProfileSet(), by, until=DAY, days=30)

    return thread.ask(ask).result(timeout=20).selected


def test_each_name_is_asked_for_once_and_kept(station: Station, screening: ScreeningThread) -> None:
    watch = Counted((listed("Ludmila Petrova"),))
    assert [tried(screening, watch), tried(screening, watch, "100"), tried(screening, watch)] == [16, 8, 16]
    assert sorted(watch.asked) == sorted(filter(None, SENDERS))
    # another run of the program knows it, and asks for what has come since alone
    take_in(station, 41, 5)
    again, later = Counted((listed("Ludmila Petrova"),)), ScreeningThread(station.folder)
    try:
        assert tried(later, again) == 18
    finally:
        later.close()
    assert sorted(again.asked) == sorted(filter(None, SENDERS))
    assert not any(
        b"Ludmila" in path.read_bytes() for path in features_path(station.folder, "").parent.iterdir()
    )


def test_a_list_that_has_changed_is_asked_anew_and_the_old_answers_go(
    station: Station, screening: ScreeningThread
) -> None:
    before, now = SiteWatchLists([listed("Ludmila Petrova")]), SiteWatchLists([listed("Marie Dubois")])
    assert (tried(screening, before), tried(screening, now)) == (16, 8)
    by = JudgedBy(RateTable("GBP", DAY, {}), Surroundings(now))
    done = screening.ask(lambda one: one.look_names_up(ProfileSet((NAMED,)), by)).result(timeout=20)
    assert done
    for week in station.folder.weeks():
        conn = open_features(station.folder, week)
        kept = conn.execute("SELECT list FROM watched").fetchall()
        conn.close()
        assert kept == [(Lists(now).key("watched"),)]


def test_the_answers_hang_on_the_list_and_on_the_words_that_make_names_alike() -> None:
    words = name_words_of({"legal_forms": ["gmbh", "ltd"]})
    lists = [
        SiteWatchLists([listed("A B")]),
        SiteWatchLists([listed("A C")]),
        SiteWatchLists([listed("A B")], words),
    ]
    assert len({Lists(one).key("watched") for one in lists}) == 3
    assert Lists(lists[0]).key("watched") == Lists(SiteWatchLists([listed("A B")], NO_WORDS)).key("watched")
    assert Lists(lists[0]).key("gone") == Lists(None).key("watched") == ""


class Patience:
    """Wants to know a few times, and then no more."""

    def __init__(self, times: int) -> None:
        self._times = times

    def __call__(self) -> bool:
        self._times -= 1
        return self._times < 0


def test_what_was_cancelled_goes_on_where_it_ended(station: Station) -> None:
    take_in(station, 1, 40)
    carry_on(station.folder)
    watch = Counted((listed("Ludmila Petrova"),))
    ends = [
        look_names_up(station.folder, NameLookup(Lists(watch)), ASKED, Patience(times)) for times in range(20)
    ]
    assert (ends[0], ends[2], ends[-1]) == (False, False, True)
    assert 4 < len(watch.asked) <= 4 * len(station.folder.weeks())
    thread = ScreeningThread(station.folder, features=False)
    try:
        assert tried(thread, watch) == 16
        assert 4 < len(watch.asked) <= 4 * len(station.folder.weeks())
    finally:
        thread.close()
