"""The messages that follow from an inspection: which, to whom, and all that each says."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from borderpost.domain import acts
from borderpost.domain.codes import HOLDS, Disposition
from borderpost.domain.entry import Entry, format_time
from borderpost.domain.inspection import Inspection, Outcome
from borderpost.domain.law.pack import LegalPack
from borderpost.domain.law.postal import ForThePost, for_the_post
from borderpost.domain.mark import Mark

FORMAT: Final = "borderpost message 1"
PRESENTED_EVENT: Final = "EDB"
"""The event of the item's track for: presented to import customs."""


class MessageType(StrEnum):
    """What a message tells."""

    PRESENTED = "presented"
    HELD = "held"
    RELEASED = "released"
    RETURNED = "returned"
    SEIZED = "seized"
    DECIDED = "decided"
    REFERRAL = "referral"
    WITHDRAWN = "withdrawn"
    REFERRAL_WITHDRAWN = "referral_withdrawn"


class To(StrEnum):
    """Who is told."""

    POST = "post"
    AGENCY = "agency"


_TYPES: Final = {
    **dict.fromkeys(HOLDS, MessageType.HELD),
    Disposition.RELEASE: MessageType.RELEASED,
    Disposition.RELEASE_WITH_CHARGE: MessageType.RELEASED,
    Disposition.RELEASE_AMENDED: MessageType.RELEASED,
    Disposition.RESTORE: MessageType.RELEASED,
    Disposition.RETURN: MessageType.RETURNED,
    Disposition.SEIZE: MessageType.SEIZED,
}

_TAKES_BACK: Final = {
    MessageType.WITHDRAWN: MessageType.RELEASED,
    MessageType.REFERRAL_WITHDRAWN: MessageType.REFERRAL,
}


@dataclass(frozen=True, slots=True)
class Message:
    """One message that follows from an entry; `content` is plain data without fractions."""

    id: str
    type: MessageType
    to: To
    content: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class From:
    """Who tells: the station, its office's code, and to which agency it refers goods."""

    station: str
    office: str
    agency: str = ""


def type_of(disposition: Disposition) -> MessageType:
    """Return what the post is told of a disposition."""
    return _TYPES.get(disposition, MessageType.DECIDED)


def message_id(entry: Entry | Mark, message: MessageType) -> str:
    """Return the id (32 hex digits) of the message of a type that follows from an entry: always the same."""
    return _id_of(entry.hash, message)


def release_message_id(entry_hash: str) -> str:
    """Return the id of the message by which the post is told of a release; `entry_hash` is its entry's."""
    return _id_of(entry_hash, MessageType.RELEASED)


def follows(message: MessageType) -> MessageType:
    """Return the type that a site chooses for this one to go out: that of what it takes back."""
    return _TAKES_BACK.get(message, message)


def _id_of(entry_hash: str, message: MessageType) -> str:
    return hashlib.sha256(f"{FORMAT}\n{entry_hash}\n{message}".encode()).hexdigest()[:32]


def messages_of(
    entry: Entry, act: acts.Act, state: Inspection, law: LegalPack | None, sender: From
) -> tuple[Message, ...]:
    """Return the messages that follow from an entry about an inspection.

    `state` is the inspection at that entry or later; `law` the pack with the rows in force at the entry.
    The officers and what they wrote are no part of a message to the post.
    """
    if isinstance(act, acts.InspectionOpened):
        told = _common(entry, MessageType.PRESENTED, To.POST, state, sender) | {"event": PRESENTED_EVENT}
        return (_message(entry, MessageType.PRESENTED, To.POST, told),)
    if isinstance(act, acts.ReleaseTakenBack):
        return _withdrawn(entry, state, sender)
    if isinstance(act, acts.ItemReferred):
        told = _common(entry, MessageType.REFERRAL, To.AGENCY, state, sender)
        told |= {"agency": act.name, "reason": act.reason, "basket": _basket(state)}
        return (_message(entry, MessageType.REFERRAL, To.AGENCY, told),)
    if isinstance(act, acts.ReferralWithdrawn):
        return _referral_withdrawn(entry, state, sender)
    outcome = _standing_by(entry, act, state)
    if outcome is None:
        return ()
    kind = type_of(outcome.disposition)
    codes = for_the_post(law, outcome) if law else ForThePost("", "")
    told = _common(entry, kind, To.POST, state, sender)
    told |= {"event": codes.event, "decision": _decision(entry, outcome, codes)}
    found = [_message(entry, kind, To.POST, told)]
    # where the law names agencies, a referral is an entry of its own and tells of itself
    if outcome.disposition is Disposition.REFER and not state.formalities.referrals:
        told = _common(entry, MessageType.REFERRAL, To.AGENCY, state, sender)
        told |= {
            "agency": sender.agency,
            "reason": outcome.reason,
            "basket": _basket(state),
        }
        found.append(_message(entry, MessageType.REFERRAL, To.AGENCY, told))
    return tuple(found)


