"""The time limits of an item: when each began, when it ends, and what then follows."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from enum import StrEnum

from borderpost.domain.codes import RULES, Disposition, FindingCode
from borderpost.domain.inspection import Inspection
from borderpost.domain.law.calendars import add_months, add_working_days, next_working_day
from borderpost.domain.law.pack import LegalPack
from borderpost.domain.law.rows import Calendar, Clock
from borderpost.domain.law.terms import Event, Roll, Span
from borderpost.domain.referrals import Referral

_LAST_YEAR = 9_000  # what a record of another program may say; no time limit ends where dates end
_OF_REFERRALS = frozenset({Event.REFERRED, Event.HANDED_OVER, Event.AGENCY_ANSWERED})
Zones = Callable[[str], tzinfo]


class ClockState(StrEnum):
    """Where a time limit stands."""

    RUNNING = "running"
    DUE_TODAY = "due_today"
    RUN_OUT = "run_out"
    MET = "met"
    MET_LATE = "met_late"


OPEN_STATES = frozenset({ClockState.RUNNING, ClockState.DUE_TODAY, ClockState.RUN_OUT})


@dataclass(frozen=True, slots=True)
class Happened:
    """An event of an inspection: when it was entered, and on what day it was where somebody said so.

    `subject` is the notice that was served, the clock that was answered or the referral.
    """

    event: Event
    at: datetime
    entry: str
    subject: str = ""
    said_day: date | None = None

    def day(self, zone: tzinfo) -> date:
        """Return the day on which it happened, as a time zone counts days."""
        return self.said_day or self.at.astimezone(zone).date()


@dataclass(frozen=True, slots=True)
class Deadline:
    """One time limit of one item.

    `due` is the last day, in the calendar's time zone; `expires_at` (UTC) the midnight that ends it.
    """

    inspection: str
    item_id: str
    clock: Clock
    citation: str
    started: Happened
    due: date
    expires_at: datetime
    state: ClockState
    stopped: Happened | None = None


@dataclass(frozen=True, slots=True)
class Wall:
    """What is due, the soonest first; `reckoned_at` is the moment that it was reckoned for.

    Where `set_back` is true the computer's clock stands before the newest entry: that entry's time counts.
    """

    deadlines: tuple[Deadline, ...]
    reckoned_at: datetime
    set_back: bool


def happened(state: Inspection) -> tuple[Happened, ...]:
    """Return the events of an inspection that clocks know, in the order of the journal."""
    found = [(state.opened.sequence, Happened(Event.PRESENTED, state.opened.at, state.opened.entry))]
    for outcome in state.outcomes:
        mark = outcome.approval or outcome.mark
        kinds = [Event.DECIDED]
        kinds.append(Event.ENDED if RULES[outcome.disposition].ends_case else Event.DETAINED)
        if outcome.disposition is Disposition.SEIZE:
            kinds.append(Event.SEIZED)
        found += [(mark.sequence, Happened(kind, mark.at, mark.entry)) for kind in kinds]
    for service in state.formalities.services:
        if service.served_on:
            mark, day = service.mark, _day(service.served_on)
            served = Happened(Event.NOTICE_SERVED, mark.at, mark.entry, service.notice, day)
            found.append((mark.sequence, served))
    for reply in state.formalities.replies:
        mark, day = reply.mark, _day(reply.received_on)
        found.append((mark.sequence, Happened(Event.ANSWERED, mark.at, mark.entry, reply.clock, day)))
    for referral in state.formalities.referrals:
        found += _referred(referral)
    return tuple(one for _, one in sorted(found, key=lambda pair: pair[0]))


def _referred(referral: Referral) -> Iterator[tuple[int, Happened]]:
    mark = referral.mark
    yield mark.sequence, Happened(Event.REFERRED, mark.at, mark.entry, referral.id)
    if referral.handed is not None:
        mark = referral.handed.mark
        yield mark.sequence, Happened(Event.HANDED_OVER, mark.at, mark.entry, referral.id)
    if referral.reply is not None:
        mark, day = referral.reply.mark, _day(referral.reply.answered_on)
        yield mark.sequence, Happened(Event.AGENCY_ANSWERED, mark.at, mark.entry, referral.id, day)
    if referral.withdrawn is not None:
        # a referral that was taken back waits for nobody
        mark = referral.withdrawn
        yield mark.sequence, Happened(Event.AGENCY_ANSWERED, mark.at, mark.entry, referral.id)


def deadlines(pack: LegalPack, state: Inspection, zones: Zones, now: datetime) -> tuple[Deadline, ...]:
    """Return every time limit that has begun for the inspection, by the rows in force when it began.

    A clock begins anew with each event that starts it; the newest start counts.
    """
    events = happened(state)
    perishable = any(line.act.perishable for line in state.lines)
    findings = frozenset(finding.code for finding in state.findings)
    standing = state.outcome.disposition if state.outcome else None
    found: list[Deadline] = []
    for clock in pack.clocks:
        if not _concerns(clock, standing, findings, perishable):
            continue
        calendar = pack.calendar(clock.calendar)
        starts = [one for one in events if _starts(clock, one)]
        if calendar is None or not starts:
            continue
        zone = zones(calendar.time_zone)
        start = starts[-1]
        if clock.holds_on(start.day(zone)):
            longer = sum(one.by for one in state.formalities.extensions if one.clock == clock.id)
            extra = min(longer, clock.extension)
            found.append(_deadline(pack, state, clock, calendar, zone, start, events, extra, now))
    return tuple(sorted(found, key=lambda one: (one.expires_at, one.clock.id)))


def run_out(deadlines_of_item: Iterable[Deadline]) -> frozenset[str]:
    """Return the clocks that ran out without anything having stopped them."""
    return frozenset(one.clock.id for one in deadlines_of_item if one.state is ClockState.RUN_OUT)


def wall(
    pack: LegalPack, states: Iterable[Inspection], zones: Zones, now: datetime, newest: datetime | None = None
) -> Wall:
    """Return what is due of all items, soonest first; `newest` is the time of the journal's newest entry."""
    reckoned = reckoned_at(now, newest)
    found = [one for state in states for one in deadlines(pack, state, zones, reckoned)]
    open_ones = (one for one in found if one.state in OPEN_STATES)
    in_order = sorted(open_ones, key=lambda one: (one.expires_at, one.item_id, one.clock.id))
    return Wall(tuple(in_order), reckoned, reckoned != now)


