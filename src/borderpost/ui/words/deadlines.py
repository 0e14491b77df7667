"""Time limits in words: how long, from what, how much is left, and what follows when one runs out."""

import math
from datetime import datetime, timedelta

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from borderpost.domain.law.clocks import ClockState, Deadline
from borderpost.domain.law.rows import Clock, Notice
from borderpost.domain.law.terms import Event, Expiry, Span
from borderpost.ui.kit.text import ltr
from borderpost.ui.theme.tokens import Tone
from borderpost.ui.words.codes import word

_DAY = timedelta(days=1)
_SOON = 2  # days left from which a time limit is shown as one to mind

_EVENTS: dict[Event, object] = {
    Event.PRESENTED: QT_TRANSLATE_NOOP("deadlines", "from taking the item up"),
    Event.DETAINED: QT_TRANSLATE_NOOP("deadlines", "from the detention"),
    Event.SEIZED: QT_TRANSLATE_NOOP("deadlines", "from the seizure"),
    Event.NOTICE_SERVED: QT_TRANSLATE_NOOP("deadlines", "from the service of the notice"),
    Event.ANSWERED: QT_TRANSLATE_NOOP("deadlines", "from the answer"),
    Event.DECIDED: QT_TRANSLATE_NOOP("deadlines", "from the decision"),
    Event.ENDED: QT_TRANSLATE_NOOP("deadlines", "from the end"),
    Event.REFERRED: QT_TRANSLATE_NOOP("deadlines", "from the referral"),
    Event.HANDED_OVER: QT_TRANSLATE_NOOP("deadlines", "from the hand-over"),
    Event.AGENCY_ANSWERED: QT_TRANSLATE_NOOP("deadlines", "from the agency's answer"),
}
_SPANS: dict[Span, tuple[object, object]] = {
    Span.DAYS: (
        QT_TRANSLATE_NOOP("deadlines", "1 day"),
        QT_TRANSLATE_NOOP("deadlines", "{count} days"),
    ),
    Span.WORKING_DAYS: (
        QT_TRANSLATE_NOOP("deadlines", "1 working day"),
        QT_TRANSLATE_NOOP("deadlines", "{count} working days"),
    ),
    Span.MONTHS: (
        QT_TRANSLATE_NOOP("deadlines", "1 month"),
        QT_TRANSLATE_NOOP("deadlines", "{count} months"),
    ),
}
_EXPIRIES: dict[Expiry, tuple[object, object]] = {
    Expiry.DUTY_MISSED: (
        QT_TRANSLATE_NOOP("deadlines", "Customs has then missed its duty"),
        QT_TRANSLATE_NOOP("deadlines", "Customs has missed its duty"),
    ),
    Expiry.CONSENT_TAKEN: (
        QT_TRANSLATE_NOOP("deadlines", "Silence then counts as consent"),
        QT_TRANSLATE_NOOP("deadlines", "Silence counts as consent"),
    ),
    Expiry.RELEASE: (
        QT_TRANSLATE_NOOP("deadlines", "The item is then to be released"),
        QT_TRANSLATE_NOOP("deadlines", "The item is to be released"),
    ),
    Expiry.DEEMED_EXCLUDED: (
        QT_TRANSLATE_NOOP("deadlines", "The item then counts as excluded"),
        QT_TRANSLATE_NOOP("deadlines", "The item counts as excluded"),
    ),
    Expiry.DEEMED_FORFEITED: (
        QT_TRANSLATE_NOOP("deadlines", "The goods then count as forfeited"),
        QT_TRANSLATE_NOOP("deadlines", "The goods count as forfeited"),
    ),
    Expiry.INFORMATION_GOES_OUT: (
        QT_TRANSLATE_NOOP("deadlines", "The information then goes to the right-holder"),
        QT_TRANSLATE_NOOP("deadlines", "The information goes to the right-holder"),
    ),
    Expiry.MAY_BE_DISPOSED: (
        QT_TRANSLATE_NOOP("deadlines", "The goods may then be disposed of"),
        QT_TRANSLATE_NOOP("deadlines", "The goods may be disposed of"),
    ),
    Expiry.PROCEEDINGS_BEGIN: (
        QT_TRANSLATE_NOOP("deadlines", "Proceedings then begin"),
        QT_TRANSLATE_NOOP("deadlines", "Proceedings begin"),
    ),
    Expiry.AGENCY_REMINDED: (
        QT_TRANSLATE_NOOP("deadlines", "The agency is then to be reminded"),
        QT_TRANSLATE_NOOP("deadlines", "The agency is to be reminded"),
    ),
}
_TONES = {
    ClockState.RUN_OUT: Tone.CRITICAL,
    ClockState.DUE_TODAY: Tone.CAUTION,
    ClockState.RUNNING: Tone.NEUTRAL,
    ClockState.MET: Tone.POSITIVE,
    ClockState.MET_LATE: Tone.CAUTION,
}


