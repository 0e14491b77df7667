"""What a mapping says: how a foreign file is cut into records, and where each canonical field comes from."""

from dataclasses import dataclass, field
from datetime import tzinfo
from enum import StrEnum

from borderpost.feeds.mapping.paths import Path


class SourceFormat(StrEnum):
    """The forms of file that a mapping can read."""

    CSV = "csv"
    FIXED = "fixed"
    XML = "xml"
    JSON = "json"
    EDIFACT = "edifact"


@dataclass(frozen=True, slots=True)
class Layout:
    """One kind of line in a fixed-width file: the columns of each field as (first from 1, length).

    `type` is the mark that tells the kind; the one that `starts` begins a record, the others belong to it
    as a list under `name`. A kind that is `ignored` says nothing of items.
    """

    type: str
    name: str
    fields: tuple[tuple[str, int, int], ...]
    starts: bool = False
    ignored: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """How the file is written and where its records are."""

    format: SourceFormat
    encoding: str = "utf-8"
    path: tuple[str, ...] = ()
    delimiter: str = ""
    columns: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    group_by: tuple[str, ...] = ()
    skip_lines: int = 0
    type_at: tuple[int, int] = (0, 0)
    layouts: tuple[Layout, ...] = ()
    start: str = ""
    groups: tuple[str, ...] = ()


class Generated(StrEnum):
    """Values that no field of the record holds."""

    DIGEST = "digest"
    RECORD_NUMBER = "record_number"
    ARRIVAL = "arrival"


class Per(StrEnum):
    """What a weight or an amount is given for."""

    LINE = "line"
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class TimeForm:
    """How a date or a moment is written, what it becomes, and where its clock stands."""

    forms: tuple[str, ...]
    becomes: str
    zone: tzinfo


@dataclass(frozen=True, slots=True)
class Value:
    """Where one value comes from, and what is done to it, in the order of these fields.

    The first of `paths` with content counts; then `parts` (joined where `join` is not None, else the first
    with content); then `constant`; then `generated`; `default` stands in where nothing was found.
    """

    paths: tuple[Path, ...] = ()
    parts: tuple["Value", ...] = ()
    join: str | None = None
    constant: str = ""
    generated: Generated | None = None
    split: str = ""
    part: int = 0
    cut: tuple[int, int] | None = None
    case: str = ""
    decimal_mark: str = ""
    group_mark: str = ""
    implied_decimals: int = 0
    time: TimeForm | None = None
    table: dict[str, str] | None = field(default=None, hash=False)
    other: str | None = None
    default: str = ""
    weight_unit: "str | Value" = ""
    per: Per = Per.LINE


@dataclass(frozen=True, slots=True)
class Listed:
    """Values that make a list: each of `values`; where `every` is set, all nodes of their paths."""

    values: tuple[Value, ...]
    every: bool = False


@dataclass(frozen=True, slots=True)
class MoneyValue:
    """An amount with its currency; `assumed` is the currency where the record names none.

    Without an amount there is no money: a currency that stands alone says nothing.
    """

    amount: Value
    currency: Value
    assumed: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """Objects of a list (content lines, documents, product identifiers), one or many of them.

    `each` leads from scope to scope to the nodes of which each becomes one object; without it there is one
    object from the scope itself, or `repeat` of them with `{n}` in the paths standing for 1, 2, 3 …
    `split` cuts the text of a node into several.
    """

    fields: tuple[tuple[str, "Value | MoneyValue | tuple[Block, ...]"], ...]
    each: tuple[Path, ...] = ()
    split: str = ""


@dataclass(frozen=True, slots=True)
class Mapping:
    """A whole mapping, known by its id. `fields` are canonical names, dotted, in canonical order."""

    id: str
    title: str
    source: Source
    fields: tuple[tuple[str, "Value | Listed | MoneyValue"], ...]
    lines: tuple[Block, ...]
    documents: tuple[Block, ...]
