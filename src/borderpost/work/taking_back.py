"""Taking a release back within the shift: a further entry, by which the item is in customs control again."""

from dataclasses import dataclass
from datetime import datetime

from borderpost.domain.acts import ItemScanned, ReleaseTakenBack, act_of
from borderpost.domain.decisions import Refusal, Refused, Rule
from borderpost.domain.inspection import Inspection
from borderpost.domain.item_key import item_key
from borderpost.domain.law.clocks import reckoned_at
from borderpost.domain.message_state import Delivery
from borderpost.domain.messages import release_message_id
from borderpost.domain.officer import Officer
from borderpost.domain.release_codes import TakeBackReason
from borderpost.domain.scan import ScanSource
from borderpost.domain.taking_back import Since, taking_back_refusals
from borderpost.work.changes import Done, Kind
from borderpost.work.inspecting import load
from borderpost.work.ports import Transaction
from borderpost.work.roster import on_duty
from borderpost.work.written import LONG, written


@dataclass(frozen=True, slots=True)
class Takeable:
    """A release as it could be taken back now, and why it cannot, if so."""

    state: Inspection
    outcome: str
    refusals: tuple[Refusal, ...]

    @property
    def must_be_seen(self) -> bool:
        """Tell whether nothing but a scan of the item is missing."""
        return {refusal.rule for refusal in self.refusals} == {Rule.MAY_HAVE_LEFT}


def last_release(tx: Transaction, *, officer: Officer) -> Done[Takeable]:
    """Return what the officer released last; raise Refused (NO_RELEASE_YET) where there is nothing."""
    inspection = tx.last_released_by(officer.id)
    if not inspection:
        raise Refused([Refusal(Rule.NO_RELEASE_YET)])
    return Done(_takeable(tx, officer, load(tx, inspection), 0), frozenset())


def takeable(tx: Transaction, *, officer: Officer, inspection: str, seen: int = 0) -> Done[Takeable]:
    """Return whether the release of an inspection can be taken back; `seen` as for `take_back`."""
    return Done(_takeable(tx, officer, load(tx, inspection), seen), frozenset())


def take_back(
    tx: Transaction,
    *,
    officer: Officer,
    inspection: str,
    outcome: str,
    reason: TakeBackReason,
    remark: str = "",
    seen: int = 0,
) -> Done[Inspection]:
    """Take the release back that stands by the entry `outcome`; the item is under examination from then on.

    `seen` is the number of the journal's entry about a scan of the item after its release: once the post has
    confirmed the release, only that shows that the item has not left. The post is told in its turn.
    """
    remark = written(remark, "note", LONG)
    state = load(tx, inspection)
    who = on_duty(tx, officer)
    if found := taking_back_refusals(state, who, outcome, _now(tx, state), _since(tx, state, seen)):
        raise Refused(found)
    act = ReleaseTakenBack(inspection=inspection, outcome=outcome, reason=reason, remark=remark, seen=seen)
    tx.append(officer.id, act)
    return Done(load(tx, inspection), frozenset({Kind.INSPECTIONS, Kind.MESSAGES}))


def _takeable(tx: Transaction, officer: Officer, state: Inspection, seen: int) -> Takeable:
    outcome = state.outcome.mark.entry if state.outcome else ""
    who = on_duty(tx, officer)
    found = taking_back_refusals(state, who, outcome, _now(tx, state), _since(tx, state, seen))
    return Takeable(state, outcome, found)


def _now(tx: Transaction, state: Inspection) -> datetime:
    """Return the moment that counts: the latest that the station has seen since the release."""
    latest = tx.newest_since(state.outcome.mark.sequence) if state.outcome else None
    return reckoned_at(tx.now(), latest)


def _since(tx: Transaction, state: Inspection, seen: int) -> Since:
    stands = state.outcome
    if stands is None:
        return Since()
    message = tx.message(release_message_id(stands.mark.hash))
    newest = tx.inspections_of(state.item_id)
    return Since(
        signed_out=tx.signed_out_since(stands.mark.officer, stands.mark.sequence),
        confirmed=message is not None and message.delivery is Delivery.ACCEPTED,
        seen=_shows(tx, state, seen, stands.mark.sequence),
        again=any(
            past.id != state.id and past.item_date == state.item_date and past.opened_at > stands.mark.at
            for past in newest
        ),
    )


def _shows(tx: Transaction, state: Inspection, sequence: int, released: int) -> bool:
    """Tell whether an entry is a scan of the item after its release; a typed number is none."""
    if sequence <= released:
        return False
    entries = tx.entries_after(sequence - 1, 1)
    if not entries or entries[0].kind != "item_scanned":
        return False
    act = act_of(entries[0])
    if not isinstance(act, ItemScanned) or act.source == ScanSource.KEYED:
        return False
    return item_key(act.item_id) == item_key(state.item_id)
