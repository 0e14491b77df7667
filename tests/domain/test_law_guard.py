"""The guard opens what the law leaves open and nothing else, and every refusal names its rule."""

import itertools
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from msgspec.structs import replace as replace_row

from borderpost.domain.codes import (
    RULES,
    Approval,
    Commodity,
    Disposition,
    FindingCode,
    IprRight,
    StepType,
)
from borderpost.domain.declaration import MailClass
from borderpost.domain.formality_codes import Consent
from borderpost.domain.law.facts import CaseFacts
from borderpost.domain.law.guard import (
    Bar,
    Barred,
    judge,
    judge_all,
    lifting_role,
    may_approve,
    opening_barred,
)
from borderpost.domain.law.small_consignment import SmallCondition
from borderpost.domain.officer import Role
from domain.law_oracle import AGENCIES, OFFERED, Case, is_open
from legal_packs import NAMES, in_force

SHOES = CaseFacts(
    findings=frozenset({FindingCode.IPR_SUSPECT}),
    commodities=frozenset({Commodity.IPR_SHOES}),
    rights=frozenset({IprRight.TRADE_MARK}),
    mail_class=MailClass.PARCEL,
    gross_weight_kg=Decimal("2.4"),
    units=Decimal(3),
    covered=True,
    asked=True,
    lane="red",
    examined=True,
)
CANNABIS = CaseFacts(
    findings=frozenset({FindingCode.PROHIBITED}),
    commodities=frozenset({Commodity.DRUGS_CANNABIS}),
    mail_class=MailClass.PARCEL,
    lane="red",
    examined=True,
)
OFFICER = (Role.OFFICER,)


def bars(pack: str, facts: CaseFacts, disposition: Disposition, **more: str) -> list[tuple[Bar, str]]:
    return [(b.bar, b.rule) for b in judge(in_force(pack), facts, disposition, OFFICER, **more).barred]


# ---- worked cases


def test_three_pairs_of_shoes_take_the_small_path_and_the_fourth_shuts_it() -> None:
    three = judge(in_force("eu"), SHOES, Disposition.HOLD_SMALL, OFFICER)
    assert three.is_open
    assert three.approval is Approval.SUPERVISOR
    four = judge(in_force("eu"), replace(SHOES, units=Decimal(4)), Disposition.HOLD_SMALL, OFFICER)
    (barred,) = four.barred
    assert (barred.bar, barred.rule) == (Bar.SMALL_CONDITION, "eu-26")
    assert barred.source == "Regulation (EU) No 608/2013, art. 26"
    assert barred.subject == "small 4 > 3, 2.4 kg >= 2 kg"
    assert not bars("eu", replace(SHOES, units=Decimal(4)), Disposition.HOLD_IPR), "the standard path"


def test_four_units_are_small_where_they_are_light() -> None:
    light = replace(SHOES, units=Decimal(40), gross_weight_kg=Decimal("1.999"))
    assert not bars("eu", light, Disposition.HOLD_SMALL)
    assert bars("eu", replace(light, gross_weight_kg=Decimal(2)), Disposition.HOLD_SMALL)
    assert bars("eu", replace(light, gross_weight_kg=None), Disposition.HOLD_SMALL)


@pytest.mark.parametrize(
    ("change", "condition"),
    [
        ({"perishable": True}, SmallCondition.NOT_PERISHABLE),
        ({"covered": False}, SmallCondition.COVERED),
        ({"asked": False}, SmallCondition.ASKED_FOR),
        ({"rights": frozenset({IprRight.PATENT})}, SmallCondition.RIGHT),
        ({"rights": frozenset({IprRight.PATENT, IprRight.TRADE_MARK})}, SmallCondition.RIGHT),
        ({"mail_class": MailClass.EMPTY_RECEPTACLE}, SmallCondition.IN_THE_MAIL),
        ({"units": None}, SmallCondition.SMALL),
    ],
)
def test_each_condition_of_the_small_path_shuts_it_alone_and_says_which(
    change: dict[str, object], condition: SmallCondition
) -> None:
    verdict = judge(in_force("eu"), replace(SHOES, **change), Disposition.HOLD_SMALL, OFFICER)  # type: ignore[arg-type]
    (barred,) = verdict.barred
    assert barred.bar is Bar.SMALL_CONDITION
    assert barred.subject.split()[0] == condition


