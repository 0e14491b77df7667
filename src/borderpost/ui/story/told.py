"""The rows of the record's tables, told from the entries, with what was taken back struck through."""

from collections.abc import Iterable
from datetime import datetime

from borderpost.domain import acts
from borderpost.domain.codes import IprRight
from borderpost.domain.custody.exhibit import Alarm, Exhibit, Span
from borderpost.domain.entry import Entry
from borderpost.domain.law.clocks import Deadline
from borderpost.domain.mark import Mark
from borderpost.ui.kit.text import ltr
from borderpost.ui.story.story import Event, Story
from borderpost.ui.story.table import Line
from borderpost.ui.story.tones import result_tone
from borderpost.ui.theme.tokens import Tone
from borderpost.ui.words.acts import custody_purpose, tell, translate
from borderpost.ui.words.amounts import clock_text, moment_text
from borderpost.ui.words.codes import word
from borderpost.ui.words.custody_acts import alarm_word, passing_word, place_words
from borderpost.ui.words.deadlines import expiry_words, left_tone, left_words, limit_words
from borderpost.ui.words.formality_acts import formality_words
from borderpost.ui.words.names import Names, own
from borderpost.ui.words.packages import packages_words


def taken_back_words(event: Event, names: Names) -> str:
    """Return who took the entry back, in which entry and why; empty for an entry that counts."""
    correction = event.taken_back
    if correction is None:
        return ""
    told = translate("acts", "Taken back by {officer} in entry {entry}: {reason}")
    return told.format(
        officer=own(names.officer(correction.officer)),
        entry=ltr(f"#{correction.sequence}"),
        reason=own(str(correction.payload.get("reason", ""))),
    )


def step_lines(story: Story) -> list[Line]:
    """Return time, step, result, officer and entry of each step."""
    lines: list[Line] = []
    for event in story.events:
        if not isinstance(event.act, acts.StepRecorded):
            continue
        act = event.act
        lines.append(
            Line(
                (
                    _clock(event.entry),
                    word(act.step),
                    word(act.result),
                    story.names.officer(event.entry.officer),
                    _place(event.entry),
                ),
                _remark(event, story.names, tell(act, story.names).remark),
                not event.counts,
                result_tone(act.result),
                toned=2,
            )
        )
    return lines


def finding_lines(story: Story) -> list[Line]:
    """Return time, finding, officer and entry of each finding."""
    return [
        Line(
            (
                _clock(event.entry),
                word(event.act.finding),
                story.names.officer(event.entry.officer),
                _place(event.entry),
            ),
            _remark(event, story.names, tell(event.act, story.names).remark),
            not event.counts,
        )
        for event in story.events
        if isinstance(event.act, acts.FindingRecorded)
    ]


def goods_lines(story: Story) -> list[Line]:
    """Return line, goods, quantity, brand, right, HS code and entry of each goods line."""
    lines: list[Line] = []
    for event in story.events:
        if not isinstance(event.act, acts.LineRecorded):
            continue
        act = event.act
        right = word(act.ipr_right) if act.ipr_right is not IprRight.NONE else ""
        weight = translate("acts", "{weight} kg net").format(weight=act.net_weight_kg)
        details = (
            word(act.commodity),
            own(act.right_holder),
            weight if act.net_weight_kg else "",
            own(act.product_code),
            own(", ".join(act.serials)),
            f"{act.value} {act.currency}".strip(),
            act.origin_country,
            packages_words(act.packages, act.package),
            own(act.application),
            own(act.note),
        )
        lines.append(
            Line(
                (
                    str(act.line),
                    own(act.description),
                    f"{act.quantity} {word(act.unit)}",
                    own(act.brand),
                    right,
                    act.hs_code,
                    _place(event.entry),
                ),
                _remark(event, story.names, " · ".join(part for part in details if part)),
                not event.counts,
            )
        )
    return lines


def note_lines(story: Story) -> list[Line]:
    """Return time, remark, officer and entry of each remark."""
    return [
        Line(
            (
                _clock(event.entry),
                own(event.act.text),
                story.names.officer(event.entry.officer),
                _place(event.entry),
            ),
            taken_back_words(event, story.names),
            not event.counts,
        )
        for event in story.events
        if isinstance(event.act, acts.NoteAdded)
    ]


def limit_lines(deadlines: Iterable[Deadline], now: datetime) -> list[Line]:
    """Return what is left, the last day, what follows and the length of each time limit."""
    basis = translate("acts", "{source}; rule {rule}")
    return [
        Line(
            (
                left_words(one, now),
                ltr(one.due.isoformat()),
                expiry_words(one.clock, one.state),
                limit_words(one.clock),
            ),
            basis.format(source=own(one.citation), rule=ltr(one.clock.id)),
            tone=left_tone(one, now),
        )
        for one in deadlines
    ]


