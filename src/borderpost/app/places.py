"""Where the program's own files are, and what a site says of itself in `site.toml`."""

import sys
import tomllib
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from borderpost.app.exchange_settings import BadExchange, ExchangeSettings, read_exchange
from borderpost.documents.report_record import LegalBlock

SITE_FILE = "site.toml"
DEFAULT_PACK = "trips"


class BadSite(Exception):
    """The site's own description cannot be used; the sentence says what is wrong and where."""


def resources_root() -> Path:
    """Return the folder of what is shipped beside the code."""
    bundled = getattr(sys, "_MEIPASS", None)
    if bundled is not None:
        return Path(bundled) / "resources"
    return Path(__file__).resolve().parents[3] / "resources"


@dataclass(frozen=True, slots=True)
class SiteConfig:
    """What a site says of itself."""

    administration: str
    office: str
    office_code: str
    facility: str
    station: str
    bench: str
    address: tuple[str, ...] = ()
    contact: str = ""
    demo: bool = False
    demo_made_on: date | None = None
    idle_lock_minutes: int = 5
    legal_pack: str = DEFAULT_PACK
    keep_declarations_days: int = 0
    random_share: Decimal = Decimal(0)
    legal: LegalBlock = field(default_factory=LegalBlock)
    exchange: ExchangeSettings | None = None


def read_site(path: Path) -> SiteConfig:
    """Read a site's description; raise BadSite with file and field where it is none."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadSite(f"{path}: the site's description cannot be read ({error.strerror})") from error
    except (ValueError, RecursionError) as error:
        raise BadSite(f"{path}: {error}") from error
    legal = data.get("legal", {})
    if not isinstance(legal, dict):
        raise BadSite(f"{path}: 'legal' has to be a table")
    made_on = data.get("demo_made_on")
    return SiteConfig(
        administration=_text(path, data, "administration"),
        office=_text(path, data, "office"),
        office_code=_text(path, data, "office_code"),
        facility=_text(path, data, "facility"),
        station=_text(path, data, "station"),
        bench=_text(path, data, "bench"),
        address=_texts(path, data, "address"),
        contact=str(data.get("contact", "")),
        demo=_truth(path, data, "demo"),
        demo_made_on=made_on if isinstance(made_on, date) else None,
        idle_lock_minutes=_minutes(path, data, "idle_lock_minutes", 5),
        keep_declarations_days=_days(path, data, "keep_declarations_days"),
        legal_pack=_text(path, {"legal_pack": DEFAULT_PACK} | data, "legal_pack"),
        random_share=_share(path, data, "random_share"),
        legal=LegalBlock(
            power_to_examine=str(legal.get("power_to_examine", "")),
            provision=str(legal.get("provision", "")),
            grounds=str(legal.get("grounds", "")),
            forfeiture=str(legal.get("forfeiture", "")),
            rights=_texts(path, legal, "rights"),
            source=str(legal.get("source", "")),
        ),
        exchange=_exchange(path, data),
    )


def _exchange(path: Path, data: dict[str, Any]) -> ExchangeSettings | None:
    try:
        return read_exchange(data.get("exchange"), path.parent)
    except BadExchange as error:
        raise BadSite(f"{path}: {error}") from error


def _text(path: Path, data: dict[str, Any], key: str) -> str:
    value = data.get(key)
    if not isinstance(value, str) or not value.strip():
        raise BadSite(f"{path}: '{key}' is missing; it has to be a text")
    return value


def _texts(path: Path, data: dict[str, Any], key: str) -> tuple[str, ...]:
    value = data.get(key, [])
    if not isinstance(value, list) or not all(isinstance(line, str) for line in value):
        raise BadSite(f"{path}: '{key}' has to be a list of texts")
    return tuple(value)


def _truth(path: Path, data: dict[str, Any], key: str) -> bool:
    value = data.get(key, False)
    if not isinstance(value, bool):
        raise BadSite(f"{path}: '{key}' has to be true or false, without quotes")
    return value


def _minutes(path: Path, data: dict[str, Any], key: str, default: int) -> int:
    """Return a number of minutes from 1 to 60: a bench that never locks is not offered."""
    value = data.get(key, default)
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 60:
        raise BadSite(f"{path}: '{key}' has to be a whole number from 1 to 60")
    return value


def _days(path: Path, data: dict[str, Any], key: str) -> int:
    """Return a number of days from 1 to 36,500, or 0 where none is set."""
    value = data.get(key, 0)
    if not isinstance(value, int) or isinstance(value, bool) or (key in data and not 1 <= value <= 36_500):
        raise BadSite(f"{path}: '{key}' has to be a whole number of days, 1 at the least")
    return value


def _share(path: Path, data: dict[str, Any], key: str) -> Decimal:
    """Return a share from 0 to 1, written as text (`"0.02"`) to be exact; 0 where none is set."""
    value = data.get(key, "0")
    try:
        share = Decimal(value) if isinstance(value, str | int) else Decimal(repr(value))
    except InvalidOperation:
        share = Decimal("NaN")
    if isinstance(value, bool) or not share.is_finite() or not 0 <= share <= 1:
        raise BadSite(f"{path}: '{key}' has to be a share from 0 to 1, such as \"0.02\"")
    return share
