"""Whatever officers do with exhibits and cases, through any crash: no gap, no overlap, nothing in two places,
and nobody approving their own."""

import shutil
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from borderpost.domain import acts
from borderpost.domain.codes import Commodity, Disposition, Unit
from borderpost.domain.custody.exhibit import Exhibit, Place
from borderpost.domain.custody_codes import AlarmKind, ExhibitKind, Passing, PlaceKind
from borderpost.domain.decisions import Refused
from borderpost.domain.entry import Entry
from borderpost.domain.inspection import Inspection, fold
from borderpost.domain.item_key import item_key
from borderpost.domain.officer import Officer, Role
from borderpost.store import mirror
from borderpost.store.engine import immediate
from borderpost.store.site import StationStore, prepare
from borderpost.work import access, concluding, containers, custody, inspecting, reopening, stocktaking
from borderpost.work.changes import Done
from borderpost.work.ports import Credential
from borderpost.work.session import MustWait
from record_dump import assert_whole
from station import ANNA, BEN, QUICK, SUE, HandClock, Station, open_station, site_folder
from station_stories import examined

EVE = Officer("eve", "Eve Duarte", frozenset({Role.OFFICER, Role.APPROVER, Role.SUPERVISOR}))
KIM = Officer("kim", "Kim Holt", frozenset({Role.CUSTODIAN}))
ADA = Officer("ada", "Ada Berg", frozenset({Role.AUDITOR}))
ZED = Officer("zed", "Zed Gone", frozenset({Role.APPROVER}), active=False)
PIA = Officer("pia", "Pia Lund", frozenset({Role.ADMINISTRATOR}))
OFFICERS = (ANNA, BEN, SUE, EVE, KIM, ADA, ZED, PIA)
STORES = (Place(PlaceKind.STORE, "Store 2"), Place(PlaceKind.BENCH, "Bench 4"))
SHAPES = frozenset(
    {
        "inspection_opened",
        "step_recorded",
        "finding_recorded",
        "line_recorded",
        "photograph_taken",
        "bag_sealed",
        "outcome_proposed",
        "exhibit_registered",
        "container_opened",
        "container_closed",
    }
)

who = st.sampled_from((ANNA, ANNA, BEN, BEN, SUE, EVE, KIM, ADA, ZED))
which = st.integers(0, 1)
labels = st.sampled_from(["BAG1", "BAG2", "G1", "SMP1", "SMP2", "nothing"])
seals = st.sampled_from(["SEAL1", "SEAL2", "S3", "S4", "S5", "s-3", ""])
weights = st.sampled_from(["", "", "1", "1.001", "1.5"])


