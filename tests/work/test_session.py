"""Logging in, being slowed down, and what the journal says of it."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderpost.domain.login import FREE_FAILURES, LONGEST_WAIT, Failures
from borderpost.store import journal
from borderpost.work import session
from station import ANNA, Station


def attempt(station: Station, passphrase: str, officer: str = ANNA.id) -> session.Attempt:
    answer: session.Attempt = station.do(
        session.authenticate,
        officer_id=officer,
        passphrase=passphrase,
        passphrases=station.passphrases,
    )
    return answer


def kinds(station: Station) -> list[str]:
    conn = station.folder.connect_record(readonly=True)
    found = [entry.kind for entry in journal.entries(conn)]
    conn.close()
    return found


def test_the_right_passphrase_opens_and_is_journalled(station: Station) -> None:
    assert attempt(station, "pass-anna").officer == ANNA
    assert kinds(station)[-1] == "officer_logged_in"


def test_failures_slow_the_next_attempt_down_and_outlive_a_restart(station: Station) -> None:
    for _ in range(FREE_FAILURES):
        assert attempt(station, "wrong").officer is None
    with pytest.raises(session.MustWait):
        attempt(station, "pass-anna")
    assert kinds(station).count("login_failed") == FREE_FAILURES
    station.clock.at += timedelta(seconds=6)
    assert attempt(station, "pass-anna").officer == ANNA
    assert attempt(station, "wrong").wait == timedelta(0)


def test_a_passphrase_never_reaches_the_journal(station: Station) -> None:
    attempt(station, "my secret words")
    for file in station.folder.root.rglob("*"):
        if file.is_file():
            assert b"my secret words" not in file.read_bytes(), file


def test_nobody_unknown_gets_in(station: Station) -> None:
    assert attempt(station, "pass-anna", "nobody").officer is None


@given(st.integers(0, 10_000), st.integers(-(10**6), 10**6))
def test_the_wait_is_never_longer_than_the_longest(count: int, seconds: int) -> None:
    now = datetime(2026, 11, 20, tzinfo=UTC)
    wait = Failures(count, now - timedelta(seconds=seconds)).wait(now)
    assert timedelta(0) <= wait <= LONGEST_WAIT
    if count < FREE_FAILURES:
        assert wait == timedelta(0)