@pytest.mark.parametrize("pack", NAMES)
def test_narcotics_are_never_sent_back_and_nobody_can_lift_it(pack: str) -> None:
    found = bars(pack, CANNABIS, Disposition.RETURN)
    assert found == [(Bar.CONVENTION, "upc-18-8")]
    lifted = replace(CANNABIS, lifted=frozenset({("upc-18-8", Disposition.RETURN)}))
    assert bars(pack, lifted, Disposition.RETURN) == found
    assert lifting_role(in_force(pack), "upc-18-8") is None
    assert (Bar.CONVENTION, "upc-18-8") in bars(pack, CANNABIS, Disposition.RELEASE)
    assert (Bar.CONVENTION, "upc-18-2") in bars(pack, CANNABIS, Disposition.RELEASE)
    assert not bars(pack, CANNABIS, Disposition.SEIZE)
    assert not bars(pack, CANNABIS, Disposition.REFER, agency=f"{pack}-to-police")
    to_nobody = bars(pack, CANNABIS, Disposition.REFER)
    assert to_nobody == [(Bar.AGENCY, f"{pack}-refer")], "two agencies take it: one has to be named"
    wrong = bars(pack, CANNABIS, Disposition.REFER, agency=f"{pack}-to-wildlife")
    assert wrong == [(Bar.AGENCY, f"{pack}-to-wildlife")]


def test_a_letter_below_the_weight_limit_is_not_opened_without_consent() -> None:
    letter = CaseFacts(mail_class=MailClass.LETTER_POST, gross_weight_kg=Decimal("0.030"))
    for pack in NAMES:
        (barred,) = opening_barred(in_force(pack), letter, StepType.OPEN_FULL)
        assert (barred.bar, barred.rule) == (Bar.OPENING, f"{pack}-letter")
        assert barred.subject == "addressee, sender_label, warrant"
        assert opening_barred(in_force(pack), replace(letter, gross_weight_kg=None), StepType.UNPACK)
        assert not opening_barred(in_force(pack), letter, StepType.XRAY)
        heavier = replace(letter, gross_weight_kg=Decimal("0.031"))
        assert not opening_barred(in_force(pack), heavier, StepType.OPEN_FULL)
        agreed = replace(letter, consents=frozenset({Consent.WARRANT}))
        assert not opening_barred(in_force(pack), agreed, StepType.OPEN_FULL)
        assert not opening_barred(
            in_force(pack), replace(letter, mail_class=MailClass.PARCEL), StepType.SAMPLE
        )


def test_a_red_item_is_not_released_without_a_look_or_a_word() -> None:
    for lane in ("red", "secure"):
        unseen = CaseFacts(lane=lane)
        assert bars("trips", unseen, Disposition.RELEASE) == [(Bar.REASON, "trips-red-lane")]
        assert bars("trips", unseen, Disposition.RELEASE, reason="  ")
        assert not bars("trips", unseen, Disposition.RELEASE, reason="known sender, label checked")
        assert not bars("trips", replace(unseen, examined=True), Disposition.RELEASE)
    assert not bars("trips", CaseFacts(lane="green"), Disposition.RELEASE)


def test_a_pack_may_want_a_step_where_no_word_stands_in_for_it() -> None:
    pack = in_force("trips")
    strict = tuple(replace_row(row, examination=True) for row in pack.reason_rules)
    pack = replace(pack, reason_rules=strict)
    unseen = CaseFacts(lane="red")
    for reason in ("", "known sender, label checked"):
        told = judge(pack, unseen, Disposition.RELEASE, OFFICER, reason=reason).barred
        assert [(one.bar, one.rule) for one in told] == [(Bar.UNEXAMINED, "trips-red-lane")]
    assert judge(pack, replace(unseen, examined=True), Disposition.RELEASE, OFFICER).is_open
    assert judge(pack, CaseFacts(lane="green"), Disposition.RELEASE, OFFICER).is_open


def test_a_rule_is_lifted_only_where_the_pack_says_by_whom_and_for_one_disposition() -> None:
    facts = replace(SHOES, lifted=frozenset({("trips-59-export", Disposition.RETURN)}))
    (barred,) = judge(in_force("trips"), SHOES, Disposition.RETURN, OFFICER).barred
    assert (barred.bar, barred.liftable_by) == (Bar.FORBIDDEN, Role.SUPERVISOR)
    assert not bars("trips", facts, Disposition.RETURN)
    held = replace(facts, standing=Disposition.HOLD_IPR)
    assert bars("trips", held, Disposition.RESTORE) == [(Bar.FORBIDDEN, "trips-59-export")]
    wrong = replace(SHOES, lifted=frozenset({("eu-25-export", Disposition.RETURN)}))
    assert bars("eu", wrong, Disposition.RETURN) == [(Bar.FORBIDDEN, "eu-25-export")]


