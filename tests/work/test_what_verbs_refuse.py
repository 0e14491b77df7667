"""What the verbs refuse or mend of what they are given, and whom they refuse by the roster of the moment."""

import contextlib
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from borderpost.domain.codes import (
    Commodity,
    Disposition,
    FindingCode,
    PhotoSubject,
    StepResult,
    StepType,
    Unit,
)
from borderpost.domain.decisions import Refused, Rule
from borderpost.domain.inspection import Stage
from borderpost.domain.login import FREE_FAILURES
from borderpost.domain.officer import Officer, Role
from borderpost.store import journal, mirror
from borderpost.store.engine import immediate
from borderpost.work import concluding, documenting, inspecting, reviewing, session
from borderpost.work.documenting import Document
from borderpost.work.inspecting import Goods, record_goods
from borderpost.work.ports import Credential, LogFilter
from borderpost.work.written import DESCRIPTION, LONG, SHORT
from station import ANNA, BEN, QUICK, SUE, Station
from station_stories import SHOES, examined, opened, photograph, proposed, seized, subject


def refused(call: Callable[..., Any], *arguments: Any, **details: Any) -> list[tuple[Rule, str]]:
    """Return what a call was refused for."""
    with pytest.raises(Refused) as error:
        call(*arguments, **details)
    return [(refusal.rule, refusal.subject) for refusal in error.value.refusals]


def put_roster(station: Station, *officers: Officer) -> None:
    with contextlib.closing(station.folder.connect_mirror()) as conn, immediate(conn):
        mirror.put_roster(conn, [Credential(o, QUICK.make(f"pass-{o.id}")) for o in officers])


def kinds(station: Station) -> list[str]:
    with contextlib.closing(station.folder.connect_record(readonly=True)) as conn:
        return [entry.kind for entry in journal.entries(conn)]


def attempt(station: Station, passphrase: str, officer: str = "anna") -> session.Attempt:
    answer: session.Attempt = station.do(
        session.authenticate, officer_id=officer, passphrase=passphrase, passphrases=QUICK
    )
    return answer


# ---- texts


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  seen \r\n twice  ", "seen \n twice"),
        ("half \ud83e letter", "half \ufffd letter"),
        ("nul\x00, bell\x07, group\x1d", "nul, bell, group"),
        ("🧸 תיבה \u202e", "🧸 תיבה \u202e"),
        ("x" * LONG, "x" * LONG),
    ],
)
def test_a_remark_is_kept_as_it_was_written_but_for_what_nobody_wrote(
    station: Station, typed: str, kept: str
) -> None:
    ident = opened(station).id
    state = station.do(inspecting.add_note, officer=ANNA, inspection=ident, text=typed)
    assert state.notes[-1].text == kept


def test_a_text_that_is_too_long_is_refused_by_its_field_and_never_cut(station: Station) -> None:
    at: dict[str, Any] = {"officer": ANNA, "inspection": opened(station).id}
    station.do(record_goods, **at, goods=SHOES)
    long, short = "x" * (LONG + 1), "x" * (SHORT + 1)
    step = {"step": StepType.EXTERNAL, "result": StepResult.CLEAR}
    seal = {"bag": "B", "seal": "S", "lines": (1,), "location": "bench"}
    picture = {
        "evidence": station.store.evidence,
        "data": b"x",
        "width": 1,
        "height": 1,
        "subject": PhotoSubject.LABEL,
        "device": "",
    }
    before = len(kinds(station))
    for verb, details, field in (
        (inspecting.add_note, {"text": long}, "note"),
        (inspecting.record_step, step | {"note": long}, "note"),
        (inspecting.record_step, step | {"device": short}, "device"),
        (inspecting.record_finding, {"finding": FindingCode.NIL, "note": long}, "note"),
        (inspecting.seal_bag, seal | {"bag": short}, "bag"),
        (inspecting.seal_bag, seal | {"seal": short}, "seal"),
        (inspecting.seal_bag, seal | {"location": short}, "location"),
        (inspecting.keep_photograph, picture | {"caption": "x" * (DESCRIPTION + 1)}, "caption"),
        (record_goods, {"goods": replace(SHOES, brand=short)}, "brand"),
        (record_goods, {"goods": replace(SHOES, description="x" * (DESCRIPTION + 1))}, "description"),
        (concluding.conclude, {"disposition": Disposition.RELEASE, "reason": long}, "reason"),
    ):
        assert (Rule.TOO_LONG, field) in refused(station.do, verb, **at, **details), field
    assert len(kinds(station)) == before


