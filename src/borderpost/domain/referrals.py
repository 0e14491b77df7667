"""The referrals of an inspection to other agencies, as their entries tell them."""

from dataclasses import dataclass, replace
from datetime import date

from borderpost.domain import referral_acts as acts
from borderpost.domain.formality_codes import AgencyAnswer
from borderpost.domain.mark import Mark


@dataclass(frozen=True, slots=True)
class HandOver:
    """What was referred went to the agency: who took it, and the number of the transfer receipt."""

    mark: Mark
    receipt: str
    person: str
    exhibits: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class AgencyReply:
    """What the agency does with it; `answered_on` is an ISO date, `reference` the agency's own number."""

    mark: Mark
    answer: AgencyAnswer
    by: str
    answered_on: str
    reference: str
    note: str


@dataclass(frozen=True, slots=True)
class Referral:
    """One referral; its id is the entry that made it. Without exhibits the agency is asked and goods stay."""

    mark: Mark
    agency: str
    name: str
    contact: str
    exhibits: tuple[str, ...]
    reason: str
    handed: HandOver | None = None
    reply: AgencyReply | None = None
    withdrawn: Mark | None = None
    withdrawn_for: str = ""

    @property
    def id(self) -> str:
        """How other entries name it."""
        return self.mark.entry

    @property
    def is_open(self) -> bool:
        """Tell whether something is still to come: a hand-over or an answer."""
        return self.withdrawn is None and self.reply is None

    @property
    def handed_on(self) -> date | None:
        """The day (UTC) on which it was handed over."""
        return self.handed.mark.at.date() if self.handed else None


def find(referrals: tuple[Referral, ...], referral: str) -> Referral | None:
    """Return a referral by its id."""
    return next((one for one in referrals if one.id == referral), None)


def with_referral(
    before: tuple[Referral, ...], mark: Mark, act: acts.ReferralAct
) -> tuple[Referral, ...] | None:
    """Return the referrals after one more act; None where it can follow none of them."""
    if isinstance(act, acts.ItemReferred):
        made = Referral(mark, act.agency, act.name, act.contact, tuple(act.exhibits), act.reason)
        return (*before, made)
    old = find(before, act.referral)
    if old is None or not old.is_open:
        return None
    match act:
        case acts.ReferralWithdrawn():
            if old.handed is not None:
                return None
            new = replace(old, withdrawn=mark, withdrawn_for=act.reason)
        case acts.ReferralHandedOver():
            if old.handed is not None:
                return None
            handed = HandOver(mark, act.receipt, act.person, tuple(act.exhibits), act.note)
            new = replace(old, handed=handed)
        case acts.AgencyAnswered():
            reply = AgencyReply(mark, act.answer, act.by, act.answered_on, act.reference, act.note)
            new = replace(old, reply=reply)
    return tuple(new if one is old else one for one in before)