def reckoned_at(now: datetime, newest: datetime | None) -> datetime:
    """Return the moment that counts: the clock's, or the newest entry's where the clock stands before it."""
    return max(now, newest) if newest is not None else now


def due_day(clock: Clock, calendar: Calendar, day: date, extra: int = 0) -> date:
    """Return the last day of a time limit that began on a day; that day itself is not counted."""
    length = clock.length + extra
    if clock.span is Span.WORKING_DAYS:
        return add_working_days(calendar, day, length)
    last = add_months(day, length) if clock.span is Span.MONTHS else day + timedelta(days=length)
    return next_working_day(calendar, last) if clock.roll is Roll.NEXT_WORKING_DAY else last


def end_of_day(day: date, zone: tzinfo) -> datetime:
    """Return the midnight that ends a day in a time zone, in UTC."""
    following = day + timedelta(days=1)
    return datetime(following.year, following.month, following.day, tzinfo=zone).astimezone(UTC)


def _deadline(
    pack: LegalPack,
    state: Inspection,
    clock: Clock,
    calendar: Calendar,
    zone: tzinfo,
    start: Happened,
    events: tuple[Happened, ...],
    extra: int,
    now: datetime,
) -> Deadline:
    due = due_day(clock, calendar, start.day(zone), extra)
    expires_at = end_of_day(due, zone)
    behind = events[events.index(start) + 1 :]
    stopped = next(_stopping(clock, start, behind), None)
    if stopped is not None:
        status = ClockState.MET if stopped.day(zone) <= due else ClockState.MET_LATE
    elif now >= expires_at:
        status = ClockState.RUN_OUT
    elif now.astimezone(zone).date() == due:
        status = ClockState.DUE_TODAY
    else:
        status = ClockState.RUNNING
    return Deadline(
        state.id, state.item_id, clock, pack.citation(clock), start, due, expires_at, status, stopped
    )


def _concerns(
    clock: Clock, standing: Disposition | None, findings: frozenset[FindingCode], perishable: bool
) -> bool:
    if clock.perishable is not None and clock.perishable is not perishable:
        return False
    if clock.findings and not findings & frozenset(clock.findings):
        return False
    return not clock.dispositions or standing in clock.dispositions


def _starts(clock: Clock, one: Happened) -> bool:
    return one.event is clock.starts and (one.event is not Event.NOTICE_SERVED or one.subject == clock.notice)


def _stopping(clock: Clock, start: Happened, events: Iterable[Happened]) -> Iterator[Happened]:
    for one in events:
        if one.event not in clock.stops:
            continue
        if start.event in _OF_REFERRALS and one.event in _OF_REFERRALS and one.subject != start.subject:
            continue
        if one.event is Event.ANSWERED and one.subject != clock.id:
            continue
        if one.event is Event.NOTICE_SERVED and one.subject != clock.stop_notice:
            continue
        yield one


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year < _LAST_YEAR else None
