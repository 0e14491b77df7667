"""The columns of the basket, and what each of them shows of a referral."""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication

from borderpost.domain.identifiers import s10
from borderpost.domain.message_state import Delivery
from borderpost.ui.kit import ltr
from borderpost.ui.tables import Column
from borderpost.ui.theme.tokens import Tone
from borderpost.ui.words.codes import word
from borderpost.ui.words.deadlines import left_tone, left_words
from borderpost.ui.words.names import own
from borderpost.work.basket import Referred

translate = QCoreApplication.translate


def basket_columns(
    is_marked: Callable[[Referred], bool], reckoned_at: Callable[[], datetime]
) -> list[Column[Referred]]:
    """Return the columns; `is_marked` tells what is to be handed over together."""
    return [
        Column(
            "marked",
            translate("referrals", "Mark"),
            lambda row: "✓" if is_marked(row) else "",
            56,
            tone=lambda row: Tone.INFO if is_marked(row) else None,
            sortable=False,
        ),
        Column(
            "agency",
            translate("referrals", "Agency"),
            lambda row: own(row.referral.name),
            184,
            sortable=False,
        ),
        Column(
            "item",
            translate("referrals", "Item"),
            lambda row: s10.format_display(row.item_id),
            164,
            code=True,
            sortable=False,
        ),
        Column(
            "state", translate("referrals", "Where it stands"), state_words, 168, tone=_tone, sortable=False
        ),
        Column(
            "left",
            translate("referrals", "Left"),
            lambda row: left_words(row.deadline, reckoned_at()) if row.deadline else "",
            140,
            tone=lambda row: left_tone(row.deadline, reckoned_at()) if row.deadline else None,
            sortable=False,
        ),
        Column("since", translate("referrals", "Since"), _since, 100, sortable=False),
        Column(
            "what", translate("referrals", "What goes over"), what_words, 132, stretch=True, sortable=False
        ),
        Column("paper", translate("referrals", "Receipt"), _paper, 164, code=True, sortable=False),
    ]


def what_words(row: Referred) -> str:
    """Return what goes over: the labels of the exhibits, or that the goods stay."""
    labels = row.referral.exhibits
    if not labels:
        return translate("referrals", "papers alone")
    return ", ".join(ltr(label) for label in labels)


def state_words(row: Referred) -> str:
    """Return where a referral stands: to be handed over, with the agency, answered, taken back."""
    one = row.referral
    if one.withdrawn is not None:
        return translate("referrals", "Taken back")
    if one.reply is not None:
        told = translate("referrals", "{answer}, {reference}")
        said = word(one.reply.answer)
        return told.format(answer=said, reference=ltr(one.reply.reference)) if one.reply.reference else said
    if row.message is not None and row.message.reply is not None:
        told = translate("referrals", "Answered by message: {answer}")
        return told.format(answer=own(row.message.reply.text))
    if one.handed is not None:
        return translate("referrals", "Answer awaited")
    if row.message is not None and row.message.delivery is not Delivery.WAITING:
        return translate("referrals", "To hand over, told")
    return translate("referrals", "To hand over")


def _since(row: Referred) -> str:
    mark = row.referral.handed.mark if row.referral.handed else row.referral.mark
    return ltr((mark.at + timedelta(minutes=mark.offset_minutes)).date().isoformat())


def _paper(row: Referred) -> str:
    return row.referral.handed.receipt if row.referral.handed else ""


def _tone(row: Referred) -> Tone:
    if row.overdue:
        return Tone.CRITICAL
    if not row.referral.is_open:
        return Tone.NEUTRAL
    if row.message is not None and row.message.reply is not None:
        return Tone.INFO
    return Tone.CAUTION if row.referral.handed is None else Tone.NEUTRAL
