"""Profiles for the tests of the workshop."""

from dataclasses import replace
from datetime import date
from typing import Any

from borderpost.domain.risk.bench_profile import draft_from_plain
from borderpost.domain.risk.profile import Profile

PLAIN: dict[str, Any] = {
    "id": "ceramics",
    "version": 1,
    "title": "Ceramics from anywhere",
    "lane": "red",
    "owner": "Targeting centre",
    "author": "sue",
    "valid_from": "2026-01-01",
    "valid_until": "2027-12-31",
    "legal_basis": "Food contact order, section 2",
    "instruction": "Look for lead glaze.",
    "condition": {"field": "line.description", "has_words": ["mug", "bowl"]},
}


def profile(**changes: Any) -> Profile:
    """Return a sound draft; `changes` replace its fields."""
    read = draft_from_plain(PLAIN)
    assert isinstance(read, Profile)
    return replace(read, **changes)


LONG_AGO = date(2020, 1, 1)