@pytest.mark.parametrize(
    ("typed", "kept"), [("1", "1"), ("2.50", "2.50"), (" 3. ", "3"), (".5", "0.5"), ("٣", "3"), ("007", "7")]
)
def test_numbers_are_kept_in_the_digits_that_every_program_reads(
    station: Station, typed: str, kept: str
) -> None:
    goods = replace(SHOES, quantity=typed, net_weight_kg=typed)
    state = station.do(record_goods, officer=ANNA, inspection=opened(station).id, goods=goods)
    assert (state.lines[0].act.quantity, state.lines[0].act.net_weight_kg) == (kept, kept)


@pytest.mark.parametrize("typed", ["1e3", "1_000", "1,5", "0.0", "1e-999999", "+1", "--1", "1 0", "0x1", "³"])
def test_what_is_no_plain_number_is_refused(station: Station, typed: str) -> None:
    goods = Goods("x", typed, Unit.PIECE, Commodity.OTHER, net_weight_kg=typed)
    found = refused(station.do, record_goods, officer=ANNA, inspection=opened(station).id, goods=goods)
    assert found == [(Rule.QUANTITY, "quantity"), (Rule.QUANTITY, "net_weight_kg")]


def test_a_step_begins_at_a_moment_before_its_end(station: Station) -> None:
    at: dict[str, Any] = {
        "officer": ANNA,
        "inspection": opened(station).id,
        "step": StepType.EXTERNAL,
        "result": StepResult.CLEAR,
    }
    for started in ("yesterday", "0", "2026-11-20", "2027-01-01T00:00:00.000000Z"):
        assert {
            rule for rule, _ in refused(station.do, inspecting.record_step, **at, started_at=started)
        } == {Rule.STEP_BACKWARDS}
    state = station.do(inspecting.record_step, **at, started_at="2026-11-20T07:00:00.000000Z")
    assert state.steps[0].started_at == "2026-11-20T07:00:00.000000Z"


# ---- bags, lines, photographs


def test_a_number_typed_in_another_way_is_the_same_bag(station: Station) -> None:
    seized(station)
    other = opened(station, "EE000000005DE").id
    station.do(record_goods, officer=ANNA, inspection=other, goods=SHOES)
    seal_one(station, other, "Bag-7", "seal 7")
    ident = opened(station, "CC000000005DE").id
    station.do(record_goods, officer=ANNA, inspection=ident, goods=SHOES)
    for bag, seal, found in (
        ("bag 1", "NEW", (Rule.BAG_USED, "bag 1")),
        ("NEW", "seal-1", (Rule.SEAL_USED, "seal-1")),
        ("new-1", "NEW 1", (Rule.SEAL_USED, "NEW 1")),
        ("bag7", "NEW", (Rule.BAG_USED, "bag7")),
        ("NEW", "SEAL7", (Rule.SEAL_USED, "SEAL7")),
    ):
        assert found in refused(seal_one, station, ident, bag, seal)


def seal_one(station: Station, ident: str, bag: str, seal: str, *lines: int, location: str = "bench") -> Any:
    return station.do(
        inspecting.seal_bag,
        officer=ANNA,
        inspection=ident,
        bag=bag,
        seal=seal,
        lines=lines or (1,),
        location=location,
    )


