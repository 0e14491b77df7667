"""A message as bytes: canonical JSON, and XML in the shape that a layout describes."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from lxml import etree

from borderpost.domain.entry import canonical_json, parse_time
from borderpost.exchange.layout import ElementRow, Form, Layout

_CODE: Final = re.compile(r"[A-Za-z0-9._@ -]{1,200}")
_NO_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_EXTRA: Final = "Response/Data"


class Unfit(ValueError):
    """A value of a message does not fit the layout; the sentence names the element."""


def message_json(content: Mapping[str, Any]) -> bytes:
    """Return the message as the JSON over which hashes are made: sorted keys, no blanks, UTF-8."""
    return canonical_json(dict(content))


def message_xml(content: Mapping[str, Any], layout: Layout) -> bytes:
    """Return the message as XML (UTF-8, with its declaration); raise Unfit where a value does not fit.

    An element without a value is left out, with every container that would be empty.
    """
    root = etree.Element(
        _tag(layout, layout.root), nsmap={None: layout.namespace} if layout.namespace else None
    )
    for row in layout.elements:
        text = _written(row, _value(content, row.source))
        if not text:
            if row.required:
                raise Unfit(f"'{row.path}' has no value")
            continue
        _place(root, layout, row.path).text = text
    extra = [(field.name, _plain(_value(content, field.source))) for field in layout.extra_fields]
    names, values = "ExtraFieldNames", "ExtraFieldValues"
    if any(value for _, value in extra):
        for container, column in ((names, 0), (values, 1)):
            held = _place(root, layout, f"{_EXTRA}/{container}")
            for pair in extra:
                if pair[1]:
                    etree.SubElement(held, _tag(layout, "string")).text = _NO_XML.sub("\ufffd", pair[column])
    written: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return written


def _value(content: Mapping[str, Any], source: str) -> object:
    found: object = content
    for part in source.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, str | int) else ""


def _written(row: ElementRow, value: object) -> str:
    if value is None or value == "":
        return ""
    text = _NO_XML.sub("\ufffd", _plain(value))
    if row.codes and text not in row.codes:
        raise Unfit(f"'{row.path}' cannot be '{text[:40]}'")
    try:
        match row.form:
            case Form.CODE:
                if _CODE.fullmatch(text) is None:
                    raise Unfit(f"'{row.path}' is no code")
            case Form.TRUTH:
                if not isinstance(value, bool):
                    raise Unfit(f"'{row.path}' is neither true nor false")
            case Form.MOMENT:
                text = parse_time(text).isoformat(timespec="seconds").replace("+00:00", "Z")
            case Form.DAY:
                text = date.fromisoformat(text).isoformat()
            case Form.TEXT:
                pass
    except Unfit:
        raise
    except ValueError as error:
        raise Unfit(f"'{row.path}' is no {row.form}") from error
    return text


def _place(root: Any, layout: Layout, path: str) -> Any:
    """Return the element at a path, made where it is not there yet; containers are made once."""
    node = root
    for part in path.split("/"):
        tag = _tag(layout, part)
        last = node[-1] if len(node) else None
        node = last if last is not None and last.tag == tag else etree.SubElement(node, tag)
    return node


def _tag(layout: Layout, name: str) -> str:
    return f"{{{layout.namespace}}}{name}" if layout.namespace else name
