"""A passphrase that an administrator gave proves nothing, and a badge that was lost names nobody."""

from collections.abc import Callable
from typing import Any

import pytest

from borderpost.domain.access_rules import NO_BADGE, badge_code, officer_of_badge
from borderpost.domain.audit import Topic
from borderpost.domain.decisions import Refused, Rule
from borderpost.domain.officer import Officer, Role
from borderpost.store import mirror
from borderpost.store.engine import immediate
from borderpost.work import access, session
from borderpost.work.ports_access import AuditFilter, Credential
from station import ANNA, BEN, QUICK, SUE, Station

ADA = Officer("ada", "Ada Berg", frozenset({Role.ADMINISTRATOR}))
GIVEN = "given by ada"
OWN = "known to sue alone"


@pytest.fixture
def staffed(station: Station) -> Station:
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


def reset(station: Station) -> None:
    station.do(
        access.reset_passphrase,
        officer=ADA,
        subject="sue",
        passphrase=GIVEN,
        reason="forgotten",
        passphrases=QUICK,
    )


def signed(station: Station, passphrase: str) -> Any:
    """Let Sue sign as a second person; what she signs for is the station's to know."""
    return station.do(
        session.with_proof,
        officer_id="sue",
        passphrase=passphrase,
        passphrases=QUICK,
        then=lambda who: pytest.fail(f"signed as {who.id}"),
    )


def own(station: Station, given: str, new: str) -> Any:
    return station.do(access.choose_own, officer_id="sue", passphrase=given, new=new, passphrases=QUICK)


def kinds(station: Station) -> list[str]:
    def asked(pages: Any) -> list[str]:
        return [e.kind for e in pages.audit_entries(pages.audit_ids(AuditFilter(), lambda: False))]

    found: list[str] = station.store.read(asked).result(20)
    return found


def test_what_an_administrator_gave_signs_in_nobody_and_signs_nothing(staffed: Station) -> None:
    reset(staffed)
    before = kinds(staffed)
    arguments = {"officer_id": "sue", "passphrase": GIVEN, "passphrases": QUICK}
    assert refused(lambda: staffed.do(session.authenticate, **arguments)) == {Rule.PASSPHRASE_GIVEN}
    assert refused(lambda: signed(staffed, GIVEN)) == {Rule.PASSPHRASE_GIVEN}
    pin = {"officer": SUE, "passphrase": GIVEN, "pin": "271828", "passphrases": QUICK}
    assert refused(lambda: staffed.do(access.set_pin, **pin)) == {Rule.PASSPHRASE_GIVEN}
    assert kinds(staffed) == before, "nothing was done in Sue's name"


def test_the_officer_chooses_another_and_both_changes_are_journalled(staffed: Station) -> None:
    reset(staffed)
    assert refused(lambda: own(staffed, GIVEN, "short")) == {Rule.WEAK_PASSPHRASE}
    assert refused(lambda: own(staffed, GIVEN, GIVEN)) == {Rule.PASSPHRASE_SAME}
    assert own(staffed, "not that at all", OWN).officer is None
    staffed.clock.at = staffed.clock.at.replace(hour=23)
    assert own(staffed, GIVEN, OWN).officer == SUE
    told = kinds(staffed)
    assert told[0] == "officer_logged_in"
    assert told.index("passphrase_changed") < told.index("passphrase_reset")
    assert own(staffed, GIVEN, "yet another one").officer is None, "once only"
    staffed.clock.at = staffed.clock.at.replace(minute=59)
    proven = staffed.do(access.set_pin, officer=SUE, passphrase=OWN, pin="271828", passphrases=QUICK)
    assert proven.result == SUE


def test_wrong_guesses_at_what_was_given_are_slowed_as_any(staffed: Station) -> None:
    reset(staffed)
    for _ in range(3):
        try:
            own(staffed, "a wild guess", OWN)
        except session.MustWait:
            break
    with pytest.raises(session.MustWait):
        own(staffed, GIVEN, OWN)


def test_a_reset_and_a_copied_roster_keep_that_it_was_given(staffed: Station) -> None:
    reset(staffed)
    staffed.do(access.issue_badge, officer=SUE, subject="sue")
    staffed.do(access.clear_pin, officer=ADA, subject="sue", reason="to be sure")
    changed = access.Enrolment("sue", "Sue", SUE.roles)
    staffed.do(access.change, officer=ADA, enrolment=changed, reason="other name")
    sue = next(
        one for one in staffed.store.read(lambda p: p.enrolled()).result(20) if one.officer.id == "sue"
    )
    assert sue.given
    assert sue.badge.startswith("B")
    assert refused(lambda: signed(staffed, GIVEN)) == {Rule.PASSPHRASE_GIVEN}


def owner(station: Station, code: str) -> str:
    found = station.store.read(lambda pages: pages.enrolled()).result(20)
    return officer_of_badge(((one.officer.id, one.badge) for one in found), code)


def test_the_badge_made_last_counts_and_a_revoked_one_never(staffed: Station) -> None:
    assert owner(staffed, "ANNA") == "anna", "rosters from before badges had numbers"
    first = staffed.do(access.issue_badge, officer=ANNA, subject="anna")
    assert owner(staffed, first) == "anna"
    assert owner(staffed, "ANNA") == ""
    second = staffed.do(access.issue_badge, officer=ADA, subject="anna")
    assert (owner(staffed, first), owner(staffed, second)) == ("", "anna")
    assert refused(lambda: staffed.do(access.revoke_badge, officer=BEN, subject="anna", reason="spite")) == {
        Rule.ROLE
    }
    assert refused(lambda: staffed.do(access.revoke_badge, officer=ADA, subject="anna")) == {Rule.NO_REASON}
    staffed.do(access.revoke_badge, officer=ADA, subject="anna", reason="lost on the tram")
    assert owner(staffed, second) == ""
    staffed.do(access.revoke_badge, officer=BEN, subject="ben")
    assert owner(staffed, "BEN") == "", "also one that bore its officer's id"
    asked = AuditFilter(topic=Topic.ACCESS, text="tram")
    assert len(staffed.store.read(lambda p: p.audit_ids(asked, lambda: False)).result(20)) == 1


def test_nobody_is_enrolled_under_the_number_of_another_s_badge(staffed: Station) -> None:
    code = staffed.do(access.issue_badge, officer=SUE, subject="sue")
    new = access.Enrolment(code.lower(), "Kim Holt", frozenset({Role.OFFICER}))
    staffed.do(access.enrol, officer=ADA, enrolment=new, passphrase="first words", passphrases=QUICK)
    assert owner(staffed, code) == "sue"
    assert badge_code("kim", NO_BADGE) == ""
    assert officer_of_badge([("kim", NO_BADGE)], "-") == ""
