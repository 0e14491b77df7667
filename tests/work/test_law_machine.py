"""The law at the verbs themselves: every disposition under every pack by every role, on a real record.

What is open is told by the oracle of the guard's tests, which reads no pack, and by the program's own rules
as they are written down here; what is shut has to say which rule shuts it.
"""

import itertools
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from borderpost.domain.codes import (
    Approval,
    Commodity,
    Disposition,
    FindingCode,
    IprRight,
    StepResult,
    StepType,
    Unit,
)
from borderpost.domain.decisions import Refused, Rule
from borderpost.domain.declaration import MailClass
from borderpost.domain.formality_codes import Answer, Consent, Recipient
from borderpost.domain.inspection import ENDED, Inspection
from borderpost.domain.law.facts import CaseFacts
from borderpost.domain.officer import Officer, Role
from borderpost.store import mirror
from borderpost.store.engine import immediate
from borderpost.work import concluding, formalities, inspecting
from borderpost.work.goods import Goods
from borderpost.work.ports import Credential
from domain.law_oracle import AGENCIES, OFFERED, Case, is_open
from legal_packs import NAMES, in_force, shipped
from station import ANNA, BEN, QUICK, SUE, HandClock, Station, open_station
from station_stories import seized, subject

OFFICERS = {role: Officer(f"o-{role}", f"Officer {role}", frozenset({role})) for role in Role}
WORKER, SUPERVISOR = OFFICERS[Role.OFFICER], OFFICERS[Role.SUPERVISOR]
AFTER_SEIZURE = {Disposition.FORFEIT, Disposition.DESTROY, Disposition.RESTORE}
CLOCK_OF = {"eu": "eu-26-view", "uk": "uk-claim", "us": "us-ipr-reply", "trips": "trips-55-proceedings"}
GOODS = [Commodity.IPR_SHOES, Commodity.DRUGS_CANNABIS, Commodity.HEALTH_MEDICINES, Commodity.OTHER_OBSCENE]


class _RollBack(Exception):
    """Ends a transaction that was only tried."""


@pytest.fixture(scope="module")
def shared() -> Iterator[Station]:
    """One station for the whole walk: each example takes an item of its own."""
    with tempfile.TemporaryDirectory() as folder:
        station = open_station(Path(folder) / "site", HandClock())
        connection = station.folder.connect_mirror()
        with immediate(connection):
            mirror.put_roster(
                connection,
                [Credential(one, QUICK.make("x")) for one in (*OFFICERS.values(), ANNA, BEN, SUE)],
            )
        connection.close()
        Walk.station = station
        yield station
        station.store.close()


