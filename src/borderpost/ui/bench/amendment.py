"""What one version of a declaration says otherwise than the one before it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from borderpost.domain.canonical_declaration import to_canonical
from borderpost.domain.declaration import Declaration

_NOT_CONTENT = frozenset({"message", "warnings"})


@dataclass(frozen=True, slots=True)
class Change:
    """One field that differs: its path (`lines[0].value.amount`), and both values as text."""

    field: str
    before: str
    after: str


def changes_between(before: Declaration, after: Declaration) -> list[Change]:
    """Return every field of the content that differs, in the order of the declaration."""
    old, new = to_canonical(before), to_canonical(after)
    names = [name for name in {**old, **new} if name not in _NOT_CONTENT]
    return [change for name in names for change in _differing(name, old.get(name), new.get(name))]


def _differing(path: str, old: Any, new: Any) -> Iterator[Change]:
    if old == new:
        return
    if isinstance(old, dict) or isinstance(new, dict):
        one, other = old or {}, new or {}
        if set(one) | set(other) == {"amount", "currency"}:
            yield Change(path, _money(one), _money(other))
            return
        for name in {**one, **other}:
            yield from _differing(f"{path}.{name}", one.get(name), other.get(name))
    elif isinstance(old, list) or isinstance(new, list):
        for index, (one, other) in enumerate(zip_longest(old or [], new or [])):
            yield from _differing(f"{path}[{index}]", one, other)
    else:
        yield from _change(path, "" if old is None else str(old), "" if new is None else str(new))


def _change(path: str, old: str, new: str) -> Iterator[Change]:
    if old != new:
        yield Change(path, old, new)


def _money(plain: dict[str, str]) -> str:
    return f"{plain['amount']} {plain['currency']}" if plain else ""
