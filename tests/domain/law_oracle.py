"""What the reference says of each disposition in each jurisdiction, written down a second time for tests.

Nothing here is read from the packs.
"""

from dataclasses import dataclass

from borderpost.domain.codes import Approval, Commodity, Disposition, FindingCode, IprRight
from borderpost.domain.declaration import MailClass
from borderpost.domain.formality_codes import Consent
from borderpost.domain.law.facts import CaseFacts
from borderpost.domain.officer import Role

D, F, A = Disposition, FindingCode, Approval
NARCOTIC = {
    Commodity.DRUGS_OPIOIDS,
    Commodity.DRUGS_COCAINE,
    Commodity.DRUGS_CANNABIS,
    Commodity.DRUGS_STIMULANTS,
    Commodity.DRUGS_NEW_SUBSTANCES,
    Commodity.DRUGS_OTHER,
}
NEVER_BACK = NARCOTIC | {
    Commodity.OTHER_OBSCENE,
    Commodity.OTHER_CHILD_ABUSE,
    Commodity.SECURITY_EXPLOSIVES,
    Commodity.SECURITY_AMMUNITION,
    Commodity.SECURITY_REPLICA,
    Commodity.SECURITY_RADIOACTIVE,
}
CULTURAL = {each for each in Commodity if each.startswith("cultural.")}
LETS_GO = {D.RELEASE, D.RELEASE_WITH_CHARGE, D.RELEASE_AMENDED}
HELD = {D.HOLD_DOCUMENT, D.HOLD_VALUE, D.HOLD_IPR, D.HOLD_SAFETY, D.HOLD_TEST}
NO_OFFENCE = {F.NIL, F.DAMAGED, F.EMPTY_OR_SHORT}
UNSAFE = {F.UNSAFE_PRODUCT, F.DANGEROUS_POSTAL}
EVERYWHERE: dict[Disposition, Approval] = {
    D.RELEASE: A.NONE,
    D.RELEASE_WITH_CHARGE: A.NONE,
    D.RELEASE_AMENDED: A.NONE,
    D.HOLD_DOCUMENT: A.NONE,
    D.HOLD_VALUE: A.NONE,
    D.HOLD_TEST: A.NONE,
    D.HOLD_IPR: A.SUPERVISOR,
    D.HOLD_SAFETY: A.SUPERVISOR,
    D.REFER: A.NONE,
    D.SEIZE: A.SECOND_OFFICER,
    D.RETURN: A.SUPERVISOR,
    D.ABANDON: A.SUPERVISOR,
    D.DESTROY: A.TWO_AND_WITNESS,
    D.RESTORE: A.SUPERVISOR,
    D.REFUSE_ENTRY: A.SUPERVISOR,
    D.NOT_LOCATED: A.SUPERVISOR,
}
NEUTRAL = EVERYWHERE | {D.HOLD_IPR: A.SECOND_OFFICER, D.HOLD_SAFETY: A.SECOND_OFFICER}
OFFERED: dict[str, dict[Disposition, Approval]] = {
    "trips": NEUTRAL,
    "eu": EVERYWHERE | {D.HOLD_SMALL: A.SUPERVISOR, D.FINE: A.SUPERVISOR},
    "uk": EVERYWHERE | {D.FORFEIT: A.SUPERVISOR},
    "us": EVERYWHERE | {D.FORFEIT: A.SUPERVISOR},
}
SEVERAL_REASONS = {"eu", "uk", "us"}
AGENCIES: dict[str, set[str]] = {
    "police": {
        *NARCOTIC,
        Commodity.DRUGS_PRECURSORS,
        Commodity.DRUGS_KHAT,
        Commodity.SECURITY_FIREARMS,
        Commodity.SECURITY_PARTS,
        Commodity.SECURITY_PRINTED,
        Commodity.SECURITY_AMMUNITION,
        Commodity.SECURITY_EXPLOSIVES,
        Commodity.SECURITY_CHEMICAL,
        Commodity.SECURITY_DUAL_USE,
        Commodity.SECURITY_REPLICA,
        Commodity.OTHER_DOCUMENTS,
        Commodity.OTHER_JAMMERS,
        Commodity.OTHER_CHILD_ABUSE,
    },
    "medicines": {Commodity.HEALTH_MEDICINES, Commodity.HEALTH_DOPING, Commodity.HEALTH_DEVICES},
    "safety": {*UNSAFE, Commodity.OTHER_UNSAFE, Commodity.HEALTH_PESTICIDES},
    "wildlife": {
        Commodity.ENVIRONMENT_CITES,
        Commodity.ENVIRONMENT_FLORA,
        Commodity.ENVIRONMENT_INVASIVE,
    },
    "plants": {Commodity.OTHER_FOOD, Commodity.OTHER_BIOSECURITY, Commodity.ENVIRONMENT_INVASIVE},
    "radiation": {Commodity.SECURITY_RADIOACTIVE},
    "culture": set(CULTURAL),
}
"""What each agency takes besides the investigation service, which takes anything."""


@dataclass(frozen=True)
class Case:
    """One case: the facts, who proposes, and what was written with it."""

    pack: str
    facts: CaseFacts
    role: Role
    reason: str = ""
    hold_reason: str = ""
    agency: str = ""


