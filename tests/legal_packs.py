"""The shipped legal packs for tests, each read once."""

from datetime import date
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from borderpost.domain.law.pack import LegalPack
from borderpost.feeds.pack_files import load_pack

PACKS = Path(__file__).parents[1] / "resources" / "packs"
CONVENTION = PACKS / "convention"
NAMES = ("eu", "trips", "uk", "us")
TODAY = date(2026, 11, 22)


@cache
def shipped(name: str) -> LegalPack:
    """Return a shipped pack with every row, past and to come."""
    pack = load_pack(PACKS / name, CONVENTION)
    assert isinstance(pack, LegalPack), pack
    return pack


@cache
def in_force(name: str, day: date = TODAY) -> LegalPack:
    """Return a shipped pack as it is in force on a day."""
    return shipped(name).on(day)


def zone(name: str) -> ZoneInfo:
    """Return a time zone."""
    return ZoneInfo(name)