def test_goods_are_in_one_bag_and_a_bag_is_somewhere(station: Station) -> None:
    ident = opened(station).id
    station.do(record_goods, officer=ANNA, inspection=ident, goods=SHOES)
    assert refused(seal_one, station, ident, "B", "S", location=" ") == [(Rule.FIELD_MISSING, "location")]
    state = seal_one(station, ident, "B", "S", 1, 1)
    assert state.bags[0].lines == (1,)
    assert refused(seal_one, station, ident, "B2", "S2") == [(Rule.LINE_SEALED, "1")]
    assert refused(seal_one, station, ident, "B2", "S2", 7) == [(Rule.UNKNOWN_LINE, "7")]


def test_a_photograph_shows_a_line_that_there_is(station: Station) -> None:
    ident = opened(station).id
    picture: dict[str, Any] = {
        "evidence": station.store.evidence,
        "data": b"a picture",
        "width": 1,
        "height": 1,
        "subject": PhotoSubject.PRODUCT,
        "device": "",
    }
    call = lambda: station.do(  # noqa: E731
        inspecting.keep_photograph, officer=ANNA, inspection=ident, **picture, line=1
    )
    assert refused(call) == [(Rule.UNKNOWN_LINE, "1")]
    assert list(station.folder.evidence.rglob("?" * 64)) == [], "what is refused is not kept either"
    station.do(record_goods, officer=ANNA, inspection=ident, goods=SHOES)
    assert call().photographs[0].line == 1


# ---- outcomes and documents


def test_a_refused_proposal_leaves_an_item_held_that_was_held(station: Station) -> None:
    ident = examined(station).id
    station.do(
        concluding.conclude,
        officer=ANNA,
        inspection=ident,
        disposition=Disposition.HOLD_VALUE,
        reason="invoice asked for",
    )
    waiting = station.do(
        concluding.conclude, officer=ANNA, inspection=ident, disposition=Disposition.SEIZE, reason="fake"
    )
    state = station.do(
        concluding.refuse, officer=BEN, inspection=ident, proposal=waiting.proposal.mark.entry, reason="no"
    )
    assert state.stage is Stage.HELD


def test_whoever_took_an_entry_out_does_not_approve(station: Station) -> None:
    ident = examined(station).id
    state = station.do(inspecting.record_finding, officer=ANNA, inspection=ident, finding=FindingCode.NIL)
    entry = state.findings[-1].mark.entry
    station.do(inspecting.correct, officer=BEN, inspection=ident, entry=entry, reason="not so")
    waiting = station.do(
        concluding.conclude, officer=ANNA, inspection=ident, disposition=Disposition.SEIZE, reason="fake"
    )
    assert refused(
        station.do, concluding.approve, officer=BEN, inspection=ident, proposal=waiting.proposal.mark.entry
    ) == [(Rule.OWN_PROPOSAL, "")]


def test_only_what_was_issued_is_journalled_as_printed(station: Station) -> None:
    state = seized(station)
    forged = Document(state.id, "BP01-2026-000001", b"%PDF forged", "f" * 64)
    assert refused(station.do, documenting.record_print, officer=ANNA, document=forged, printer="P") == [
        (Rule.NOT_KNOWN, forged.number)
    ]
    unknown = replace(forged, inspection="nowhere")
    assert refused(station.do, documenting.record_print, officer=ANNA, document=unknown, printer="P") == [
        (Rule.NOT_KNOWN, "nowhere")
    ]
    issued = station.do(
        documenting.issue_seizure_report,
        officer=ANNA,
        made_from=state,
        pdf=b"%PDF",
        evidence=station.store.evidence,
    )
    station.do(documenting.record_print, officer=SUE, document=issued, printer="P")
    assert kinds(station)[-1] == "document_printed"


def test_the_log_is_searched_by_everything_that_was_added(station: Station) -> None:
    state = seized(station)
    for word in (
        "zarq",
        "bag1",
        "seal1",
        "nowak",
        "krakow",
        "trainers",
        "running",
        "bp01 000001",
        "counterf",
    ):
        text = LogFilter(text=word)
        rows = station.store.read(lambda p, f=text: p.log_rows(p.log_ids(f, lambda: False))).result(20)  # type: ignore[misc]
        assert [row.id for row in rows] == [state.id], word


