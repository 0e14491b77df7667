"""All the profiles of a site at one time, made ready to judge, and known by one digest."""

import hashlib
import json
from collections.abc import Iterator
from datetime import date
from functools import cached_property

from borderpost.domain.risk.judging import Judge, compile_condition
from borderpost.domain.risk.profile import Profile, WordList, list_to_plain, profile_to_plain


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
    def _compiled(self) -> tuple[tuple[Profile, Judge], ...]:
        terms = {word_list.id: word_list.entries for word_list in self.lists}
        return tuple((profile, compile_condition(profile.condition, terms)) for profile in self.profiles)

    def judges_on(self, day: date) -> Iterator[tuple[Profile, Judge]]:
        """Yield the profiles in force on a day, each with the judge of its condition."""
        for profile, judge in self._compiled:
            if profile.holds_on(day):
                yield profile, judge
