"""However officers release, sign lists, take back and sign out, nothing goes but what the rules allow."""

import shutil
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from borderpost.domain.decisions import Refused, Rule, Verb, allowed
from borderpost.domain.inspection import Inspection, Stage
from borderpost.domain.officer import Officer, Right, Role
from borderpost.domain.release_codes import ListKind, StaysBehind, TakeBackReason
from borderpost.domain.taking_back import SHIFT
from borderpost.store import mirror
from borderpost.store.engine import immediate
from borderpost.work import bulk_releasing, concluding, inspecting, session, taking_back
from borderpost.work.bulk_releasing import Signed
from borderpost.work.ports import Credential
from bulk_lists import ASSESS, READ, declare_list
from record_dump import assert_whole
from station import ANNA, BEN, QUICK, SUE, HandClock, open_station, site_folder

ODA = Officer("oda", "Oda Berg", frozenset({Role.OFFICER}))
EVE = Officer("eve", "Eve Duarte", frozenset({Role.OFFICER, Role.APPROVER}))
OFFICERS = (ANNA, BEN, SUE, ODA, EVE)
LANES = ("green", "green", "green", "green", "yellow", "red", "secure", "undeclared")
HOW = {"read": READ, "assess": ASSESS, "law": None}
who = st.sampled_from(OFFICERS)
which = st.integers(0, len(LANES) - 1)


class Quick(RuleBasedStateMachine):
    """Officers who release items by key and by list, and take releases back."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.clock = HandClock()
        self.station = open_station(self.folder / "site", self.clock)
        self.numbers = declare_list(self.station.folder, *LANES)
        self.signed_out: dict[str, int] = {}
        self.batches: list[str] = []
        self.kept: dict[str, dict[str, StaysBehind]] = {}

    @initialize()
    def roster(self) -> None:
        connection = self.station.folder.connect_mirror()
        with immediate(connection):
            mirror.put_roster(connection, [Credential(one, QUICK.make("pass")) for one in OFFICERS])
        connection.close()

    def teardown(self) -> None:
        self.station.store.close()
        assert_whole(self.station.folder)
        shutil.rmtree(self.folder)

    def head(self) -> int:
        head: tuple[int, str] = self.station.store.read(lambda pages: pages.journal_head()).result(20)
        return head[0]

    def newest(self, place: int) -> Inspection | None:
        number = self.numbers[place]
        past = self.station.store.submit(lambda tx: tx.inspections_of(number)).result(20)
        if not past:
            return None
        return self.station.store.submit(lambda tx: tx.inspection(past[0].id)).result(20)

    def attempt(self, call: Any, **details: Any) -> tuple[Any, set[Rule]]:
        """Try something; a refusal leaves no entry behind."""
        before = self.head()
        try:
            return self.station.do(call, **details), set()
        except Refused as refused:
            assert self.head() == before, "a refused verb left an entry"
            return None, {refusal.rule for refusal in refused.refusals}

    @rule(officer=who, place=which, reason=st.sampled_from(["", "looked at"]))
    def release(self, officer: Officer, place: int, reason: str) -> None:
        lane = LANES[place] if LANES[place] != "undeclared" else "yellow"
        subject = inspecting.Subject(self.numbers[place], "2026-11-14", lane, {"lane": lane}, None)
        state, said = self.attempt(concluding.release, officer=officer, subject=subject, reason=reason)
        if state is not None:
            assert officer.may(Right.CONCLUDE)
            assert lane in ("green", "yellow") or (lane == "red" and reason)
        elif officer.may(Right.CONCLUDE) and Rule.AWAITING_APPROVAL not in said:
            assert (lane == "red" and not reason) or lane == "secure", said

    @rule(officer=who, place=which)
    def take_back(self, officer: Officer, place: int) -> None:
        before = self.newest(place)
        if before is None:
            return
        outcome = before.outcome.mark.entry if before.outcome else "none"
        after, said = self.attempt(
            taking_back.take_back,
            officer=officer,
            inspection=before.id,
            outcome=outcome,
            reason=TakeBackReason.WRONG_KEY,
        )
        if after is None:
            assert said
            if Verb.TAKE_BACK not in allowed(before, officer):
                assert said & {Rule.ROLE, Rule.NOT_RELEASED}
            return
        assert before.outcome is not None
        mark = before.outcome.mark
        assert after.stage is Stage.OPEN
        assert officer.id in {mark.officer, before.outcome.consent} or officer.may(Right.APPROVE)
        assert self.signed_out.get(mark.officer, 0) < mark.sequence
        assert self.clock.at - mark.at <= SHIFT + timedelta(seconds=1)

    @rule(maker=who, second=who, yellow=st.booleans())
    def sign(self, maker: Officer, second: Officer, yellow: bool) -> None:
        lines, _ = self.attempt(
            bulk_releasing.look_at, officer=maker, numbers=self.numbers, yellow=yellow, **HOW
        )
        if lines is None:
            return
        items = tuple(line.item for line in lines if line.why is None)
        signed = Signed(ListKind.SCANNED, "", items, "morning trolley", yellow)
        under, said = self.attempt(
            bulk_releasing.sign, officer=second, proposer=maker, signed=signed, law=None
        )
        if under is not None:
            assert second.id != maker.id
            assert second.may(Right.APPROVE)
            self.batches.append(under.begun.batch)
            self.kept[under.begun.batch] = {}
        elif items and Rule.STALE not in said:
            assert second.id == maker.id or not second.may(Right.APPROVE)

    @rule(officer=who, most=st.integers(1, 3))
    def go_on(self, officer: Officer, most: int) -> None:
        for batch in self.batches[-1:]:
            at, said = self.attempt(
                bulk_releasing.release_some, officer=officer, batch=batch, place=0, most=most, **HOW
            )
            if at is None:
                assert said & {Rule.ROLE, Rule.OWN_LIST, Rule.STALE}
                continue
            self.kept[batch].update(at.kept)
            if at.ended:
                done, _ = self.attempt(
                    bulk_releasing.finish, officer=officer, batch=batch, kept=self.kept[batch]
                )
                assert done is not None
                self.batches.remove(batch)

    @rule(officer=who)
    def sign_out(self, officer: Officer) -> None:
        self.station.do(session.log_out, officer=officer)
        self.signed_out[officer.id] = self.head()

    @rule(hours=st.integers(-2, 13))
    def time_goes_by(self, hours: int) -> None:
        self.clock.at += timedelta(hours=hours)

    @rule()
    def power_cut(self) -> None:
        self.station.store.close()
        self.station = open_station(site_folder(self.folder / "site").root, self.clock)
        self.roster()

    @invariant()
    def nothing_grave_goes_with_a_list(self) -> None:
        for place, lane in enumerate(LANES):
            state = self.newest(place)
            if state is None or state.outcome is None or not state.outcome.batch:
                continue
            assert lane in ("green", "yellow")
            assert state.outcome.consent
            assert state.outcome.consent != state.outcome.mark.officer
            assert state.outcome.reason


Quick.TestCase.settings = settings(
    max_examples=12,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
TestQuick = Quick.TestCase
