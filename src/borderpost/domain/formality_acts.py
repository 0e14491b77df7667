"""The acts around an item that are no examination: consents, notices, answers, time limits, lifted rules."""

from borderpost.domain.act_base import ActBase
from borderpost.domain.codes import Disposition
from borderpost.domain.formality_codes import Answer, Consent, Means, Recipient


class ConsentRecorded(ActBase, frozen=True, tag="consent_recorded"):
    """Somebody allowed what the law does not allow without."""

    inspection: str
    consent: Consent
    given_by: str = ""
    note: str = ""


class NoticeServed(ActBase, frozen=True, tag="notice_served"):
    """A notice went out, came in or came back: to whom, how, where, and when (ISO dates)."""

    inspection: str
    notice: str
    recipient: Recipient
    name: str
    address: str
    means: Means
    tracking: str = ""
    sent_on: str = ""
    served_on: str = ""
    returned_on: str = ""
    language: str = ""
    note: str = ""


class AnswerReceived(ActBase, frozen=True, tag="answer_received"):
    """A party answered within, or after, a time limit."""

    inspection: str
    clock: str
    sender: Recipient
    answer: Answer
    received_on: str
    note: str = ""


class ClockExtended(ActBase, frozen=True, tag="clock_extended"):
    """A time limit was made longer, by spans of its own unit."""

    inspection: str
    clock: str
    by: int
    reason: str


class OverrideAsked(ActBase, frozen=True, tag="override_asked"):
    """An officer asks that a rule of the legal pack be lifted for one disposition of this item."""

    inspection: str
    rule: str
    disposition: Disposition
    reason: str
    law: str = ""


class OverrideAnswered(ActBase, frozen=True, tag="override_answered"):
    """A second person lifted the rule, or did not."""

    inspection: str
    request: str
    granted: bool
    remark: str = ""
