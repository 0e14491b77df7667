"""Turns elements of a streamed XML document into plain trees, and its opening into bytes and a tree."""

from typing import Any, Final

from lxml import etree

Element = Any


ATTRIBUTES_MOST: Final = 256
"""Attributes that an element may have: each is looked for among all of them when it is read."""


class NoTree(Exception):
    """An element of which no tree is made; the text says why."""


def local_name(tag: str) -> str:
    """Return a tag without its namespace, also where it has a prefix that stands for none."""
    return tag.rpartition("}")[2].rpartition(":")[2]


def tree_of(element: Element) -> Any:
    """Return an element as a tree: text where it has nothing else, otherwise an object.

    Attributes stand under `@name`, the element's own text under the empty name, children under their local
    names (a list where there are several of one name). Namespaces do not matter.
    """
    if len(element) == 0:
        text = element.text or ""
        if not element.attrib:
            return text
        node: dict[str, Any] = _attributes(element)
        node[""] = text
        return node
    node = _attributes(element)
    words = [element.text or ""]
    for child in element:
        words.append(child.tail or "")
        if isinstance(child.tag, str):
            _add(node, local_name(child.tag), tree_of(child))
        elif child.tag is etree.Entity:
            raise NoTree(f"entity {child.text} is not defined")
    text = "".join(words).strip()
    if text:
        node[""] = text
    return node


def _attributes(element: Element) -> dict[str, Any]:
    if len(element.attrib) > ATTRIBUTES_MOST:
        raise NoTree(f"an element has more than {ATTRIBUTES_MOST} attributes")
    return {f"@{local_name(name)}": value for name, value in element.attrib.items()}


def _add(node: dict[str, Any], name: str, child: Any) -> None:
    there = node.get(name)
    if there is None:
        node[name] = child
    elif type(there) is list:
        there.append(child)
    else:
        node[name] = [there, child]


def tree_before(element: Element) -> dict[str, Any]:
    """Return what a document says before an element: its ancestors, and all that stands before in them."""
    inner: dict[str, Any] | None = None
    name = ""
    child = element
    for parent in element.iterancestors():
        node = _attributes(parent)
        for sibling in parent:
            if sibling is child:
                break
            if isinstance(sibling.tag, str):
                _add(node, local_name(sibling.tag), tree_of(sibling))
        if inner is not None:
            _add(node, name, inner)
        inner, name, child = node, local_name(parent.tag), parent
    return {} if inner is None else {name: inner}


def opening_before(element: Element) -> bytes:
    """Return what a document says before an element as XML: opening tags, and all between them."""
    parts: list[bytes] = []
    child = element
    for parent in element.iterancestors():
        before = b"".join(etree.tostring(sibling, with_tail=False) for sibling in _before(parent, child))
        parts.append(_opening_tag(parent) + before)
        child = parent
    return b"".join(reversed(parts))


def opening_tags(element: Element) -> bytes:
    """Return only the opening tags around an element, as XML."""
    return b"".join(reversed([_opening_tag(parent) for parent in element.iterancestors()]))


def _before(parent: Element, child: Element) -> list[Element]:
    found = []
    for sibling in parent:
        if sibling is child:
            break
        found.append(sibling)
    return found


def _opening_tag(element: Element) -> bytes:
    namespaces = element.nsmap
    if len(namespaces) > ATTRIBUTES_MOST:
        raise NoTree(f"an element has more than {ATTRIBUTES_MOST} namespaces")
    shell = etree.Element(element.tag, dict(element.attrib), nsmap=namespaces)
    written: bytes = etree.tostring(shell)
    return written.removesuffix(b"/>") + b">"
