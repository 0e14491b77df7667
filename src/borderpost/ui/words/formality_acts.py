"""Consents, notices, answers, time limits and lifted rules told as plain sentences."""

from PySide6.QtCore import QCoreApplication

from borderpost.domain import acts
from borderpost.ui.kit.text import ltr
from borderpost.ui.words.codes import word
from borderpost.ui.words.names import Names, own

translate = QCoreApplication.translate


def formality_words(act: acts.Act, names: Names) -> tuple[str, str]:
    """Return the sentence and the remark of a formality; two empty texts where the act is none."""
    match act:
        case acts.ConsentRecorded():
            given = translate("acts", "Recorded: {consent}").format(consent=word(act.consent))
            return given, _joined(own(act.given_by), own(act.note))
        case acts.NoticeServed():
            return _notice(act)
        case acts.AnswerReceived():
            told = translate("acts", "Answer of {party} on {day}: {answer}")
            sentence = told.format(party=word(act.sender), day=ltr(act.received_on), answer=word(act.answer))
            return sentence, _joined(ltr(act.clock), own(act.note))
        case acts.ClockExtended():
            told = translate("acts", "Made the time limit {clock} longer by {count}")
            return told.format(clock=ltr(act.clock), count=act.by), own(act.reason)
        case acts.OverrideAsked():
            told = translate("acts", "Asked to lift rule {rule} for: {disposition}")
            return told.format(rule=ltr(act.rule), disposition=word(act.disposition)), own(act.reason)
        case acts.OverrideAnswered():
            told = (
                translate("acts", "Lifted the rule as asked in {entry}")
                if act.granted
                else translate("acts", "Did not lift the rule as asked in {entry}")
            )
            return told.format(entry=ltr(names.entry(act.request))), own(act.remark)
        case acts.ItemReferred() | acts.ReferralWithdrawn() | acts.ReferralHandedOver():
            return _referral(act, names)
        case acts.AgencyAnswered():
            told = translate("acts", "Answer of the agency on {day}: {answer}")
            sentence = told.format(day=ltr(act.answered_on), answer=word(act.answer))
            return sentence, _joined(own(act.by), ltr(act.reference), own(act.note))
        case _:
            return "", ""


def _referral(
    act: acts.ItemReferred | acts.ReferralWithdrawn | acts.ReferralHandedOver, names: Names
) -> tuple[str, str]:
    match act:
        case acts.ItemReferred():
            told = translate("acts", "Referred to {agency}").format(agency=own(act.name))
            what = ", ".join(ltr(label) for label in act.exhibits) or translate("acts", "the goods stay here")
            return told, _joined(what, own(act.reason), own(act.contact))
        case acts.ReferralWithdrawn():
            told = translate("acts", "Took the referral of {entry} back")
            return told.format(entry=ltr(names.entry(act.referral))), own(act.reason)
        case acts.ReferralHandedOver():
            told = translate("acts", "Handed over to {person}, transfer receipt {receipt}")
            what = ", ".join(ltr(label) for label in act.exhibits)
            return told.format(person=own(act.person), receipt=ltr(act.receipt)), _joined(what, own(act.note))


def _notice(act: acts.NoticeServed) -> tuple[str, str]:
    if act.returned_on:
        told, day = translate("acts", "Notice {notice} came back on {day}"), act.returned_on
    elif act.served_on:
        told, day = translate("acts", "Notice {notice} was served on {day}"), act.served_on
    else:
        told, day = translate("acts", "Notice {notice} was sent on {day}"), act.sent_on
    to = translate("acts", "{recipient}: {name}").format(recipient=word(act.recipient), name=own(act.name))
    remark = _joined(to, own(act.address), word(act.means), ltr(act.tracking), own(act.note))
    return told.format(notice=ltr(act.notice), day=ltr(day)), remark


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
