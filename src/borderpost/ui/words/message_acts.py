"""Messages to the post and to other agencies, and what came back, told as plain sentences."""

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from borderpost.domain import acts
from borderpost.domain.messages import MessageType, To
from borderpost.ui.kit.text import ltr
from borderpost.ui.words.names import own

translate = QCoreApplication.translate

_TYPES: dict[str, object] = {
    MessageType.PRESENTED: QT_TRANSLATE_NOOP("acts", "presented to customs"),
    MessageType.HELD: QT_TRANSLATE_NOOP("acts", "held by customs"),
    MessageType.RELEASED: QT_TRANSLATE_NOOP("acts", "released"),
    MessageType.RETURNED: QT_TRANSLATE_NOOP("acts", "to be returned"),
    MessageType.SEIZED: QT_TRANSLATE_NOOP("acts", "seized"),
    MessageType.DECIDED: QT_TRANSLATE_NOOP("acts", "decided"),
    MessageType.REFERRAL: QT_TRANSLATE_NOOP("acts", "referral"),
    MessageType.WITHDRAWN: QT_TRANSLATE_NOOP("acts", "release taken back"),
    MessageType.REFERRAL_WITHDRAWN: QT_TRANSLATE_NOOP("acts", "referral taken back"),
}


def message_words(act: acts.Act) -> tuple[str, str] | None:
    """Return the sentence and the remark of an act about a message; None where it is no such act."""
    match act:
        case acts.MessagesChosen(messages=[]):
            return translate("acts", "From here on no messages go out"), ""
        case acts.MessagesChosen():
            told = translate("acts", "From here on these messages go out: {types}")
            return told.format(types=", ".join(type_words(name) for name in act.messages)), ""
        case acts.MessageQueued():
            return _queued(act), _id(act.message)
        case acts.MessageWritten():
            files = ", ".join(ltr(name) for name in sorted(act.files))
            return translate("acts", "The message was put into the outbox"), files
        case acts.MessageAnswered():
            told = (
                translate("acts", "The message was acknowledged")
                if act.accepted
                else translate("acts", "The message was rejected")
            )
            return told, _joined(own(act.by), ltr(act.code), own(act.text), ltr(act.at), _id(act.message))
        case acts.MessageRepeated():
            told = translate("acts", "The message is to be put into the outbox again")
            return told, _joined(own(act.reason), _id(act.message))
        case acts.ReferralReceived():
            told = translate("acts", "{agency} confirmed that it holds the goods")
            return told.format(agency=own(act.by)), _joined(ltr(act.number), own(act.text), ltr(act.at))
        case acts.ReferralAnswered():
            told = translate("acts", "Answer to the referral: {answer}")
            return told.format(answer=own(act.text)), _joined(own(act.by), ltr(act.code), ltr(act.at))
        case _:
            return None


def type_words(name: str) -> str:
    """Return what a message tells, in words; a type that this program does not know as it is."""
    known = _TYPES.get(name)
    return translate("acts", str(known)) if known else own(name)


def waiting_words(waiting: int, trouble: int) -> str:
    """Return how many messages wait for an acknowledgement; nothing where none does."""
    if trouble:
        return translate("acts", "Messages to look at: {count}").format(count=trouble)
    return translate("acts", "Messages waiting: {count}").format(count=waiting) if waiting else ""


def _queued(act: acts.MessageQueued) -> str:
    if act.to == To.AGENCY:
        told = translate("acts", "Message to {agency}: {what}")
        return told.format(agency=own(str(act.content.get("agency", ""))), what=type_words(act.type))
    told = translate("acts", "Message to the post: {what}")
    event = str(act.content.get("event", ""))
    with_event = translate("acts", "Message to the post: {what} ({event})")
    return (with_event if event else told).format(what=type_words(act.type), event=ltr(event))


def _id(message: str) -> str:
    return ltr(message[:12])


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
