"""Reads single values of a mapping's TOML and keeps every fault with the path to it."""

import reprlib
from collections.abc import Iterator
from typing import Any

from borderpost.feeds.mapping.faults import MappingFault, MappingProblem
from borderpost.feeds.mapping.paths import BadPath, Path, read_path


class PlainReader:
    """One mapping being read: its tables of codes, whether names are small letters, and its faults so far."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.faults: list[MappingFault] = []
        self.tables: dict[str, dict[str, str]] = {}
        self.fold = False

    def add(self, path: str, problem: MappingProblem, value: object = "") -> None:
        """Note a fault."""
        shown = value if isinstance(value, str) else reprlib.repr(value)
        self.faults.append(MappingFault(self.name, path, problem, shown[:120]))

    def table(self, untrusted: dict[str, Any], name: str, path: str = "") -> dict[str, Any]:
        """Return an inner table; an empty one where there is none."""
        value = untrusted.get(name, {})
        if type(value) is dict:
            return value
        self.add(f"{path}{name}", MappingProblem.WRONG_TYPE, value)
        return {}

    def tables_of(self, untrusted: dict[str, Any], name: str, path: str = "") -> list[dict[str, Any]]:
        """Return an array of tables; a single table counts as an array of one."""
        value = untrusted.get(name, [])
        if type(value) is dict:
            return [value]
        if type(value) is list and all(type(one) is dict for one in value):
            return value
        self.add(f"{path}{name}", MappingProblem.WRONG_TYPE, value)
        return []

    def only(self, untrusted: dict[str, Any], known: frozenset[str], path: str) -> None:
        """Note every key that is not known."""
        for name in untrusted.keys() - known:
            self.add(f"{path}{name}", MappingProblem.UNKNOWN_KEY)

    def text(self, untrusted: dict[str, Any], name: str, path: str, default: str = "") -> str:
        """Return a text."""
        value = untrusted.get(name, default)
        if type(value) is str:
            return value
        self.add(f"{path}{name}", MappingProblem.WRONG_TYPE, value)
        return default

    def texts(self, untrusted: dict[str, Any], name: str, path: str) -> tuple[str, ...]:
        """Return texts; a single one counts as a list of one."""
        value = untrusted.get(name, [])
        if type(value) is str:
            return (value,)
        if type(value) is list and all(type(one) is str for one in value):
            return tuple(value)
        self.add(f"{path}{name}", MappingProblem.WRONG_TYPE, value)
        return ()

    def whole(
        self, untrusted: dict[str, Any], name: str, path: str, least: int, most: int, default: int
    ) -> int:
        """Return a whole number within limits."""
        value = untrusted.get(name, default)
        if type(value) is not int:
            self.add(f"{path}{name}", MappingProblem.WRONG_TYPE, value)
            return default
        if name in untrusted and not least <= value <= most:
            self.add(f"{path}{name}", MappingProblem.OUT_OF_RANGE, value)
            return default
        return value

    def flag(self, untrusted: dict[str, Any], name: str, path: str) -> bool:
        """Return true or false; false where nothing is said."""
        value = untrusted.get(name, False)
        if type(value) is bool:
            return value
        self.add(f"{path}{name}", MappingProblem.WRONG_TYPE, value)
        return False

    def choice(
        self, untrusted: dict[str, Any], name: str, path: str, choices: tuple[str, ...], default: str
    ) -> str:
        """Return one of the choices."""
        value = self.text(untrusted, name, path, default)
        if value not in choices and value != default:
            self.add(f"{path}{name}", MappingProblem.UNKNOWN_CHOICE, value)
            return default
        return value

    def span(self, value: object, path: str) -> tuple[int, int]:
        """Return a first position (from 1) and a length."""
        if type(value) is list and len(value) == 2 and all(type(one) is int for one in value):
            first, length = value
            if 1 <= first <= 100_000 and 1 <= length <= 100_000:
                return first, length
        self.add(path, MappingProblem.BAD_SPAN, value)
        return 1, 1

    def paths(
        self, untrusted: dict[str, Any], name: str, path: str, *, downward: bool = False
    ) -> tuple[Path, ...]:
        """Return the paths that a text or a list of texts spells."""
        return tuple(self._paths(self.texts(untrusted, name, path), f"{path}{name}", downward))

    def _paths(self, texts: tuple[str, ...], path: str, downward: bool) -> Iterator[Path]:
        for text in texts:
            try:
                found = read_path(text, fold=self.fold)
            except BadPath:
                self.add(path, MappingProblem.BAD_PATH, text)
                continue
            if downward and (found.up or found.of_file):
                self.add(path, MappingProblem.NO_UPWARDS, text)
                continue
            yield found
