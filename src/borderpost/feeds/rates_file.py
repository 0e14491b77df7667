"""Reads a dated table of exchange rates from a TOML file."""

import tomllib
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from types import MappingProxyType

from borderpost.domain.currencies import ACTIVE
from borderpost.domain.money import RateTable

FILE_LIMIT = 1024 * 1024


class BadRates(ValueError):
    """A rate table that cannot be used; the message says where and why in plain English."""


def load_rates(path: Path) -> RateTable:
    """Return the table of a file: `base`, `as_of` and, under `[rates]`, units of each currency per base unit.

    Raises BadRates for anything that is no such table, and OSError as opening does.
    """
    with path.open("rb") as file:
        data = file.read(FILE_LIMIT + 1)
    if len(data) > FILE_LIMIT:
        raise BadRates(f"{path.name}: the file has more than {FILE_LIMIT} bytes")
    try:
        untrusted = tomllib.loads(data.decode(), parse_float=str)
    except (ValueError, RecursionError) as error:
        raise BadRates(f"{path.name}: the file is not TOML ({error})") from None
    base, as_of, rates = untrusted.get("base"), untrusted.get("as_of"), untrusted.get("rates")
    if not isinstance(base, str) or base not in ACTIVE:
        raise BadRates(f"{path.name}: base: {base!r} is no currency of ISO 4217")
    if not isinstance(as_of, date) or isinstance(as_of, datetime):
        raise BadRates(f"{path.name}: as_of: {as_of!r} is no date such as 2026-11-22")
    if not isinstance(rates, dict):
        raise BadRates(f"{path.name}: rates: is missing")
    return RateTable(base, as_of, MappingProxyType({code: _rate(path, code, rates[code]) for code in rates}))


def _rate(path: Path, code: str, untrusted: object) -> Decimal:
    if code not in ACTIVE:
        raise BadRates(f"{path.name}: rates.{code}: is no currency of ISO 4217")
    try:
        rate = Decimal(untrusted) if isinstance(untrusted, str | int) else Decimal("NaN")
    except (InvalidOperation, ValueError):
        rate = Decimal("NaN")
    if isinstance(untrusted, bool) or not rate.is_finite() or not Decimal("1e-9") < rate < Decimal("1e9"):
        raise BadRates(f"{path.name}: rates.{code}: {untrusted!r} is no rate above zero")
    return rate
