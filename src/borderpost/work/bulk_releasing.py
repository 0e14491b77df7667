"""Releasing a list: looked at, signed by a second officer, released item by item, resumable anywhere."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from borderpost.domain import acts
from borderpost.domain.bulk import ITEMS_LIMIT, UNASSESSED, ItemFacts, item_text, list_digest, stays_behind
from borderpost.domain.codes import Approval, Disposition
from borderpost.domain.decisions import Refusal, Refused, Rule, Verb, missing_for, refusals
from borderpost.domain.identifiers import Reading
from borderpost.domain.law.pack import LegalPack
from borderpost.domain.lawful import approver_refusals, release_refusals
from borderpost.domain.officer import Officer, Right
from borderpost.domain.release_codes import ListKind, StaysBehind
from borderpost.domain.risk.assessment import Assessment
from borderpost.domain.risk.trusted_flag import WhyNot
from borderpost.domain.scan import RawScan, ScanSource
from borderpost.work.changes import Done, Kind
from borderpost.work.inspecting import open_inspection
from borderpost.work.lawfulness import approval_now, in_force, lawful
from borderpost.work.ports import Transaction
from borderpost.work.ports_release import BulkUnderWay
from borderpost.work.roster import on_duty
from borderpost.work.scanning import Assess, Candidate, Remark, Scanned, found_by
from borderpost.work.written import LONG, written

Read = Callable[[RawScan], Sequence[Reading]]
"""How a number is read, with the site's table of carriers."""

AT_ONCE: Final = 20
"""So many items are released in one transaction: other work waits no longer than for these."""


@dataclass(frozen=True, slots=True)
class Line:
    """One number of a list as it was looked at: which item it is, and why it stays behind, if it does."""

    text: str
    item_id: str
    item_date: str
    lane: str
    why: StaysBehind | None

    @property
    def item(self) -> str:
        """The item as lists name it."""
        return item_text(self.item_id, self.item_date)


