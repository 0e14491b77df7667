"""Telling the post and other agencies: what is to be told, what was written out, and what came back."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from borderpost.domain import acts
from borderpost.domain.decisions import Refusal, Refused, Rule
from borderpost.domain.law.pack import LegalPack
from borderpost.domain.message_state import Delivery, MessageState
from borderpost.domain.messages import From, Message, MessageType, follows, messages_of
from borderpost.domain.officer import Officer, Right
from borderpost.work.changes import Changes, Done, Kind
from borderpost.work.ports import Transaction
from borderpost.work.roster import on_duty
from borderpost.work.written import LONG, written

_CHANGES: Changes = frozenset({Kind.MESSAGES})
_NOTHING: Changes = frozenset()


class Heard(StrEnum):
    """What became of something that came back."""

    RECORDED = "recorded"
    KNOWN = "known"
    UNKNOWN_MESSAGE = "unknown_message"
    NOT_WRITTEN = "not_written"
    CONTRADICTS = "contradicts"
    NO_REFERRAL = "no_referral"


class SaidKind(StrEnum):
    """What comes back: the message was taken in or rejected, the goods arrived, the agency answers."""

    ACKNOWLEDGEMENT = "acknowledgement"
    RECEIPT = "receipt"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Reply:
    """One thing that came back, fit for the record; `received` is the SHA-256 of the file that said so."""

    message: str
    kind: SaidKind
    accepted: bool = True
    code: str = ""
    text: str = ""
    by: str = ""
    number: str = ""
    at: str = ""
    received: str = ""


@dataclass(frozen=True, slots=True)
class Queued:
    """How far the journal was read for messages, and how many it gave; `more`: entries stand behind."""

    reached: int
    messages: int
    more: bool


def choose(tx: Transaction, *, types: Collection[MessageType]) -> Done[bool]:
    """Journal which messages follow from here on, where that changed; tell whether it did.

    What was recorded before is not told anew: call `queue` until nothing is left, then this.
    """
    names = sorted(types)
    if tuple(names) == tx.messages_chosen().types:
        return Done(False, _NOTHING)
    tx.append("", acts.MessagesChosen(messages=[name.value for name in names]))
    return Done(True, _CHANGES)


def queue(tx: Transaction, *, law: LegalPack | None, sender: From, after: int = 0) -> Done[Queued]:
    """Queue the messages that follow from the next entries, each once; `after` is how far it was read.

    All of a message stands in its entry, so that whatever interrupts its writing, it is written the same.
    """
    choice = tx.messages_chosen()
    start = max(after, choice.sequence, tx.told_up_to())
    if not choice.types:
        return Done(Queued(start, 0, False), _NOTHING)
    stretch = tx.stretch_behind(start, _TELLING)
    count = 0
    for entry in stretch.entries:
        act = acts.act_of(entry)
        state = tx.inspection(acts.inspection_of(act))
        if state is None:
            continue
        in_force = law.on(entry.at.date()) if law else None
        for message in messages_of(entry, act, state, in_force, sender):
            chosen = follows(message.type) in choice.types
            if not chosen or tx.message(message.id) is not None or _speaks_of_nothing(tx, message):
                continue
            queued = acts.MessageQueued(
                inspection=state.id,
                message=message.id,
                type=message.type.value,
                to=message.to.value,
                entry=entry.id,
                sequence=entry.sequence,
                content=dict(message.content),
            )
            tx.append("", queued)
            count += 1
    return Done(Queued(stretch.reached, count, stretch.more), _CHANGES if count else _NOTHING)


def _speaks_of_nothing(tx: Transaction, message: Message) -> bool:
    """Tell whether a message takes another one back that never was."""
    withdrawn = message.content.get("withdraws")
    return withdrawn is not None and tx.message(str(withdrawn)) is None


_TELLING: Final = frozenset(
    {
        "item_referred",
        "inspection_opened",
        "outcome_recorded",
        "outcome_approved",
        "referral_withdrawn",
        "release_taken_back",
    }
)
"""The kinds of entry from which messages follow."""


def note_written(tx: Transaction, *, message: str, files: Mapping[str, str]) -> Done[bool]:
    """Journal that the files of a message (name to SHA-256) lie in the outbox, durable."""
    state = tx.message(message)
    if state is None or state.delivery is not Delivery.WAITING:
        return Done(False, _NOTHING)
    act = acts.MessageWritten(inspection=state.inspection, message=message, files=dict(files))
    tx.append("", act)
    return Done(True, _CHANGES)


def repeat(tx: Transaction, *, message: str, reason: str = "") -> Done[MessageState]:
    """Have a message written out again under its id; raise Refused where it was taken in, or is unknown."""
    state = tx.message(message)
    if state is None:
        raise Refused([Refusal(Rule.NOT_KNOWN, message)])
    if state.delivery is Delivery.ACCEPTED:
        raise Refused([Refusal(Rule.STALE, message)])
    if state.delivery is Delivery.WAITING:
        return Done(state, _NOTHING)
    act = acts.MessageRepeated(inspection=state.inspection, message=message, reason=written(reason, "reason"))
    tx.append("", act)
    return Done(_known(tx, message), _CHANGES)


def hear(tx: Transaction, *, reply: Reply, officer: str = "") -> Done[Heard]:
    """Record what came back about a message; the same said twice is recorded once.

    A rejection may be followed by an acceptance (after the message was told again), never the other way.
    """
    state = tx.message(reply.message)
    if state is None:
        return Done(Heard.UNKNOWN_MESSAGE, _NOTHING)
    if state.written is None:
        return Done(Heard.NOT_WRITTEN, _NOTHING)
    before = {
        SaidKind.ACKNOWLEDGEMENT: state.answer,
        SaidKind.RECEIPT: state.receipt,
        SaidKind.ANSWER: state.reply,
    }[reply.kind]
    if reply.kind is not SaidKind.ACKNOWLEDGEMENT and state.type != MessageType.REFERRAL:
        return Done(Heard.NO_REFERRAL, _NOTHING)
    if before is not None:
        same = (before.code, before.text, before.by, before.at, before.number) == (
            reply.code,
            reply.text,
            reply.by,
            reply.at,
            reply.number,
        )
        accepted = state.delivery is Delivery.ACCEPTED
        if reply.kind is not SaidKind.ACKNOWLEDGEMENT:
            return Done(Heard.KNOWN if same else Heard.CONTRADICTS, _NOTHING)
        if accepted:
            return Done(Heard.KNOWN if reply.accepted else Heard.CONTRADICTS, _NOTHING)
        if same and not reply.accepted:
            return Done(Heard.KNOWN, _NOTHING)
    tx.append(officer, _act(state, reply))
    return Done(Heard.RECORDED, _CHANGES)


def record_receipt(
    tx: Transaction, *, officer: Officer, message: str, by: str, number: str = "", text: str = ""
) -> Done[MessageState]:
    """Record, as an officer, the receipt that another agency gave on paper for the goods of a referral."""
    by = written(by, "by")
    if not by:
        raise Refused([Refusal(Rule.FIELD_MISSING, "by")])
    reply = Reply(
        message, SaidKind.RECEIPT, by=by, number=written(number, "number"), text=written(text, "note", LONG)
    )
    return _by_officer(tx, officer, reply)


def record_answer(
    tx: Transaction, *, officer: Officer, message: str, text: str, by: str = ""
) -> Done[MessageState]:
    """Record, as an officer, what another agency answered to a referral."""
    text = written(text, "answer", LONG)
    if not text:
        raise Refused([Refusal(Rule.FIELD_MISSING, "answer")])
    return _by_officer(tx, officer, Reply(message, SaidKind.ANSWER, text=text, by=written(by, "by")))


_SHUT: Final = {
    Heard.UNKNOWN_MESSAGE: Rule.NOT_KNOWN,
    Heard.NOT_WRITTEN: Rule.STALE,
    Heard.CONTRADICTS: Rule.STALE,
    Heard.NO_REFERRAL: Rule.NOT_KNOWN,
}


def _by_officer(tx: Transaction, officer: Officer, reply: Reply) -> Done[MessageState]:
    if not on_duty(tx, officer).may(Right.EXAMINE):
        raise Refused([Refusal(Rule.ROLE, Right.EXAMINE)])
    done = hear(tx, reply=reply, officer=officer.id)
    if done.result in _SHUT:
        raise Refused([Refusal(_SHUT[done.result], reply.message)])
    return Done(_known(tx, reply.message), done.changes)


def _act(state: MessageState, reply: Reply) -> acts.Act:
    about = {"inspection": state.inspection, "message": state.id}
    said = {"text": reply.text, "by": reply.by, "at": reply.at, "received": reply.received}
    match reply.kind:
        case SaidKind.ACKNOWLEDGEMENT:
            return acts.MessageAnswered(**about, accepted=reply.accepted, code=reply.code, **said)
        case SaidKind.RECEIPT:
            return acts.ReferralReceived(**about, number=reply.number, **said)
        case SaidKind.ANSWER:
            return acts.ReferralAnswered(**about, code=reply.code, **said)


def _known(tx: Transaction, message: str) -> MessageState:
    state = tx.message(message)
    assert state is not None  # noqa: S101 - it was there a moment ago
    return state
