"""The declarations of a site as they are read: by number and by words, over all weeks, the newest first."""

import os
from collections.abc import Callable, Iterator
from functools import partial
from typing import Final, TypeVar

from borderpost.domain.declaration import Declaration
from borderpost.domain.item_key import item_key
from borderpost.store import mirror
from borderpost.store.compact import Damaged
from borderpost.store.engine import Connection, DatabaseError, OperationalError, is_unreachable
from borderpost.store.folder import NoKey, SiteFolder, week_name
from borderpost.store.mirror import FIRST_VERSION
from borderpost.store.numbers import message_key, number_key, number_range
from borderpost.store.quarantine import mark_damaged
from borderpost.store.search_text import TEXT_LIMIT, question_of
from borderpost.store.set_aside import SetAside, file_number
from borderpost.store.still_said import StillSaid
from borderpost.store.troubles import trouble_of
from borderpost.store.week_file import Tally, WeekFile
from borderpost.store.week_filter import Filters, NumberFilter, read_filter, spread
from borderpost.store.word_question import in_words
from borderpost.store.word_rows import WordRows
from borderpost.work.ports import FoundItem, Held
from borderpost.work.troubles import Trouble

T = TypeVar("T")

_OPCODES_BETWEEN_QUESTIONS: Final = 500
_NUMBER_FROM: Final = 3
"""Letters from which on a number is looked for by its beginning: two begin the numbers of half a year."""
_GOODS_SHOWN: Final = 4
"""Kinds of goods that a line of a list has room for."""


