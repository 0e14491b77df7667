"""Where the officers and the receiver sign, with each officer's act in the journal."""

from borderpost.documents import style as st
from borderpost.documents.art import SigningPlace, Space
from borderpost.documents.blocks import Block, Grid, Part, Row
from borderpost.documents.formats import isolated, moment, short_hash, shown
from borderpost.documents.report_record import OfficerAct, Role, SeizureRecord
from borderpost.documents.typesetter import Typesetter

_PLACES = 3


def signatures(record: SeizureRecord, ts: Typesetter, number: int) -> list[Block]:
    """A place for each officer and for the receiver, three to a row."""
    width = ts.width / _PLACES
    acts = {role: [act for act in record.officers if act.role is role] for role in Role}
    places: list[tuple[Part, ...]] = []
    for role in (Role.SEIZING, Role.APPROVING):
        officers: list[OfficerAct | None] = [*acts[role]] or [None]
        places += [_officer(role, act, ts, width - 12) for act in officers]
    places.append(_receiver(ts, width - 12))
    places += [_officer(Role.WITNESS, act, ts, width - 12) for act in acts[Role.WITNESS]]
    places += [()] * (-len(places) % _PLACES)
    rows = tuple(
        Row(_level(places[start : start + _PLACES]), (width,) * _PLACES, pad_x=6, pad_y=6)
        for start in range(0, len(places), _PLACES)
    )
    return [ts.heading(number, ts.wording.signatures), Grid(rows, ruled=True, gap=0)]


def _officer(role: Role, act: OfficerAct | None, ts: Typesetter, width: float) -> tuple[Part, ...]:
    words = ts.wording
    title = ts.lines(words.roles[role], st.SUBSECTION, width)
    if act is None:
        waiting = words.awaiting if role is Role.APPROVING else ""
        return (*title, *ts.lines(shown(waiting), st.BODY_QUIET, width), _place(ts, width))
    entry = (
        f"{act.journal_sequence} · {short_hash(act.entry_hash)}"
        if act.journal_sequence is not None
        else short_hash(act.entry_hash)
    )
    return (
        *title,
        *ts.lines(shown(act.name), st.BODY, width),
        *_pair(words.officer_id, act.officer_id, ts, width),
        *_pair(words.rank, act.rank, ts, width),
        *_pair(words.acted_at, moment(act.at), ts, width),
        *_pair(words.journal_act, entry, ts, width),
        _place(ts, width),
    )


def _receiver(ts: Typesetter, width: float) -> tuple[Part, ...]:
    words = ts.wording
    return (
        *ts.lines(words.received_by, st.SUBSECTION, width),
        SigningPlace(ts.lines(words.name, st.LABEL, width), 16),
        SigningPlace(ts.lines(f"{words.organisation}, {words.date}", st.LABEL, width), 17),
        _place(ts, width),
    )


def _pair(label: str, text: str, ts: Typesetter, width: float) -> tuple[Part, ...]:
    return ts.lines(f"{label}: {isolated(shown(text))}", st.SMALL_INK, width)


def _place(ts: Typesetter, width: float) -> Part:
    return SigningPlace(ts.lines(ts.wording.signature, st.LABEL, width))


def _level(places: list[tuple[Part, ...]]) -> tuple[tuple[Part, ...], ...]:
    """The places of one row, all with their signature's rule at the same height."""
    heights = [sum(part.height for part in place) for place in places]
    tallest = max(heights)
    return tuple(
        (*place[:-1], Space(tallest - height), place[-1]) if place else place
        for place, height in zip(places, heights, strict=True)
    )