def test_a_hold_needs_a_reason_that_the_post_has_a_code_for() -> None:
    facts = CaseFacts(findings=frozenset({FindingCode.NIL}))
    assert bars("eu", facts, Disposition.HOLD_DOCUMENT) == [(Bar.HOLD_REASON, "eu-hold-doc")]
    assert bars("eu", facts, Disposition.HOLD_DOCUMENT, hold_reason="eu-why-value")
    assert not bars("eu", facts, Disposition.HOLD_DOCUMENT, hold_reason="eu-why-permit")
    assert not bars("eu", facts, Disposition.HOLD_VALUE), "there is one reason, which is taken"


def test_a_pack_without_a_row_in_force_opens_nothing() -> None:
    early = in_force("uk", date(2019, 1, 1))
    for verdict in judge_all(early, CaseFacts(), OFFICER):
        assert [b.bar for b in verdict.barred if b.bar is not Bar.CONVENTION] == [Bar.NOT_IN_PACK]
        assert verdict.barred[-1].rule == "uk@1/dispositions"


def test_no_pack_asks_for_less_consent_than_the_program() -> None:
    for name in NAMES:
        for verdict in judge_all(in_force(name), CaseFacts(), OFFICER):
            order = list(Approval)
            assert order.index(verdict.approval) >= order.index(RULES[verdict.disposition].approval)
    assert may_approve(in_force("trips"), Disposition.HOLD_IPR, [Role.APPROVER])
    assert not may_approve(in_force("eu"), Disposition.HOLD_IPR, [Role.APPROVER])
    assert may_approve(in_force("eu"), Disposition.HOLD_IPR, [Role.SUPERVISOR])
    assert may_approve(None, Disposition.SEIZE, [Role.APPROVER])


# ---- every disposition, every pack, every role

facts_drawn = st.builds(
    CaseFacts,
    findings=st.frozensets(st.sampled_from(FindingCode), max_size=3),
    commodities=st.frozensets(st.sampled_from(Commodity), max_size=2),
    rights=st.frozensets(st.sampled_from(sorted(set(IprRight) - {IprRight.NONE})), max_size=2),
    mail_class=st.sampled_from(MailClass),
    gross_weight_kg=st.none() | st.sampled_from([Decimal("0.03"), Decimal("1.9"), Decimal(2), Decimal(5)]),
    units=st.none() | st.sampled_from([Decimal(1), Decimal(3), Decimal("3.5"), Decimal(4)]),
    perishable=st.booleans(),
    covered=st.booleans(),
    asked=st.booleans(),
    lane=st.sampled_from(["green", "yellow", "red", "secure"]),
    examined=st.booleans(),
    standing=st.none() | st.sampled_from(Disposition),
    consents=st.frozensets(st.sampled_from(Consent), max_size=2),
    confirmed=st.booleans(),
    run_out=st.frozensets(
        st.sampled_from(
            [
                "eu-26-view",
                "eu-23-view",
                "eu-23-holder",
                "uk-claim",
                "uk-disposal",
                "uk-claim-unserved",
                "us-election",
            ]
        ),
        max_size=2,
    ),
    lifted=st.frozensets(
        st.tuples(
            st.sampled_from(["trips-59-export", "eu-25-export", "upc-18-8"]), st.sampled_from(Disposition)
        ),
        max_size=2,
    ),
)
agencies_drawn = st.sampled_from(
    ["", "nonsense", *(f"{pack}-to-{name}" for pack in NAMES for name in (*AGENCIES, "investigation"))]
)
cases = st.builds(
    Case,
    pack=st.sampled_from(NAMES),
    facts=facts_drawn,
    role=st.sampled_from(Role),
    reason=st.sampled_from(["", " ", "checked"]),
    hold_reason=st.sampled_from(["", "eu-why-permit", "us-why-invoice", "uk-why-identity", "nonsense"]),
    agency=agencies_drawn,
)


def holds(case: Case, disposition: Disposition) -> None:
    """Hold the guard's answer against the oracle's, and each refusal against the pack that it names."""
    pack = in_force(case.pack)
    chosen = case.hold_reason if disposition is Disposition.HOLD_DOCUMENT else ""
    verdict = judge(
        pack,
        case.facts,
        disposition,
        [case.role],
        reason=case.reason,
        hold_reason=chosen,
        agency=case.agency,
    )
    assert verdict.is_open == is_open(case, disposition), (case, disposition, verdict.barred)
    if disposition in OFFERED[case.pack]:
        assert verdict.approval is OFFERED[case.pack][disposition]
    for barred in verdict.barred:
        names_its_rule(case, barred)


def names_its_rule(case: Case, barred: Barred) -> None:
    pack = in_force(case.pack)
    if barred.bar is Bar.NOT_IN_PACK:
        assert barred.rule.startswith(pack.edition)
        assert barred.source
        return
    rows = [row for _, row in pack.rows() if row.id == barred.rule]
    assert len(rows) == 1
    assert barred.source == pack.citation(rows[0])
    assert barred.source != rows[0].source