@dataclass(frozen=True, slots=True)
class Signed:
    """A list as it is put before the second officer."""

    source: ListKind
    name: str
    items: tuple[str, ...]
    reason: str
    yellow: bool = False
    left: Mapping[StaysBehind, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Advanced:
    """How far a bulk release has come: the place in its list, items released by now, what was kept back."""

    place: int
    of: int
    released: int
    kept: tuple[tuple[str, StaysBehind], ...] = ()

    @property
    def ended(self) -> bool:
        """Tell whether every item of the list was dealt with."""
        return self.place >= self.of


def look_at(
    tx: Transaction,
    *,
    officer: Officer,
    numbers: Sequence[str],
    read: Read,
    assess: Assess,
    law: LegalPack | None,
    yellow: bool,
) -> Done[tuple[Line, ...]]:
    """Return what would become of some numbers of a list; nothing is recorded, and nobody's name is shown."""
    who = on_duty(tx, officer)
    if not who.may(Right.CONCLUDE):
        raise Refused([Refusal(Rule.ROLE, Right.CONCLUDE)])
    return Done(tuple(_line(tx, who, text, read, assess, law, yellow) for text in numbers), frozenset())


def sign(
    tx: Transaction, *, officer: Officer, proposer: Officer, signed: Signed, law: LegalPack | None
) -> Done[BulkUnderWay]:
    """Let a second officer sign the list that another one made up; each item is judged once more as it is
    released."""
    maker, second = on_duty(tx, proposer), on_duty(tx, officer)
    reason = written(signed.reason, "reason", LONG)
    digest = list_digest(signed.items)
    found: list[Refusal] = []
    if not maker.may(Right.CONCLUDE):
        found.append(Refusal(Rule.ROLE, Right.CONCLUDE))
    if not second.may(Right.APPROVE):
        found.append(Refusal(Rule.ROLE, Right.APPROVE))
    if second.id == maker.id:
        found.append(Refusal(Rule.OWN_LIST))
    if not signed.items:
        found.append(Refusal(Rule.NOTHING_TO_RELEASE))
    if len(signed.items) > ITEMS_LIMIT or len(set(signed.items)) < len(signed.items):
        found.append(Refusal(Rule.LIST_TOO_LONG, str(ITEMS_LIMIT)))
    if not reason:
        found.append(Refusal(Rule.NO_REASON))
    if any(one.begun.digest == digest for one in tx.bulk_releases()):
        found.append(Refusal(Rule.STALE))
    if approval_now(law, Disposition.RELEASE, tx.now()) is not Approval.NONE:
        pack = in_force(law, tx.now())
        found += approver_refusals(pack, Disposition.RELEASE, second, maker.id, "")
    if found:
        raise Refused(found)
    batch = tx.new_id()
    tx.append(
        second.id,
        acts.BulkReleaseBegun(
            batch=batch,
            source=signed.source,
            name=written(signed.name, "name"),
            items=list(signed.items),
            digest=digest,
            reason=reason,
            proposer=maker.id,
            yellow=signed.yellow,
            left={why.value: count for why, count in signed.left.items() if count},
        ),
    )
    return Done(_under_way(tx, batch), frozenset({Kind.INSPECTIONS}))


def release_some(
    tx: Transaction,
    *,
    officer: Officer,
    batch: str,
    place: int,
    read: Read,
    assess: Assess,
    law: LegalPack | None,
    most: int = AT_ONCE,
) -> Done[Advanced]:
    """Release the next items of a signed list from a place on, each after being judged once more.

    What the list has released before is passed over, so that whoever goes on after a crash begins at 0.
    """
    under = _under_way(tx, batch)
    who = _goes_on(tx, officer, under)
    items = under.begun.items
    done = tx.released_in(batch)
    released, kept, handled = len(done), [], 0
    while place < len(items) and handled < most:
        item = items[place]
        place += 1
        if item in done:
            continue
        handled += 1
        why = _release_one(tx, who, item, under, read, assess, law)
        if why is None:
            released += 1
        else:
            kept.append((item, why))
    return Done(Advanced(place, len(items), released, tuple(kept)), frozenset())


def finish(
    tx: Transaction,
    *,
    officer: Officer,
    batch: str,
    kept: Mapping[str, StaysBehind],
    given_up: bool = False,
    reason: str = "",
) -> Done[int]:
    """Journal that a list has come to its end, or that nobody goes on with it; return how many were released.

    A list that is given up needs a reason; what it has released stays so.
    """
    under = _under_way(tx, batch)
    who = on_duty(tx, officer)
    if not who.may(Right.CONCLUDE) and not who.may(Right.APPROVE):
        raise Refused([Refusal(Rule.ROLE, Right.CONCLUDE)])
    reason = written(reason, "reason", LONG)
    done = tx.released_in(batch)
    dealt_with = done | set(kept)
    if given_up and not reason:
        raise Refused([Refusal(Rule.NO_REASON)])
    if not given_up and not set(under.begun.items) <= dealt_with:
        raise Refused([Refusal(Rule.STALE)])
    act = acts.BulkReleaseEnded(
        batch=batch,
        released=len(done),
        kept={item: why.value for item, why in kept.items()},
        given_up=given_up,
        reason=reason,
    )
    tx.append(who.id, act)
    return Done(len(done), frozenset({Kind.INSPECTIONS}))


def under_way(tx: Transaction) -> Done[tuple[BulkUnderWay, ...]]:
    """Return the lists that were signed and have not come to their end."""
    return Done(tx.bulk_releases(), frozenset())


def counted(lines: Sequence[Line]) -> tuple[Counter[str], Counter[StaysBehind]]:
    """Return how many lines go, by lane, and how many stay behind, by why."""
    going = Counter(line.lane for line in lines if line.why is None)
    return going, Counter(line.why for line in lines if line.why is not None)


def _under_way(tx: Transaction, batch: str) -> BulkUnderWay:
    under = tx.bulk_release(batch)
    if under is None:
        raise Refused([Refusal(Rule.STALE)])
    return under


def _goes_on(tx: Transaction, officer: Officer, under: BulkUnderWay) -> Officer:
    """Return who goes on with a list: anybody who may decide, but for whoever signed it."""
    who = on_duty(tx, officer)
    if not who.may(Right.CONCLUDE):
        raise Refused([Refusal(Rule.ROLE, Right.CONCLUDE)])
    if who.id == under.approver:
        raise Refused([Refusal(Rule.OWN_LIST)])
    return who


def _line(
    tx: Transaction,
    officer: Officer,
    text: str,
    read: Read,
    assess: Assess,
    law: LegalPack | None,
    yellow: bool,
) -> Line:
    scanned = _found(tx, text, read, assess)
    chosen = scanned.chosen
    if chosen is None:
        return Line(text, text, "", "", StaysBehind.NOT_A_NUMBER)
    why = _why(tx, officer, scanned, chosen, law, yellow)
    return Line(text, chosen.item_id, chosen.item_date, chosen.assessment.lane.value, why)


def _release_one(
    tx: Transaction,
    officer: Officer,
    item: str,
    under: BulkUnderWay,
    read: Read,
    assess: Assess,
    law: LegalPack | None,
) -> StaysBehind | None:
    """Release one item of a list; return why it stays behind, where it does by now."""
    number, _, day = item.rpartition(" ")
    scanned = _found(tx, number, read, assess)
    chosen = scanned.chosen
    if chosen is None or (chosen.item_id, chosen.item_date) != (number, day):
        return StaysBehind.NOT_A_NUMBER
    if why := _why(tx, officer, scanned, chosen, law, under.begun.yellow):
        return why
    begun = under.begun
    state = open_inspection(tx, officer=officer, subject=chosen.subject()).result
    told = {"reason": begun.reason}
    shut = (
        *refusals(state, officer, Verb.CONCLUDE),
        *missing_for(state, Disposition.RELEASE, begun.reason),
        *lawful(law, state, officer, Disposition.RELEASE, tx.now(), **told),
    )
    if shut:
        # nothing of this transaction is kept: whoever asked goes on without the item
        raise Refused(shut)
    tx.append(
        officer.id,
        acts.OutcomeRecorded(
            inspection=state.id,
            disposition=Disposition.RELEASE,
            reason=begun.reason,
            law=law.edition if law else "",
            batch=begun.batch,
            consent=under.approver,
        ),
    )
    return None


def _found(tx: Transaction, text: str, read: Read, assess: Assess) -> Scanned:
    scan = RawScan(text.encode("utf-8", "replace"), ScanSource.KEYED, tx.now())
    return found_by(tx, scan=scan, readings=read(scan), assess=assess)


def _why(
    tx: Transaction,
    officer: Officer,
    scanned: Scanned,
    chosen: Candidate,
    law: LegalPack | None,
    yellow: bool,
) -> StaysBehind | None:
    past = scanned.counting(chosen)
    assessment = chosen.assessment
    pack = in_force(law, tx.now())
    facts = ItemFacts(
        lane=assessment.lane.value,
        declared=chosen.held is not None,
        stage=past.stage if past is not None else None,
        certain=Remark.CHECK_FAILED not in scanned.remarks or chosen.held is not None,
        several=len(scanned.candidates) > 1,
        drawn=_is_drawn(assessment),
        incomplete=bool(scanned.weeks_missing) or any(note.kind in UNASSESSED for note in assessment.notes),
        lawful=not release_refusals(pack, assessment.lane, officer),
    )
    return stays_behind(facts, yellow=yellow)


def _is_drawn(assessment: Assessment) -> bool:
    """Tell whether an item was drawn to be looked at, from the whole stream or from a trusted sender's."""
    told = assessment.trusted
    by_trust = told is not None and told.why_not is WhyNot.DRAWN
    return by_trust or (assessment.drawn is not None and assessment.drawn.chosen)
