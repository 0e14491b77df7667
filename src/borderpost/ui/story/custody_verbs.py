"""What was typed about an exhibit, turned into the verb that records it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from borderpost.domain.custody.exhibit import Exhibit, Place
from borderpost.domain.custody.tolerance import Tolerance
from borderpost.domain.custody_codes import ExhibitKind, PlaceKind
from borderpost.ui.story.custody_actions import Action
from borderpost.work import containers, custody

Verb = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Entered:
    """The fields of the form as they were filled in; those that were not asked for are empty."""

    reason: str = ""
    purpose: str = ""
    name: str = ""
    shelf: str = ""
    outside: str = ""
    receiver: str = ""
    person: str = ""
    receipt: str = ""
    seal: str = ""
    weight: str = ""
    bag: str = ""
    kind: str = ""
    lines: tuple[int, ...] = ()
    parent: str = ""
    label: str = ""
    description: str = ""
    bench: str = ""

    def seen(self) -> custody.Seen:
        """Return what was seen of the exhibit as it passed."""
        return custody.Seen(self.purpose, self.bench, self.seal, weight_kg=self.weight)

    def signed(self) -> custody.Receipt:
        """Return who signed what outside."""
        return custody.Receipt(self.person, self.receipt)


def registering(entered: Entered) -> Verb:
    """Return the verb that gives goods, a sample or a set of photographs a label."""
    what = ExhibitKind(entered.kind)
    return partial(
        containers.register,
        what=what,
        label=entered.label,
        lines=entered.lines if what is ExhibitKind.GOODS else (),
        description=entered.description,
        parent=entered.parent if what is ExhibitKind.SAMPLE else "",
        location=entered.bench,
        weight_kg=entered.weight,
    )


def recording(action: Action, exhibit: Exhibit, entered: Entered, tolerance: Tolerance) -> Verb:
    """Return the verb of an action that takes nobody else's credential."""
    seen = entered.seen()
    match action:
        case Action.ANSWER:
            alarm = exhibit.unanswered[0]
            return partial(
                containers.answer_alarm, entry=alarm.mark.entry, alarm=alarm.kind, reason=entered.reason
            )
        case Action.RECALL:
            return partial(custody.recall, reason=entered.reason)
        case Action.OPEN:
            return partial(
                containers.open_container,
                seal_found=entered.seal,
                purpose=entered.purpose,
                location=entered.bench,
                tolerance=tolerance,
                weight_kg=entered.weight,
            )
        case Action.CLOSE:
            return partial(
                containers.close_container,
                seal=entered.seal,
                location=entered.bench,
                weight_kg=entered.weight,
            )
        case Action.PACK:
            return partial(custody.pack, bag=entered.bag, seen=seen)
        case Action.UNPACK:
            return partial(custody.unpack, seen=seen)
        case Action.PLACE:
            to = Place(PlaceKind(entered.shelf), entered.name)
            return partial(custody.place, to=to, seen=seen, tolerance=tolerance)
        case Action.GIVE:
            return partial(custody.give, receiver=entered.receiver, seen=seen, tolerance=tolerance)
        case Action.HAND_OUT:
            to = Place(PlaceKind(entered.outside), entered.name)
            receipt = entered.signed()
            return partial(custody.hand_out, to=to, receipt=receipt, seen=seen, tolerance=tolerance)
        case Action.COME_BACK:
            return partial(custody.come_back, receipt=entered.signed(), seen=seen, tolerance=tolerance)
        case Action.TAKE:
            return partial(custody.take, seen=seen, tolerance=tolerance)
        case _:
            return partial(custody.take_up, seen=seen, tolerance=tolerance)


def signing(action: Action, entered: Entered, second: str, tolerance: Tolerance) -> Verb:
    """Return the verb of an action that a second officer signs with their own credential."""
    seen = entered.seen()
    if action is Action.HAND_OVER:
        return partial(custody.hand_over, receiver=second, seen=seen, tolerance=tolerance)
    return partial(
        custody.dispose,
        kind=PlaceKind.DESTROYED if action is Action.DESTROY else PlaceKind.RETURNED,
        to=entered.name,
        witness=second,
        receipt=entered.signed() if action is Action.RETURN else None,
        seen=seen,
        tolerance=tolerance,
    )