def _withdrawn(entry: Entry, state: Inspection, sender: From) -> tuple[Message, ...]:
    """Return what says that a release no longer stands: the item is presented to customs again."""
    back = next((one for one in state.taken_back if one.mark.entry == entry.id), None)
    if back is None:
        return ()
    told = _common(entry, MessageType.WITHDRAWN, To.POST, state, sender)
    told |= {"event": PRESENTED_EVENT, "withdraws": release_message_id(back.release.hash)}
    return (_message(entry, MessageType.WITHDRAWN, To.POST, told),)


def _referral_withdrawn(entry: Entry, state: Inspection, sender: From) -> tuple[Message, ...]:
    """Return what tells an agency that an item is not referred to it any more."""
    referrals = state.formalities.referrals
    back = next((one for one in referrals if one.withdrawn and one.withdrawn.entry == entry.id), None)
    if back is None:
        return ()
    kind = MessageType.REFERRAL_WITHDRAWN
    told = _common(entry, kind, To.AGENCY, state, sender)
    told |= {
        "agency": back.name,
        "reason": back.withdrawn_for,
        "withdraws": message_id(back.mark, MessageType.REFERRAL),
    }
    return (_message(entry, kind, To.AGENCY, told),)


def _message(entry: Entry, kind: MessageType, to: To, content: dict[str, Any]) -> Message:
    return Message(message_id(entry, kind), kind, to, content)


def _standing_by(entry: Entry, act: acts.Act, state: Inspection) -> Outcome | None:
    """Return the outcome that began to stand with this very entry."""
    if not isinstance(act, acts.OutcomeRecorded | acts.OutcomeApproved):
        return None
    for outcome in state.outcomes:
        mark = outcome.approval or outcome.mark
        if mark.entry == entry.id:
            return outcome
    return None


def _common(entry: Entry, kind: MessageType, to: To, state: Inspection, sender: From) -> dict[str, Any]:
    declared = state.declaration or {}
    return {
        "format": FORMAT,
        "message": message_id(entry, kind),
        "type": kind.value,
        "to": to.value,
        "station": sender.station,
        "office": sender.office,
        "case": state.id,
        "entry": entry.hash,
        "at": format_time(entry.at),
        "item": {
            "id": state.item_id,
            "date": state.item_date,
            "mail_class": _text(declared, "mail_class"),
            "posted_on": _text(declared, "posted_on"),
            "origin_office": _text(declared, "origin_office"),
            "destination_office": _text(declared, "destination_office"),
            "receptacle": _text(declared, "receptacle_id"),
        },
    }


def _decision(entry: Entry, outcome: Outcome, codes: ForThePost) -> dict[str, Any]:
    return {
        "disposition": outcome.disposition.value,
        "code": codes.decision_code,
        "reason_code": codes.reason_code,
        "reason_text": codes.reason_text,
        "codes_verified": codes.verified,
        "decided_at": format_time(entry.at),
        "dutiable": outcome.disposition is Disposition.RELEASE_WITH_CHARGE,
        "law": outcome.law,
        "number": outcome.number,
        **_charge(outcome),
    }


def _charge(outcome: Outcome) -> dict[str, str]:
    amount, _, currency = outcome.charge.partition(" ")
    return {"charge_amount": amount, "charge_currency": currency} if amount else {}


def _basket(state: Inspection) -> dict[str, Any]:
    """Return what goes to the other agency: findings, goods, bags, photographs and papers."""
    return {
        "findings": [finding.code.value for finding in state.findings],
        "lines": [
            {
                "line": line.act.line,
                "description": line.act.description,
                "brand": line.act.brand,
                "quantity": line.act.quantity,
                "unit": line.act.unit.value,
                "commodity": line.act.commodity.value,
                "hs_code": line.act.hs_code,
                "net_weight_kg": line.act.net_weight_kg,
            }
            for line in state.lines
        ],
        "bags": [{"bag": bag.bag, "seal": bag.seal, "lines": list(bag.lines)} for bag in state.bags],
        "photographs": [photograph.sha256 for photograph in state.photographs],
        "papers": [{"number": paper.number, "sha256": paper.sha256} for paper in state.documents],
    }


def _text(declared: Mapping[str, Any], key: str) -> str:
    value = declared.get(key)
    return value if isinstance(value, str) else ""
