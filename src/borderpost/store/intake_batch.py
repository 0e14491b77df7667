"""One batch of declarations on its way into the files of their weeks: durable when it ends, or not at all."""

import contextlib
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from operator import attrgetter, itemgetter
from typing import Final

from borderpost.domain.declaration import Declaration, MessageRef
from borderpost.store import mirror
from borderpost.store.engine import Connection, DatabaseError, immediate
from borderpost.store.message_versions import Kept, KnownVersions, again
from borderpost.store.mirror import FIRST_VERSION
from borderpost.store.numbers import message_number, version_key
from borderpost.store.week_writer import Adding, WeekWriter

NO_WEEK = ""
"""Where a declaration is filed that arrived before the first day that is kept."""

_TRIED_FIRST: Final = 4
_TRIED_EACH: Final = 1_000
"""Of so many rows one is looked for in other weeks, and some of the first: to look for all of them would take
as long again as taking them in, and what comes twice comes as a whole feed."""

_ARRIVAL: Final = attrgetter("received_at")
_ADDED: Final = frozenset({Kept.NEW, Kept.AMENDED, Kept.SUPERSEDED})

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
        self._sent_again = self._begun = False
        self._untried = 0

    def keep(self, declarations: Sequence[Declaration]) -> list[Kept]:
        """Take some more in; return what became of each."""
        outcome: list[Kept] = [Kept.EXPIRED] * len(declarations)
        numbers = [message_number(one.message.id) for one in declarations]
        several = self._several
        several.update(
            [
                number
                for number, one in zip(numbers, declarations, strict=True)
                if one.message.version != FIRST_VERSION
            ]
        )
        weeks = self._weeks_of(declarations)
        self._try_other_weeks(numbers, declarations, weeks)
        simple: dict[str, list[int]] = {}
        adding: dict[str, list[Adding]] = {}
        for place, (number, week) in enumerate(zip(numbers, weeks, strict=True)):
            if week == NO_WEEK:
                continue
            if self._sent_again or number in several:
                one = declarations[place]
                kept = outcome[place] = self._messages.take(one, week)
                if kept in _ADDED:
                    key = version_key(number, one.message.version)
                    adding.setdefault(week, []).append((place, key, one, kept is Kept.NEW, number in several))
                continue
            places = simple.get(week)
            if places is None:
                places = simple[week] = []
            places.append(place)
        for week, places in simple.items():
            fresh = self._simple(week, places, numbers, declarations, outcome)
            if week in adding:
                fresh = sorted(adding[week] + fresh, key=itemgetter(0))
            adding[week] = fresh
        for week, fresh in adding.items():
            with self._telling(week):
                self._changing(week).add(fresh)
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

    def _try_other_weeks(
        self, numbers: Sequence[int], declarations: Sequence[Declaration], weeks: Sequence[str]
    ) -> None:
        """Find out, by some of them, whether first versions come that are held in other weeks.

        A feed whose form has no moment of arrival bears that of its file: copied and fed again, it arrives in
        another week.
        """
        count = len(declarations)
        if count <= self._untried:
            self._untried -= count
            return
        # of the first rows several, so that a feed of few is known, too
        step = count if self._begun else max(1, count // _TRIED_FIRST)
        self._untried, self._begun = _TRIED_EACH, True
        self._sent_again = any(
            self._messages.is_held_elsewhere(declarations[place], weeks[place])
            for place in range(0, count, step)
            if numbers[place] not in self._several and weeks[place] != NO_WEEK
        )

    def _weeks_of(self, declarations: Sequence[Declaration]) -> list[str]:
        """Return the week of each."""
        week_of = self._week_of
        messages = [one.message for one in declarations]
        if messages:
            # Weeks follow one another as days do: where both ends are of one week all are.
            first, last = min(messages, key=_ARRIVAL), max(messages, key=_ARRIVAL)
            week = week_of(first)
            if week == week_of(last):
                return [week] * len(messages)
        return [week_of(message) for message in messages]

    def _simple(
        self,
        name: str,
        places: list[int],
        numbers: list[int],
        declarations: Sequence[Declaration],
        outcome: list[Kept],
    ) -> list[Adding]:
        """Return what is new of first versions of messages that have no others, all of one week."""
        with self._telling(name):
            week = self._changing(name)
            keys = [numbers[place] for place in places]
            known = week.known(keys)
            held: dict[int, Declaration] = {}
            fresh: list[Adding] = []
            for place, key in zip(places, keys, strict=True):
                declaration = declarations[place]
                before = week.by_message(key) if key in known else held.get(key)
                if before is None:
                    outcome[place] = Kept.NEW
                    held[key] = declaration
                    # The key of a first version is its message's number.
                    fresh.append((place, key, declaration, True, False))
                else:
                    outcome[place] = again(before, declaration)
            return fresh

    def _changing(self, name: str) -> WeekWriter:
        week = self._changed.get(name)
        if week is None:
            week = self._opened(name)
            week.begin()
            self._changed[name] = week
        return week
