"""Names are looked up in watch lists while nobody waits, and questions are answered in between."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from pytestqt.qtbot import QtBot

from borderpost.app.watch_lookups import WatchLookups
from borderpost.domain.declaration import Party
from borderpost.domain.money import RateTable
from borderpost.domain.risk.condition import Comparison, Field, Operator
from borderpost.domain.risk.profile_set import ProfileSet
from borderpost.domain.risk.surroundings import Surroundings
from borderpost.domain.risk.watch.site_lists import SiteWatchLists
from borderpost.domain.risk.watch.watch_entry import EntryKind, WatchEntry, WatchList
from borderpost.store.features_file import open_features
from borderpost.store.features_pass import carry_on
from borderpost.store.intake import Intake
from borderpost.store.screening_thread import ScreeningThread
from borderpost.store.watched_names import Lists, answer_of
from borderpost.work.ports_risk import JudgedBy
from risk_trees import PLAIN
from station import HandClock, open_station
from store.weeks_of_mail import letter

DAY = date(2026, 11, 18)
NAMED = replace(
    PLAIN, id="named", condition=Comparison(Field.SENDER_NAME, Operator.MATCHES_LIST, word_list="watched")
)
WATCH = SiteWatchLists(
    [WatchList("watched", 1, "Watched", "Unit", DAY, (WatchEntry("1", EntryKind.PERSON, "Ludmila Petrova"),))]
)


def test_names_are_looked_up_beside_the_station_and_before_anybody_asks(tmp_path: Path, qtbot: QtBot) -> None:
    station = open_station(tmp_path / "site", HandClock())
    with Intake(station.folder, today=DAY) as intake:
        intake.keep(
            [letter(n, DAY, sender=Party(name=f"Ludmila Petrova {n}", country="UA")) for n in range(30)]
        )
        intake.finish()
    carry_on(station.folder)
    thread = ScreeningThread(station.folder, features=False)
    by = JudgedBy(RateTable("GBP", DAY, {}), Surroundings(WATCH))
    lookups = WatchLookups(thread, lambda: (ProfileSet((NAMED,)), by), first=0.0, between=0.0)

    def answered() -> bool:
        conn = open_features(station.folder, station.folder.weeks()[0])
        try:
            return answer_of(conn, Lists(WATCH).key("watched"), Field.SENDER_NAME).upto >= 30
        finally:
            conn.close()

    try:
        qtbot.waitUntil(answered, timeout=20_000)
        told = thread.ask(lambda one: one.backtest(NAMED, ProfileSet(), by, until=DAY, days=30))
        assert told.result(timeout=20).selected == 30
    finally:
        lookups.stop()
        thread.close()
        station.store.close()