class Declarations:
    """All weeks of a folder, open for reading; belongs to the thread that made it.

    Files that come and go are noticed. One that cannot be read, or in which a page fails, is set aside for
    this session, and the others answer; `aside` is shared by all who read the folder in this program.
    """

    def __init__(
        self,
        folder: SiteFolder,
        mirror_connection: Connection,
        aside: SetAside | None = None,
        filters: Filters | None = None,
    ) -> None:
        self._folder = folder
        self._path = os.fspath(folder.declarations)
        self._mirror = mirror_connection
        self._weeks: list[WeekFile] = []
        self._sieve: list[tuple[WeekFile, bytes, int]] = []
        self._files: dict[str, int] = {}
        self._seen = self._changes = self._filtered = -1
        self._filters = filters if filters is not None else Filters()
        self._aside = aside if aside is not None else SetAside()
        self._said = StillSaid()

    def close(self) -> None:
        """Close the files."""
        for week in self._weeks:
            week.close()
        self._weeks, self._sieve = [], []
        self._seen = -1
        self._said.close()

    @property
    def broken(self) -> dict[str, str]:
        """The weeks that cannot be read, with what was said of each."""
        return self._aside.reasons()

    def missing(self) -> tuple[str, ...]:
        """Return the weeks of which declarations may be missing until they are fed again, oldest first.

        Those are the weeks that cannot be read, and those that were set aside and do not hold as many
        declarations again as they did.
        """
        short = {week for week, items in mirror.weeks_aside(self._mirror) if not self._made_good(week, items)}
        # one without a key is being erased, or was lost with the vault
        broken = {week for week in self._aside.reasons() if self._folder.keys().has_key(week_name(week))}
        return tuple(sorted(short | broken))

    def weeks(self) -> list[WeekFile]:
        """Return the weeks that can be read, newest first."""
        try:
            seen = os.stat(self._path).st_mtime_ns  # noqa: PTH116 - made once
        except FileNotFoundError:
            self.close()
            return []
        if seen != self._seen:
            self._look_again()
            self._seen = seen
        elif self._aside.changes != self._changes:
            self._look_again()
        elif self._filters.changes != self._filtered:
            self._take_filters()
        return self._weeks

    def find(self, identifier: str) -> tuple[Held, ...]:
        """Return what is declared under a number or an alternate of it: the newest version of each message,
        newest item first."""
        wanted = item_key(identifier)
        found = self._filed_under(wanted)
        if len(found) == 1 and not found[0][1]:
            return (Held(found[0][0], 1),)
        return self._sorted_out(found, wanted)

    def renumbered(self, identifier: str) -> tuple[str, ...]:
        """Return the numbers that declarations bear by now of which an earlier version bears this one."""
        wanted = item_key(identifier)
        bearing = {one.message.id: one for one, amended in self._filed_under(wanted) if amended}
        newest = map(self._newest_of, bearing.values())
        return tuple(dict.fromkeys(item_key(one.item_id) for one in newest if not _bears(one, wanted)))

    def _filed_under(self, wanted: str) -> list[tuple[Declaration, bool]]:
        """Return the versions of declarations that bear a number, newest week first, each with whether there
        are others of its message."""
        key = number_key(wanted)
        one_place, other_place = spread(key)
        found: list[tuple[Declaration, bool]] = []
        self.weeks()
        for week, bits, shift in self._sieve:
            # By hand, since this is what a scan does most often: a week whose filter says no is not asked.
            if bits:
                place = one_place >> shift
                if not bits[place >> 3] >> (place & 7) & 1:
                    continue
                place = other_place >> shift
                if not bits[place >> 3] >> (place & 7) & 1:
                    continue
            try:
                numbered = week.by_number(key)
            except (DatabaseError, Damaged) as error:
                self._set_aside(week, error)
                continue
            found += [one for one in numbered if _bears(one[0], wanted)]
        return found

    def _sorted_out(self, found: list[tuple[Declaration, bool]], wanted: str) -> tuple[Held, ...]:
        """Return of versions of several messages the newest of each, newest item first."""
        messages: dict[str, list[Declaration]] = {}
        for declaration, _ in found:
            messages.setdefault(declaration.message.id, []).append(declaration)
        amended = {declaration.message.id for declaration, has_others in found if has_others}
        held = (
            self._newest(message, versions, wanted)
            if message in amended or len(versions) > 1
            else Held(versions[0], 1)
            for message, versions in messages.items()
        )
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
        them those whose number is, or as one of S10 begins, as typed; nothing once `cancelled` says so.

        An item is shown once, as its newest version declares it, with a mark where only an earlier one says
        what was typed.
        """
        found: dict[tuple[str, str], FoundItem] = {}
        try:
            for item in self._matching(untrusted_text, limit, cancelled):
                key = (item_key(item.item_id), item.item_date)
                if key not in found or found[key].amended_since:
                    found[key] = item
                if len(found) == limit or cancelled():
                    break
        except OperationalError:
            if cancelled():
                return []
            raise
        return [] if cancelled() else list(found.values())

    def tally(self) -> Tally:
        """Return what all weeks hold together."""
        none = Tally(0, 0, "")
        tallies = [self._read(week, WeekFile.tally, none) for week in self.weeks()]
        return Tally(
            sum(one.items for one in tallies),
            sum(one.messages for one in tallies),
            max((one.newest for one in tallies), default=""),
        )

    def _matching(
        self, untrusted_text: str, limit: int, cancelled: Callable[[], bool]
    ) -> Iterator[FoundItem]:
        number = item_key(untrusted_text[:TEXT_LIMIT])
        for held in self.find(number) if number else ():
            yield found_item(held.declaration)
        between = number_range(number) if len(number) >= _NUMBER_FROM else None
        if between is not None:
            for week in self.weeks():
                for declaration, has_others in self._each(week, week.rows_numbered(*between, limit)):
                    newest = self._newest_of(declaration) if has_others else declaration
                    yield found_item(newest, amended=not item_key(newest.item_id).startswith(number))
        question = question_of(untrusted_text)
        if question is None:
            return
        match, rows = in_words(question), WordRows(question, self._said, cancelled, limit)
        told: set[str] = set()
        for week in self.weeks():
            week.conn.set_progress_handler(cancelled, _OPCODES_BETWEEN_QUESTIONS)
            try:
                for declaration, has_others in self._each(week, rows.of(week)):
                    if not has_others:
                        yield found_item(declaration)
                    elif declaration.message.id not in told:
                        newest = self._newest_of(declaration)
                        said = newest is declaration or self._said.says(newest, match)
                        if said:
                            told.add(declaration.message.id)
                        yield found_item(newest, amended=not said)
            finally:
                if week in self._weeks:
                    week.conn.set_progress_handler(None, 0)

    def _newest_of(self, declaration: Declaration) -> Declaration:
        """Return the newest version of what a declaration is a version of, as far as it can be read."""
        message = declaration.message
        noted = mirror.versions_of(self._mirror, message.id)
        newest = max((FIRST_VERSION, *noted))
        if newest <= message.version:
            return declaration
        return self._version(message.id, newest, noted.get(newest, "")) or declaration

    def _each(self, week: WeekFile, rows: Iterator[int]) -> Iterator[tuple[Declaration, bool]]:
        """Yield the declarations of rows, each with whether there are other versions of its message, as far
        as the week can be read."""
        try:
            yield from week.each_told(rows)
        except (DatabaseError, Damaged) as error:
            self._set_aside(week, error)

    def _read(self, week: WeekFile, job: Callable[[WeekFile], T], otherwise: T) -> T:
        """Return what a week answers; a week in which a page fails is set aside."""
        try:
            return job(week)
        except (DatabaseError, Damaged) as error:
            self._set_aside(week, error)
            return otherwise

    def _set_aside(self, week: WeekFile, error: DatabaseError | Damaged) -> None:
        if not is_damage(error):
            raise error
        file = self._files[week.week]
        # one that was erased or replaced while it was read is not damaged
        if file_number(self._folder.week_file(week.week)) == file:
            self._aside.put(week.week, file, str(error))
            mark_damaged(self._folder, week.week, str(error))
        self._weeks = [other for other in self._weeks if other is not week]
        self._sieve = [other for other in self._sieve if other[0] is not week]
        del self._files[week.week]
        # after a page that failed the engine refuses every other one, too
        week.close()

    def _made_good(self, week: str, items: int) -> bool:
        held = next((one for one in self.weeks() if one.week == week), None)
        tally = Tally(0, 0, "")
        return held is not None and self._read(held, WeekFile.tally, tally).items >= max(1, items)

    def _newest(self, message: str, found: list[Declaration], wanted: str) -> Held | None:
        """Return the version of a message that counts; None where that bears another number by now."""
        others = mirror.versions_of(self._mirror, message)
        # of one version that arrived in two weeks the first counts: another content is not believed
        known = {one.message.version: one for one in found}
        for version in (FIRST_VERSION, *others):
            if version not in known and (other := self._version(message, version)) is not None:
                known[version] = other
        newest = known[max(known)]
        return Held(newest, len(known)) if _bears(newest, wanted) else None

    def _version(self, message: str, version: int, noted: str = "") -> Declaration | None:
        """Return a version of a message, of the week where it is noted or else the first that has it."""
        key = message_key(message, version)
        oldest_first = self.weeks()[::-1]
        for week in sorted(oldest_first, key=lambda one: one.week != noted):
            found = self._read(week, lambda one: one.by_message(key), None)
            if found is not None and (found.message.id, found.message.version) == (message, version):
                return found
        return None

    def _look_again(self) -> None:
        self._changes = self._aside.changes
        there = {name: file_number(self._folder.week_file(name)) for name in self._folder.weeks()}
        self._aside.keep(list(there))
        known: dict[str, WeekFile] = {}
        for week in self._weeks:
            name = week.week
            if self._is_as_opened(name, there.get(name)):
                known[name] = week
            else:
                week.close()
        self._weeks, self._files = [], {}
        for name, file in there.items():
            if self._aside.holds(name, file):
                continue
            opened = known.get(name) or self._opened(name, file)
            if opened is not None:
                self._weeks.append(opened)
                self._files[name] = file
        self._take_filters()

    def read_filters(self) -> None:
        """Read what spares the asking of weeks in which a number is not, for all who share the filters."""
        for week in self.weeks():
            items = self._read(week, WeekFile.tally, Tally(0, 0, "")).items
            if self._filters.of(week.week, items) is None:
                found = self._read(week, partial(_filter_of, items=items), None)
                if found is not None:
                    self._filters.put(week.week, found)

    def _take_filters(self) -> None:
        """Take the filters that fit what the weeks hold now; a week that has grown is asked itself."""
        self._filtered = self._filters.changes
        sieve: list[tuple[WeekFile, bytes, int]] = []
        for week in list(self._weeks):
            items = self._read(week, WeekFile.tally, Tally(0, 0, "")).items
            found = self._filters.of(week.week, items)
            sieve.append((week, b"", 0) if found is None else (week, found.bits, found.shift))
        self._sieve = sieve

    def _is_as_opened(self, name: str, file: int | None) -> bool:
        """Tell whether the file of a week is still the one that was opened, with a key."""
        if file is None or self._files.get(name) != file or self._aside.holds(name, file):
            return False
        return self._folder.keys().has_key(week_name(name))

    def _opened(self, name: str, file: int) -> WeekFile | None:
        conn: Connection | None = None
        try:
            conn = self._folder.connect_week(name, readonly=True)
            week = WeekFile(name, conn)
            week.tally()
        except (DatabaseError, NoKey) as error:
            if conn is not None:
                conn.close()
            if isinstance(error, DatabaseError) and is_unreachable(error):
                if file_number(self._folder.week_file(name)) != file:
                    return None
                raise
            self._aside.put(name, file, str(error))
            if not isinstance(error, NoKey):
                mark_damaged(self._folder, name, str(error))
            return None
        self._aside.drop(name)
        return week


def _filter_of(week: WeekFile, items: int) -> NumberFilter | None:
    return read_filter(week.conn, items)


def is_damage(error: BaseException) -> bool:
    """Tell whether an error says that what was to be read is not there as it was written."""
    return isinstance(error, Damaged) or trouble_of(error) in (Trouble.DAMAGED, Trouble.FAILING)


def _bears(declaration: Declaration, wanted: str) -> bool:
    if declaration.item_id == wanted or item_key(declaration.item_id) == wanted:
        return True
    return any(item_key(number) == wanted for number in declaration.alternate_ids)


def found_item(declaration: Declaration, *, amended: bool = False) -> FoundItem:
    """Return a declaration as the line of a list."""
    return FoundItem(
        item_id=declaration.item_id,
        item_date=declaration.item_date.isoformat(),
        arrived_at=declaration.message.received_at,
        origin=declaration.sender.country,
        sender=declaration.sender.display_name,
        addressee=declaration.addressee.display_name,
        goods="; ".join(line.description for line in declaration.lines[:_GOODS_SHOWN]),
        amended_since=amended,
    )
