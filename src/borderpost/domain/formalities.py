"""The formalities of an inspection: consents, notices, answers, longer time limits, lifts, referrals."""

from dataclasses import dataclass, replace

from borderpost.domain import acts
from borderpost.domain.codes import Disposition
from borderpost.domain.formality_codes import Answer, Consent, Means, Recipient
from borderpost.domain.mark import Mark
from borderpost.domain.referral_acts import ReferralAct
from borderpost.domain.referrals import Referral, with_referral


@dataclass(frozen=True, slots=True)
class ConsentGiven:
    """A consent, or the warrant or label that stands for it."""

    mark: Mark
    consent: Consent
    given_by: str
    note: str


@dataclass(frozen=True, slots=True)
class Service:
    """Proof that a notice was served; days are ISO dates, empty where that did not happen."""

    mark: Mark
    notice: str
    recipient: Recipient
    name: str
    address: str
    means: Means
    tracking: str
    sent_on: str
    served_on: str
    returned_on: str
    language: str
    note: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What a party answered; `clock` is the time limit that the answer ends."""

    mark: Mark
    clock: str
    sender: Recipient
    answer: Answer
    received_on: str
    note: str


@dataclass(frozen=True, slots=True)
class Extension:
    """More time on a clock."""

    mark: Mark
    clock: str
    by: int
    reason: str


@dataclass(frozen=True, slots=True)
class LiftedRule:
    """A rule that was asked to be lifted for one disposition; `answer` is the second person's, if given."""

    mark: Mark
    rule: str
    disposition: Disposition
    reason: str
    granted: bool = False
    answer: Mark | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Formalities:
    """All formalities of an inspection, each in the order in which it was recorded."""

    consents: tuple[ConsentGiven, ...] = ()
    services: tuple[Service, ...] = ()
    replies: tuple[Reply, ...] = ()
    extensions: tuple[Extension, ...] = ()
    lifted: tuple[LiftedRule, ...] = ()
    referrals: tuple[Referral, ...] = ()

    def without(self, entry: str) -> "Formalities":
        """Return them without what one entry put in."""
        return replace(
            self,
            consents=tuple(one for one in self.consents if one.mark.entry != entry),
            services=tuple(one for one in self.services if one.mark.entry != entry),
            replies=tuple(one for one in self.replies if one.mark.entry != entry),
        )

    @property
    def correctable(self) -> frozenset[str]:
        """The entries that a correction may name."""
        marks = (
            *(one.mark for one in self.consents),
            *(one.mark for one in self.services),
            *(one.mark for one in self.replies),
        )
        return frozenset(mark.entry for mark in marks)


NO_FORMALITIES = Formalities()


def with_formality(before: Formalities, mark: Mark, act: acts.Act) -> Formalities | None:
    """Return the formalities after one more act; None where the act is none, or answers nothing asked."""
    match act:
        case acts.ConsentRecorded():
            consent = ConsentGiven(mark, act.consent, act.given_by, act.note)
            return replace(before, consents=(*before.consents, consent))
        case acts.NoticeServed():
            return replace(before, services=(*before.services, _service(mark, act)))
        case acts.AnswerReceived():
            reply = Reply(mark, act.clock, act.sender, act.answer, act.received_on, act.note)
            return replace(before, replies=(*before.replies, reply))
        case acts.ClockExtended():
            longer = Extension(mark, act.clock, act.by, act.reason)
            return replace(before, extensions=(*before.extensions, longer))
        case acts.OverrideAsked():
            asked = LiftedRule(mark, act.rule, act.disposition, act.reason)
            return replace(before, lifted=(*before.lifted, asked))
        case acts.OverrideAnswered():
            return _answered(before, mark, act)
        case (
            acts.ItemReferred() | acts.ReferralWithdrawn() | acts.ReferralHandedOver() | acts.AgencyAnswered()
        ):
            return _referred(before, mark, act)
        case _:
            return None


def _service(mark: Mark, act: acts.NoticeServed) -> Service:
    return Service(
        mark,
        act.notice,
        act.recipient,
        act.name,
        act.address,
        act.means,
        act.tracking,
        act.sent_on,
        act.served_on,
        act.returned_on,
        act.language,
        act.note,
    )


def _answered(before: Formalities, mark: Mark, act: acts.OverrideAnswered) -> Formalities | None:
    asked = next((one for one in before.lifted if one.mark.entry == act.request and one.answer is None), None)
    if asked is None:
        return None
    answered = replace(asked, granted=act.granted, answer=mark, remark=act.remark)
    return replace(before, lifted=tuple(answered if one is asked else one for one in before.lifted))


def _referred(before: Formalities, mark: Mark, act: ReferralAct) -> Formalities | None:
    referrals = with_referral(before.referrals, mark, act)
    return None if referrals is None else replace(before, referrals=referrals)