class Room(RuleBasedStateMachine):
    """Two cases of one station, their exhibits, and everybody who may lay hands on them."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.clock = HandClock()
        self.lives = 0
        self.station = open_station(self.folder / "0", self.clock)
        connection = self.station.folder.connect_mirror()
        with immediate(connection):
            mirror.put_roster(connection, [Credential(o, QUICK.make(f"pass-{o.id}")) for o in OFFICERS])
        connection.close()
        self.cases: list[str] = []

    def teardown(self) -> None:
        self.station.store.close()
        assert_whole(self.station.folder, "rr", "bag1", "bp01")
        shutil.rmtree(self.folder)

    @initialize()
    def begin(self) -> None:
        for number, item in enumerate(("RR473124829GB", "CC000000005DE"), start=1):
            state = examined(self.station, item, number)
            goods = inspecting.Goods("belts", "3", Unit.PIECE, Commodity.OTHER)
            self.station.do(inspecting.record_goods, officer=ANNA, inspection=state.id, goods=goods)
            self.cases.append(state.id)

    def attempt(self, call: Callable[..., Done[Any]], officer: Officer, case: int, **details: Any) -> None:
        """Try something: it is recorded whole, or refused without a trace."""
        head = self.head()
        try:
            self.station.do(call, officer=officer, inspection=self.cases[case], **details)
        except Refused:
            assert self.head() == head, "a refused verb left an entry"
        except MustWait:
            assert self.head() == head

    def head(self) -> int:
        return int(self.station.store.read(lambda pages: pages.journal_head()).result(20)[0])

    def state(self, case: int) -> Inspection:
        found = self.station.store.read(lambda pages: pages.inspection(self.cases[case])).result(20)
        assert found is not None
        return found

    def proof(self, second: Officer, right: bool) -> dict[str, Any]:
        passphrase = f"pass-{second.id}" if right else "pass-of-somebody"
        return {"passphrase": passphrase, "passphrases": self.station.passphrases}

    @rule(officer=who, case=which, label=labels, seal=seals, weight=weights)
    def open_bag(self, officer: Officer, case: int, label: str, seal: str, weight: str) -> None:
        self.attempt(
            containers.open_container,
            officer,
            case,
            exhibit=label,
            seal_found=seal,
            purpose="look",
            weight_kg=weight,
        )

    @rule(officer=who, case=which, label=labels, seal=seals, weight=weights)
    def close_bag(self, officer: Officer, case: int, label: str, seal: str, weight: str) -> None:
        self.attempt(containers.close_container, officer, case, exhibit=label, seal=seal, weight_kg=weight)

    @rule(officer=who, case=which, what=st.sampled_from(ExhibitKind), label=labels, parent=labels)
    def label(self, officer: Officer, case: int, what: ExhibitKind, label: str, parent: str) -> None:
        lines = (2,) if what is ExhibitKind.GOODS else ()
        self.attempt(containers.register, officer, case, what=what, label=label, parent=parent, lines=lines)

    @rule(officer=who, case=which, label=labels, to=st.sampled_from(STORES), weight=weights, seal=seals)
    def place(self, officer: Officer, case: int, label: str, to: Place, weight: str, seal: str) -> None:
        seen = custody.Seen(weight_kg=weight, seal_found=seal)
        self.attempt(custody.place, officer, case, exhibit=label, to=to, seen=seen)

    @rule(officer=who, case=which, label=labels, how=st.sampled_from([custody.take_up, custody.take]))
    def take(self, officer: Officer, case: int, label: str, how: Callable[..., Done[Any]]) -> None:
        self.attempt(how, officer, case, exhibit=label)

    @rule(officer=who, case=which, label=labels, to=who, right=st.booleans())
    def hand_over(self, officer: Officer, case: int, label: str, to: Officer, right: bool) -> None:
        proof = self.proof(to, right)
        self.attempt(custody.hand_over, officer, case, exhibit=label, receiver=to.id, **proof)

    @rule(officer=who, case=which, label=labels, to=who)
    def give(self, officer: Officer, case: int, label: str, to: Officer) -> None:
        self.attempt(custody.give, officer, case, exhibit=label, receiver=to.id)

    @rule(officer=who, case=which, label=labels)
    def recall(self, officer: Officer, case: int, label: str) -> None:
        self.attempt(custody.recall, officer, case, exhibit=label, reason="wrong bench")

    @rule(officer=who, case=which, label=labels, back=st.booleans())
    def outside(self, officer: Officer, case: int, label: str, back: bool) -> None:
        receipt = custody.Receipt("Dr Ngo", "R1")
        if back:
            self.attempt(custody.come_back, officer, case, exhibit=label, receipt=receipt)
            return
        to = Place(PlaceKind.LABORATORY, "State laboratory")
        self.attempt(custody.hand_out, officer, case, exhibit=label, to=to, receipt=receipt)

    @rule(officer=who, case=which, label=labels, bag=st.sampled_from(["BAG1", "BAG2"]), out=st.booleans())
    def pack(self, officer: Officer, case: int, label: str, bag: str, out: bool) -> None:
        if out:
            self.attempt(custody.unpack, officer, case, exhibit=label)
        else:
            self.attempt(custody.pack, officer, case, exhibit=label, bag=bag)

    @rule(officer=who, case=which, bag=labels, to=st.sampled_from(["ben", "museum"]), intact=st.booleans())
    def move_as_before(self, officer: Officer, case: int, bag: str, to: str, intact: bool) -> None:
        self.attempt(
            inspecting.move_bag,
            officer,
            case,
            bag=bag,
            to_holder=to,
            purpose="storage",
            location="shelf",
            seal_intact=intact,
        )

    @rule(officer=who, case=which, pick=st.integers(0, 5), reason=st.sampled_from(["seen by two", " "]))
    def answer(self, officer: Officer, case: int, pick: int, reason: str) -> None:
        waiting = [(one.id, alarm) for one in self.state(case).exhibits for alarm in one.unanswered]
        if waiting:
            label, alarm = waiting[pick % len(waiting)]
            about = {"exhibit": label, "entry": alarm.mark.entry, "alarm": alarm.kind, "reason": reason}
            self.attempt(containers.answer_alarm, officer, case, **about)

    @rule(officer=who, place=st.sampled_from(STORES), scanned=st.sets(labels))
    def count(self, officer: Officer, place: Place, scanned: set[str]) -> None:
        count = stocktaking.begin(place, self.clock())
        for number in sorted(scanned):
            count = stocktaking.scan(count, number)
        try:
            found = self.station.do(stocktaking.end, officer=officer, count=count)
        except Refused:
            assert officer in (ADA, ZED) or not self.on_duty(officer)
            return
        keys = {item_key(number) for number in scanned}
        assert not {item_key(one.exhibit) for one in found.missing} & keys
        assert {item_key(one.exhibit) for one in (*found.present, *found.misplaced)} <= keys

    @rule(officer=who, case=which, what=st.sampled_from([Disposition.SEIZE, Disposition.DESTROY]))
    def propose(self, officer: Officer, case: int, what: Disposition) -> None:
        self.attempt(concluding.conclude, officer, case, disposition=what, reason="counterfeit")

    @rule(officer=who, case=which, does=st.sampled_from(["approve", "refuse", "withdraw"]))
    def respond(self, officer: Officer, case: int, does: str) -> None:
        state = self.state(case)
        proposal = state.proposal.mark.entry if state.proposal else "0" * 32
        reason = {} if does == "approve" else {"reason": "look again"}
        self.attempt(getattr(concluding, does), officer, case, proposal=proposal, **reason)

    @rule(officer=who, case=which, asks=st.booleans(), granted=st.booleans())
    def reopen(self, officer: Officer, case: int, asks: bool, granted: bool) -> None:
        waiting = self.state(case).reopening
        if asks:
            self.attempt(reopening.ask, officer, case, reason="claim")
        elif waiting is not None:
            about = {"request": waiting.mark.entry, "granted": granted, "remark": "seen"}
            self.attempt(reopening.answer, officer, case, **about)

    @rule(officer=who, case=which, label=labels, second=who, right=st.booleans())
    def destroy(self, officer: Officer, case: int, label: str, second: Officer, right: bool) -> None:
        self.attempt(
            custody.dispose,
            officer,
            case,
            exhibit=label,
            kind=PlaceKind.DESTROYED,
            to="Incinerator 1",
            witness=second.id,
            **self.proof(second, right),
        )

    def on_duty(self, officer: Officer) -> bool:
        known = self.station.store.read(lambda pages: pages.officers()).result(20)
        return next(one.active for one in known if one.id == officer.id)

    @rule(whom=st.sampled_from((BEN, KIM, EVE)), active=st.booleans())
    def duty(self, whom: Officer, active: bool) -> None:
        """Take somebody off duty, or back, while their cases go on."""
        as_now = access.Enrolment(whom.id, whom.name, whom.roles, active)
        self.station.do(access.change, officer=PIA, enrolment=as_now, reason="holidays")
        assert self.on_duty(whom) is active

    @rule()
    def crash(self) -> None:
        """Go on from the files as they lie at this moment, the write-ahead log and all."""
        self.lives += 1
        next_root = self.folder / str(self.lives)
        shutil.copytree(self.station.folder.root, next_root)
        self.station.store.close()
        folder = site_folder(next_root)
        key = prepare(folder, station="BP01", program="test", facility="Hall 3", clock=self.clock)
        store = StationStore(folder, key=key, station="BP01", clock=self.clock)
        self.station = Station(folder, store, self.clock)

    @rule(minutes=st.integers(-30, 60))
    def set_the_clock(self, minutes: int) -> None:
        self.clock.at += timedelta(minutes=minutes)

    @invariant()
    def every_promise_is_kept(self) -> None:
        for case in range(len(self.cases)):
            state = self.state(case)
            entries = self.station.store.read(lambda pages, ident=state.id: pages.entries_of(ident)).result(
                20
            )
            assert state == told(entries), "the projection is not what the journal says"
            for exhibit in state.exhibits:
                no_gap_and_no_overlap(exhibit)
                only_the_holder_passed_it_on(exhibit)
                every_alarm_was_answered_first(exhibit)
                two_persons_where_two_are_needed(exhibit)
            in_one_place(self.station, state)
            nobody_approved_their_own(entries)


def told(entries: list[Entry]) -> Inspection | None:
    """Tell the case anew from its entries alone."""
    state: Inspection | None = None
    for entry in entries:
        state = fold(state, entry, acts.act_of(entry))
    return state


def no_gap_and_no_overlap(exhibit: Exhibit) -> None:
    assert exhibit.spans[0].came_from is None
    for number, (before, after) in enumerate(zip(exhibit.spans, exhibit.spans[1:], strict=False)):
        assert after.came_from == before.place
        assert exhibit.until(number) == after.mark.at
        assert before.mark.sequence < after.mark.sequence
        assert before.place.kind not in (PlaceKind.DESTROYED, PlaceKind.RETURNED)
    assert exhibit.until(len(exhibit.spans) - 1) is None
    for pair, later in zip(exhibit.seals, exhibit.seals[1:], strict=False):
        assert pair.opened is not None
        assert pair.opened.sequence < later.closed.sequence
        if item_key(pair.found) != item_key(pair.number):
            kinds = {alarm.kind for alarm in exhibit.alarms if alarm.mark == pair.opened}
            assert kinds & {AlarmKind.SEAL_DIFFERS, AlarmKind.SEAL_BROKEN}


def every_alarm_was_answered_first(exhibit: Exhibit) -> None:
    for alarm in exhibit.alarms:
        later = [span.mark.sequence for span in exhibit.spans if span.mark.sequence > alarm.mark.sequence]
        # goods with a label of their own may be sealed in by the bag's own entry
        if later:
            assert alarm.answer is not None
            assert alarm.answer.sequence < min(later)


def two_persons_where_two_are_needed(exhibit: Exhibit) -> None:
    for span in exhibit.spans:
        if span.how in (Passing.HANDED_OVER, Passing.DISPOSED, Passing.TAKEN):
            assert span.counterpart
            assert span.counterpart != span.mark.officer


def only_the_holder_passed_it_on(exhibit: Exhibit) -> None:
    by_hand = {Passing.PLACED, Passing.HANDED_OVER, Passing.GIVEN, Passing.HANDED_OUT, Passing.DISPOSED}
    for span in exhibit.spans:
        if span.how in by_hand:
            assert span.came_from == Place(PlaceKind.PERSON, span.mark.officer)


def in_one_place(station: Station, state: Inspection) -> None:
    """Where the projection finds an exhibit is where its chain ends, and nowhere else."""
    for exhibit in state.exhibits:
        kept = station.store.read(lambda pages, label=exhibit.id: pages.exhibits_of(label)).result(20)
        mine = [one.place for one in kept if (one.inspection, one.exhibit) == (state.id, exhibit.id)]
        assert mine == [exhibit.place]
    in_bags = [n for one in state.exhibits if one.kind is ExhibitKind.BAG for n in one.lines]
    assert len(in_bags) == len(set(in_bags))


def nobody_approved_their_own(entries: list[Entry]) -> None:
    asked = ""
    for place, entry in enumerate(entries):
        if entry.kind == "outcome_approved":
            assert entry.officer not in {e.officer for e in entries[:place] if e.kind in SHAPES}
            assert entry.officer in {"ben", "sue", "eve"}
        elif entry.kind == "reopening_asked":
            asked = entry.officer
        elif entry.kind == "reopening_answered":
            assert entry.officer != asked


TestRoom = Room.TestCase
TestRoom.settings = settings(
    max_examples=15, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)
