"""What an officer can do with an exhibit from where it is, and which fields each of these asks for."""

from enum import StrEnum

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from borderpost.domain.custody.exhibit import Exhibit, Place
from borderpost.domain.custody_codes import OUTSIDE, SHELVES, ExhibitKind, PlaceKind
from borderpost.domain.inspection import Inspection, Stage


class Action(StrEnum):
    """One thing that can be done with an exhibit."""

    REGISTER = "register"
    ANSWER = "answer"
    HAND_OVER = "hand_over"
    PLACE = "place"
    TAKE_UP = "take_up"
    OPEN = "open"
    CLOSE = "close"
    PACK = "pack"
    UNPACK = "unpack"
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
    BAG = "bag"
    KIND = "kind"
    LINE = "line"
    PARENT = "parent"
    LABEL = "label"
    DESCRIPTION = "description"


_WORDS: dict[Action, object] = {
    Action.REGISTER: QT_TRANSLATE_NOOP("custody", "Give it a label"),
    Action.ANSWER: QT_TRANSLATE_NOOP("custody", "Answer the alarm"),
    Action.HAND_OVER: QT_TRANSLATE_NOOP("custody", "Hand over here"),
    Action.PLACE: QT_TRANSLATE_NOOP("custody", "Put on a bench or into a store"),
    Action.TAKE_UP: QT_TRANSLATE_NOOP("custody", "Take it from there"),
    Action.OPEN: QT_TRANSLATE_NOOP("custody", "Open the bag"),
    Action.CLOSE: QT_TRANSLATE_NOOP("custody", "Close the bag with a new seal"),
    Action.PACK: QT_TRANSLATE_NOOP("custody", "Put it into an open bag"),
    Action.UNPACK: QT_TRANSLATE_NOOP("custody", "Take it out of the bag"),
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
    Action.REGISTER: (
        Field.KIND,
        Field.LINE,
        Field.PARENT,
        Field.LABEL,
        Field.DESCRIPTION,
        Field.WEIGHT,
    ),
    Action.ANSWER: (Field.REASON,),
    Action.HAND_OVER: (Field.PURPOSE, *_SEEN),
    Action.PLACE: (Field.SHELF, Field.NAME, *_SEEN),
    Action.TAKE_UP: (Field.PURPOSE, *_SEEN),
    Action.OPEN: (Field.SEAL, Field.PURPOSE, Field.WEIGHT),
    Action.CLOSE: _SEEN,
    Action.PACK: (Field.BAG, Field.PURPOSE),
    Action.UNPACK: (Field.PURPOSE,),
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


def open_bags(state: Inspection, officer: str) -> tuple[Exhibit, ...]:
    """Return the bags that are open in an officer's hands: an exhibit can go into each of them."""
    mine = Place(PlaceKind.PERSON, officer)
    return tuple(one for one in state.exhibits if one.is_open and one.place == mine and not one.unanswered)


def loose_lines(state: Inspection) -> tuple[int, ...]:
    """Return the lines of goods that neither a bag nor a label holds."""
    held = {
        line
        for one in state.exhibits
        if one.kind in (ExhibitKind.BAG, ExhibitKind.GOODS)
        for line in one.lines
    }
    return tuple(one.act.line for one in state.lines if one.act.line not in held)


def offered(
    state: Inspection, exhibit: Exhibit, officer: str, officers: frozenset[str]
) -> tuple[Action, ...]:
    """Return what the officer can begin, the likeliest first; `officers` are the ids of the roster."""
    place = exhibit.place
    waits = state.stage is Stage.AWAITING_APPROVAL
    bags = () if waits else open_bags(state, officer)
    if exhibit.unanswered:
        return (Action.ANSWER,)
    if place.kind in SHELVES:
        return (Action.TAKE_UP,)
    if place.kind is PlaceKind.TRANSIT:
        mine = (Action.TAKE,) if place.name == officer else ()
        return (*mine, Action.RECALL) if exhibit.since.officer == officer else mine
    if place.kind is PlaceKind.CONTAINER:
        return (Action.UNPACK,) if any(bag.id == place.name for bag in bags) else ()
    if place.kind in OUTSIDE or (place.kind is PlaceKind.PERSON and place.name not in officers):
        return (Action.COME_BACK,)
    if place.kind is not PlaceKind.PERSON or place.name != officer:
        return ()
    bag = exhibit.kind is ExhibitKind.BAG
    shut = ((Action.CLOSE,) if exhibit.is_open else (Action.OPEN,)) if bag and not waits else ()
    packed = (Action.PACK,) if bags and not bag else ()
    last = (Action.DESTROY, Action.RETURN) if state.ended else ()
    return (Action.HAND_OVER, Action.PLACE, *packed, *shut, Action.GIVE, Action.HAND_OUT, *last)
