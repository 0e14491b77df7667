"""One batch of declarations on its way into the files of their weeks: durable when it ends, or not at all."""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from operator import itemgetter
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

_TRIED: Final = 4
"""Rows of each piece that are looked for in other weeks: to look for all of them would take as long again as
taking them in, and what comes twice comes as a whole feed."""

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

    def keep(self, declarations: Sequence[Declaration]) -> list[Kept]:
        """Take some more in; return what became of each."""
        outcome: list[Kept] = [Kept.EXPIRED] * len(declarations)
        numbers = [message_number(one.message.id) for one in declarations]
        several, week_of = self._several, self._week_of
        for number, one in zip(numbers, declarations, strict=True):
            if one.message.version != FIRST_VERSION:
                several.add(number)
        sent_again = self._are_sent_again(numbers, declarations)
        simple: dict[str, list[int]] = {}
        adding: dict[str, list[Adding]] = {}
        for place, (number, one) in enumerate(zip(numbers, declarations, strict=True)):
            week = week_of(one.message)
            if week == NO_WEEK:
                continue
            if sent_again or number in several:
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
            fresh = adding.setdefault(week, [])
            had_history = bool(fresh)
            # The key of a first version is its message's number.
            for place, kept in self._simple(week, places, numbers, declarations):
                outcome[place] = kept
                if kept is Kept.NEW:
                    fresh.append((place, numbers[place], declarations[place], True, False))
            if had_history:
                fresh.sort(key=itemgetter(0))
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

    def _are_sent_again(self, numbers: Sequence[int], declarations: Sequence[Declaration]) -> bool:
        """Tell whether first versions come that are held in other weeks, by some of them.

        A feed whose form has no moment of arrival bears that of its file: copied and fed again, it arrives in
        another week.
        """
        step = max(1, len(declarations) // _TRIED)
        return any(
            self._messages.is_held_elsewhere(one, week)
            for number, one in zip(numbers[::step], declarations[::step], strict=True)
            if number not in self._several and (week := self._week_of(one.message)) != NO_WEEK
        )

    def _simple(
        self, name: str, places: list[int], numbers: list[int], declarations: Sequence[Declaration]
    ) -> Iterator[tuple[int, Kept]]:
        """Yield what becomes of first versions of messages that have no others, all of one week."""
        with self._telling(name):
            week = self._changing(name)
            known = week.known([numbers[place] for place in places])
            fresh: dict[int, Declaration] = {}
            for place in places:
                key, declaration = numbers[place], declarations[place]
                if key in known:
                    held = week.by_message(key)
                elif (held := fresh.get(key)) is None:
                    fresh[key] = declaration
                yield place, Kept.NEW if held is None else again(held, declaration)

    def _changing(self, name: str) -> WeekWriter:
        week = self._changed.get(name)
        if week is None:
            week = self._opened(name)
            week.begin()
            self._changed[name] = week
        return week
