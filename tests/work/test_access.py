"""Access: who may be what, PINs that bring one locked bench back, a roster that changes with its entry."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderpost.domain.access_rules import enrolment_refusals
from borderpost.domain.acts import KINDS
from borderpost.domain.audit import TOPICS, Topic
from borderpost.domain.decisions import Refused, Rule
from borderpost.domain.officer import RIGHTS, Officer, Right, Role
from borderpost.domain.quick_return import SHIFT, BenchSession, NotByPin, is_weak_pin, not_by_pin
from borderpost.store import mirror, projections
from borderpost.store.engine import immediate
from borderpost.store.roster import put_change
from borderpost.work import access, reviewing, session
from borderpost.work.access import Enrolment
from borderpost.work.ports_access import AuditFilter, Credential
from borderpost.work.session import MustWait
from station import ANNA, BEN, QUICK, SUE, HandClock, Station
from station_stories import opened

ADA = Officer("ada", "Ada Berg", frozenset({Role.ADMINISTRATOR}))
NEW = Enrolment("kim", "Kim Holt", frozenset({Role.CUSTODIAN}))


@pytest.fixture
def staffed(station: Station) -> Station:
    """The station with an access administrator on its roster."""
    connection = station.folder.connect_mirror()
    with immediate(connection):
        people = (ANNA, BEN, SUE, ADA)
        mirror.put_roster(connection, [Credential(o, QUICK.make(f"pass-{o.id}")) for o in people])
    connection.close()
    return station


def refused(call: Callable[[], Any]) -> set[Rule]:
    with pytest.raises(Refused) as caught:
        call()
    return {one.rule for one in caught.value.refusals}


def log_in(station: Station, officer: Officer, passphrase: str = "") -> bool:
    attempt = station.do(
        session.authenticate,
        officer_id=officer.id,
        passphrase=passphrase or f"pass-{officer.id}",
        passphrases=QUICK,
    )
    return attempt.officer is not None


def enrol(station: Station, enrolment: Enrolment = NEW, by: Officer = ADA) -> Officer:
    made: Officer = station.do(
        access.enrol, officer=by, enrolment=enrolment, passphrase="first words", passphrases=QUICK
    )
    return made


def roster(station: Station) -> dict[str, Officer]:
    return {one.id: one for one in station.store.read(lambda pages: pages.officers()).result(20)}


def choose_own(station: Station, officer: str, given: str, new: str) -> bool:
    attempt = station.do(access.choose_own, officer_id=officer, passphrase=given, new=new, passphrases=QUICK)
    return attempt.officer is not None


def set_pin(station: Station, officer: Officer = ANNA, pin: str = "271828") -> None:
    station.do(access.set_pin, officer=officer, passphrase=f"pass-{officer.id}", pin=pin, passphrases=QUICK)


def locked(station: Station, officer: Officer = ANNA) -> str:
    lock: str = station.do(session.lock, officer=officer, idle=True)
    return lock


def back(station: Station, lock: str, pin: str = "271828", officer: Officer = ANNA) -> bool:
    attempt = station.do(
        session.return_by_pin, officer_id=officer.id, pin=pin, locked=lock, passphrases=QUICK
    )
    return attempt.officer is not None


def test_an_administrator_enrols_changes_and_retires_and_the_journal_tells(staffed: Station) -> None:
    enrol(staffed)
    assert choose_own(staffed, "kim", "first words", "my own words")
    later = Enrolment("kim", "Kim Holt", frozenset({Role.OFFICER}), valid_from="2026-11-21")
    staffed.do(access.change, officer=ADA, enrolment=later, reason="moves to the bench")
    assert not roster(staffed)["kim"].active, "the day has not come"
    assert not log_in(staffed, Officer("kim", "", frozenset()), "my own words")
    staffed.clock.at += timedelta(days=1)
    assert roster(staffed)["kim"].may(Right.EXAMINE)
    gone = Enrolment("kim", "Kim Holt", frozenset({Role.OFFICER}), active=False)
    staffed.do(access.change, officer=ADA, enrolment=gone, reason="left the service")
    assert not log_in(staffed, Officer("kim", "", frozenset()), "my own words")
    asked = AuditFilter(topic=Topic.ACCESS)
    ids = staffed.store.read(lambda pages: pages.audit_ids(asked, lambda: False)).result(20)
    told = staffed.store.read(lambda pages: pages.audit_entries(ids)).result(20)
    assert [entry.kind for entry in told] == [
        "officer_changed",
        "officer_changed",
        "passphrase_changed",
        "officer_enrolled",
    ]
    assert not any(" words" in str(entry.payload) for entry in told)


def test_nobody_else_administers_and_nobody_their_own(staffed: Station) -> None:
    assert refused(lambda: enrol(staffed, by=SUE)) == {Rule.ROLE}
    mine = Enrolment("ada", "Ada Berg", frozenset({Role.ADMINISTRATOR}))
    assert Rule.OWN_ACCESS in refused(
        lambda: staffed.do(access.change, officer=ADA, enrolment=mine, reason="more")
    )
    both = Enrolment("kim", "Kim Holt", frozenset({Role.ADMINISTRATOR, Role.AUDITOR}))
    assert refused(lambda: enrol(staffed, both)) == {Rule.ROLES_APART}
    assert refused(lambda: enrol(staffed, Enrolment("anna", "Anna", frozenset({Role.OFFICER})))) == {
        Rule.OFFICER_KNOWN
    }
    with pytest.raises(Refused):
        staffed.do(
            access.reset_passphrase,
            officer=ADA,
            subject="anna",
            passphrase="long enough",
            reason=" ",
            passphrases=QUICK,
        )


def test_who_administers_access_sees_no_case_and_who_audits_changes_nothing() -> None:
    assert RIGHTS[Role.ADMINISTRATOR] == {Right.MANAGE_ACCESS}
    assert RIGHTS[Role.AUDITOR] == {Right.SEE_RECORDS, Right.VERIFY, Right.AUDIT}
    assert not any(Right.MANAGE_ACCESS in RIGHTS[role] for role in Role if role is not Role.ADMINISTRATOR)
    for alone in (Role.ADMINISTRATOR, Role.AUDITOR):
        for other in set(Role) - {alone}:
            who = Officer("kim", "Kim", frozenset({alone, other}))
            assert Rule.ROLES_APART in {one.rule for one in enrolment_refusals(who)}


def test_an_administrator_reads_no_case(staffed: Station) -> None:
    state = opened(staffed)
    assert refused(
        lambda: staffed.do(reviewing.consult, officer=ADA, inspection=state.id, reason="curious")
    ) == {Rule.ROLE}


def test_a_change_whose_entry_never_came_does_not_hold(staffed: Station) -> None:
    connection = staffed.folder.connect_mirror()
    more = Credential(Officer("anna", "Anna", frozenset({Role.SUPERVISOR})), "none")
    put_change(connection, more, "0" * 32, lambda entry: False)
    connection.close()
    assert roster(staffed)["anna"].roles == ANNA.roles
    assert log_in(staffed, ANNA)
    set_pin(staffed)
    assert roster(staffed)["anna"].roles == ANNA.roles
    assert [one.has_pin for one in staffed.store.read(lambda pages: pages.enrolled()).result(20)].count(
        True
    ) == 1


def test_badge_and_pin_bring_back_the_same_locked_bench(staffed: Station) -> None:
    set_pin(staffed)
    assert log_in(staffed, ANNA)
    lock = locked(staffed)
    assert back(staffed, lock)
    assert refused(lambda: back(staffed, lock)) == {Rule.PASSPHRASE_NEEDED}, "that lock is open"
    assert refused(lambda: back(staffed, "f" * 32)) == {Rule.PASSPHRASE_NEEDED}
    second = locked(staffed)
    assert refused(lambda: back(staffed, second, officer=BEN)) == {Rule.PASSPHRASE_NEEDED}
    assert log_in(staffed, BEN), "somebody else sits down at the locked bench"
    assert refused(lambda: back(staffed, second)) == {Rule.PASSPHRASE_NEEDED}


def test_three_wrong_pins_take_the_passphrase_again_and_slow_down(staffed: Station) -> None:
    set_pin(staffed)
    assert log_in(staffed, ANNA)
    lock = locked(staffed)
    assert not back(staffed, lock, "111222")
    with pytest.raises(MustWait):
        back(staffed, lock)
    for _ in range(2):
        staffed.clock.at += timedelta(seconds=11)
        assert not back(staffed, lock, "111222")
    staffed.clock.at += timedelta(minutes=1)
    assert refused(lambda: back(staffed, lock)) == {Rule.PASSPHRASE_NEEDED}
    failures = AuditFilter(topic=Topic.FAILURES, officer="anna")
    assert len(staffed.store.read(lambda pages: pages.audit_ids(failures, lambda: False)).result(20)) == 3
    assert log_in(staffed, ANNA)
    assert back(staffed, locked(staffed))


def test_a_pin_is_good_for_a_shift_and_goes_with_the_passphrase(staffed: Station) -> None:
    set_pin(staffed)
    assert log_in(staffed, ANNA)
    staffed.clock.at += SHIFT
    assert refused(lambda: back(staffed, locked(staffed))) == {Rule.PASSPHRASE_NEEDED}
    assert log_in(staffed, ANNA)
    lock = locked(staffed)
    staffed.do(
        access.reset_passphrase,
        officer=ADA,
        subject="anna",
        passphrase="another long one",
        reason="forgotten",
        passphrases=QUICK,
    )
    assert refused(lambda: back(staffed, lock)) == {Rule.PASSPHRASE_NEEDED}
    assert not log_in(staffed, ANNA)
    assert refused(lambda: log_in(staffed, ANNA, "another long one")) == {Rule.PASSPHRASE_GIVEN}


def test_a_pin_takes_the_passphrase_and_is_no_run_of_digits(staffed: Station) -> None:
    assert refused(lambda: set_pin(staffed, pin="123456")) == {Rule.WEAK_PIN}
    proven = staffed.do(access.set_pin, officer=ANNA, passphrase="wrong", pin="271828", passphrases=QUICK)
    assert proven.result is None
    assert not any(one.has_pin for one in staffed.store.read(lambda pages: pages.enrolled()).result(20))


def test_a_reset_and_a_rebuilt_record_tell_the_same(staffed: Station, clock: HandClock) -> None:
    set_pin(staffed)
    assert log_in(staffed, ANNA)
    lock = locked(staffed)
    assert not back(staffed, lock, "000111")
    before = staffed.store.submit(lambda tx: tx.bench_session()).result(20)
    everything = AuditFilter(text="PIN_set")
    ids = staffed.store.read(lambda pages: pages.audit_ids(everything, lambda: False)).result(20)
    staffed.store.submit(_rebuild).result(20)
    assert staffed.store.submit(lambda tx: tx.bench_session()).result(20) == before
    assert staffed.store.read(lambda pages: pages.audit_ids(everything, lambda: False)).result(20) == ids
    assert len(ids) == 1


def _rebuild(tx: Any) -> None:
    projections.rebuild(tx.record)


@given(st.text())
def test_no_text_but_digits_is_a_pin(untrusted: str) -> None:
    if not (untrusted.isascii() and untrusted.isdigit() and 6 <= len(untrusted) <= 12):
        assert is_weak_pin(untrusted)


@pytest.mark.parametrize(
    "pin", ["000000", "123456", "987654", "121212", "12345", "1234567890123", "１２３４５6"]
)
def test_weak_pins(pin: str) -> None:
    assert is_weak_pin(pin)


def test_a_pin_says_why_it_does_not_open(clock: HandClock) -> None:
    now = clock()
    shut = BenchSession("anna", now, "a" * 32)

    def why(bench: BenchSession | None, officer: str = "anna", *, pin: bool = True, later: int = 0) -> Any:
        at = now + timedelta(hours=later)
        return not_by_pin(bench, officer=officer, locked="a" * 32, has_pin=pin, now=at)

    assert why(shut) is None
    assert why(None) is NotByPin.NOT_LOCKED
    assert why(BenchSession("anna", now)) is NotByPin.NOT_LOCKED
    assert why(shut, "ben") is NotByPin.NOT_YOURS
    assert why(shut, pin=False) is NotByPin.NO_PIN
    assert why(shut, later=12) is NotByPin.SHIFT_OVER
    assert why(shut, later=-1) is NotByPin.SHIFT_OVER, "the clock was set back"
    assert why(BenchSession("anna", now, "a" * 32, 3)) is NotByPin.TRIES_SPENT


def test_every_kind_that_an_auditor_reads_is_an_act() -> None:
    assert set(TOPICS) <= set(KINDS)
