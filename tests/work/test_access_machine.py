"""Whatever is done to a roster, through any crash: it is what the journal tells, and a PIN opens one lock."""

import shutil
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from borderpost.domain import access_acts as told
from borderpost.domain.acts import act_of
from borderpost.domain.decisions import Refused
from borderpost.domain.officer import Officer, Role
from borderpost.store import mirror
from borderpost.store.engine import immediate
from borderpost.store.journal import entries
from borderpost.store.site import StationStore, prepare
from borderpost.work import access, session
from borderpost.work.ports_access import Credential
from borderpost.work.session import MustWait
from station import ANNA, BEN, QUICK, HandClock, Station, open_station, site_folder

PIA = Officer("pia", "Pia Lund", frozenset({Role.ADMINISTRATOR}))
people = st.sampled_from((ANNA, BEN, PIA))
PIN = "271828"


class Killed(Exception):
    """Stands for the end of the program between the roster's commit and the journal's."""


class Door(RuleBasedStateMachine):
    """Three officers, one bench, and everything that befalls their access."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.clock = HandClock()
        self.lives = 0
        self.station = open_station(self.folder / "0", self.clock)
        connection = self.station.folder.connect_mirror()
        with immediate(connection):
            roster = [Credential(one, QUICK.make(f"pass-{one.id}")) for one in (ANNA, BEN, PIA)]
            mirror.put_roster(connection, roster)
        connection.close()
        self.words = {one.id: f"pass-{one.id}" for one in (ANNA, BEN, PIA)}
        self.roster = {one.id: (one.roles, True, False) for one in (ANNA, BEN, PIA)}
        self.bench = ""
        self.lock = ""
        self.given: set[str] = set()

    def teardown(self) -> None:
        self.station.store.close()
        shutil.rmtree(self.folder)

    def on_duty(self, officer: Officer) -> bool:
        return self.roster[officer.id][1]

    @rule(by=people, whom=people, active=st.booleans(), roles=st.sets(st.sampled_from(Role), max_size=2))
    def change(self, by: Officer, whom: Officer, active: bool, roles: set[Role]) -> None:
        new = access.Enrolment(whom.id, whom.name, frozenset(roles), active)
        try:
            self.station.do(access.change, officer=by, enrolment=new, reason="as ordered")
        except Refused:
            return
        assert by is PIA, "only the administrator changes access"
        assert whom is not PIA, "and never their own"
        self.roster[whom.id] = (frozenset(roles), active, self.roster[whom.id][2])

    @rule(whom=people)
    def killed_between(self, whom: Officer) -> None:
        """The change is in the roster's file, and its entry never comes."""

        def change(tx: Any) -> None:
            new = access.Enrolment(whom.id, whom.name, frozenset({Role.SUPERVISOR}), True)
            access.change(tx, officer=PIA, enrolment=new, reason="never told")
            raise Killed

        try:
            self.station.store.submit(change).result(20)
        except (Killed, Refused):
            return

    @rule(who=people, right=st.booleans())
    def set_pin(self, who: Officer, right: bool) -> None:
        words = self.words[who.id] if right else "something else"
        try:
            proven = self.station.do(
                access.set_pin, officer=who, passphrase=words, pin=PIN, passphrases=QUICK
            )
        except MustWait:
            return
        except Refused:
            assert who.id in self.given
            return
        assert (proven.result is not None) is (right and self.on_duty(who))
        assert proven.result is None or who.id not in self.given
        if proven.result is not None:
            self.roster[who.id] = (*self.roster[who.id][:2], True)
            if proven.attempt.officer is not None:
                self.follow()

    @rule(whom=people)
    def reset(self, whom: Officer) -> None:
        new = f"another word {self.lives} for {whom.id}"
        try:
            self.station.do(
                access.reset_passphrase,
                officer=PIA,
                subject=whom.id,
                passphrase=new,
                reason="forgotten",
                passphrases=QUICK,
            )
        except Refused:
            assert whom is PIA
            return
        self.words[whom.id] = new
        self.given.add(whom.id)
        self.roster[whom.id] = (*self.roster[whom.id][:2], False)

    @rule(who=people, right=st.booleans())
    def log_in(self, who: Officer, right: bool) -> None:
        words = self.words[who.id] if right else "something else"
        try:
            attempt = self.station.do(
                session.authenticate, officer_id=who.id, passphrase=words, passphrases=QUICK
            )
        except MustWait:
            return
        except Refused:
            assert who.id in self.given
            return
        assert (attempt.officer is not None) is (right and self.on_duty(who))
        assert attempt.officer is None or who.id not in self.given, "what another chose opens nothing"
        if attempt.officer is not None:
            self.bench, self.lock = who.id, ""

    @rule(who=people)
    def choose_own(self, who: Officer) -> None:
        new = f"own words {self.lives} of {who.id}"
        try:
            attempt = self.station.do(
                access.choose_own,
                officer_id=who.id,
                passphrase=self.words[who.id],
                new=new,
                passphrases=QUICK,
            )
        except (MustWait, Refused):
            return
        assert (attempt.officer is not None) is self.on_duty(who)
        if attempt.officer is not None:
            self.given.discard(who.id)
            self.words[who.id] = new
            self.roster[who.id] = (*self.roster[who.id][:2], False)
            self.bench, self.lock = who.id, ""

    @rule()
    def lock_the_bench(self) -> None:
        if self.bench:
            who = next(one for one in (ANNA, BEN, PIA) if one.id == self.bench)
            self.lock = self.station.do(session.lock, officer=who, idle=True)

    @rule(who=people, right=st.booleans(), mine=st.booleans())
    def come_back(self, who: Officer, right: bool, mine: bool) -> None:
        lock = self.lock if mine and self.lock else "0" * 32
        try:
            attempt = self.station.do(
                session.return_by_pin,
                officer_id=who.id,
                pin=PIN if right else "314159",
                locked=lock,
                passphrases=QUICK,
            )
        except (Refused, MustWait):
            return
        assert lock == self.lock, "a PIN opens the lock that its officer stands before"
        assert self.bench == who.id, "and nobody else's"
        assert self.on_duty(who)
        assert self.roster[who.id][2]
        assert (attempt.officer is not None) is right
        if attempt.officer is not None:
            self.lock = ""

    @rule(seconds=st.integers(1, 40_000))
    def wait(self, seconds: int) -> None:
        self.clock.at += timedelta(seconds=seconds)

    @rule()
    def crash(self) -> None:
        """Go on from the files as they lie at this moment."""
        self.lives += 1
        next_root = self.folder / str(self.lives)
        shutil.copytree(self.station.folder.root, next_root)
        self.station.store.close()
        folder = site_folder(next_root)
        key = prepare(folder, station="BP01", program="test", facility="Hall 3", clock=self.clock)
        self.station = Station(
            folder, StationStore(folder, key=key, station="BP01", clock=self.clock), self.clock
        )

    def follow(self) -> None:
        """A proof after failures is noted as a login: what was locked before opens by passphrase alone."""
        bench = self.station.store.submit(lambda tx: tx.bench_session()).result(20)
        if bench is not None and bench.officer != self.bench:
            self.bench = self.lock = ""

    @invariant()
    def the_roster_is_what_was_done(self) -> None:
        found = self.station.store.read(lambda pages: pages.enrolled()).result(20)
        now = {one.officer.id: (one.officer.roles, one.officer.active, one.has_pin) for one in found}
        assert now == self.roster

    @invariant()
    def the_journal_tells_it(self) -> None:
        acts = self.station.store.submit(lambda tx: [act_of(one) for one in entries(tx.record)]).result(20)
        for officer in (ANNA, BEN):
            changes = [
                one for one in acts if isinstance(one, told.OfficerChanged) and one.subject == officer.id
            ]
            if changes:
                roles, active, _ = self.roster[officer.id]
                assert (frozenset(map(Role, changes[-1].roles)), changes[-1].active) == (roles, active)
        assert not any("pass-" in str(one) or PIN in str(one) for one in acts), "no secret is journalled"


TestDoor = Door.TestCase
TestDoor.settings = settings(
    max_examples=12, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
