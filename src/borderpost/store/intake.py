"""Takes declarations into the files of their weeks: each version of a message once, whatever is fed twice."""

import contextlib
from collections.abc import Sequence
from datetime import date
from functools import partial
from types import TracebackType
from typing import Final, Self

from borderpost.domain.declaration import Declaration, MessageRef
from borderpost.store import mirror
from borderpost.store.engine import connect, immediate
from borderpost.store.files import sync_folder
from borderpost.store.folder import SiteFolder, week_name
from borderpost.store.lock import FolderLock
from borderpost.store.message_versions import Kept, KnownVersions, again
from borderpost.store.mirror import FIRST_VERSION, message_number
from borderpost.store.mirror_schema import migrate_mirror
from borderpost.store.numbers import message_key
from borderpost.store.week_schema import migrate_week
from borderpost.store.week_writer import WeekWriter, keys_of
from borderpost.store.weeks import search_order, week_of

_PATIENCE: Final = 600.0
"""Seconds that another program that takes declarations in may need: it is let finish its file."""


class Intake:
    """A folder's declarations, open for taking more in; one program at a time. The vault is open."""

    def __init__(self, folder: SiteFolder, *, today: date, patience: float = _PATIENCE) -> None:
        folder.declarations.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder = folder
        self._today = today
        self._weeks: dict[str, WeekWriter] = {}
        self._names = folder.weeks()
        self._lock = FolderLock(folder.importing, patience=patience)
        try:
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
        for week in self._weeks.values():
            week.close()
        self._weeks.clear()
        self.mirror.close()
        self._lock.release()

    def keep(self, declarations: Sequence[Declaration]) -> list[Kept]:
        """Take a batch in, durably; return what became of each.

        A higher version becomes what counts, and the lower ones stay as its history; the same version once
        more changes nothing, and one with the same number but other content is not believed.
        """
        outcome: list[Kept | None] = [None] * len(declarations)
        simple: dict[str, list[int]] = {}
        amending = {one.message.id for one in declarations if one.message.version != FIRST_VERSION}
        with_history: list[int] = []
        for place, declaration in enumerate(declarations):
            message = declaration.message
            if message.id in amending or (self._amended and message_number(message.id) in self._amended):
                with_history.append(place)
            else:
                simple.setdefault(self._week_of(message), []).append(place)
        for name, places in simple.items():
            batch = [declarations[place] for place in places]
            for place, kept in zip(places, self._keep_simple(name, batch), strict=True):
                outcome[place] = kept
        if with_history:
            batch = [declarations[place] for place in with_history]
            for place, kept in zip(with_history, self._keep_with_history(batch), strict=True):
                outcome[place] = kept
        return [kept for kept in outcome if kept is not None]

    def _keep_simple(self, name: str, batch: Sequence[Declaration]) -> list[Kept]:
        """Keep first versions of messages that have no others, all of one week."""
        week = self._week(name)
        keys = keys_of(batch)
        with immediate(week.conn):
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

    def _keep_with_history(self, batch: Sequence[Declaration]) -> list[Kept]:
        """Keep versions of messages that have several."""
        messages = KnownVersions(filed=partial(mirror.versions_of, self.mirror), located=self._located)
        outcome = [messages.take(declaration, self._week_of(declaration.message)) for declaration in batch]
        # What is noted and then not kept does no harm; what is kept and not noted would not be found.
        with immediate(self.mirror):
            for message, version, name in messages.noted:
                mirror.note_version(self.mirror, message, version, name)
        self._amended.update(message_number(declaration.message.id) for declaration in batch)
        for name, fresh in messages.fresh.items():
            week = self._week(name)
            with immediate(week.conn):
                week.add(fresh, keys_of(fresh), new_messages=messages.begun[name])
        return outcome

    def _located(self, message: MessageRef, version: int, week: str) -> Declaration | None:
        """Return a version of a message, in whatever week it was filed: what amends comes soon after."""
        key = message_key(message.id, version)
        for name in search_order(self._names, week):
            found = self._week(name).by_message(key)
            if found is not None and (found.message.id, found.message.version) == (message.id, version):
                return found
        return None

    def _week_of(self, message: MessageRef) -> str:
        return week_of(message.received_at.date(), self._today)

    def _week(self, name: str) -> WeekWriter:
        week = self._weeks.get(name)
        if week is None:
            if name not in self._names:
                self._make(name)
            week = self._weeks[name] = WeekWriter(name, self._folder.connect_week(name))
        return week

    def _make(self, name: str) -> None:
        """Make a week's file under another name first: whoever meets one finds all of its tables."""
        path = self._folder.week_file(name)
        new = path.with_name(f".new-{path.name}")
        for left in path.parent.glob(f"{new.name}*"):
            left.unlink()
        key = self._folder.keys().key_of(week_name(name))
        with contextlib.closing(connect(new, durable=True, key=key)) as conn:
            migrate_week(conn)
        new.rename(path)
        sync_folder(path.parent)
        self._names = self._folder.weeks()
