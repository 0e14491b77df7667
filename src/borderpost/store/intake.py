"""Takes declarations into the files of their weeks: each version of a message once, whatever is fed twice."""

import contextlib
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from types import TracebackType
from typing import Final, Self

from borderpost.domain.declaration import Declaration, MessageRef
from borderpost.store import mirror
from borderpost.store.compact import Damaged
from borderpost.store.engine import DatabaseError, connect, immediate
from borderpost.store.files import mark_changed, sync_folder
from borderpost.store.folder import SiteFolder, week_name
from borderpost.store.intake_batch import NO_WEEK, Batch
from borderpost.store.lock import FolderLock
from borderpost.store.message_versions import Kept, KnownVersions
from borderpost.store.mirror_schema import migrate_mirror
from borderpost.store.numbers import message_key
from borderpost.store.quarantine import set_marked_aside
from borderpost.store.troubles import trouble_of
from borderpost.store.week_filter import write_filter
from borderpost.store.week_schema import migrate_week
from borderpost.store.week_writer import WeekWriter
from borderpost.store.weeks import first_day_kept, search_order, week_of
from borderpost.work.troubles import Trouble

_PATIENCE: Final = 600.0
"""Seconds that another program that takes declarations in may need: it is let finish its file."""


class DamagedWeek(DatabaseError):
    """A week's file turned out to be damaged: it has to be set aside, and what is fed to be read anew."""

    def __init__(self, week: str, why: str) -> None:
        super().__init__(f"the declarations of {week} are damaged: {why}")
        self.week = week


class Intake:
    """A folder's declarations, open for taking more in; one program at a time. The vault is open.

    With `keep_days`, what arrived in a week whose time is over is not taken in any more. Weeks that were
    found damaged are set aside first; `set_aside` names them.
    """

    def __init__(
        self,
        folder: SiteFolder,
        *,
        today: date,
        keep_days: int | None = None,
        patience: float = _PATIENCE,
    ) -> None:
        folder.declarations.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder = folder
        self._today = today
        self._first = first_day_kept(keep_days, today) if keep_days is not None else date.min
        self._weeks: dict[str, WeekWriter] = {}
        self._days: dict[date, str] = {}
        self._orders: dict[str, list[str]] = {}
        self._lock = FolderLock(folder.importing, patience=patience)
        try:
            self.set_aside = set_marked_aside(folder)
            self._names = folder.weeks()
            self.mirror = folder.connect_mirror(durable=True)
            try:
                migrate_mirror(self.mirror)
                self._amended = mirror.amended_messages(self.mirror)
            except BaseException:
                self.mirror.close()
                raise
        except BaseException:
            self._lock.release()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the files, and let the next program in."""
        with contextlib.suppress(DatabaseError), immediate(self.mirror):
            for week in self._weeks.values():
                mirror.note_week(self.mirror, week.week, week.tally().items)
        for week in self._weeks.values():
            week.close()
        self._weeks.clear()
        self.mirror.close()
        self._lock.release()

    @property
    def newest_day(self) -> date:
        """The newest day of arrival (UTC) that was told, be it in the future; the first of all for none."""
        return max(self._days, default=date.min)

    def finish(self) -> None:
        """Make what spares look-ups the asking of weeks; to be called when a feed has come to its end."""
        for name, week in self._weeks.items():
            with _telling_damage(name), self._changing(week):
                write_filter(week.conn)

    def keep(self, declarations: Sequence[Declaration]) -> list[Kept]:
        """Take a batch in, durably; return what became of each.

        A higher version becomes what counts, and the lower ones stay as its history; the same version once
        more changes nothing, and one with the same number but other content is not believed. Raise
        DamagedWeek where a week's file is damaged; other weeks may have been kept by then.
        """
        with self.batch() as batch:
            return batch.keep(declarations)

    @contextlib.contextmanager
    def batch(self) -> Iterator[Batch]:
        """Take a batch in piece by piece: it is durable when the context ends. Otherwise as `keep`."""
        filed = partial(mirror.versions_of, self.mirror)
        batch = Batch(
            mirror_connection=self.mirror,
            messages=KnownVersions(filed=filed, located=self._located, here=self._here),
            several=self._amended,
            week_of=self._week_of,
            opened=self._week,
            telling=_telling_damage,
            mark=partial(mark_changed, self._folder.declarations),
        )
        try:
            yield batch
            batch.end()
        except BaseException:
            batch.give_up()
            raise

    @contextlib.contextmanager
    def _changing(self, week: WeekWriter) -> Iterator[WeekWriter]:
        """Change a week in one transaction; whoever reads is shown by the folder's time to look again."""
        mark_changed(self._folder.declarations)
        with immediate(week.conn):
            yield week
        mark_changed(self._folder.declarations)

    def _located(self, message: MessageRef, version: int, week: str) -> tuple[Declaration, str] | None:
        """Return a version of a message, in whatever week it was filed: what amends comes soon after."""
        key = message_key(message.id, version)
        order = self._orders.get(week)
        if order is None:
            order = self._orders[week] = search_order(self._names, week)
        for name in order:
            with _telling_damage(name):
                found = self._week(name).by_message(key)
            if found is not None and (found.message.id, found.message.version) == (message.id, version):
                return found, name
        return None

    def _here(self, message: MessageRef, week: str) -> Declaration | None:
        """Return a version of a message where the week it belongs to holds it."""
        if week not in self._names:
            return None
        with _telling_damage(week):
            found = self._week(week).by_message(message_key(message.id, message.version))
        return found if found is not None and found.message.id == message.id else None

    def _week_of(self, message: MessageRef) -> str:
        day = message.received_at.date()
        week = self._days.get(day)
        if week is None:
            week = self._days[day] = week_of(day, self._today) if day >= self._first else NO_WEEK
        return week

    def _week(self, name: str) -> WeekWriter:
        week = self._weeks.get(name)
        if week is None:
            if name not in self._names:
                self._make(name)
            elif not self._folder.week_file(name).stat().st_size:
                raise DamagedWeek(name, "its file is empty")
            with _telling_damage(name):
                conn = self._folder.connect_week(name)
                try:
                    week = self._weeks[name] = WeekWriter(name, conn)
                except BaseException:
                    conn.close()
                    raise
        return week

    def _make(self, name: str) -> None:
        """Make a week's file under another name first: whoever meets one finds all of its tables."""
        path = self._folder.week_file(name)
        new = path.with_name(f".new-{path.name}")
        for left in path.parent.glob(f"{new.name}*"):
            left.unlink()
        # the key of a file that is gone, or was set aside, is not used again
        self._folder.keys().forget(week_name(name))
        key = self._folder.keys().key_of(week_name(name))
        with contextlib.closing(connect(new, durable=True, key=key)) as conn:
            migrate_week(conn)
        new.rename(path)
        sync_folder(path.parent)
        self._names = self._folder.weeks()
        self._orders.clear()


@contextlib.contextmanager
def _telling_damage(week: str) -> Iterator[None]:
    """Tell of what shows that a week's file is not what was written."""
    try:
        yield
    except (DatabaseError, Damaged) as error:
        if isinstance(error, DatabaseError) and trouble_of(error) is not Trouble.DAMAGED:
            raise
        raise DamagedWeek(week, str(error)) from error
