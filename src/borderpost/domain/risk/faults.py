"""Collects what is wrong with a profile while it is read, so that its author sees all of it at once."""

import re
import reprlib
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any as Anything

from borderpost.domain.risk.profile import ProfileFault, ProfileProblem

TITLE_LIMIT = 200
TEXT_LIMIT = 4_000
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}").fullmatch
_SHOWN = 80


class Faults:
    """The faults of one profile or list, and readers of its plain values that add to them.

    A reader that finds a fault returns a value of the right type all the same; whoever builds the
    profile looks at `found` at the end.
    """

    def __init__(self, profile: str) -> None:
        self.profile = profile
        self.found: list[ProfileFault] = []

    def add(self, path: str, problem: ProfileProblem, value: object = "") -> None:
        """Note a fault."""
        self.found.append(ProfileFault(self.profile, path, problem, _shown(value)))

    def only(self, untrusted: Mapping[str, Anything], known: frozenset[str]) -> None:
        """Note every key that has no meaning here."""
        for name in untrusted:
            if name not in known:
                self.add(str(name)[:_SHOWN], ProfileProblem.UNKNOWN_KEY)

    def text(self, untrusted: Mapping[str, Anything], name: str, limit: int = TEXT_LIMIT) -> str:
        """Return text that must be there, of at most so many characters."""
        value = untrusted.get(name)
        if value is None:
            self.add(name, ProfileProblem.MISSING)
        elif not isinstance(value, str):
            self.add(name, ProfileProblem.WRONG_TYPE, value)
        elif not value.strip():
            self.add(name, ProfileProblem.EMPTY)
        elif len(value) > limit:
            self.add(name, ProfileProblem.TOO_LONG, str(len(value)))
        else:
            return value.strip()
        return ""

    def identifier(self, untrusted: Mapping[str, Anything]) -> str:
        """Return the `id`: small letters, digits and hyphens, at most 64."""
        value = self.text(untrusted, "id", TITLE_LIMIT)
        if value and not _ID(value):
            self.add("id", ProfileProblem.BAD_ID, value)
        return value

    def version(self, untrusted: Mapping[str, Anything]) -> int:
        """Return the `version`: a whole number from 1."""
        value = untrusted.get("version")
        if value is None:
            self.add("version", ProfileProblem.MISSING)
        elif type(value) is not int or not 1 <= value < 2**31:
            self.add("version", ProfileProblem.WRONG_TYPE, value)
        else:
            return value
        return 1

    def whole(self, untrusted: object, path: str, least: int, most: int) -> int:
        """Return a whole number within bounds."""
        if type(untrusted) is not int:
            self.add(
                path, ProfileProblem.MISSING if untrusted is None else ProfileProblem.WRONG_TYPE, untrusted
            )
        elif not least <= untrusted <= most:
            self.add(path, ProfileProblem.OUT_OF_RANGE, f"{untrusted}: {least} to {most}"[:_SHOWN])
        else:
            return untrusted
        return least

    def day(self, untrusted: Mapping[str, Anything], name: str) -> date:
        """Return a calendar day that must be there, written as a TOML date or as text."""
        value = untrusted.get(name)
        if value is None:
            self.add(name, ProfileProblem.MISSING)
        elif isinstance(value, date) and not isinstance(value, datetime):
            return value
        elif isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            try:
                return date.fromisoformat(value)
            except ValueError:
                self.add(name, ProfileProblem.BAD_DATE, value)
        else:
            self.add(name, ProfileProblem.BAD_DATE, value)
        return date.min


def _shown(value: object) -> str:
    if isinstance(value, str):
        return value[:_SHOWN]
    try:
        return reprlib.repr(value)[:_SHOWN]
    except ValueError:  # Python refuses to spell a number of thousands of digits
        return type(value).__name__
