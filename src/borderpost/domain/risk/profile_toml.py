"""The TOML in which the condition of a profile is written, there and back."""

import json
import tomllib
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any as Anything

from borderpost.domain.risk.profile import ProfileFault, ProfileProblem

TEXT_LIMIT = 1_000_000
_INDENT = "    "


def condition_to_toml(plain: Mapping[str, Anything]) -> str:
    """Return a condition's plain data as TOML, one part of a branch a line."""
    return "".join(f"{_key(name)} = {_value(value, 0)}\n" for name, value in plain.items())


def condition_from_toml(untrusted: str) -> dict[str, Anything] | ProfileFault:
    """Return the plain data that TOML spells, not read as a condition yet, or why there is none."""
    if len(untrusted) > TEXT_LIMIT:
        return ProfileFault("", "condition", ProfileProblem.TOO_LARGE, str(TEXT_LIMIT))
    try:
        return tomllib.loads(untrusted, parse_float=_number)
    except (ValueError, RecursionError) as error:
        return ProfileFault("", "condition", ProfileProblem.NOT_TOML, str(error)[:200])


def _number(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        return Decimal("NaN")


def _key(name: str) -> str:
    plain = name.replace("_", "").replace("-", "")
    return name if plain.isascii() and plain.isalnum() else _text(name)


def _text(value: str) -> str:
    """Return a basic string of TOML: JSON's, but for the two characters that TOML escapes besides."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _value(value: Anything, depth: int) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return _text(value)
        case Mapping():
            inside = ", ".join(f"{_key(name)} = {_value(each, depth)}" for name, each in value.items())
            return f"{{ {inside} }}" if inside else "{}"
        case list() | tuple():
            if not any(isinstance(each, Mapping) for each in value):
                return "[" + ", ".join(_value(each, depth) for each in value) + "]"
            lines = (f"{_INDENT * (depth + 1)}{_value(each, depth + 1)},\n" for each in value)
            return "[\n" + "".join(lines) + _INDENT * depth + "]"
        case _:
            return str(value)
