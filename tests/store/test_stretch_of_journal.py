"""A long journal is read for what is to be told in short stretches that leave out nothing."""

import contextlib
import random
import sqlite3
from datetime import UTC, datetime

import pytest

from borderpost.domain.entry import GENESIS, Entry, encode_body
from borderpost.domain.identifiers import EMPTY_TABLE, read_scan
from borderpost.domain.risk.assessment import Assessment
from borderpost.domain.risk.lane import Lane
from borderpost.domain.scan import RawScan, ScanSource
from borderpost.store import outbox
from borderpost.work import concluding, scanning
from borderpost.work.changes import Done
from borderpost.work.ports import Transaction
from borderpost.work.ports_exchange import Stretch
from station import ANNA, Station
from station_stories import subject

KINDS = frozenset({"inspection_opened", "outcome_recorded"})


def _scan(station: Station, number: str) -> None:
    scan = RawScan(number.encode(), ScanSource.WEDGE, station.clock())
    assessment = Assessment(Lane.GREEN, (), (), "", station.clock().date())
    readings = read_scan(scan, EMPTY_TABLE)
    station.do(scanning.look_up, officer=ANNA, scan=scan, readings=readings, assess=lambda _: assessment)


def _in_stretches(tx: Transaction, start: int) -> Done[tuple[list[Entry], int, int]]:
    found: list[Entry] = []
    count, stretch = 0, Stretch((), start, more=True)
    while stretch.more:
        stretch = tx.stretch_behind(stretch.reached, KINDS)
        found += stretch.entries
        count += 1
    return Done((found, count, stretch.reached), frozenset())


def test_stretches_find_all_that_a_reading_of_each_entry_finds(station: Station) -> None:
    for place in range(560):
        _scan(station, f"RR{place:08}5GB")
        if place in (3, 249, 250, 251, 559):
            station.do(concluding.release, officer=ANNA, subject=subject(f"CP{place:08}5GB", "green"))
    # an officer's words that look like the mark of a kind, where a kind stands in a short entry
    station.do(
        concluding.release,
        officer=ANNA,
        subject=subject('CP000000005GB","kind":"outcome_recorded"', "green"),
    )
    everything = station.store.submit(lambda tx: Done(tx.entries_after(0, 10_000), frozenset())).result()
    expected = [one for one in everything.result if one.kind in KINDS]
    assert len(expected) == 12
    found, count, reached = station.store.submit(lambda tx: _in_stretches(tx, 0)).result().result
    assert found == expected
    assert count > 2
    assert reached == everything.result[-1].sequence
    behind = station.store.submit(lambda tx: _in_stretches(tx, expected[5].sequence)).result().result
    assert behind[0] == expected[6:]


def test_behind_the_end_there_is_nothing(station: Station) -> None:
    _scan(station, "RR473124829GB")
    end = station.store.read(lambda pages: pages.journal_head()).result()[0]
    nothing = station.store.submit(lambda tx: Done(tx.stretch_behind(end, KINDS), frozenset())).result()
    assert nothing.result == Stretch((), end, more=False)


TELLING, OTHERS = ("inspection_opened", "outcome_recorded"), ("item_scanned", "outcome_recorded_x")


@pytest.mark.parametrize("count", [0, 1, 49, 50, 51, 249, 250, 251, 500, 780])
@pytest.mark.parametrize("share", [0.0, 0.02, 0.2, 0.5, 1.0])
def test_no_number_of_entries_to_a_stretch_is_lost(count: int, share: float) -> None:
    dice = random.Random(count)
    with contextlib.closing(sqlite3.connect(":memory:")) as conn:
        conn.execute("CREATE TABLE journal(sequence INTEGER PRIMARY KEY, body BLOB NOT NULL)")
        sequence, expected = 0, []
        for place in range(count):
            # an entry that was lost leaves a gap
            sequence += dice.choice((1, 1, 1, 3))
            kind = dice.choice(TELLING if dice.random() < share else OTHERS)
            body = encode_body(
                entry_id=f"{sequence:032x}",
                station='BP"kind":"outcome_recorded"',
                sequence=sequence,
                officer='o","kind":"outcome_recorded"' if place % 5 == 0 else "",
                at=datetime(9999 if place % 2 else 1, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
                offset_minutes=-720,
                kind=kind,
                payload={"kind": "inspection_opened"},
                previous=GENESIS,
            )
            conn.execute("INSERT INTO journal VALUES (?, ?)", (sequence, body))
            if kind in TELLING:
                expected.append(sequence)
        found: list[int] = []
        stretch = Stretch((), 0, more=True)
        for _ in range(3 * count + 2):
            if not stretch.more:
                break
            stretch = outbox.stretch_behind(conn, stretch.reached, KINDS)
            found += [entry.sequence for entry in stretch.entries]
    assert not stretch.more
    assert found == expected
    assert stretch.reached == sequence
