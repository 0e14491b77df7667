"""What an officer can do with an exhibit from where it is, and which fields each of these asks for."""

from enum import StrEnum

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from borderpost.domain.custody.exhibit import Exhibit
from borderpost.domain.custody_codes import OUTSIDE, SHELVES, ExhibitKind, PlaceKind
from borderpost.domain.inspection import Inspection, Stage


class Action(StrEnum):
    """One thing that can be done with an exhibit."""

    ANSWER = "answer"
    HAND_OVER = "hand_over"
    PLACE = "place"
    TAKE_UP = "take_up"
    OPEN = "open"
    CLOSE = "close"
    GIVE = "give"
    TAKE = "take"
    RECALL = "recall"
    HAND_OUT = "hand_out"
    COME_BACK = "come_back"
    DESTROY = "destroy"
    RETURN = "return"


class Field(StrEnum):
    """One field of the form."""

    REASON = "reason"
    PURPOSE = "purpose"
    SHELF = "shelf"
    OUTSIDE = "outside"
    NAME = "name"
    RECEIVER = "receiver"
    SEAL = "seal"
    WEIGHT = "weight"
    PERSON = "person"
    RECEIPT = "receipt"


_WORDS: dict[Action, object] = {
    Action.ANSWER: QT_TRANSLATE_NOOP("custody", "Answer the alarm"),
    Action.HAND_OVER: QT_TRANSLATE_NOOP("custody", "Hand over here"),
    Action.PLACE: QT_TRANSLATE_NOOP("custody", "Put on a bench or into a store"),
    Action.TAKE_UP: QT_TRANSLATE_NOOP("custody", "Take it from there"),
    Action.OPEN: QT_TRANSLATE_NOOP("custody", "Open the bag"),
    Action.CLOSE: QT_TRANSLATE_NOOP("custody", "Close the bag with a new seal"),
    Action.GIVE: QT_TRANSLATE_NOOP("custody", "Send to another bench"),
    Action.TAKE: QT_TRANSLATE_NOOP("custody", "Take what was sent to me"),
    Action.RECALL: QT_TRANSLATE_NOOP("custody", "Call back what I sent"),
    Action.HAND_OUT: QT_TRANSLATE_NOOP("custody", "Hand out against a receipt"),
    Action.COME_BACK: QT_TRANSLATE_NOOP("custody", "Take back from outside"),
    Action.DESTROY: QT_TRANSLATE_NOOP("custody", "Destroy before a witness"),
    Action.RETURN: QT_TRANSLATE_NOOP("custody", "Return before a witness"),
}
_SEEN = (Field.SEAL, Field.WEIGHT)
FIELDS: dict[Action, tuple[Field, ...]] = {
    Action.ANSWER: (Field.REASON,),
    Action.HAND_OVER: (Field.PURPOSE, *_SEEN),
    Action.PLACE: (Field.SHELF, Field.NAME, *_SEEN),
    Action.TAKE_UP: (Field.PURPOSE, *_SEEN),
    Action.OPEN: (Field.SEAL, Field.PURPOSE, Field.WEIGHT),
    Action.CLOSE: _SEEN,
    Action.GIVE: (Field.RECEIVER, Field.PURPOSE, *_SEEN),
    Action.TAKE: _SEEN,
    Action.RECALL: (Field.REASON,),
    Action.HAND_OUT: (Field.OUTSIDE, Field.NAME, Field.PERSON, Field.RECEIPT, Field.PURPOSE, *_SEEN),
    Action.COME_BACK: (Field.PERSON, Field.RECEIPT, *_SEEN),
    Action.DESTROY: (Field.NAME, *_SEEN),
    Action.RETURN: (Field.NAME, Field.PERSON, Field.RECEIPT, *_SEEN),
}
TWO_PERSONS = frozenset({Action.HAND_OVER, Action.DESTROY, Action.RETURN})
"""Actions that take a second person's credential."""


def action_word(action: Action) -> str:
    """Return what is done."""
    return QCoreApplication.translate("custody", str(_WORDS[action]))


def offered(
    state: Inspection, exhibit: Exhibit, officer: str, officers: frozenset[str]
) -> tuple[Action, ...]:
    """Return what the officer can begin, the likeliest first; `officers` are the ids of the roster."""
    place = exhibit.place
    if exhibit.unanswered:
        return (Action.ANSWER,)
    if place.kind in SHELVES:
        return (Action.TAKE_UP,)
    if place.kind is PlaceKind.TRANSIT:
        mine = (Action.TAKE,) if place.name == officer else ()
        return (*mine, Action.RECALL) if exhibit.since.officer == officer else mine
    if place.kind in OUTSIDE or (place.kind is PlaceKind.PERSON and place.name not in officers):
        return (Action.COME_BACK,)
    if place.kind is not PlaceKind.PERSON or place.name != officer:
        return ()
    bag = exhibit.kind is ExhibitKind.BAG and state.stage is not Stage.AWAITING_APPROVAL
    shut = ((Action.CLOSE,) if exhibit.is_open else (Action.OPEN,)) if bag else ()
    last = (Action.DESTROY, Action.RETURN) if state.ended else ()
    return (Action.HAND_OVER, Action.PLACE, *shut, Action.GIVE, Action.HAND_OUT, *last)
