"""All the profiles of a site at one time, made ready to judge, and known by one digest."""

import gc
import hashlib
import json
from collections.abc import Iterator
from functools import cached_property

from borderpost.domain.risk.anchors import anchors_of
from borderpost.domain.risk.judging import Judge, compile_condition
from borderpost.domain.risk.matchers import Matchers
from borderpost.domain.risk.profile import Profile, WordList, list_to_plain, profile_to_plain
from borderpost.domain.risk.profile_index import ProfileIndex


class ProfileSet:
    """Profiles and the word lists that they refer to; it never changes.

    Made by `profile_set_of`, which leaves out what does not fit together.
    """

    def __init__(self, profiles: tuple[Profile, ...] = (), lists: tuple[WordList, ...] = ()) -> None:
        self.profiles = tuple(sorted(profiles, key=lambda profile: profile.id))
        self.lists = tuple(sorted(lists, key=lambda word_list: word_list.id))

    def __iter__(self) -> Iterator[Profile]:
        return iter(self.profiles)

    def __len__(self) -> int:
        return len(self.profiles)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ProfileSet) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)

    @cached_property
    def digest(self) -> str:
        """The SHA-256 (hex) of every profile and list, as they judge."""
        plain = {
            "profiles": [profile_to_plain(profile) for profile in self.profiles],
            "lists": [list_to_plain(word_list) for word_list in self.lists],
        }
        text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

    @cached_property
    def _matchers(self) -> Matchers:
        return Matchers({word_list.id: word_list.entries for word_list in self.lists})

    @cached_property
    def judges(self) -> tuple[Judge, ...]:
        """The judges of all profiles, in their order."""
        return tuple(compile_condition(profile.condition, self._matchers) for profile in self.profiles)

    @cached_property
    def index(self) -> ProfileIndex:
        """The index that finds the profiles that can hold for a declaration, by their position."""
        anchors = [anchors_of(profile.condition, self._matchers) for profile in self.profiles]
        return ProfileIndex(anchors, self._matchers)

    @cached_property
    def by_version(self) -> dict[tuple[str, int], Profile]:
        """The profiles by id and version."""
        return {(profile.id, profile.version): profile for profile in self.profiles}

    def make_ready(self) -> None:
        """Compile all profiles now, and not when the first declaration comes."""
        # All that is made here stays: looking through it for rubbish took nine tenths of the time.
        collecting = gc.isenabled()
        gc.disable()
        try:
            _ = self.judges, self.index, self.digest
        finally:
            if collecting:
                gc.enable()
