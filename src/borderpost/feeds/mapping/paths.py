"""The way from a record to a value in it: child names, conditions, positions, upwards and to the file."""

import re
from dataclasses import dataclass
from typing import Any

from borderpost.feeds.untrusted_values import BareNumber

Tree = Any
"""A record as plain data: objects, lists, text; an object's own text stands under the empty name."""

STEPS_LIMIT = 32

_STEP = re.compile(r"([^\[\]/=]+)(?:\[([^\[\]=]+)=([^\[\]]*)\]|\[([1-9][0-9]{0,4})\])?").fullmatch


@dataclass(frozen=True, slots=True)
class Step:
    """One child name, with the child's own child that must have a value, or its position from 1."""

    name: str
    where: tuple[str, str] | None = None
    position: int = 0


@dataclass(frozen=True, slots=True)
class Path:
    """A way to values: so many levels up, or from the file's own fields, then step by step.

    `text` is how it is written: `Amount/@currency`, `Party[@role=CZ]/Name`, `../Id`, `/Header/Sent`, `.`.
    """

    text: str
    steps: tuple[Step, ...]
    up: int = 0
    of_file: bool = False
    # The names alone, where there is neither condition nor position: most paths, and quick to walk.
    names: tuple[str, ...] | None = None


class BadPath(ValueError):
    """A text that is no path."""


def read_path(text: str, *, fold: bool = False) -> Path:
    """Return the path that a text spells; raise BadPath. `fold` is for sources whose names are small letters.

    `~1` stands for a slash and `~0` for a tilde within a name.
    """
    rest, up = text.strip(), 0
    of_file = rest.startswith("/")
    if of_file:
        rest = rest[1:]
    while rest == ".." or rest.startswith("../"):
        up, rest = up + 1, rest[3:]
    if rest in (".", ""):
        if not text.strip() or of_file:
            raise BadPath(text)
        return Path(text, (), up)
    parts = rest.split("/")
    if len(parts) > STEPS_LIMIT:
        raise BadPath(text)
    steps = tuple(_step(part, fold) for part in parts)
    plain = all(step.where is None and not step.position for step in steps)
    return Path(text, steps, up, of_file, tuple(step.name for step in steps) if plain else None)


def _step(part: str, fold: bool) -> Step:
    match = _STEP(part)
    if match is None:
        raise BadPath(part)
    name = match[1].strip().replace("~1", "/").replace("~0", "~")
    if fold:
        name = name.lower()
    if match[2] is not None:
        return Step(name, where=(match[2].strip(), match[3].strip()))
    return Step(name, position=int(match[4] or 0))


def nodes(tree: Tree, path: Path) -> list[Tree]:
    """Return every node that the path leads to, in order; `up` and `of_file` are the caller's business."""
    found = [tree]
    for step in path.steps:
        following: list[Tree] = []
        for node in found:
            child = node.get(step.name) if type(node) is dict else _first_of_one(node, step.name)
            if child is None:
                continue
            if type(child) is list:
                following.extend(child)
            else:
                following.append(child)
        if step.where is not None:
            name, wanted = step.where
            following = [node for node in following if _is(node, name, wanted)]
        elif step.position:
            following = following[step.position - 1 : step.position]
        if not following:
            return following
        found = following
    # A list that no step has opened (the rows of a group, an array of arrays) is several nodes.
    if len(found) == 1 and type(found[0]) is list:
        return list(found[0])
    return found


def _first_of_one(node: Tree, name: str) -> Tree:
    """Return a text as its own first part: EDIFACT writes a composite of one component as a plain element."""
    return node if name == "1" and type(node) is str else None


def _is(node: Tree, name: str, wanted: str) -> bool:
    if name == ".":
        return text_of(node) == wanted
    child = node.get(name) if type(node) is dict else None
    if type(child) is list:
        return any(text_of(one) == wanted for one in child)
    return child is not None and text_of(child) == wanted


def text_of(node: Tree) -> str:
    """Return the text of a node without the blanks around it; empty for what has none.

    A number of JSON that is no whole one remains what it is.
    """
    if type(node) is dict:
        node = node.get("", "")
    if isinstance(node, str):
        return node if type(node) is BareNumber else node.strip()
    if node is None:
        return ""
    if isinstance(node, bool):
        return "true" if node else "false"
    if isinstance(node, int):
        return str(node)
    return ""
