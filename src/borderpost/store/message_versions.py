"""What becomes of a declaration by the side of the versions of its message that are held."""

from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final

import msgspec

from borderpost.domain.declaration import Declaration, MessageRef
from borderpost.store.mirror import FIRST_VERSION
from borderpost.store.numbers import message_key

_NO_MESSAGE: Final = MessageRef("", 0, "", datetime(1970, 1, 1, tzinfo=UTC))


class Kept(StrEnum):
    """What became of a declaration that was handed in."""

    NEW = "new"
    AMENDED = "amended"
    SUPERSEDED = "superseded"
    SAME = "same"
    CONFLICT = "conflict"
    EXPIRED = "expired"


def again(held: Declaration, declaration: Declaration) -> Kept:
    """Tell what a version is that is held already: the same once more, or another content."""
    return Kept.SAME if _content(held) == _content(declaration) else Kept.CONFLICT


def _content(declaration: Declaration) -> Declaration:
    """Return what is declared, whichever message said so and whatever was odd about it."""
    return msgspec.structs.replace(declaration, message=_NO_MESSAGE, warnings=())


class KnownVersions:
    """Sorts out versions of messages that have several, one after the other.

    `filed` tells the weeks of a message's versions but the first; `located` finds a version and its week,
    given one to begin with, and `here` one that may lie in a week though nobody knows: where the mirror was
    lost. What is new, amended or superseded has to be added. In `noted` stand message, version and week of
    what is no first version, and in `joined` by weeks the keys of the versions held that get others beside
    them.
    """

    def __init__(
        self,
        *,
        filed: Callable[[str], dict[int, str]],
        located: Callable[[MessageRef, int, str], tuple[Declaration, str] | None],
        here: Callable[[MessageRef, str], Declaration | None],
    ) -> None:
        self.noted: list[tuple[str, int, str]] = []
        self.joined: dict[str, list[int]] = {}
        self._filed = filed
        self._located = located
        self._here = here
        self._held: dict[str, dict[int, Declaration]] = {}
        self._places: dict[str, list[tuple[str, int]]] = {}

    def take(self, declaration: Declaration, week: str) -> Kept:
        """Tell what becomes of a declaration that belongs to a week."""
        message = declaration.message
        held = self._versions(message, week)
        if message.version not in held and (unknown := self._here(message, week)) is not None:
            held[message.version] = unknown
            self._places.setdefault(message.id, []).append((week, message_key(message.id, message.version)))
            if message.version != FIRST_VERSION:
                self.noted.append((message.id, message.version, week))
        if message.version in held:
            return again(held[message.version], declaration)
        kept = Kept.NEW if not held else Kept.AMENDED if message.version > max(held) else Kept.SUPERSEDED
        for week_of_other, key in self._places.pop(message.id, ()):
            self.joined.setdefault(week_of_other, []).append(key)
        held[message.version] = declaration
        if message.version != FIRST_VERSION:
            self.noted.append((message.id, message.version, week))
        return kept

    def is_held_elsewhere(self, declaration: Declaration, week: str) -> bool:
        """Tell whether a first version that belongs to a week is held in another one."""
        found = self._located(declaration.message, FIRST_VERSION, week)
        return found is not None and found[1] != week

    def _versions(self, message: MessageRef, week: str) -> dict[int, Declaration]:
        held = self._held.get(message.id)
        if held is None:
            held = self._held[message.id] = {}
            for version, filed in {FIRST_VERSION: week, **self._filed(message.id)}.items():
                found = self._located(message, version, filed)
                if found is not None:
                    held[version], place = found
                    self._places.setdefault(message.id, []).append((place, message_key(message.id, version)))
        return held