class Walk(RuleBasedStateMachine):
    """One item as officers examine it, hold it and settle it; tried at every stop by everybody."""

    station: Station
    serial = itertools.count(1)

    def __init__(self) -> None:
        super().__init__()
        self.pack = "eu"
        self.ident = ""
        self.facts = CaseFacts(lane="red", mail_class=MailClass.PARCEL)
        self.agency = ""
        self.ended = self.seized = False
        self.lines: list[tuple[Commodity, IprRight, bool]] = []

    @initialize(pack=st.sampled_from(NAMES), after_seizure=st.booleans())
    def take_up(self, pack: str, after_seizure: bool) -> None:
        number = next(Walk.serial)
        self.pack = pack
        if after_seizure:
            self.ident = seized(self.station, f"CP{number:09d}CN", number).id
            self.seized = self.ended = True
            self.facts = replace(
                self.facts,
                findings=frozenset({FindingCode.IPR_SUSPECT}),
                commodities=frozenset({Commodity.IPR_SHOES}),
                rights=frozenset({IprRight.TRADE_MARK}),
                units=Decimal(2),
                examined=True,
                standing=Disposition.SEIZE,
            )
            return
        state = self.do(inspecting.open_inspection, subject=subject(f"CP{number:09d}CN"))
        self.ident = state.id
        self.record(inspecting.record_step, step=StepType.DOCUMENTARY, result=StepResult.ANOMALY)
        self.facts = replace(self.facts, examined=True)

    def do(self, verb: Any, officer: Officer = WORKER, **details: Any) -> Inspection:
        state: Inspection = self.station.do(verb, officer=officer, **details)
        return state

    def record(self, verb: Any, **details: Any) -> Inspection:
        return self.do(verb, inspection=self.ident, **details)

    @precondition(lambda self: not self.ended)
    @rule(code=st.sampled_from(FindingCode))
    def find(self, code: FindingCode) -> None:
        self.record(inspecting.record_finding, finding=code)
        self.facts = replace(self.facts, findings=self.facts.findings | {code})

    @precondition(lambda self: not self.ended)
    @rule(commodity=st.sampled_from(GOODS), covered=st.booleans(), patent=st.booleans())
    def list_goods(self, commodity: Commodity, covered: bool, patent: bool) -> None:
        right = IprRight.NONE
        if commodity is Commodity.IPR_SHOES:
            right = IprRight.PATENT if patent else IprRight.TRADE_MARK
        goods = Goods(
            "goods",
            "1",
            Unit.PIECE,
            commodity,
            ipr_right=right,
            application="AFA-1" if covered else "",
            small_consignment_asked=covered,
        )
        self.record(inspecting.record_goods, goods=goods)
        self.lines.append((commodity, right, covered))
        infringing = [line for line in self.lines if line[1] is not IprRight.NONE]
        told = bool(infringing) and all(line[2] for line in infringing)
        self.facts = replace(
            self.facts,
            commodities=frozenset(line[0] for line in self.lines),
            rights=frozenset(line[1] for line in infringing),
            units=Decimal(len(self.lines)),
            covered=told,
            asked=told,
        )

    @precondition(lambda self: not self.ended)
    @rule(kg=st.sampled_from(["0.5", "1.999", "2", "7"]))
    def weigh(self, kg: str) -> None:
        self.record(inspecting.record_step, step=StepType.WEIGHING, result=StepResult.CLEAR, weight_kg=kg)
        self.facts = replace(self.facts, gross_weight_kg=Decimal(kg))

    @rule(consent=st.sampled_from(Consent))
    def consent(self, consent: Consent) -> None:
        self.record(formalities.record_consent, consent=consent)
        self.facts = replace(self.facts, consents=self.facts.consents | {consent})

    @rule()
    def confirm(self) -> None:
        self.record(
            formalities.record_answer,
            clock=CLOCK_OF[self.pack],
            sender=Recipient.RIGHT_HOLDER,
            answer=Answer.CONFIRMS,
            received_on="2026-11-20",
            law=shipped(self.pack),
        )
        self.facts = replace(self.facts, confirmed=True)

    @precondition(lambda self: not self.ended)
    @rule(disposition=st.sampled_from([Disposition.RETURN, Disposition.RESTORE]))
    def lift(self, disposition: Disposition) -> None:
        ask: dict[str, Any] = {"rule": "trips-59-export", "disposition": disposition, "reason": "a court"}
        law = shipped(self.pack)
        if self.pack != "trips":
            with pytest.raises(Refused) as error:
                self.record(formalities.ask_override, **ask, law=law)
            assert error.value.refusals[0].rule is Rule.NOT_LIFTABLE
            return
        request = self.record(formalities.ask_override, **ask, law=law).formalities.lifted[-1].mark.entry
        answer = {"inspection": self.ident, "request": request, "granted": True, "law": law}
        self.do(formalities.answer_override, SUPERVISOR, **answer)
        self.facts = replace(self.facts, lifted=self.facts.lifted | {("trips-59-export", disposition)})

    @rule(name=st.sampled_from(["", *AGENCIES, "investigation"]))
    def name_an_agency(self, name: str) -> None:
        self.agency = f"{self.pack}-to-{name}" if name else ""

    @rule(disposition=st.sampled_from(Disposition), role=st.sampled_from(Role))
    def attempt(self, disposition: Disposition, role: Role) -> None:
        self.holds(disposition, role)

    @precondition(lambda self: not self.ended)
    @rule(disposition=st.sampled_from(Disposition))
    def decide(self, disposition: Disposition) -> None:
        """Carry out what is open, with the consent that it takes; what it leads to stands from then on."""
        if not self.expected(disposition, Role.OFFICER):
            return
        law = shipped(self.pack)
        state = self.record(concluding.conclude, **self.said(disposition), law=law)
        if OFFERED[self.pack][disposition] is not Approval.NONE:
            assert state.proposal is not None
            agree = {"inspection": self.ident, "proposal": state.proposal.mark.entry, "law": law}
            state = self.do(concluding.approve, SUPERVISOR, **agree, witness="Karl Berg")
        assert state.outcome is not None
        assert (state.outcome.disposition, state.outcome.law) == (disposition, f"{self.pack}@1")
        self.facts = replace(self.facts, standing=disposition)
        self.ended = state.stage in ENDED

    def teardown(self) -> None:
        """At the end everybody tries everything."""
        if self.ident:
            for disposition, role in itertools.product(Disposition, Role):
                self.holds(disposition, role)

    def said(self, disposition: Disposition) -> dict[str, Any]:
        several = self.pack in ("eu", "uk", "us") and disposition is Disposition.HOLD_DOCUMENT
        return {
            "disposition": disposition,
            "reason": "as found",
            "hold_reason": f"{self.pack}-why-permit" if several else "",
            "agency": self.agency,
        }

    def expected(self, disposition: Disposition, role: Role) -> bool:
        """Tell whether it has to be open: the law as the oracle tells it, and the program's own least."""
        said = self.said(disposition)
        case = Case(self.pack, self.facts, role, "as found", said["hold_reason"], self.agency)
        if self.seized:
            return disposition in AFTER_SEIZURE and is_open(case, disposition)
        # a seizure takes photographs and a sealed bag, and nothing here was sealed
        return not self.ended and disposition is not Disposition.SEIZE and is_open(case, disposition)

    def holds(self, disposition: Disposition, role: Role) -> None:
        law = shipped(self.pack)
        said = self.said(disposition)
        verb: Any = concluding.conclude
        if self.seized:
            verb, said = concluding.settle, {key: said[key] for key in ("disposition", "reason")}

        def tried(tx: Any) -> None:
            verb(tx, officer=OFFICERS[role], inspection=self.ident, **said, law=law)
            raise _RollBack

        with pytest.raises((_RollBack, Refused)) as ended:
            self.station.store.submit(tried).result(timeout=20)
        opened = isinstance(ended.value, _RollBack)
        case = (self.pack, disposition, role, ended.value, self.facts)
        assert opened == self.expected(disposition, role), case
        if isinstance(ended.value, Refused):
            self.names_its_rule(ended.value)

    def names_its_rule(self, error: Refused) -> None:
        assert error.refusals
        rows = {row.id: row for _, row in in_force(self.pack).rows()}
        for refusal in error.refusals:
            if not refusal.rule.startswith("law_"):
                continue
            assert refusal.source, refusal
            if refusal.rule is Rule.LAW_NOT_IN_PACK:
                assert refusal.law.startswith(f"{self.pack}@")
            else:
                assert refusal.source == in_force(self.pack).citation(rows[refusal.law])


@pytest.mark.usefixtures("shared")
class TestWalk(Walk.TestCase):
    """Run by the test runner with one station for all examples."""

    settings = settings(
        max_examples=12, stateful_step_count=10, deadline=None, suppress_health_check=list(HealthCheck)
    )
