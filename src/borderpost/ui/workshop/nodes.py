"""The condition of a profile as its author edits it: plain data, in which a place is a path of numbers."""

from collections.abc import Iterator, Mapping
from typing import Any

Node = dict[str, Any]
Path = tuple[int, ...]

MANY = ("all", "any")
ONE = ("not", "some_line", "every_line")
BRANCHES = (*MANY, *ONE)


def new_comparison(*, of_line: bool = False) -> Node:
    """Return a comparison that still has to be filled."""
    return {
        "field": "line.description" if of_line else "sender.country",
        "has_words" if of_line else "is_in": [],
    }


def branch_of(node: Any) -> str:
    """Return which branch a node is, nothing for a comparison."""
    if isinstance(node, Mapping):
        for branch in BRANCHES:
            if branch in node:
                return branch
    return ""


def parts_of(node: Any) -> list[Any]:
    """Return the parts of a branch; none for a comparison, or for a branch of a wrong form."""
    branch = branch_of(node)
    if branch in MANY:
        inside = node[branch]
        return list(inside) if isinstance(inside, list | tuple) else []
    return [node[branch]] if branch else []


def with_parts(branch: str, parts: list[Any]) -> Node:
    """Return a branch around parts; several in one that takes a single part stand in an `all`."""
    if branch in MANY:
        return {branch: parts}
    return {branch: parts[0] if len(parts) == 1 else {"all": parts}}


def node_at(root: Any, path: Path) -> Any:
    """Return the node at a path; LookupError where there is none."""
    for place in path:
        root = parts_of(root)[place]
    return root


def put(root: Any, path: Path, node: Any) -> Any:
    """Return the tree with another node at a path."""
    if not path:
        return node
    parts = parts_of(root)
    parts[path[0]] = put(parts[path[0]], path[1:], node)
    return with_parts(branch_of(root), parts)


def add(root: Any, path: Path, node: Node) -> tuple[Any, Path]:
    """Return the tree with a node more, and where it stands: within the branch at the path, at its end, or
    behind the comparison there. A comparison that stands alone gets an `all` around both."""
    here = node_at(root, path)
    branch = branch_of(here)
    if branch:
        parts = [*parts_of(here), node]
        if branch in ONE and len(parts) > 1:
            inner = parts[0]
            if branch_of(inner) in MANY:
                grown, where = add(inner, (), node)
                return put(root, path, {branch: grown}), (*path, 0, *where)
            return put(root, path, with_parts(branch, parts)), (*path, 0, 1)
        return put(root, path, with_parts(branch, parts)), (*path, len(parts) - 1)
    if path and branch_of(node_at(root, path[:-1])) in MANY:
        above = node_at(root, path[:-1])
        parts = parts_of(above)
        parts.insert(path[-1] + 1, node)
        return put(root, path[:-1], with_parts(branch_of(above), parts)), (*path[:-1], path[-1] + 1)
    return put(root, path, {"all": [here, node]}), (*path, 1)


def remove(root: Any, path: Path) -> tuple[Any, Path]:
    """Return the tree without a node, and what is chosen then. The last comparison becomes an empty one; a
    branch that takes one part goes with it."""
    if not path:
        return new_comparison(), ()
    above, place = path[:-1], path[-1]
    branch = branch_of(node_at(root, above))
    parts = parts_of(node_at(root, above))
    del parts[place]
    if not parts:
        return remove(root, above)
    if branch in ONE:
        return remove(root, above)
    return put(root, above, with_parts(branch, parts)), (*above, min(place, len(parts) - 1))


def move(root: Any, path: Path, by: int) -> tuple[Any, Path]:
    """Return the tree with a node further up (-1) or down (1) among its neighbours, and where it stands."""
    if not path:
        return root, path
    above, place = path[:-1], path[-1]
    parts = parts_of(node_at(root, above))
    there = place + by
    if not 0 <= there < len(parts):
        return root, path
    parts[place], parts[there] = parts[there], parts[place]
    return put(root, above, with_parts(branch_of(node_at(root, above)), parts)), (*above, there)


def turned(node: Any, branch: str) -> Node:
    """Return a branch turned into another one, or a comparison put into one."""
    parts = parts_of(node) if branch_of(node) else [node]
    if branch in MANY and branch_of(node) in ONE and len(parts) == 1 and branch_of(parts[0]) in MANY:
        parts = parts_of(parts[0])
    return with_parts(branch, parts)


def walk(root: Any, path: Path = (), place: str = "condition") -> Iterator[tuple[Path, str, Any]]:
    """Yield every node with its path, and its place as faults name it (`condition.all[2].not`)."""
    yield path, place, root
    branch = branch_of(root)
    for number, part in enumerate(parts_of(root)):
        inner = f"{place}.{branch}[{number}]" if branch in MANY else f"{place}.{branch}"
        yield from walk(part, (*path, number), inner)
