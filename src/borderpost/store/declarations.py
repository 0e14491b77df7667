"""The declarations of a site as they are read: by number and by words, over all weeks, the newest first."""

from collections.abc import Callable, Iterator
from typing import Final

from borderpost.domain.declaration import Declaration
from borderpost.domain.item_key import item_key
from borderpost.store import mirror
from borderpost.store.engine import Connection, DatabaseError, OperationalError, is_unreachable
from borderpost.store.folder import NoKey, SiteFolder
from borderpost.store.mirror import FIRST_VERSION
from borderpost.store.numbers import message_key, number_key, number_range
from borderpost.store.search_text import match_of
from borderpost.store.week_file import Tally, WeekFile
from borderpost.work.ports import FoundItem, Held

_OPCODES_BETWEEN_QUESTIONS: Final = 500
_GOODS_SHOWN: Final = 4
"""Kinds of goods that a line of a list has room for."""


class Declarations:
    """All weeks of a folder, open for reading; belongs to the thread that made it.

    Files that come and go are noticed. `broken` names those that cannot be read and have to be fed again.
    """

    def __init__(self, folder: SiteFolder, mirror_connection: Connection) -> None:
        self._folder = folder
        self._mirror = mirror_connection
        self._weeks: list[WeekFile] = []
        self._seen = -1
        self.broken: dict[str, str] = {}

    def close(self) -> None:
        """Close the files."""
        for week in self._weeks:
            week.close()
        self._weeks = []
        self._seen = -1

    def weeks(self) -> list[WeekFile]:
        """Return the weeks that can be read, newest first."""
        try:
            seen = self._folder.declarations.stat().st_mtime_ns
        except FileNotFoundError:
            self.close()
            return []
        if seen != self._seen:
            self._look_again()
            self._seen = seen
        return self._weeks

    def find(self, identifier: str) -> tuple[Held, ...]:
        """Return what is declared under a number or an alternate of it: the newest version of each message,
        newest item first."""
        wanted = item_key(identifier)
        key = number_key(wanted)
        found: dict[str, list[Declaration]] = {}
        for week in self.weeks():
            for declaration in week.by_number(key):
                if _bears(declaration, wanted):
                    found.setdefault(declaration.message.id, []).append(declaration)
        if not found:
            return ()
        held = (self._newest(message, versions, wanted) for message, versions in found.items())
        counting = [one for one in held if one is not None]
        counting.sort(
            key=lambda one: (one.declaration.item_date, one.declaration.message.received_at), reverse=True
        )
        return tuple(counting)

    def history(self, message_id: str) -> tuple[Declaration, ...]:
        """Return every version of one message, oldest first."""
        versions = {FIRST_VERSION, *mirror.versions_of(self._mirror, message_id)}
        return tuple(
            found for version in sorted(versions) if (found := self._version(message_id, version)) is not None
        )

    def search(self, untrusted_text: str, limit: int, cancelled: Callable[[], bool]) -> list[FoundItem]:
        """Return items in whose declarations every typed word begins a word, newest arrival first, and before
        them those whose S10 number begins as typed; nothing once `cancelled` says so."""
        found: dict[tuple[str, str], FoundItem] = {}
        try:
            for declaration in self._matching(untrusted_text, limit, cancelled):
                item = _found(declaration)
                found.setdefault((item.item_id, item.item_date), item)
                if len(found) == limit:
                    break
        except OperationalError:
            if cancelled():
                return []
            raise
        return [] if cancelled() else list(found.values())

    def tally(self) -> Tally:
        """Return what all weeks hold together."""
        tallies = [week.tally() for week in self.weeks()]
        return Tally(
            sum(one.items for one in tallies),
            sum(one.messages for one in tallies),
            max((one.newest for one in tallies), default=""),
        )

    def _matching(
        self, untrusted_text: str, limit: int, cancelled: Callable[[], bool]
    ) -> Iterator[Declaration]:
        between = number_range(item_key(untrusted_text))
        match = match_of(untrusted_text)
        if between is not None:
            for week in self.weeks():
                for row in week.rows_numbered(*between, limit):
                    yield week.by_row(row)
        if not match:
            return
        for week in self.weeks():
            week.conn.set_progress_handler(cancelled, _OPCODES_BETWEEN_QUESTIONS)
            try:
                for row in week.rows_with_words(match):
                    yield week.by_row(row)
            finally:
                week.conn.set_progress_handler(None, 0)

    def _newest(self, message: str, found: list[Declaration], wanted: str) -> Held | None:
        """Return the version of a message that counts; None where that bears another number by now."""
        others = mirror.versions_of(self._mirror, message)
        if not others and len(found) == 1:
            return Held(found[0], 1)
        known = {one.message.version: one for one in reversed(found)}
        for version in (FIRST_VERSION, *others):
            if version not in known and (other := self._version(message, version)) is not None:
                known[version] = other
        newest = known[max(known)]
        return Held(newest, len(known)) if _bears(newest, wanted) else None

    def _version(self, message: str, version: int) -> Declaration | None:
        key = message_key(message, version)
        for week in reversed(self.weeks()):
            found = week.by_message(key)
            if found is not None and (found.message.id, found.message.version) == (message, version):
                return found
        return None

    def _look_again(self) -> None:
        there = self._folder.weeks()
        for week in self._weeks:
            if week.week not in there:
                week.close()
        known = {week.week: week for week in self._weeks if week.week in there}
        self.broken = {name: why for name, why in self.broken.items() if name in there}
        self._weeks = []
        for name in there:
            opened = known.get(name) or self._opened(name)
            if opened is not None:
                self._weeks.append(opened)

    def _opened(self, name: str) -> WeekFile | None:
        conn: Connection | None = None
        try:
            conn = self._folder.connect_week(name, readonly=True)
            week = WeekFile(name, conn)
            week.tally()
        except (DatabaseError, NoKey) as error:
            if conn is not None:
                conn.close()
            if isinstance(error, DatabaseError) and is_unreachable(error):
                raise
            self.broken[name] = str(error)
            return None
        self.broken.pop(name, None)
        return week


def _bears(declaration: Declaration, wanted: str) -> bool:
    return item_key(declaration.item_id) == wanted or any(
        item_key(number) == wanted for number in declaration.alternate_ids
    )


def _found(declaration: Declaration) -> FoundItem:
    return FoundItem(
        item_id=declaration.item_id,
        item_date=declaration.item_date.isoformat(),
        arrived_at=declaration.message.received_at,
        origin=declaration.sender.country,
        sender=declaration.sender.display_name,
        addressee=declaration.addressee.display_name,
        goods="; ".join(line.description for line in declaration.lines[:_GOODS_SHOWN]),
    )
