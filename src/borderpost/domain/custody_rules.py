"""What may be done with an exhibit, by whom, and which rule says no."""

from collections.abc import Iterable

from borderpost.domain.codes import Disposition
from borderpost.domain.custody.chain import find
from borderpost.domain.custody.exhibit import Exhibit, Place
from borderpost.domain.custody_codes import OUTSIDE, SHELVES, ExhibitKind, PlaceKind
from borderpost.domain.decisions import Refusal, Rule, Verb, refusals
from borderpost.domain.inspection import Inspection, Stage
from borderpost.domain.item_key import item_key
from borderpost.domain.officer import Officer

_TO_DESTROY = frozenset({Disposition.DESTROY, Disposition.FORFEIT, Disposition.ABANDON})
_TO_RETURN = frozenset(
    {
        Disposition.RELEASE,
        Disposition.RELEASE_WITH_CHARGE,
        Disposition.RELEASE_AMENDED,
        Disposition.RETURN,
        Disposition.RESTORE,
    }
)


def exhibit_refusals(
    state: Inspection, officer: Officer, label: str, *, answering: bool = False
) -> tuple[Refusal, ...]:
    """Return why nothing may be done with an exhibit: an alarm waits for its answer before all else."""
    found = list(refusals(state, officer, Verb.CUSTODY))
    exhibit = find(state.exhibits, label)
    if exhibit is None:
        return (*found, Refusal(Rule.NOT_KNOWN, label))
    if exhibit.unanswered and not answering:
        found.append(Refusal(Rule.ALARM_OPEN, exhibit.id))
    if exhibit.gone and not answering:
        found.append(Refusal(Rule.EXHIBIT_GONE, exhibit.id))
    return tuple(found)


def held_refusals(exhibit: Exhibit, officer: Officer) -> tuple[Refusal, ...]:
    """Return why an officer cannot pass an exhibit on: it is somewhere else."""
    return () if holds(exhibit, officer.id) else (Refusal(Rule.NOT_THE_HOLDER, exhibit.id),)


def holds(exhibit: Exhibit, officer: str) -> bool:
    """Tell whether an officer has the exhibit."""
    return exhibit.place == Place(PlaceKind.PERSON, officer)


def evidence_refusals(state: Inspection) -> tuple[Refusal, ...]:
    """Return why exhibits cannot be made, opened or closed: a second officer is looking at them."""
    return (Refusal(Rule.AWAITING_APPROVAL),) if state.stage is Stage.AWAITING_APPROVAL else ()


def register_refusals(
    state: Inspection, what: ExhibitKind, label: str, lines: Iterable[int], parent: str, officer: Officer
) -> tuple[Refusal, ...]:
    """Return why an exhibit cannot be made. Goods are in one exhibit; a sample comes out of one that is open
    and in the officer's hands."""
    found: list[Refusal] = []
    known = {line.act.line for line in state.lines}
    chosen = tuple(lines)
    found.extend(Refusal(Rule.UNKNOWN_LINE, str(n)) for n in chosen if n not in known)
    if find(state.exhibits, label) is not None:
        found.append(Refusal(Rule.LABEL_USED, label))
    if what is ExhibitKind.GOODS:
        if not chosen:
            found.append(Refusal(Rule.NO_GOODS))
        kept = {
            n for one in state.exhibits if one.kind in (ExhibitKind.GOODS, ExhibitKind.BAG) for n in one.lines
        }
        found.extend(Refusal(Rule.LINE_SEALED, str(n)) for n in chosen if n in kept)
    if what is ExhibitKind.SAMPLE:
        source = find(state.exhibits, parent)
        if source is None:
            found.append(Refusal(Rule.FIELD_MISSING, "parent"))
        else:
            found.extend(held_refusals(source, officer))
            if source.unanswered:
                found.append(Refusal(Rule.ALARM_OPEN, source.id))
            if source.kind is ExhibitKind.BAG and not source.is_open:
                found.append(Refusal(Rule.NOT_OPEN, source.id))
    return tuple(found)


