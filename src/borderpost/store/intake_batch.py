"""One batch of declarations on its way into the files of their weeks: durable when it ends, or not at all."""

import contextlib
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager

from borderpost.domain.declaration import Declaration, MessageRef
from borderpost.store import mirror
from borderpost.store.engine import Connection, DatabaseError, immediate
from borderpost.store.message_versions import Kept, KnownVersions, again
from borderpost.store.mirror import FIRST_VERSION
from borderpost.store.numbers import message_key, message_number
from borderpost.store.week_writer import WeekWriter

NO_WEEK = ""
"""Where a declaration is filed that arrived before the first day that is kept."""

Telling = Callable[[str], AbstractContextManager[None]]
"""Tells of what shows that a week's file is not what was written."""


class Batch:
    """Declarations that are kept together, handed in piece by piece, so that few of them are in memory.

    `week_of` names the week of a message, `opened` opens its file, `several` holds the numbers of messages
    of which there are versions other than the first. What becomes of these `messages` tells; all others go
    the short way. Before and after a week is made durable `mark` is called.
    """

    def __init__(
        self,
        *,
        mirror_connection: Connection,
        messages: KnownVersions,
        several: set[int],
        week_of: Callable[[MessageRef], str],
        opened: Callable[[str], WeekWriter],
        telling: Telling,
        mark: Callable[[], None],
    ) -> None:
        self._mirror = mirror_connection
        self._messages = messages
        self._several = several
        self._week_of = week_of
        self._opened = opened
        self._telling = telling
        self._mark = mark
        self._changed: dict[str, WeekWriter] = {}

    def keep(self, declarations: Sequence[Declaration]) -> list[Kept]:
        """Take some more in; return what became of each."""
        outcome: list[Kept] = [Kept.EXPIRED] * len(declarations)
        numbers = [message_number(one.message.id) for one in declarations]
        several, week_of = self._several, self._week_of
        for number, one in zip(numbers, declarations, strict=True):
            if one.message.version != FIRST_VERSION:
                several.add(number)
        simple: dict[str, list[int]] = {}
        for place, (number, one) in enumerate(zip(numbers, declarations, strict=True)):
            week = week_of(one.message)
            if week == NO_WEEK:
                continue
            if number in several:
                outcome[place] = self._messages.take(one, week)
                continue
            places = simple.get(week)
            if places is None:
                places = simple[week] = []
            places.append(place)
        for week, places in simple.items():
            batch = [declarations[place] for place in places]
            # The key of a first version is its message's number.
            kept_simple = self._keep_simple(week, [numbers[place] for place in places], batch)
            for place, kept in zip(places, kept_simple, strict=True):
                outcome[place] = kept
        return outcome

    def end(self) -> None:
        """Make all of it durable, week by week."""
        messages = self._messages
        # What is noted and then not kept does no harm; what is kept and not noted would not be found.
        if messages.noted:
            with immediate(self._mirror):
                for message, version, name in messages.noted:
                    mirror.note_version(self._mirror, message, version, name)
        for name, joined in messages.joined.items():
            with self._telling(name):
                self._changing(name).mark_amended(joined)
        for name, fresh in messages.fresh.items():
            with self._telling(name):
                keys = [message_key(one.message.id, one.message.version) for one in fresh]
                self._changing(name).add(fresh, keys, new_messages=messages.begun[name], amended=True)
        for name, week in list(self._changed.items()):
            with self._telling(name):
                week.complete()
                self._mark()
                week.commit()
            self._mark()
            del self._changed[name]

    def give_up(self) -> None:
        """Leave every week as it was that has not been made durable."""
        for week in self._changed.values():
            with contextlib.suppress(DatabaseError):
                week.give_up()
        self._changed.clear()

    def _keep_simple(self, name: str, keys: list[int], batch: Sequence[Declaration]) -> list[Kept]:
        """Keep first versions of messages that have no others, all of one week."""
        with self._telling(name):
            week = self._changing(name)
            known = week.known(keys)
            fresh: dict[int, Declaration] = {}
            outcome: list[Kept] = []
            for key, declaration in zip(keys, batch, strict=True):
                if key in known:
                    held = week.by_message(key)
                elif (held := fresh.get(key)) is None:
                    fresh[key] = declaration
                outcome.append(Kept.NEW if held is None else again(held, declaration))
            week.add(list(fresh.values()), list(fresh), new_messages=len(fresh))
        return outcome

    def _changing(self, name: str) -> WeekWriter:
        week = self._changed.get(name)
        if week is None:
            week = self._opened(name)
            week.begin()
            self._changed[name] = week
        return week
