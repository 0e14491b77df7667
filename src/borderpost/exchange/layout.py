"""The layout of a message as XML: data of the site, with names, order and code lists."""

import re
import tomllib
from enum import StrEnum
from typing import Final

import msgspec

_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,60}")
_NAMESPACE: Final = re.compile(r"[!-~]{1,200}")


class BadLayout(Exception):
    """A layout cannot be used; the sentence says what is wrong with it."""


class Form(StrEnum):
    """How a value is written."""

    TEXT = "text"
    CODE = "code"
    MOMENT = "moment"
    DAY = "day"
    TRUTH = "truth"


class ElementRow(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"source": "from"}
):
    """One element: where it stands, where its value comes from, and which values are allowed (none: any)."""

    path: str
    source: str
    form: Form = Form.TEXT
    codes: tuple[str, ...] = ()
    required: bool = False


class ExtraField(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"source": "from"}
):
    """A field that the shape has no element for: a name with a value, as the shape's extra fields."""

    name: str
    source: str


class Layout(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The root's name, its namespace (none where empty), the elements in order, and the extra fields."""

    root: str
    namespace: str = ""
    elements: tuple[ElementRow, ...]
    extra_fields: tuple[ExtraField, ...] = ()


def read_layout(untrusted_text: str) -> Layout:
    """Return the layout that a TOML text describes; raise BadLayout where it is none."""
    try:
        layout = msgspec.convert(tomllib.loads(untrusted_text), Layout)
    except (ValueError, RecursionError, msgspec.ValidationError) as error:
        raise BadLayout(str(error)) from error
    if layout.namespace and _NAMESPACE.fullmatch(layout.namespace) is None:
        raise BadLayout("'namespace' is no name of a namespace")
    for name in (layout.root, *(part for row in layout.elements for part in row.path.split("/"))):
        if _NAME.fullmatch(name) is None:
            raise BadLayout(f"'{name}' is no name of an element")
    _refuse_scattered(layout)
    return layout


def _refuse_scattered(layout: Layout) -> None:
    """Refuse an element named twice, one that is a container besides, and containers that are left and
    come again."""
    paths = [row.path for row in layout.elements]
    if len(set(paths)) != len(paths):
        raise BadLayout("an element stands in it twice")
    closed: set[str] = set()
    around: list[str] = []
    for path in paths:
        parts = path.split("/")[:-1]
        containers = ["/".join(parts[: depth + 1]) for depth in range(len(parts))]
        closed.update(one for one in around if one not in containers)
        again = next((one for one in containers if one in closed or one in paths), None)
        if again is not None:
            raise BadLayout(f"'{again}' stands in it twice")
        around = containers
