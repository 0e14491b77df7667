"""Decodes JSON that nobody has checked: bounded, with numbers in their own letters, no name given twice."""

import json
import re
from typing import Any

import msgspec

from borderpost.domain.intake import RejectReason
from borderpost.feeds.untrusted_values import BareNumber, RowFault, shown

VALUES_LIMIT = 1_000_000
_LARGE = 1024 * 1024
_KEY = re.compile(rb'"[ \t\r\n]*:')
_decoder = msgspec.json.Decoder(float_hook=BareNumber)


def decoded(data: bytes) -> Any:
    """Return what the bytes spell; raise RowFault where they are no JSON, no UTF-8, too deep or too much."""
    # A row of nothing but tiny values would take thirty times its length in memory.
    if len(data) > _LARGE and data.count(b",") > VALUES_LIMIT:
        raise RowFault("", RejectReason.TOO_MANY, data.count(b","))
    try:
        return _decoder.decode(data)
    except RecursionError:
        raise RowFault("", RejectReason.TOO_DEEP) from None
    except UnicodeDecodeError as error:
        raise RowFault("", RejectReason.NOT_UTF8, f"byte {error.object[error.start]:#04x}") from None
    except msgspec.DecodeError as error:
        raise RowFault("", RejectReason.NOT_JSON, str(error)) from None


def refuse_duplicates(data: bytes, untrusted: Any) -> None:
    """Raise RowFault where an object of what was decoded from the bytes gives a name twice."""
    if most_keys(data) != _count_keys(untrusted):
        json.loads(data, object_pairs_hook=_once, parse_int=str, parse_float=str)


def most_keys(data: bytes) -> int:
    """Return how many names the objects in JSON give at most: as many, where no text looks like another.

    Every name ends in a quotation mark and a colon, so text can only add to this count.
    """
    if b" :" not in data and b"\t:" not in data and b"\r:" not in data and b"\n:" not in data:
        return data.count(b'":')
    if len(data) <= _LARGE:
        return len(_KEY.findall(data))
    return sum(1 for _ in _KEY.finditer(data))


def _count_keys(untrusted: object) -> int:
    total = 0
    waiting = [untrusted]
    for one in waiting:
        if type(one) is dict:
            total += len(one)
            waiting += [value for value in one.values() if type(value) is dict or type(value) is list]
        elif type(one) is list:
            waiting += [value for value in one if type(value) is dict or type(value) is list]
    return total


def _once(pairs: list[tuple[str, object]]) -> None:
    seen: set[str] = set()
    for name, _ in pairs:
        if name in seen:
            raise RowFault(shown(name), RejectReason.DUPLICATE_FIELD)
        seen.add(name)