@given(cases)
@settings(max_examples=300, deadline=None)
def test_the_guard_agrees_with_the_oracle_on_whatever_case(case: Case) -> None:
    for disposition in Disposition:
        holds(case, disposition)


@pytest.mark.parametrize("pack", NAMES)
def test_what_follows_a_hold_or_a_seizure_agrees_with_the_oracle_for_every_standing_clock_and_consent(
    pack: str,
) -> None:
    after = (Disposition.DESTROY, Disposition.FORFEIT, Disposition.RESTORE)
    clocks = [row.id for name in NAMES for row in in_force(name).clocks]
    agreed = (frozenset[Consent](), frozenset({Consent.DESTRUCTION}))
    for standing, clock, consents, confirmed in itertools.product(
        (None, *Disposition), ("", *clocks), agreed, (False, True)
    ):
        run_out = frozenset({clock} if clock else ())
        facts = CaseFacts(standing=standing, run_out=run_out, consents=consents, confirmed=confirmed)
        for disposition in after:
            holds(Case(pack, facts, Role.OFFICER), disposition)


class Law(RuleBasedStateMachine):
    """One item whose facts change as officers, parties and time have it, under each pack, in each role."""

    def __init__(self) -> None:
        super().__init__()
        self.facts = CaseFacts(lane="red", mail_class=MailClass.PARCEL)
        self.reason = ""
        self.hold_reason = ""
        self.agency = ""

    @rule(code=st.sampled_from(FindingCode))
    def find(self, code: FindingCode) -> None:
        self.facts = replace(self.facts, findings=self.facts.findings | {code}, examined=True)

    @rule(code=st.sampled_from(FindingCode))
    def take_back(self, code: FindingCode) -> None:
        self.facts = replace(self.facts, findings=self.facts.findings - {code})

    @rule(
        commodity=st.sampled_from(Commodity),
        right=st.sampled_from(IprRight),
        units=st.integers(1, 3),
        covered=st.booleans(),
    )
    def list_goods(self, commodity: Commodity, right: IprRight, units: int, covered: bool) -> None:
        self.facts = replace(
            self.facts,
            commodities=self.facts.commodities | {commodity},
            rights=self.facts.rights | ({right} - {IprRight.NONE}),
            units=(self.facts.units or Decimal(0)) + units,
            covered=covered,
            asked=covered,
        )

    @rule(kg=st.sampled_from(["0.02", "1.5", "2", "3.1"]))
    def weigh(self, kg: str) -> None:
        self.facts = replace(self.facts, gross_weight_kg=Decimal(kg))

    @rule(drawn=facts_drawn)
    def be_another_item(self, drawn: CaseFacts) -> None:
        self.facts = drawn

    @rule(consent=st.sampled_from(Consent), confirmed=st.booleans())
    def hear(self, consent: Consent, confirmed: bool) -> None:
        self.facts = replace(self.facts, consents=self.facts.consents | {consent}, confirmed=confirmed)

    @rule(
        clock=st.sampled_from(["eu-26-view", "eu-23-view-perishable", "uk-claim", "uk-disposal-perishable"])
    )
    def let_time_run_out(self, clock: str) -> None:
        self.facts = replace(self.facts, run_out=self.facts.run_out | {clock})

    @rule(disposition=st.sampled_from([Disposition.RETURN, Disposition.RESTORE]))
    def lift(self, disposition: Disposition) -> None:
        lifted = self.facts.lifted | {("trips-59-export", disposition)}
        self.facts = replace(self.facts, lifted=lifted)

    @rule(
        reason=st.sampled_from(["", "checked"]), hold=st.sampled_from(["", "eu-why-permit", "us-why-permit"])
    )
    def write(self, reason: str, hold: str) -> None:
        self.reason, self.hold_reason = reason, hold

    @rule(agency=agencies_drawn)
    def name_an_agency(self, agency: str) -> None:
        self.agency = agency

    @rule(pack=st.sampled_from(NAMES), disposition=st.sampled_from(Disposition))
    def conclude(self, pack: str, disposition: Disposition) -> None:
        """Carry out what is open: an interim disposition stands from then on."""
        case = Case(pack, self.facts, Role.OFFICER, self.reason, self.hold_reason, self.agency)
        if is_open(case, disposition):
            self.facts = replace(self.facts, standing=disposition)

    @invariant()
    def no_illegal_path_opens_and_no_legal_one_is_shut(self) -> None:
        for pack in NAMES:
            for role in Role:
                case = Case(pack, self.facts, role, self.reason, self.hold_reason, self.agency)
                for disposition in Disposition:
                    holds(case, disposition)


TestLaw = Law.TestCase
TestLaw.settings = settings(
    max_examples=12, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck)
)
