"""Releasing a list of items together: what a list is, what of it may go, and what stays behind."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from borderpost.domain.item_key import item_key
from borderpost.domain.release_codes import StaysBehind
from borderpost.domain.risk.assessment import NoteKind
from borderpost.domain.stage import Stage

ITEMS_LIMIT: Final = 10_000
"""So many items at a time: more than any receptacle holds."""
NUMBER_LIMIT: Final = 64
UNASSESSED: Final = frozenset({NoteKind.NO_LIST, NoteKind.FAILED, NoteKind.TOO_SLOW})
"""Notes that say that a profile was not asked: nobody can tell whether nothing speaks against the item."""
_BREAKS: Final = (";", ",", "\t")


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """What decides whether an item may go with a list.

    `stage` is that of the inspection that counts for it, None where there is none. `certain`: it is a number
    of an item, and its check digit holds or it was declared so. `incomplete`: something that it is judged by
    was not asked.
    """

    lane: str
    declared: bool
    stage: Stage | None = None
    certain: bool = True
    several: bool = False
    drawn: bool = False
    incomplete: bool = False
    lawful: bool = True


def stays_behind(facts: ItemFacts, *, yellow: bool) -> StaysBehind | None:
    """Return why an item is not released with a list, None where it is; with `yellow`, such ones go, too."""
    if facts.stage is not None:
        return _BY_STAGE.get(facts.stage, StaysBehind.DECIDED)
    reasons = (
        (not facts.certain, StaysBehind.NOT_A_NUMBER),
        (facts.lane == "secure", StaysBehind.SECURE_LANE),
        (facts.lane == "red", StaysBehind.RED_LANE),
        (not facts.declared, StaysBehind.UNDECLARED),
        (facts.several, StaysBehind.SEVERAL),
        (facts.drawn, StaysBehind.DRAWN),
        (facts.incomplete, StaysBehind.NOT_ASSESSED),
        (facts.lane != "green" and not yellow, StaysBehind.YELLOW_LANE),
        (not facts.lawful, StaysBehind.LAW),
    )
    return next((why for holds, why in reasons if holds), None)


_BY_STAGE: Final = {
    Stage.RELEASED: StaysBehind.RELEASED,
    Stage.OPEN: StaysBehind.IN_CASE,
    Stage.AWAITING_APPROVAL: StaysBehind.IN_CASE,
    Stage.HELD: StaysBehind.HELD,
}


def list_digest(items: Iterable[str]) -> str:
    """Return the SHA-256 (hex) of a list of `NUMBER DAY`, one a line, in its order."""
    return hashlib.sha256("".join(f"{item}\n" for item in items).encode()).hexdigest()


def item_text(item_id: str, item_date: str) -> str:
    """Return an item as lists name it: `NUMBER DAY`."""
    return f"{item_id} {item_date}"


def numbers_in(untrusted_text: str) -> tuple[str, ...]:
    """Return the numbers of a text, the first column of each line, each once and in order.

    Nothing is judged here: what is no number is told as such when the list is looked at. At most one more
    than ITEMS_LIMIT, so that a list that is too long is seen to be.
    """
    found: dict[str, str] = {}
    for line in untrusted_text.lstrip("\ufeff").splitlines():
        cell = line
        for mark in _BREAKS:
            cell = cell.split(mark, 1)[0]
        text = cell.strip().strip("\"'").strip()[:NUMBER_LIMIT]
        if text:
            found.setdefault(item_key(text) or text, text)
        if len(found) > ITEMS_LIMIT:
            break
    return tuple(found.values())


def once_each(numbers: Sequence[str]) -> tuple[str, ...]:
    """Return numbers each once, in the order of their first appearance."""
    return tuple({item_key(text) or text: text for text in reversed(numbers)}.values())[::-1]