# ---- the roster of the moment


def test_an_officer_taken_off_duty_may_nothing_from_the_next_verb_on(station: Station) -> None:
    waiting = proposed(station)
    assert waiting.proposal is not None
    proposal = waiting.proposal.mark.entry
    for roster in ([replace(ANNA, active=False), replace(BEN, active=False), SUE], [SUE], []):
        put_roster(station, *roster)
        for call in (
            lambda: station.do(concluding.approve, officer=BEN, inspection=waiting.id, proposal=proposal),
            lambda: station.do(inspecting.open_inspection, officer=ANNA, subject=subject("CC000000005DE")),
            lambda: station.do(inspecting.add_note, officer=ANNA, inspection=waiting.id, text="still here"),
            lambda: station.do(reviewing.consult, officer=ANNA, inspection=waiting.id, reason="review"),
            lambda: station.do(
                documenting.issue_seizure_report,
                officer=ANNA,
                made_from=waiting,
                pdf=b"",
                evidence=station.store.evidence,
            ),
        ):
            assert Rule.ROLE in {rule for rule, _ in refused(call)}
    put_roster(station, ANNA, BEN)
    state = station.do(concluding.approve, officer=BEN, inspection=waiting.id, proposal=proposal)
    assert state.stage is Stage.SEIZED


def test_a_role_that_was_granted_or_taken_counts_from_the_next_verb_on(station: Station) -> None:
    waiting = proposed(station)
    assert waiting.proposal is not None
    answer = {"inspection": waiting.id, "proposal": waiting.proposal.mark.entry}
    put_roster(station, ANNA, replace(BEN, roles=frozenset({Role.OFFICER})), SUE)
    assert refused(station.do, concluding.approve, officer=BEN, **answer) == [(Rule.ROLE, "approve")]
    put_roster(station, ANNA, BEN)
    demoted = replace(BEN, roles=frozenset({Role.VIEWER}))
    assert station.do(concluding.approve, officer=demoted, **answer).stage is Stage.SEIZED


def test_one_who_is_off_duty_does_not_get_in_and_the_attempt_is_kept(station: Station) -> None:
    put_roster(station, replace(ANNA, active=False))
    for _ in range(FREE_FAILURES):
        assert attempt(station, "pass-anna").officer is None
    with pytest.raises(session.MustWait):
        attempt(station, "pass-anna")
    assert kinds(station).count("login_failed") == FREE_FAILURES
    assert "officer_logged_in" not in kinds(station)


def test_a_clock_that_was_far_ahead_locks_nobody_out(station: Station) -> None:
    station.clock.at += timedelta(days=20_000)
    for _ in range(FREE_FAILURES + 3):
        with contextlib.suppress(session.MustWait):
            attempt(station, "wrong")
    station.clock.at -= timedelta(days=20_000)
    assert attempt(station, "wrong").officer is None
    with pytest.raises(session.MustWait):
        attempt(station, "pass-anna")
    station.clock.at += timedelta(minutes=16)
    assert attempt(station, "pass-anna").officer == ANNA


def test_a_passphrase_is_the_same_on_every_keyboard(station: Station) -> None:
    composed = "naïve façade ﬁre"
    with contextlib.closing(station.folder.connect_mirror()) as conn, immediate(conn):
        mirror.put_roster(conn, [Credential(ANNA, QUICK.make(composed))])
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        assert attempt(station, unicodedata.normalize(form, composed)).officer == ANNA
    for broken in ("\ud800", "", "\x00", "x" * 100_000):
        assert attempt(station, broken).officer is None
        station.clock.at += timedelta(hours=1)


def test_evidence_is_durable_before_its_entry(station: Station) -> None:
    state = photograph(station, opened(station).id, b"a picture", PhotoSubject.LABEL)
    assert station.store.evidence.read(state.photographs[0].sha256) == b"a picture"
