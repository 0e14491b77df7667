"""The JSON in which profiles and word lists go over the wire: the same tree as in their TOML files."""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any as Anything

from borderpost.domain.risk.profile import (
    Profile,
    ProfileFault,
    ProfileProblem,
    WordList,
    list_to_plain,
    profile_to_plain,
)
from borderpost.domain.risk.profile_reading import list_from_plain, profile_from_plain

SIZE_LIMIT = 8 * 1024 * 1024


def profile_to_json(profile: Profile) -> bytes:
    """Return the profile as JSON: UTF-8, keys in alphabetical order, no blanks."""
    return _bytes(profile_to_plain(profile))


def list_to_json(word_list: WordList) -> bytes:
    """Return the word list as JSON."""
    return _bytes(list_to_plain(word_list))


def profile_from_json(untrusted: bytes, name: str = "") -> Profile | tuple[ProfileFault, ...]:
    """Return the profile that JSON of at most 8 MiB spells, or all of its faults."""
    plain = plain_from_json(untrusted, name)
    return (plain,) if isinstance(plain, ProfileFault) else profile_from_plain(plain, name)


def list_from_json(untrusted: bytes, name: str = "") -> WordList | tuple[ProfileFault, ...]:
    """Return the word list that JSON of at most 8 MiB spells, or all of its faults."""
    plain = plain_from_json(untrusted, name)
    return (plain,) if isinstance(plain, ProfileFault) else list_from_plain(plain, name)


def plain_from_json(untrusted: bytes, name: str = "") -> Mapping[str, Anything] | ProfileFault:
    """Return the object that JSON holds, its numbers exact, or why there is none."""
    if len(untrusted) > SIZE_LIMIT:
        return ProfileFault(name, "", ProfileProblem.TOO_LARGE, str(SIZE_LIMIT))
    try:
        plain = json.loads(untrusted.decode(), parse_float=Decimal, parse_constant=Decimal)
    except (ValueError, RecursionError, ArithmeticError) as error:
        return ProfileFault(name, "", ProfileProblem.NOT_JSON, str(error)[:200])
    if not isinstance(plain, dict):
        return ProfileFault(name, "", ProfileProblem.NOT_JSON, type(plain).__name__)
    return plain


def _bytes(plain: Mapping[str, Anything]) -> bytes:
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")