def is_open(case: Case, disposition: Disposition) -> bool:
    """Tell whether the reference leaves the disposition open."""
    facts = case.facts
    return (
        disposition in OFFERED[case.pack]
        and case.role in (Role.OFFICER, Role.APPROVER)
        and not _convention_forbids(facts, disposition)
        and not _reexport_forbidden(case, disposition)
        and _grounded(case, disposition)
        and _written(case, disposition)
    )


def _convention_forbids(facts: CaseFacts, disposition: Disposition) -> bool:
    never_back = bool(facts.commodities & NEVER_BACK) or F.DANGEROUS_POSTAL in facts.findings
    if never_back and disposition in LETS_GO | {D.RETURN, D.RESTORE}:
        return True
    return F.PROHIBITED in facts.findings and disposition in LETS_GO


def _reexport_forbidden(case: Case, disposition: Disposition) -> bool:
    if F.IPR_SUSPECT not in case.facts.findings or disposition not in (D.RETURN, D.RESTORE):
        return False
    if case.pack == "trips":
        return ("trips-59-export", disposition) not in case.facts.lifted
    return case.pack == "eu"


def _grounded(case: Case, disposition: Disposition) -> bool:
    facts, standing = case.facts, case.facts.standing
    match disposition:
        case D.HOLD_IPR:
            return F.IPR_SUSPECT in facts.findings
        case D.HOLD_SMALL:
            return _small(facts)
        case D.HOLD_SAFETY | D.REFUSE_ENTRY:
            return bool(facts.findings & UNSAFE)
        case D.SEIZE | D.FINE:
            return bool(facts.findings - NO_OFFENCE - _no_offence_in(case.pack))
        case D.RESTORE:
            return standing in HELD | {D.SEIZE} | ({D.HOLD_SMALL} if case.pack == "eu" else set())
        case D.REFER:
            return _takes(case)
        case D.FORFEIT:
            return standing is D.SEIZE and bool(facts.run_out & {"uk-claim", "us-election"} & _own(case))
        case D.DESTROY:
            return _destructible(case)
        case _:
            return True


def _takes(case: Case) -> bool:
    """Tell whether the agency named takes the item; unnamed it is clear only where but one takes it."""
    stands = {*case.facts.findings, *case.facts.commodities}
    taking = {"investigation"} | {name for name, kinds in AGENCIES.items() if kinds & stands}
    if case.agency:
        return case.agency in {f"{case.pack}-to-{name}" for name in taking}
    return len(taking) == 1


def _no_offence_in(pack: str) -> set[FindingCode]:
    """Findings that the reference names as a ground of seizure nowhere, or under one jurisdiction alone."""
    labels = {F.ID_MISMATCH, F.PRODUCT_ID_MISMATCH}
    return {
        "trips": {F.VALUE_UNCLEAR},
        "eu": labels | {F.VALUE_UNCLEAR},
        "uk": labels | {F.VALUE_UNCLEAR},
        "us": labels,
    }[pack]


def _own(case: Case) -> set[str]:
    return {clock for clock in case.facts.run_out if clock.startswith(case.pack)}


def _destructible(case: Case) -> bool:
    standing, agreed = case.facts.standing, Consent.DESTRUCTION in case.facts.consents
    match case.pack:
        case "trips":
            return standing in (D.HOLD_IPR, D.HOLD_SAFETY, D.SEIZE)
        case "eu":
            silent = bool(case.facts.run_out & {"eu-26-view", "eu-23-view", "eu-23-view-perishable"})
            confirmed = standing is D.HOLD_SMALL or case.facts.confirmed
            return standing in (D.HOLD_IPR, D.HOLD_SMALL) and confirmed and (silent or agreed)
        case "uk":
            waited = bool(case.facts.run_out & {"uk-disposal", "uk-disposal-perishable"})
        case _:
            waited = "us-election" in case.facts.run_out
    return standing is D.SEIZE and (waited or agreed)


def _small(facts: CaseFacts) -> bool:
    few = facts.units is not None and facts.units <= 3
    light = facts.gross_weight_kg is not None and facts.gross_weight_kg < 2
    counterfeit = {
        IprRight.TRADE_MARK,
        IprRight.COPYRIGHT,
        IprRight.DESIGN,
        IprRight.GEOGRAPHICAL_INDICATION,
    }
    return (
        F.IPR_SUSPECT in facts.findings
        and bool(facts.rights)
        and facts.rights <= counterfeit
        and not facts.perishable
        and facts.covered
        and facts.asked
        and facts.mail_class is not MailClass.EMPTY_RECEPTACLE
        and (few or light)
    )


def _written(case: Case, disposition: Disposition) -> bool:
    facts = case.facts
    if disposition is D.RELEASE and not case.reason.strip():
        if facts.lane in ("red", "secure") and not facts.examined:
            return False
        if F.IPR_SUSPECT in facts.findings:
            return False
    if disposition is D.HOLD_DOCUMENT and case.pack not in SEVERAL_REASONS:
        return case.hold_reason in ("", f"{case.pack}-why-document")
    if disposition is D.HOLD_DOCUMENT:
        return case.hold_reason in {f"{case.pack}-why-{why}" for why in ("permit", "invoice", "identity")}
    return True
