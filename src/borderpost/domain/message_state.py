"""How far one message has come: waiting, written out, taken in or rejected, goods received, answered."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from borderpost.domain import message_acts as acts
from borderpost.domain.entry import Entry
from borderpost.domain.mark import Mark, mark_of


class Delivery(StrEnum):
    """Where a message stands with its recipient."""

    WAITING = "waiting"
    WRITTEN = "written"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Said:
    """What came back from outside: `at` is the moment that it names, `received` the SHA-256 of its file."""

    mark: Mark
    code: str
    text: str
    by: str
    at: str
    number: str = ""
    received: str = ""


@dataclass(frozen=True, slots=True)
class MessageState:
    """One message as the journal tells it; `content` is all that it says."""

    id: str
    inspection: str
    item_id: str
    type: str
    to: str
    entry: str
    sequence: int
    content: dict[str, object]
    queued: Mark
    delivery: Delivery = Delivery.WAITING
    written: Mark | None = None
    files: tuple[str, ...] = ()
    times: int = 0
    answer: Said | None = None
    receipt: Said | None = None
    reply: Said | None = None

    def is_overdue(self, now: datetime, within: timedelta) -> bool:
        """Tell whether the recipient should have said by now that it took the message in."""
        if self.delivery is not Delivery.WRITTEN or self.written is None:
            return False
        return now - self.written.at > within

    @property
    def awaits_receipt(self) -> bool:
        """Tell whether the other agency has yet to confirm that it holds the goods."""
        return self.type == "referral" and self.receipt is None

    @property
    def awaits_reply(self) -> bool:
        """Tell whether the other agency has yet to say what it does with them."""
        return self.type == "referral" and self.reply is None


def after(state: MessageState | None, entry: Entry, act: acts.MessageAct) -> MessageState | None:
    """Return the message after one more entry about it.

    None where its beginning is not in the journal, which a recovery may have lost.
    """
    mark = mark_of(entry)
    if isinstance(act, acts.MessageQueued):
        if state is not None:
            return state
        item = act.content.get("item")
        number = item.get("id") if isinstance(item, dict) else ""
        return MessageState(
            act.message,
            act.inspection,
            str(number),
            act.type,
            act.to,
            act.entry,
            act.sequence,
            act.content,
            mark,
        )
    if state is None:
        return None
    match act:
        case acts.MessageWritten():
            delivery = Delivery.WRITTEN if state.delivery is Delivery.WAITING else state.delivery
            files = tuple(sorted(act.files))
            return replace(state, delivery=delivery, written=mark, files=files, times=state.times + 1)
        case acts.MessageAnswered():
            said = Said(mark, act.code, act.text, act.by, act.at, received=act.received)
            delivery = Delivery.ACCEPTED if act.accepted else Delivery.REJECTED
            return replace(state, delivery=delivery, answer=said)
        case acts.MessageRepeated():
            return replace(state, delivery=Delivery.WAITING)
        case acts.ReferralReceived():
            said = Said(mark, "", act.text, act.by, act.at, act.number, act.received)
            return replace(state, receipt=said)
        case acts.ReferralAnswered():
            said = Said(mark, act.code, act.text, act.by, act.at, received=act.received)
            return replace(state, reply=said)
