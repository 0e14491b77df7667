"""Whatever officers do, in whatever order, through any crash, the record keeps its promises."""

import shutil
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from borderpost.domain.codes import (
    Commodity,
    Disposition,
    FindingCode,
    IprRight,
    PhotoSubject,
    StepResult,
    StepType,
    Unit,
)
from borderpost.domain.decisions import Refused, Rule, Verb, allowed, refusals
from borderpost.domain.entry import Entry
from borderpost.domain.inspection import Inspection, Stage
from borderpost.domain.officer import Officer, Role
from borderpost.store import mirror
from borderpost.store.engine import immediate
from borderpost.store.site import StationStore, prepare
from borderpost.work import concluding, documenting, inspecting, reviewing
from borderpost.work.changes import Done
from borderpost.work.ports import Credential, LogFilter
from record_dump import assert_whole
from station import ANNA, BEN, QUICK, SUE, HandClock, Station, open_station, site_folder
from station_stories import subject

EVE = Officer("eve", "Eve Duarte", frozenset({Role.OFFICER, Role.APPROVER, Role.SUPERVISOR}))
ADA = Officer("ada", "Ada Berg", frozenset({Role.AUDITOR}))
ZED = Officer("zed", "Zed Gone", frozenset({Role.APPROVER}), active=False)
OFFICERS = (ANNA, BEN, SUE, EVE, ADA, ZED)
ITEMS = ("RR473124829GB", "CC000000005DE")
ABOUT_THE_VERB = frozenset(
    {Rule.ROLE, Rule.ENDED, Rule.AWAITING_APPROVAL, Rule.NOT_PROPOSED, Rule.OWN_PROPOSAL}
)
WORK = frozenset(
    {
        "inspection_opened",
        "step_recorded",
        "finding_recorded",
        "line_recorded",
        "photograph_taken",
        "bag_sealed",
        "outcome_proposed",
        "entry_corrected",
    }
)
WORDS = st.sampled_from(["", " ", "why", "Łódź 王", "half \ud800 letter", "nul \x00 nul", "x" * 4001])
who = st.sampled_from(OFFICERS)
which = st.integers(0, 5)
numbers = st.sampled_from(["B1", "B2", "b-1", "S1", "S2", " ", "B3", "S3", "S4", "B4"])


