"""Rows for the time limits of an item, and for the consents, notices and answers recorded around it."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from borderpost.domain.formalities import Service
from borderpost.domain.inspection import Inspection
from borderpost.domain.law.clocks import Deadline
from borderpost.domain.referrals import Referral
from borderpost.ui.examination.entry_list import Row
from borderpost.ui.examination.places import place_of
from borderpost.ui.icons import Icon
from borderpost.ui.kit import ltr
from borderpost.ui.theme.tokens import Tone
from borderpost.ui.words.amounts import isolated
from borderpost.ui.words.codes import word
from borderpost.ui.words.deadlines import deadline_words, left_tone, limit_words

translate = QCoreApplication.translate


def deadline_row(deadline: Deadline, now: datetime) -> Row:
    """Return a time limit: until when and what then follows, and beneath it where it is written."""
    basis = translate("Examination", "{limit} ({source}; rule {rule})").format(
        limit=limit_words(deadline.clock),
        source=isolated(deadline.citation),
        rule=ltr(deadline.clock.id),
    )
    return Row(
        deadline.clock.id,
        deadline_words(deadline, now),
        basis,
        tone=left_tone(deadline, now),
    )


def formality_rows(state: Inspection, removable: frozenset[str]) -> list[Row]:
    """Return what was recorded around the item; those of `removable` may be taken back."""
    kept = state.formalities
    rows = [
        (
            one.mark,
            Row(
                one.mark.entry,
                word(one.consent),
                _joined(one.given_by, one.note),
                place_of(one.mark),
                Tone.POSITIVE,
                removable=one.mark.entry in removable,
            ),
        )
        for one in kept.consents
    ]
    rows += [(one.mark, _service_row(one, one.mark.entry in removable)) for one in kept.services]
    for reply in kept.replies:
        answered = translate("Examination", "{party}: {answer}, {day}")
        text = answered.format(
            party=word(reply.sender), answer=word(reply.answer), day=ltr(reply.received_on)
        )
        rows.append(
            (
                reply.mark,
                Row(
                    reply.mark.entry,
                    text,
                    _joined(ltr(reply.clock), reply.note),
                    place_of(reply.mark),
                    icon=Icon.NEXT,
                    removable=reply.mark.entry in removable,
                ),
            )
        )
    for longer in kept.extensions:
        told = translate("Examination", "Time limit {clock} longer by {count}")
        text = told.format(clock=ltr(longer.clock), count=longer.by)
        row = Row(longer.mark.entry, text, longer.reason, place_of(longer.mark), icon=Icon.CLOCK)
        rows.append((longer.mark, row))
    for lifted in kept.lifted:
        if lifted.answer is None:
            told, tone = translate("Examination", "Asked to lift {rule} for: {disposition}"), Tone.CAUTION
        elif lifted.granted:
            told, tone = translate("Examination", "Lifted {rule} for: {disposition}"), Tone.POSITIVE
        else:
            told, tone = translate("Examination", "Not lifted: {rule} for: {disposition}"), Tone.CRITICAL
        text = told.format(rule=ltr(lifted.rule), disposition=word(lifted.disposition))
        detail = _joined(lifted.reason, lifted.remark)
        rows.append((lifted.mark, Row(lifted.mark.entry, text, detail, place_of(lifted.mark), tone)))
    rows += [(one.mark, _referral_row(one)) for one in kept.referrals]
    return [row for _, row in sorted(rows, key=lambda pair: pair[0].sequence)]


def _referral_row(one: Referral) -> Row:
    if one.withdrawn is not None:
        told, tone = translate("Examination", "Referral to {agency} taken back"), Tone.NEUTRAL
    elif one.reply is not None:
        told, tone = translate("Examination", "Referred to {agency}, answered"), Tone.POSITIVE
    elif one.handed is not None:
        told, tone = translate("Examination", "Handed over to {agency}"), Tone.INFO
    else:
        told, tone = translate("Examination", "Referred to {agency}, to hand over"), Tone.CAUTION
    detail = _joined(
        ", ".join(ltr(label) for label in one.exhibits),
        ltr(one.handed.receipt) if one.handed else "",
        word(one.reply.answer) if one.reply else "",
        one.withdrawn_for or one.reason,
    )
    text = told.format(agency=isolated(one.name))
    return Row(one.mark.entry, text, detail, place_of(one.mark), tone)


def _service_row(service: Service, removable: bool) -> Row:
    if service.returned_on:
        told, day, tone = (
            translate("Examination", "{notice} came back on {day}"),
            service.returned_on,
            Tone.CAUTION,
        )
    elif service.served_on:
        told, day, tone = (
            translate("Examination", "{notice} served on {day}"),
            service.served_on,
            Tone.POSITIVE,
        )
    else:
        told, day, tone = translate("Examination", "{notice} sent on {day}"), service.sent_on, Tone.INFO
    detail = _joined(
        f"{word(service.recipient)}: {isolated(service.name)}",
        word(service.means),
        service.address,
        ltr(service.tracking) if service.tracking else "",
        service.note,
    )
    text = told.format(notice=ltr(service.notice), day=ltr(day))
    return Row(service.mark.entry, text, detail, place_of(service.mark), tone, removable=removable)


def _joined(*parts: str) -> str:
    return " · ".join(isolated(part) for part in parts if part)