def packing_refusals(state: Inspection, lines: Iterable[int], officer: Officer) -> tuple[Refusal, ...]:
    """Return why goods that have labels of their own cannot be sealed: all of a label go together."""
    chosen = set(lines)
    found: list[Refusal] = []
    for one in state.exhibits:
        if one.kind is ExhibitKind.GOODS and chosen & set(one.lines):
            found.extend(held_refusals(one, officer))
            found.extend(Refusal(Rule.UNKNOWN_LINE, str(n)) for n in one.lines if n not in chosen)
            if one.unanswered:
                found.append(Refusal(Rule.ALARM_OPEN, one.id))
    return tuple(found)


def open_refusals(exhibit: Exhibit) -> tuple[Refusal, ...]:
    """Return why a bag cannot be opened."""
    return () if exhibit.seal else (Refusal(Rule.NOT_CLOSED, exhibit.id),)


def close_refusals(exhibit: Exhibit, seal: str, taken: Iterable[str]) -> tuple[Refusal, ...]:
    """Return why a bag cannot be closed with a seal: every seal is used once. `taken` are numbers in use."""
    found: list[Refusal] = []
    if not exhibit.is_open:
        found.append(Refusal(Rule.NOT_OPEN, exhibit.id))
    used = {item_key(n) for n in (*taken, exhibit.id, *(pair.number for pair in exhibit.seals))}
    if not seal:
        found.append(Refusal(Rule.FIELD_MISSING, "seal"))
    elif item_key(seal) in used:
        found.append(Refusal(Rule.SEAL_USED, seal))
    return tuple(found)


def take_up_refusals(exhibit: Exhibit) -> tuple[Refusal, ...]:
    """Return why an exhibit cannot be taken from a bench or a shelf."""
    return () if exhibit.place.kind in SHELVES else (Refusal(Rule.NOT_IN_PLACE, exhibit.id),)


def transit_refusals(exhibit: Exhibit, receiver: str = "", giver: str = "") -> tuple[Refusal, ...]:
    """Return why an exhibit that was given cannot be taken by this officer, or called back by this one."""
    if exhibit.place.kind is not PlaceKind.TRANSIT:
        return (Refusal(Rule.NOT_IN_PLACE, exhibit.id),)
    if receiver and exhibit.place.name != receiver:
        return (Refusal(Rule.NOT_A_RECEIVER, exhibit.id),)
    if giver and exhibit.since.officer != giver:
        return (Refusal(Rule.NOT_THE_HOLDER, exhibit.id),)
    return ()


def outside_refusals(exhibit: Exhibit, holder_is_officer: bool) -> tuple[Refusal, ...]:
    """Return why an exhibit cannot come back: nobody outside has it. In older journals a bag may have gone to
    a person who is no officer."""
    place = exhibit.place
    away = place.kind in OUTSIDE or (place.kind is PlaceKind.PERSON and not holder_is_officer)
    return () if away else (Refusal(Rule.NOT_IN_PLACE, exhibit.id),)


def packed_refusals(state: Inspection, exhibit: Exhibit, bag: str, officer: Officer) -> tuple[Refusal, ...]:
    """Return why an exhibit cannot go into, or out of, a bag: it has to be open in the officer's hands."""
    container = find(state.exhibits, bag)
    if container is None or container.kind is not ExhibitKind.BAG or exhibit.kind is ExhibitKind.BAG:
        return (Refusal(Rule.NOT_KNOWN, bag),)
    found = list(held_refusals(container, officer))
    if not container.is_open:
        found.append(Refusal(Rule.NOT_OPEN, container.id))
    if container.unanswered:
        found.append(Refusal(Rule.ALARM_OPEN, container.id))
    return tuple(found)


def disposal_refusals(state: Inspection, kind: PlaceKind) -> tuple[Refusal, ...]:
    """Return why an exhibit cannot leave for good: that needs the disposition that says so."""
    if found := evidence_refusals(state):
        return found
    fitting = _TO_DESTROY if kind is PlaceKind.DESTROYED else _TO_RETURN
    stands = state.outcome is not None and state.outcome.disposition in fitting
    return () if stands and state.ended else (Refusal(Rule.NO_DISPOSAL_ORDER),)
