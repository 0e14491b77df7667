"""Reads the dated thresholds of value (reliefs, limits for gifts) of a site, and what share is unusual."""

import tomllib
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from borderpost.domain.currencies import ACTIVE
from borderpost.domain.money import Money
from borderpost.domain.risk.faults import TITLE_LIMIT, Faults
from borderpost.domain.risk.indication import ValueThreshold
from borderpost.domain.risk.profile import ProfileFault, ProfileProblem
from borderpost.domain.risk.usual import UNUSUAL_SHARE

FILE_LIMIT = 1024 * 1024
DAYS_LIMIT = 366
_SHOWN = 80
_KEYS = frozenset({"title", "amount", "currency", "valid_from", "valid_until", "days", "gifts_only"})


def load_thresholds(path: Path) -> tuple[tuple[ValueThreshold, ...], tuple[ProfileFault, ...]]:
    """Return the thresholds of a file's `[[threshold]]` tables, and what is wrong with the others.

    A file that is not there holds none.
    """
    if not path.is_file():
        return (), ()
    untrusted = _read(path)
    if isinstance(untrusted, ProfileFault):
        return (), (untrusted,)
    rows = untrusted.get("threshold", [])
    if not isinstance(rows, list):
        return (), (ProfileFault(path.stem, "threshold", ProfileProblem.WRONG_TYPE),)
    good: list[ValueThreshold] = []
    faults: list[ProfileFault] = []
    for number, row in enumerate(rows):
        own = Faults(path.stem)
        threshold = _threshold(row, own) if isinstance(row, dict) else None
        if threshold is None:
            own.add("", ProfileProblem.WRONG_TYPE, row)
        faults += [
            ProfileFault(
                path.stem, f"threshold[{number}].{fault.path}".rstrip("."), fault.problem, fault.value
            )
            for fault in own.found
        ]
        if threshold is not None and not own.found:
            good.append(threshold)
    return tuple(good), tuple(faults)


def load_unusual_share(path: Path) -> tuple[Decimal, tuple[ProfileFault, ...]]:
    """Return the `unusual_share` of a file, from 0 to 1; the usual one where it says none, or a bad one."""
    untrusted = _read(path) if path.is_file() else {}
    if isinstance(untrusted, ProfileFault) or "unusual_share" not in untrusted:
        return UNUSUAL_SHARE, ()
    told = untrusted["unusual_share"]
    try:
        share = Decimal(told) if isinstance(told, str | int) and not isinstance(told, bool) else None
    except InvalidOperation:
        share = None
    if share is None or not share.is_finite() or not 0 <= share <= 1:
        fault = ProfileFault(path.stem, "unusual_share", ProfileProblem.NOT_A_NUMBER, str(told)[:_SHOWN])
        return UNUSUAL_SHARE, (fault,)
    return share, ()


def _read(path: Path) -> dict[str, Any] | ProfileFault:
    try:
        with path.open("rb") as file:
            data = file.read(FILE_LIMIT + 1)
        if len(data) > FILE_LIMIT:
            return ProfileFault(path.stem, "", ProfileProblem.TOO_LARGE, str(FILE_LIMIT))
        return tomllib.loads(data.decode(), parse_float=str)
    except OSError as error:
        return ProfileFault(path.stem, "", ProfileProblem.NOT_READABLE, error.strerror or "")
    except (ValueError, RecursionError) as error:
        return ProfileFault(path.stem, "", ProfileProblem.NOT_TOML, str(error)[:200])


def _threshold(row: Mapping[str, Any], faults: Faults) -> ValueThreshold:
    faults.only(row, _KEYS)
    title = faults.text(row, "title", TITLE_LIMIT)
    currency = faults.text(row, "currency", TITLE_LIMIT)
    if currency and currency not in ACTIVE:
        faults.add("currency", ProfileProblem.UNKNOWN_CURRENCY, currency)
    amount = _amount(row.get("amount"))
    if amount is None:
        faults.add("amount", ProfileProblem.NOT_A_NUMBER, row.get("amount"))
    valid_from, valid_until = faults.day(row, "valid_from"), faults.day(row, "valid_until")
    if not faults.found and valid_until < valid_from:
        faults.add("valid_until", ProfileProblem.ENDS_BEFORE_IT_BEGINS, valid_until.isoformat())
    days, gifts_only = row.get("days", 7), row.get("gifts_only", False)
    if type(days) is not int or not 1 <= days <= DAYS_LIMIT:
        faults.add("days", ProfileProblem.WRONG_TYPE, days)
        days = 1
    if not isinstance(gifts_only, bool):
        faults.add("gifts_only", ProfileProblem.WRONG_TYPE, gifts_only)
    money = Money(amount or Decimal(0), currency)
    return ValueThreshold(title, money, valid_from, valid_until, days, gifts_only is True)


def _amount(untrusted: object) -> Decimal | None:
    if isinstance(untrusted, bool) or not isinstance(untrusted, str | int):
        return None
    try:
        amount = Decimal(untrusted)
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and 0 < amount < Decimal("1e15") else None