class Bench(RuleBasedStateMachine):
    """Officers at one station; `stories` are the inspections met, `ended` how each that ended did."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.clock = HandClock()
        self.lives = 0
        self.station = open_station(self.folder / "0", self.clock)
        self.stories: list[str] = []
        self.ended: dict[str, Stage] = {}
        connection = self.station.folder.connect_mirror()
        with immediate(connection):
            mirror.put_roster(connection, [Credential(o, QUICK.make("pass")) for o in OFFICERS])
        connection.close()

    def teardown(self) -> None:
        self.station.store.close()
        assert_whole(self.station.folder, "rr", "lukasz", "zarquet", "bp01", "b1")
        shutil.rmtree(self.folder)

    def state(self, inspection: str) -> Inspection:
        found: Inspection | None = self.station.store.read(lambda pages: pages.inspection(inspection)).result(
            20
        )
        assert found is not None
        return found

    def attempt(
        self, verb: Verb, call: Callable[..., Done[Any]], officer: Officer, story: int, **details: Any
    ) -> None:
        """Try something, and hold what came of it against what the screen was told."""
        if not self.stories:
            return
        inspection = self.stories[story % len(self.stories)]
        before = self.state(inspection)
        may = verb in allowed(before, officer)
        head = self.head()
        try:
            self.station.do(call, officer=officer, inspection=inspection, **details)
        except Refused as refused:
            said = {refusal.rule for refusal in refused.refusals}
            assert self.head() == head, "a refused verb left an entry"
            if may:
                assert not said & ABOUT_THE_VERB, (verb, said)
            else:
                assert {r.rule for r in refusals(before, officer, verb)} <= said or said == {Rule.TOO_LONG}
        else:
            assert may, (verb, officer.id, before.stage)
            assert self.head() > head

    def head(self) -> int:
        head: tuple[int, str] = self.station.store.read(lambda pages: pages.journal_head()).result(20)
        return head[0]

    @initialize()
    def begin(self) -> None:
        for item in ITEMS:
            state = self.station.do(inspecting.open_inspection, officer=ANNA, subject=subject(item))
            self.stories.append(state.id)

    @rule(officer=who, item=st.sampled_from(ITEMS), lane=st.sampled_from(["red", "secure"]))
    def take_up(self, officer: Officer, item: str, lane: str) -> None:
        try:
            state = self.station.do(inspecting.open_inspection, officer=officer, subject=subject(item, lane))
        except Refused:
            assert officer in (SUE, ADA, ZED)
            return
        assert officer not in (SUE, ADA, ZED)
        if state.id not in self.stories:
            self.stories.append(state.id)

    @rule(
        officer=who,
        story=which,
        step=st.sampled_from(StepType),
        result=st.sampled_from(StepResult),
        note=WORDS,
    )
    def step(self, officer: Officer, story: int, step: StepType, result: StepResult, note: str) -> None:
        self.attempt(Verb.STEP, inspecting.record_step, officer, story, step=step, result=result, note=note)

    @rule(officer=who, story=which, finding=st.sampled_from(FindingCode), note=WORDS)
    def finding(self, officer: Officer, story: int, finding: FindingCode, note: str) -> None:
        self.attempt(Verb.FINDING, inspecting.record_finding, officer, story, finding=finding, note=note)

    @rule(
        officer=who,
        story=which,
        quantity=st.sampled_from(["1", "2.50", "0", "1e3", "1_0", "٣"]),
        right=st.sampled_from([IprRight.TRADE_MARK, IprRight.TRADE_MARK, IprRight.NONE]),
        brand=WORDS,
    )
    def line(self, officer: Officer, story: int, quantity: str, right: IprRight, brand: str) -> None:
        goods = inspecting.Goods(
            "shoes", quantity, Unit.PAIR, Commodity.IPR_SHOES, brand=brand, ipr_right=right
        )
        self.attempt(Verb.LINE, inspecting.record_goods, officer, story, goods=goods)

    @rule(
        officer=who,
        story=which,
        data=st.binary(min_size=1, max_size=3),
        what=st.sampled_from(PhotoSubject),
        line=st.integers(0, 2),
    )
    def photograph(self, officer: Officer, story: int, data: bytes, what: PhotoSubject, line: int) -> None:
        self.attempt(
            Verb.PHOTOGRAPH,
            inspecting.keep_photograph,
            officer,
            story,
            evidence=self.station.store.evidence,
            data=data,
            width=1,
            height=1,
            subject=what,
            device="",
            line=line,
        )

    @rule(
        officer=who,
        story=which,
        bag=numbers,
        seal=numbers,
        lines=st.lists(st.integers(0, 3), max_size=3).map(tuple),
        location=WORDS,
    )
    def seal(
        self, officer: Officer, story: int, bag: str, seal: str, lines: tuple[int, ...], location: str
    ) -> None:
        self.attempt(
            Verb.SEAL, inspecting.seal_bag, officer, story, bag=bag, seal=seal, lines=lines, location=location
        )

    @rule(officer=who, story=which, bag=numbers, to=st.sampled_from(["anna", "ben", "store", " "]))
    def move(self, officer: Officer, story: int, bag: str, to: str) -> None:
        self.attempt(
            Verb.MOVE,
            inspecting.move_bag,
            officer,
            story,
            bag=bag,
            to_holder=to,
            purpose="storage",
            location="shelf",
            seal_intact=True,
        )

    @rule(officer=who, story=which, text=WORDS)
    def note(self, officer: Officer, story: int, text: str) -> None:
        self.attempt(Verb.NOTE, inspecting.add_note, officer, story, text=text)

    @rule(officer=who, story=which, pick=st.integers(0, 20), reason=WORDS)
    def correct(self, officer: Officer, story: int, pick: int, reason: str) -> None:
        entries = self.entries(self.stories[story % len(self.stories)])
        self.correct_entry(officer, story, entries[pick % len(entries)].id, reason)

    def correct_entry(self, officer: Officer, story: int, entry: str, reason: str = "by mistake") -> None:
        self.attempt(Verb.CORRECT, inspecting.correct, officer, story, entry=entry, reason=reason)

    @rule(officer=who, story=which, disposition=st.sampled_from(Disposition), reason=WORDS)
    def conclude(self, officer: Officer, story: int, disposition: Disposition, reason: str) -> None:
        self.attempt(
            Verb.CONCLUDE, concluding.conclude, officer, story, disposition=disposition, reason=reason
        )

    @rule(officer=st.sampled_from([ANNA, EVE]), story=which, number=st.integers(1, 9))
    def seize(self, officer: Officer, story: int, number: int) -> None:
        """Do all that a seizure asks for, as chance alone would hardly ever."""
        self.step(officer, story, StepType.XRAY, StepResult.CLEAR, "")
        self.finding(officer, story, FindingCode.IPR_SUSPECT, "")
        self.line(officer, story, "1", IprRight.TRADE_MARK, "Zarquet")
        loose = [
            line.act.line
            for state in [self.state(self.stories[story % len(self.stories)])]
            for line in state.lines
            if line.act.line not in state.sealed_lines()
        ]
        self.seal(
            officer, story, f"BAG{number}{self.head()}", f"SEAL{number}{self.head()}", tuple(loose), "bench"
        )
        for what in (PhotoSubject.PRODUCT, PhotoSubject.SEALED_BAG):
            self.photograph(officer, story, what.encode(), what, 0)
        self.conclude(officer, story, Disposition.SEIZE, "counterfeit")

    @rule(
        officer=st.sampled_from([ANNA, EVE]),
        helper=st.sampled_from([BEN, EVE]),
        story=which,
        number=st.integers(1, 9),
        second=st.sampled_from([BEN, SUE, EVE]),
        mistaken=st.booleans(),
    )
    def seize_and_answer(
        self, officer: Officer, helper: Officer, story: int, number: int, second: Officer, mistaken: bool
    ) -> None:
        """Go the whole way, with a colleague's hand in it or without."""
        if mistaken:
            self.finding(officer, story, FindingCode.NIL, "")
            found = self.state(self.stories[story % len(self.stories)]).findings
            if found:
                self.correct_entry(helper, story, found[-1].mark.entry)
        self.seize(officer, story, number)
        self.approve(second, story, False, "")
        rows = self.state(self.stories[story % len(self.stories)]).custody
        if rows:
            self.move(officer, story, rows[-1].bag, "ben")
            self.move(helper, story, rows[-1].bag, "anna")

    @rule(officer=who, story=which, stale=st.sampled_from([False, False, False, True]), remark=WORDS)
    def approve(self, officer: Officer, story: int, stale: bool, remark: str) -> None:
        proposal = self.proposal(story, stale)
        self.attempt(Verb.APPROVE, concluding.approve, officer, story, proposal=proposal, remark=remark)

    @rule(officer=who, story=which, stale=st.booleans(), reason=WORDS)
    def refuse(self, officer: Officer, story: int, stale: bool, reason: str) -> None:
        proposal = self.proposal(story, stale)
        self.attempt(Verb.REFUSE, concluding.refuse, officer, story, proposal=proposal, reason=reason)

    @rule(officer=who, story=which)
    def issue(self, officer: Officer, story: int) -> None:
        state = self.state(self.stories[story % len(self.stories)])
        try:
            document = self.station.do(
                documenting.issue_seizure_report,
                officer=officer,
                made_from=state,
                pdf=state.id.encode(),
                evidence=self.station.store.evidence,
            )
        except Refused:
            assert state.stage is not Stage.SEIZED or officer is ZED
            return
        self.station.do(
            documenting.record_print, officer=officer, document=document, printer="Printer \udfff"
        )

    @rule(officer=st.sampled_from([ANNA, SUE]), story=which)
    def look(self, officer: Officer, story: int) -> None:
        inspection = self.stories[story % len(self.stories)]
        self.station.do(reviewing.consult, officer=officer, inspection=inspection, reason="review")

    @rule()
    def crash(self) -> None:
        """Go on from the files as they lie at this moment, the write-ahead log and all."""
        self.lives += 1
        next_root = self.folder / str(self.lives)
        shutil.copytree(self.station.folder.root, next_root)
        self.station.store.close()
        self.station = reopened(next_root, self.clock)

    @rule(hours=st.integers(-12, 12))
    def set_the_clock(self, hours: int) -> None:
        self.clock.at += timedelta(hours=hours)

    def proposal(self, story: int, stale: bool) -> str:
        state = self.state(self.stories[story % len(self.stories)])
        return "0" * 32 if stale or state.proposal is None else state.proposal.mark.entry

    def entries(self, inspection: str) -> list[Entry]:
        found: list[Entry] = self.station.store.read(lambda pages: pages.entries_of(inspection)).result(20)
        return found

    @invariant()
    def every_promise_is_kept(self) -> None:
        stories = list(self.stories)
        states = self.station.store.read(lambda pages: [pages.inspection(one) for one in stories]).result(20)
        for state in states:
            assert state is not None
            self.what_ended_stays_ended(state)
            custody_has_no_gap(state)
            if state.outcome is not None and state.outcome.approval is not None:
                nobody_agreed_to_their_own_work(self.entries(state.id))
        given = sorted(state.outcome.number for state in states if state.outcome and state.outcome.number)
        assert given == [f"BP01-2026-{n:06d}" for n in range(1, len(given) + 1)]

    def what_ended_stays_ended(self, state: Inspection) -> None:
        if state.id in self.ended:
            assert state.stage is self.ended[state.id]
        if state.ended:
            self.ended[state.id] = state.stage

    @invariant()
    def the_log_shows_every_story(self) -> None:
        rows = self.station.store.read(lambda p: p.log_rows(p.log_ids(LogFilter(), lambda: False))).result(20)
        assert {row.id for row in rows} == set(self.stories)
        assert {row.stage for row in rows if row.number} <= {Stage.SEIZED}