def limit_words(clock: Clock) -> str:
    """Return how long a time limit is and from what: `5 working days from taking the item up`."""
    one, many = _SPANS[clock.span]
    length = _tr(one) if clock.length == 1 else _tr(many).format(count=clock.length)
    text = _tr(QT_TRANSLATE_NOOP("deadlines", "{length} {event}"))
    return text.format(length=length, event=_tr(_EVENTS[clock.starts]))


def expiry_words(clock: Clock, state: ClockState = ClockState.RUNNING) -> str:
    """Return what follows when a time limit runs out, or what now holds since it has."""
    then, now = _EXPIRIES[clock.on_expiry]
    return _tr(now if state is ClockState.RUN_OUT else then)


def left_words(deadline: Deadline, now: datetime) -> str:
    """Return how much time is left, or for how long it has been over."""
    if deadline.state is ClockState.MET:
        return _tr(QT_TRANSLATE_NOOP("deadlines", "met"))
    if deadline.state is ClockState.MET_LATE:
        return _tr(QT_TRANSLATE_NOOP("deadlines", "met late"))
    days = days_left(deadline, now)
    if days < 0:
        late = -days
        text = (
            QT_TRANSLATE_NOOP("deadlines", "over by 1 day")
            if late == 1
            else QT_TRANSLATE_NOOP("deadlines", "over by {count} days")
        )
        return _tr(text).format(count=late)
    if days == 0:
        return _tr(QT_TRANSLATE_NOOP("deadlines", "due today"))
    text = (
        QT_TRANSLATE_NOOP("deadlines", "1 day left")
        if days == 1
        else QT_TRANSLATE_NOOP("deadlines", "{count} days left")
    )
    return _tr(text).format(count=days)


def days_left(deadline: Deadline, now: datetime) -> int:
    """Return the days that are left besides today; 0 on the last day, below 0 when it is over."""
    return math.ceil((deadline.expires_at - now) / _DAY) - 1


def left_tone(deadline: Deadline, now: datetime) -> Tone:
    """Return the tone of a time limit; its shape and its words say the same."""
    if deadline.state is ClockState.RUNNING and days_left(deadline, now) <= _SOON:
        return Tone.INFO
    return _TONES[deadline.state]


def notice_words(notice: Notice) -> str:
    """Return how a notice is called."""
    text = _tr(QT_TRANSLATE_NOOP("deadlines", "Notice to: {recipient} ({rule})"))
    return text.format(recipient=word(notice.recipient), rule=ltr(notice.id))


def deadline_words(deadline: Deadline, now: datetime) -> str:
    """Return a time limit in one line: until when, how much is left, and what follows."""
    text = _tr(QT_TRANSLATE_NOOP("deadlines", "until {day}, {left}: {expiry}"))
    return text.format(
        day=ltr(deadline.due.isoformat()),
        left=left_words(deadline, now),
        expiry=expiry_words(deadline.clock, deadline.state),
    )


def _tr(text: object) -> str:
    return QCoreApplication.translate("deadlines", str(text))
