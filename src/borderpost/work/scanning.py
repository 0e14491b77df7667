"""A scan at the bench: which item it names, what was declared for it, and what is remarkable about it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from borderpost.domain.acts import ItemScanned
from borderpost.domain.canonical_declaration import to_canonical
from borderpost.domain.decisions import Refusal, Refused, Rule
from borderpost.domain.declaration import Declaration
from borderpost.domain.identifiers import Check, IdentifierKind, Reading, ReadingWarning, s10
from borderpost.domain.inspection import ENDED
from borderpost.domain.item_key import item_key
from borderpost.domain.officer import Officer, Right
from borderpost.domain.risk.assessment import Assessment
from borderpost.domain.risk.assessment_plain import assessment_to_plain
from borderpost.domain.scan import RawScan
from borderpost.work.changes import Done, Kind
from borderpost.work.inspecting import Subject
from borderpost.work.ports import Held, PastInspection, Transaction
from borderpost.work.roster import on_duty

SAME_ITEM_WITHIN = timedelta(days=300)
"""S10 numbers may be issued again after twelve months; two uses nearer than this are one item."""

Assess = Callable[[Declaration | None], Assessment]


class Remark(StrEnum):
    """Something that an officer has to be told about a scan, besides the lane."""

    NOT_AN_ITEM = "not_an_item"
    CHECK_FAILED = "check_failed"
    UNKNOWN_COUNTRY = "unknown_country"
    NO_DECLARATION = "no_declaration"
    SEVERAL_DECLARATIONS = "several_declarations"
    AMENDED = "amended"
    SEEN_BEFORE = "seen_before"
    ALREADY_INSPECTED = "already_inspected"
    INSPECTION_RUNNING = "inspection_running"
    INCOMPLETE = "incomplete"


@dataclass(frozen=True, slots=True)
class Candidate:
    """What the item may be: one declaration (or none) with its assessment."""

    item_id: str
    item_date: str
    held: Held | None
    assessment: Assessment

    def subject(self) -> Subject:
        """Return the item as an inspection takes it up."""
        return Subject(
            item_id=self.item_id,
            item_date=self.item_date,
            lane=self.assessment.lane,
            assessment=assessment_to_plain(self.assessment),
            declaration=to_canonical(self.held.declaration) if self.held else None,
            declaration_digest=self.held.digest if self.held else "",
        )


@dataclass(frozen=True, slots=True)
class Scanned:
    """Everything that the bench shows after one scan.

    `candidates` is empty where the scan names no item; with several, the most severe lane stands first.
    `suggestions` are declared numbers that differ from an undeclared one by letters that are easily
    confused, or by a check digit that failed; `renumbered` are those that amended declarations bear instead
    of the one read, and stand first among them.
    `weeks_missing` are the weeks of arrival that could not be asked: there may be a declaration among them.
    `sequence` is the journal's, 0 where nothing was worth an entry.
    """

    scan: RawScan
    reading: Reading
    readings: tuple[Reading, ...]
    candidates: tuple[Candidate, ...] = ()
    earlier: tuple[Held, ...] = ()
    past: tuple[PastInspection, ...] = ()
    remarks: frozenset[Remark] = frozenset()
    suggestions: tuple[str, ...] = ()
    sequence: int = 0
    weeks_missing: tuple[str, ...] = ()
    renumbered: tuple[str, ...] = ()

    @property
    def chosen(self) -> Candidate | None:
        """The candidate that the bench shows first."""
        return self.candidates[0] if self.candidates else None

    def counting(self, candidate: Candidate) -> PastInspection | None:
        """The inspection that counts for an item: the one that runs, else the newest that ended."""
        item = (candidate.item_id, candidate.item_date)
        same = [past for past in self.past if (past.item_id, past.item_date) == item]
        running = (past for past in same if past.stage not in ENDED)
        return next(running, same[0] if same else None)

    @property
    def running(self) -> PastInspection | None:
        """The inspection of the item shown first that has not ended."""
        if (chosen := self.chosen) is None:
            return None
        same = (p for p in self.past if (p.item_id, p.item_date) == (chosen.item_id, chosen.item_date))
        return next((past for past in same if past.stage not in ENDED), None)


def look_up(
    tx: Transaction, *, officer: Officer, scan: RawScan, readings: Sequence[Reading], assess: Assess
) -> Done[Scanned]:
    """Look a scanned item up, assess it, and journal what was shown."""
    result = see(tx, officer=officer, scan=scan, readings=readings, assess=assess).result
    return note(tx, officer=officer, seen=result) if result.candidates else Done(result, frozenset())


def see(
    tx: Transaction, *, officer: Officer, scan: RawScan, readings: Sequence[Reading], assess: Assess
) -> Done[Scanned]:
    """Look a scanned item up and assess it. Where it names an item, `note` has to follow at once."""
    if not on_duty(tx, officer).may(Right.SEE_RECORDS):
        raise Refused([Refusal(Rule.ROLE, Right.SEE_RECORDS)])
    return Done(found_by(tx, scan=scan, readings=readings, assess=assess), frozenset())


def note(tx: Transaction, *, officer: Officer, seen: Scanned) -> Done[Scanned]:
    """Journal what is shown after a scan that names an item; return it with the number of its entry."""
    entry = tx.append(officer.id, _entry(seen))
    return Done(replace(seen, sequence=entry.sequence), frozenset({Kind.SCANS}))


def found_by(tx: Transaction, *, scan: RawScan, readings: Sequence[Reading], assess: Assess) -> Scanned:
    """Return what a scan names and how it is judged; nothing is journalled of it."""
    reading, found = _best(tx, readings)
    if not found and not reading.is_item:
        return Scanned(scan, reading, tuple(readings), remarks=frozenset({Remark.NOT_AN_ITEM}))
    item_id = item_key(reading.text)
    past = _past(tx, item_id, found)
    current, earlier = _apart(found, tx.now().date())
    candidates = [_candidate(held, past, assess) for held in current]
    if not candidates:
        day = _story_day(past, item_id, tx.now().date())
        candidates = [Candidate(item_id, day, None, assess(None))]
    candidates.sort(key=lambda c: c.assessment.lane.severity, reverse=True)
    same_item, older = _split_past(past, candidates)
    missing = tx.missing_weeks()
    renumbered = () if found else tx.renumbered(item_id)
    return Scanned(
        scan=scan,
        reading=reading,
        readings=tuple(readings),
        candidates=tuple(candidates),
        earlier=earlier,
        past=past,
        remarks=_remarks(reading, current, earlier, same_item, older)
        | ({Remark.INCOMPLETE} if missing else frozenset()),
        suggestions=(*renumbered, *_suggestions(tx, reading, found)),
        weeks_missing=missing,
        renumbered=renumbered,
    )


def _best(tx: Transaction, readings: Sequence[Reading]) -> tuple[Reading, tuple[Held, ...]]:
    """Return the reading that is declared, else the best that names an item, else the best."""
    for reading in readings:
        if found := tx.find(reading.text):
            return reading, found
    return next((reading for reading in readings if reading.is_item), readings[0]), ()


def _apart(found: tuple[Held, ...], today: date) -> tuple[tuple[Held, ...], tuple[Held, ...]]:
    """Tell the declarations of the item at hand from those of an earlier item under the same number."""
    if not found:
        return (), ()
    # a day in the future was made up: it makes no earlier item of what is declared of this one
    newest = min(today, max(held.declaration.item_date for held in found))
    limit = newest - SAME_ITEM_WITHIN
    current = tuple(held for held in found if held.declaration.item_date >= limit)
    return current, tuple(held for held in found if held.declaration.item_date < limit)


def _past(tx: Transaction, item_id: str, found: Sequence[Held]) -> tuple[PastInspection, ...]:
    """Return the inspections of whatever the number may name, newest first: several parcels can share one."""
    ids = dict.fromkeys(item_key(held.declaration.item_id) for held in found) or [item_id]
    past = [inspection for one in ids for inspection in tx.inspections_of(one)]
    if len(ids) > 1:
        past.sort(key=lambda inspection: inspection.opened_at, reverse=True)
    return tuple(past)


def _candidate(held: Held, past: Sequence[PastInspection], assess: Assess) -> Candidate:
    declaration = held.declaration
    item_id = item_key(declaration.item_id)
    return Candidate(item_id, _story_day(past, item_id, declaration.item_date), held, assess(declaration))


def _story_day(past: Sequence[PastInspection], item_id: str, day: date) -> str:
    """Return the day by which an item is known: that of its story where it has one, else its own.

    An item that was taken up undeclared, or whose day of posting was amended, would else pass for another.
    """
    for inspection in past:
        apart = abs(day - date.fromisoformat(inspection.item_date))
        if inspection.item_id == item_id and apart < SAME_ITEM_WITHIN:
            return inspection.item_date
    return day.isoformat()


def _split_past(
    past: Sequence[PastInspection], candidates: Sequence[Candidate]
) -> tuple[list[PastInspection], list[PastInspection]]:
    items = {(candidate.item_id, candidate.item_date) for candidate in candidates}
    same = [inspection for inspection in past if (inspection.item_id, inspection.item_date) in items]
    return same, [inspection for inspection in past if inspection not in same]


def _remarks(
    reading: Reading,
    current: Sequence[Held],
    earlier: Sequence[Held],
    same_item: Sequence[PastInspection],
    older: Sequence[PastInspection],
) -> frozenset[Remark]:
    holds = {
        Remark.CHECK_FAILED: reading.check is Check.FAILED,
        Remark.UNKNOWN_COUNTRY: ReadingWarning.UNKNOWN_COUNTRY in reading.warnings,
        Remark.NO_DECLARATION: not current,
        Remark.SEVERAL_DECLARATIONS: len(current) > 1,
        Remark.AMENDED: any(held.versions > 1 for held in current),
        Remark.SEEN_BEFORE: bool(earlier or older),
        Remark.ALREADY_INSPECTED: any(inspection.stage in ENDED for inspection in same_item),
        Remark.INSPECTION_RUNNING: any(inspection.stage not in ENDED for inspection in same_item),
    }
    return frozenset(remark for remark, applies in holds.items() if applies)


def _suggestions(tx: Transaction, reading: Reading, found: Sequence[Held]) -> tuple[str, ...]:
    if found:
        return ()
    corrections = list(reading.corrections[:8])
    if reading.kind is IdentifierKind.S10 and reading.check is Check.FAILED:
        service, serial, country = reading.text[:2], int(reading.text[2:10]), reading.text[11:]
        corrections.append(s10.generate(service, serial, country))
    return tuple(dict.fromkeys(text for text in corrections if tx.find(text)))


def _entry(result: Scanned) -> ItemScanned:
    chosen = result.candidates[0]
    return ItemScanned(
        item_id=chosen.item_id,
        raw=result.scan.data[:256].decode("utf-8", "backslashreplace"),
        symbology=result.scan.symbology,
        source=result.scan.source,
        reading=result.reading.kind,
        check=result.reading.check,
        lane=chosen.assessment.lane,
        declaration=chosen.held.digest if chosen.held else "",
        declarations_found=sum(1 for c in result.candidates if c.held),
        assessment=assessment_to_plain(chosen.assessment),
        weeks_missing=list(result.weeks_missing),
    )