def custody_has_no_gap(state: Inspection) -> None:
    for bag in state.bags:
        rows = [row for row in state.custody if row.bag == bag.bag]
        holders = [row.from_holder for row in rows] + [rows[-1].to_holder]
        assert holders[:2] == ["", bag.mark.officer]
        assert holders[1:] == [row.to_holder for row in rows]
    moves = [row.mark.officer == row.from_holder for row in state.custody if row.from_holder]
    assert all(moves), "a bag was handed over by somebody who did not hold it"
    sealed = [line for bag in state.bags for line in bag.lines]
    assert len(sealed) == len(set(sealed))


def nobody_agreed_to_their_own_work(entries: list[Entry]) -> None:
    for place, entry in enumerate(entries):
        if entry.kind == "outcome_approved":
            before = entries[:place]
            withdrawn = {e.payload["entry"] for e in before if e.kind == "entry_corrected"}
            hands = {e.officer for e in before if e.kind in WORK and e.id not in withdrawn}
            assert entry.officer not in hands
            assert entry.officer in {"ben", "sue", "eve"}


def reopened(root: Path, clock: HandClock) -> Station:
    """Open what is there, with the roster as it is there."""
    folder = site_folder(root)
    key = prepare(folder, station="BP01", program="test", facility="Hall 3", clock=clock)
    return Station(folder, StationStore(folder, key=key, station="BP01", clock=clock), clock)


TestBench = Bench.TestCase
TestBench.settings = settings(
    max_examples=30, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)
