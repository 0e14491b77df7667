"""The engine that runs the carrier table: which carriers' numbers a text may be, and what they say."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from borderpost.domain.identifiers import checks
from borderpost.domain.identifiers.reading import Check, IdentifierKind, Reading
from borderpost.domain.identifiers.shapes import Shape, ShapeError, compile_shape

_KEYS = frozenset(
    {
        "id",
        "carrier",
        "name",
        "shapes",
        "check",
        "over",
        "lead",
        "digit_in",
        "groups",
        "number",
        "weak",
        "source",
    }
)
_REQUIRED = ("id", "carrier", "name", "shapes", "source")


class CarrierTableError(ValueError):
    """A carrier table that cannot be used; the message names the row."""


@dataclass(frozen=True, slots=True)
class CarrierFormat:
    """One row: a format of one carrier.

    `check` is empty where the format has no check digit; else it is computed over `lead` and the parts
    named in `over`, and compared with the part `check`. A `weak` format proves little by its shape.
    `number` names the parts that make up the number proper, where the barcode holds more than that;
    `groups` are the lengths in which the number is printed. `source` says who published the fact.
    """

    id: str
    carrier: str
    name: str
    shapes: tuple[Shape, ...]
    source: str
    check: str = ""
    over: tuple[str, ...] = ()
    lead: str = ""
    digit_in: str = ""
    groups: tuple[int, ...] = ()
    number: tuple[str, ...] = ()
    weak: bool = False


@dataclass(frozen=True, slots=True)
class CarrierMatch:
    """A text that has the shape of a row, the number in it, and the verdict of its check digit."""

    format: CarrierFormat
    text: str
    number: str
    parts: tuple[tuple[str, str], ...]
    check: Check
    literals: int

    @property
    def distinctive(self) -> bool:
        """True where the shape alone says whose number it is: two fixed characters, or letters."""
        return not self.format.weak and (self.literals >= 2 or not self.text.isdecimal())


@dataclass(frozen=True, slots=True)
class CarrierTable:
    """All formats, and for each length of text the shapes that it could have."""

    formats: tuple[CarrierFormat, ...]
    dated: date | None
    by_length: Mapping[int, tuple[tuple[CarrierFormat, Shape], ...]]

    def match(self, text: str) -> tuple[CarrierMatch, ...]:
        """Every row whose shape `text` (capitals, no blanks) has, in the order of the table."""
        found: list[CarrierMatch] = []
        for row, shape in self.by_length.get(len(text), ()):
            match = shape.pattern.fullmatch(text)
            if match is None or any(row.id == earlier.format.id for earlier in found):
                continue
            parts = match.groupdict()
            if row.digit_in and not any(c.isdecimal() for c in parts[row.digit_in]):
                continue
            verdict = Check.NONE
            if row.check:
                payload = row.lead + "".join(parts[name] for name in row.over)
                holds = checks.BY_NAME[row.check](payload) == parts["check"]
                verdict = Check.PASSED if holds else Check.FAILED
            number = "".join(parts[name] for name in row.number) or text
            found.append(CarrierMatch(row, text, number, tuple(parts.items()), verdict, shape.literals))
        return tuple(found)


EMPTY_TABLE = CarrierTable((), None, {})


def parse_carrier_table(*untrusted_texts: str) -> CarrierTable:
    """The table that TOML documents write, taken together; CarrierTableError names what is wrong.

    A document has `dated` (a date) and rows `[[format]]` with `id`, `carrier`, `name`, `shapes` (see
    `shapes`), `source` and, where they apply, `check` (a name of `checks.BY_NAME`), `over`, `lead`,
    `digit_in` (a part that needs a digit), `number`, `groups`, `weak`.
    """
    formats: list[CarrierFormat] = []
    dates: list[date] = []
    for untrusted_text in untrusted_texts:
        try:
            untrusted = tomllib.loads(untrusted_text)
        except tomllib.TOMLDecodeError as error:
            raise CarrierTableError(f"not a TOML document: {error}") from error
        dated = untrusted.get("dated")
        if not isinstance(dated, date):
            raise CarrierTableError("the table does not say when it was written (`dated`)")
        dates.append(dated)
        rows = untrusted.get("format", [])
        if not isinstance(rows, list):
            raise CarrierTableError("`format` is not a list of rows")
        formats.extend(_row(row) for row in rows)
    ids = [row.id for row in formats]
    doubled = sorted({i for i in ids if ids.count(i) > 1})
    if doubled:
        raise CarrierTableError(f"the id {doubled[0]!r} stands in two rows")
    return CarrierTable(tuple(formats), max(dates, default=None), _indexed(formats))


def reading_of(match: CarrierMatch, embedded_from: IdentifierKind | None = None) -> Reading:
    """The reading of a carrier's number, with the parts of its shape among the details.

    Where the barcode holds more than the number, the detail `barcode` is the whole of it.
    """
    row = match.format
    whole = (("barcode", match.text),) if match.number != match.text else ()
    return Reading(
        kind=IdentifierKind.CARRIER,
        text=match.number,
        display=_display(match),
        check=match.check,
        carrier=row.carrier,
        format_id=row.id,
        details=(("format", row.name), *((k, v) for k, v in match.parts if v and k != "check"), *whole),
        embedded_from=embedded_from,
        is_item=True,
    )


def _display(match: CarrierMatch) -> str:
    groups = match.format.groups
    if sum(groups) != len(match.number):
        return match.number
    pieces, start = [], 0
    for length in groups:
        pieces.append(match.number[start : start + length])
        start += length
    return " ".join(pieces)


def _indexed(formats: Iterable[CarrierFormat]) -> dict[int, tuple[tuple[CarrierFormat, Shape], ...]]:
    index: dict[int, list[tuple[CarrierFormat, Shape]]] = {}
    for row in formats:
        for shape in row.shapes:
            for length in range(shape.shortest, shape.longest + 1):
                index.setdefault(length, []).append((row, shape))
    return {length: tuple(rows) for length, rows in index.items()}


def _row(untrusted_row: object) -> CarrierFormat:
    if not isinstance(untrusted_row, dict):
        raise CarrierTableError("a row is not a table")
    name = str(untrusted_row.get("id", "a row without an id"))
    unknown = sorted(set(untrusted_row) - _KEYS)
    if unknown:
        raise CarrierTableError(f"{name}: unknown key {unknown[0]!r}")
    for key in _REQUIRED:
        if not untrusted_row.get(key):
            raise CarrierTableError(f"{name}: `{key}` is missing")
    try:
        shapes = tuple(compile_shape(source) for source in _texts(untrusted_row, "shapes"))
    except ShapeError as error:
        raise CarrierTableError(f"{name}: {error}") from error
    row = CarrierFormat(
        id=_text(untrusted_row, "id"),
        carrier=_text(untrusted_row, "carrier"),
        name=_text(untrusted_row, "name"),
        shapes=shapes,
        source=_text(untrusted_row, "source"),
        check=_text(untrusted_row, "check"),
        over=_texts(untrusted_row, "over"),
        lead=_text(untrusted_row, "lead"),
        digit_in=_text(untrusted_row, "digit_in"),
        groups=_groups(untrusted_row),
        number=_texts(untrusted_row, "number"),
        weak=untrusted_row.get("weak") is True,
    )
    _agrees(row)
    return row


def _agrees(row: CarrierFormat) -> None:
    if row.check and row.check not in checks.BY_NAME:
        raise CarrierTableError(f"{row.id}: no check is called {row.check!r}")
    if bool(row.check) != bool(row.over):
        raise CarrierTableError(f"{row.id}: `check` and `over` belong together")
    needed = {
        *row.over,
        *row.number,
        *(["check"] if row.check else []),
        *([row.digit_in] if row.digit_in else []),
    }
    for shape in row.shapes:
        missing = sorted(needed - shape.parts.keys())
        if missing:
            raise CarrierTableError(f"{row.id}: a shape has no part {missing[0]!r}")
        if row.check:
            _can_be_checked(row, "".join(sorted(frozenset().union(*(shape.parts[p] for p in row.over)))))


def _can_be_checked(row: CarrierFormat, characters: str) -> None:
    # Tried here once, so that no number that is scanned can make the check itself fail.
    try:
        checks.BY_NAME[row.check](row.lead + characters)
    except (ValueError, KeyError) as error:
        message = f"{row.id}: {row.check} does not take the letters of {', '.join(row.over)}"
        raise CarrierTableError(message) from error


def _text(untrusted_row: Mapping[str, object], key: str) -> str:
    value = untrusted_row.get(key, "")
    if not isinstance(value, str):
        raise CarrierTableError(f"{untrusted_row.get('id')}: `{key}` is not a text")
    return value


def _texts(untrusted_row: Mapping[str, object], key: str) -> tuple[str, ...]:
    value = untrusted_row.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise CarrierTableError(f"{untrusted_row.get('id')}: `{key}` is not a list of texts")
    return tuple(value)


def _groups(untrusted_row: Mapping[str, object]) -> tuple[int, ...]:
    value = untrusted_row.get("groups", [])
    if not isinstance(value, list) or not all(isinstance(item, int) and item > 0 for item in value):
        raise CarrierTableError(f"{untrusted_row.get('id')}: `groups` is not a list of lengths")
    return tuple(value)
