"""The story of one inspection: its state, every entry about it, and which of them were taken back."""

from collections.abc import Sequence
from dataclasses import dataclass

from borderpost.domain import acts
from borderpost.domain.entry import Entry
from borderpost.domain.inspection import Inspection
from borderpost.domain.officer import Officer
from borderpost.ui.words.names import Names, names_of


@dataclass(frozen=True, slots=True)
class Event:
    """One entry with the act that it holds; `act` is None where this version does not know the act.

    `taken_back` is the correction that says that the entry no longer counts.
    """

    entry: Entry
    act: acts.Act | None
    taken_back: Entry | None = None

    @property
    def counts(self) -> bool:
        """Tell whether nothing took the entry back."""
        return self.taken_back is None


@dataclass(frozen=True, slots=True)
class Story:
    """Everything there is to tell about one inspection, in the order in which it happened."""

    state: Inspection
    events: tuple[Event, ...]
    names: Names


def story_of(state: Inspection, entries: Sequence[Entry], officers: Sequence[Officer]) -> Story:
    """Return the story that the entries tell."""
    read = [(entry, _act(entry)) for entry in entries]
    back = {act.entry: entry for entry, act in read if isinstance(act, acts.EntryCorrected)}
    events = tuple(Event(entry, act, back.get(entry.id)) for entry, act in read)
    return Story(state, events, names_of(officers, entries))


def _act(entry: Entry) -> acts.Act | None:
    try:
        return acts.act_of(entry)
    except acts.UnknownAct:
        return None
