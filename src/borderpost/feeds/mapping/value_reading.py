"""Reads from a mapping's TOML where single values, amounts of money and lists come from."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from borderpost.domain.currencies import ACTIVE
from borderpost.feeds.mapping.faults import MappingProblem
from borderpost.feeds.mapping.model import Generated, Listed, MoneyValue, Per, TimeForm, Value
from borderpost.feeds.mapping.plain_reading import PlainReader
from borderpost.feeds.mapping.transforming import (
    BECOMES_DAY,
    BECOMES_MOMENT,
    BECOMES_SECONDS,
    EPOCH,
    EPOCH_MS,
    ISO,
    KILOGRAMS,
    UNIT_NAMES,
)

VALUE_KEYS = frozenset(
    {
        "path",
        "join",
        "first",
        "with",
        "constant",
        "generated",
        "split",
        "part",
        "cut",
        "case",
        "decimal_mark",
        "group_mark",
        "implied_decimals",
        "date",
        "moment",
        "seconds",
        "zone",
        "table",
        "other",
        "default",
        "weight_unit",
        "per",
    }
)
_NEEDS = {
    "with": frozenset({"join"}),
    "part": frozenset({"split"}),
    "zone": frozenset({"date", "moment", "seconds"}),
    "other": frozenset({"table"}),
}
"""Keys that do nothing without one of others."""
_MONEY_KEYS = frozenset({"amount", "currency", "assumed_currency"})
_OFFSET = re.compile(r"([+-])([0-9]{2}):([0-9]{2})").fullmatch
_DEPTH = 4
NOTHING = Value()


def read_value(reader: PlainReader, untrusted: object, path: str, depth: int = 0) -> Value:
    """Return the value that a text (its path) or a table spells; faults go to the reader."""
    if type(untrusted) is str or (type(untrusted) is list and untrusted):
        return Value(paths=reader.paths({"": untrusted}, "", path))
    if type(untrusted) is not dict or depth > _DEPTH:
        reader.add(path, MappingProblem.WRONG_TYPE, untrusted)
        return NOTHING
    inner = f"{path}."
    reader.only(untrusted, VALUE_KEYS, inner)
    joined = "join" in untrusted
    value = Value(
        paths=reader.paths(untrusted, "path", inner),
        parts=_parts(reader, untrusted, "join" if joined else "first", inner, depth),
        join=reader.text(untrusted, "with", inner, " ") if joined else None,
        constant=reader.text(untrusted, "constant", inner),
        generated=_generated(reader, untrusted, inner),
        split=reader.text(untrusted, "split", inner),
        part=reader.whole(untrusted, "part", inner, 1, 1000, 0),
        cut=reader.span(untrusted["cut"], f"{inner}cut") if "cut" in untrusted else None,
        case=reader.choice(untrusted, "case", inner, ("upper", "lower"), ""),
        decimal_mark=_mark(reader, untrusted, "decimal_mark", inner),
        group_mark=_mark(reader, untrusted, "group_mark", inner),
        implied_decimals=reader.whole(untrusted, "implied_decimals", inner, 1, 9, 0),
        time=_time(reader, untrusted, inner),
        table=_codes(reader, untrusted, inner),
        other=reader.text(untrusted, "other", inner) if "other" in untrusted else None,
        default=reader.text(untrusted, "default", inner),
        weight_unit=_weight_unit(reader, untrusted, inner, depth),
        per=Per(reader.choice(untrusted, "per", inner, tuple(Per), Per.LINE.value)),
    )
    _tell_what_is_idle(reader, untrusted, inner)
    if value.group_mark and value.group_mark == (value.decimal_mark or "."):
        reader.add(f"{inner}group_mark", MappingProblem.DUPLICATE, value.group_mark)
    if not (value.paths or value.parts or value.constant or value.generated or value.default):
        reader.add(path, MappingProblem.NO_SOURCE)
    return value


def _tell_what_is_idle(reader: PlainReader, untrusted: dict[str, Any], path: str) -> None:
    """Note every key that does nothing without another one, which is not there."""
    for name, others in _NEEDS.items():
        if name in untrusted and not others & untrusted.keys():
            reader.add(f"{path}{name}", MappingProblem.UNKNOWN_KEY)
    if "join" in untrusted and "first" in untrusted:
        reader.add(f"{path}first", MappingProblem.UNKNOWN_KEY)


def read_money(reader: PlainReader, untrusted: object, path: str) -> MoneyValue:
    """Return the amount with its currency that a table spells."""
    if type(untrusted) is not dict:
        reader.add(path, MappingProblem.WRONG_TYPE, untrusted)
        return MoneyValue(NOTHING, NOTHING)
    inner = f"{path}."
    reader.only(untrusted, _MONEY_KEYS, inner)
    assumed = reader.text(untrusted, "assumed_currency", inner)
    if assumed and assumed not in ACTIVE:
        reader.add(f"{inner}assumed_currency", MappingProblem.UNKNOWN_CURRENCY, assumed)
    if "amount" not in untrusted:
        reader.add(f"{inner}amount", MappingProblem.MISSING)
    if "currency" not in untrusted and not assumed:
        reader.add(f"{inner}currency", MappingProblem.MISSING)
    return MoneyValue(
        amount=read_value(reader, untrusted["amount"], f"{inner}amount")
        if "amount" in untrusted
        else NOTHING,
        currency=read_value(reader, untrusted["currency"], f"{inner}currency")
        if "currency" in untrusted
        else NOTHING,
        assumed=assumed,
    )


def read_listed(reader: PlainReader, untrusted: object, path: str) -> Listed:
    """Return the list that is spelled: a list of values one by one, or a table of which every node counts."""
    if type(untrusted) is list and untrusted:
        return Listed(
            tuple(read_value(reader, one, f"{path}[{index}]") for index, one in enumerate(untrusted))
        )
    return Listed((read_value(reader, untrusted, path),), every=True)


def _parts(
    reader: PlainReader, untrusted: dict[str, Any], name: str, path: str, depth: int
) -> tuple[Value, ...]:
    value = untrusted.get(name, [])
    if type(value) is not list:
        reader.add(f"{path}{name}", MappingProblem.WRONG_TYPE, value)
        return ()
    return tuple(
        read_value(reader, one, f"{path}{name}[{index}]", depth + 1) for index, one in enumerate(value)
    )


def _generated(reader: PlainReader, untrusted: dict[str, Any], path: str) -> Generated | None:
    name = reader.choice(untrusted, "generated", path, tuple(Generated), "")
    return Generated(name) if name else None


def _mark(reader: PlainReader, untrusted: dict[str, Any], name: str, path: str) -> str:
    mark = reader.text(untrusted, name, path)
    if len(mark) > 1:
        reader.add(f"{path}{name}", MappingProblem.WRONG_TYPE, mark)
    return mark


def _codes(reader: PlainReader, untrusted: dict[str, Any], path: str) -> dict[str, str] | None:
    if "table" not in untrusted:
        return None
    name = reader.text(untrusted, "table", path)
    if name not in reader.tables:
        reader.add(f"{path}table", MappingProblem.UNKNOWN_TABLE, name)
    return reader.tables.get(name, {})


def _weight_unit(reader: PlainReader, untrusted: dict[str, Any], path: str, depth: int) -> str | Value:
    unit = untrusted.get("weight_unit", "")
    if type(unit) is not str:
        return read_value(reader, unit, f"{path}weight_unit", depth + 1)
    if unit and unit not in KILOGRAMS and unit not in UNIT_NAMES:
        reader.add(f"{path}weight_unit", MappingProblem.UNKNOWN_UNIT, unit)
    return unit


def _time(reader: PlainReader, untrusted: dict[str, Any], path: str) -> TimeForm | None:
    kinds = {"date": BECOMES_DAY, "moment": BECOMES_MOMENT, "seconds": BECOMES_SECONDS}
    given = [name for name in kinds if name in untrusted]
    if not given:
        return None
    if len(given) > 1:
        reader.add(f"{path}{given[1]}", MappingProblem.UNKNOWN_KEY)
    forms = reader.texts(untrusted, given[0], path)
    for form in forms:
        if not _is_form(form):
            reader.add(f"{path}{given[0]}", MappingProblem.BAD_DATE_FORM, form)
    zone = _zone(reader.text(untrusted, "zone", path, "UTC"))
    if zone is None:
        reader.add(f"{path}zone", MappingProblem.UNKNOWN_ZONE, untrusted["zone"])
    return TimeForm(forms, kinds[given[0]], zone or UTC)


def _is_form(form: str) -> bool:
    if form in (ISO, EPOCH, EPOCH_MS):
        return True
    try:
        probe = datetime(2026, 11, 22, 8, 30, tzinfo=UTC).strftime(form)
        read = datetime.strptime(probe, form)  # noqa: DTZ007 -- only its form is tried
        return "%" in form and read.year == 2026
    except (ValueError, OverflowError):
        return False


def _zone(name: str) -> tzinfo | None:
    if name == "UTC":
        return UTC
    match = _OFFSET(name)
    try:
        if match is not None:
            shift = timedelta(hours=int(match[2]), minutes=int(match[3]))
            return timezone(-shift if match[1] == "-" else shift)
        return ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        return None