def formality_lines(story: Story) -> list[Line]:
    """Return time, what was recorded around the item, officer and entry."""
    lines: list[Line] = []
    for event in story.events:
        sentence, remark = formality_words(event.act, story.names) if event.act else ("", "")
        if sentence:
            lines.append(
                Line(
                    (
                        _clock(event.entry),
                        sentence,
                        story.names.officer(event.entry.officer),
                        _place(event.entry),
                    ),
                    _remark(event, story.names, remark),
                    not event.counts,
                )
            )
    return lines


def bag_lines(story: Story) -> list[Line]:
    """Return bag, seal, goods lines and entry of each sealed bag."""
    return [
        Line((bag.bag, bag.seal, ", ".join(str(line) for line in bag.lines), f"#{bag.mark.sequence}"))
        for bag in story.state.bags
    ]


def custody_lines(story: Story) -> list[Line]:
    """Return exhibit, place, from, until, who, seal, weight and alarm of each row of custody.

    Each row ends at the moment at which the next one of the same exhibit begins.
    """
    return [line for exhibit in story.state.exhibits for line in chain_lines(exhibit, story.names)]


def chain_lines(exhibit: Exhibit, names: Names) -> list[Line]:
    """Return the rows of custody of one exhibit, as `custody_lines` does."""
    lines: list[Line] = []
    for number, span in enumerate(exhibit.spans):
        until = exhibit.spans[number + 1].mark if number + 1 < len(exhibit.spans) else None
        alarms = _alarms_within(exhibit, span, until)
        waits = any(alarm.answer is None for alarm in alarms)
        words = ", ".join(dict.fromkeys(alarm_word(alarm.kind) for alarm in alarms))
        answered = translate("acts", "{alarm}, answered").format(alarm=words)
        second = own(names.officer(span.counterpart)) if span.counterpart else ""
        signed = translate("acts", "{person}, receipt {number}").format(
            person=own(span.receiver), number=ltr(span.receipt)
        )
        details = (
            passing_word(span.how),
            custody_purpose(span.purpose),
            own(span.location),
            signed if span.receipt else "",
            *(own(alarm.reason) for alarm in alarms),
        )
        lines.append(
            Line(
                (
                    exhibit.id,
                    place_words(span.place.kind, span.place.name, names),
                    moment_text(span.mark.at, span.mark.offset_minutes),
                    moment_text(until.at, until.offset_minutes) if until else "–",
                    " + ".join(part for part in (names.officer(span.mark.officer), second) if part),
                    _seals_within(exhibit, span, until),
                    span.weight_kg,
                    (words if waits else answered) if alarms else "",
                ),
                " · ".join(part for part in details if part),
                tone=(Tone.CRITICAL if waits else Tone.CAUTION) if alarms else None,
                toned=7,
            )
        )
    return lines


def _alarms_within(exhibit: Exhibit, span: Span, until: Mark | None) -> list[Alarm]:
    end = until.sequence if until else None
    return [
        alarm
        for alarm in exhibit.alarms
        if alarm.mark.sequence >= span.mark.sequence and (end is None or alarm.mark.sequence < end)
    ]


def _seals_within(exhibit: Exhibit, span: Span, until: Mark | None) -> str:
    """Return the seals that closed the bag while it was in this place, the found one where it differs."""
    told: list[str] = []
    for pair in exhibit.seals:
        began = until is None or pair.closed.sequence < until.sequence
        if began and (pair.opened is None or pair.opened.sequence > span.mark.sequence):
            told.append(pair.number if pair.opened is None else f"{pair.number} → {pair.found or '–'}")
    return ", ".join(told)


def document_lines(story: Story) -> list[Line]:
    """Return time, what was kept, issued or printed, officer and entry."""
    lines: list[Line] = []
    for event in story.events:
        if isinstance(event.act, acts.DocumentIssued | acts.DocumentPrinted | acts.DocumentKept):
            told = tell(event.act, story.names)
            cells = (
                moment_text(event.entry.at, event.entry.offset_minutes),
                told.sentence,
                story.names.officer(event.entry.officer),
                _place(event.entry),
            )
            lines.append(Line(cells, ltr(f"SHA-256 {event.act.sha256}")))
    return lines


def _remark(event: Event, names: Names, remark: str) -> str:
    return " — ".join(part for part in (remark, taken_back_words(event, names)) if part)


def _clock(entry: Entry) -> str:
    return clock_text(entry.at, entry.offset_minutes)


def _place(entry: Entry) -> str:
    return f"#{entry.sequence}"
