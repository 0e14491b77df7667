"""Profiles that other engines can express, too, and the same items for all of them."""

import contextlib
import json
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from typing import Any, Final

from borderpost.demo.goods import EVERYDAY
from borderpost.demo.origins import ORIGINS
from borderpost.domain.declaration import Declaration
from borderpost.domain.money import RateTable
from borderpost.domain.risk.facts import code
from borderpost.domain.risk.profile import Profile
from borderpost.domain.risk.profile_reading import profile_from_plain, profile_set_of
from borderpost.domain.risk.profile_set import ProfileSet
from borderpost.domain.risk.words import fold
from borderpost.store.folder import SiteFolder
from borderpost.store.numbers import message_number
from borderpost.store.screening_rows import newest_versions, rows_after
from borderpost.store.week_file import WeekFile

Plain = dict[str, Any]
LOCK: Final = "requirements-rivals.lock"
_WORDS: Final = sorted(
    {word for row in EVERYDAY for word in fold(row.description).latin_words if not word[0].isdigit()}
)
_COUNTRIES: Final = sorted({origin.country for origin in ORIGINS})
_CURRENCY: Final = "GBP"


class NoRivals(Exception):
    """The other engines cannot be installed here; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Trial:
    """The same profiles in both forms."""

    neutral: list[Plain]
    profiles: ProfileSet


def make_trial(count: int, seed: int = 11) -> Trial:
    """Return profiles that look for countries, HS codes, words, quantities and values, as they often do."""
    dice = Random(seed)
    neutral = [_neutral(dice) for _ in range(count)]
    joined, faults = profile_set_of([_profile(number, one) for number, one in enumerate(neutral)], [])
    if faults:
        raise ValueError(f"a made-up profile is no good: {faults[0]}")
    return Trial(neutral, joined)


def _neutral(dice: Random) -> Plain:
    worded = dice.random() < 0.4
    digits = dice.choice((4, 4, 6, 6, 2))
    some = dice.sample(EVERYDAY, dice.randint(1, 4))
    codes = [
        row.hs_code[:digits]
        if dice.random() < 0.3
        else f"{dice.randint(1, 97):02}{dice.randint(1, 29):02}{dice.randint(10, 99)}"[:digits]
        for row in some
    ]
    bound = dice.random()
    return {
        # words are looked for wherever they come from, four times of ten, as in risk_profiles
        "countries": []
        if dice.random() < (0.4 if worded else 0.1)
        else sorted(dice.sample(_COUNTRIES, dice.randint(1, 5))),
        "hs": [] if worded else sorted(set(codes)),
        "words": sorted(dice.sample(_WORDS, dice.randint(1, 4))) if worded else [],
        "quantity": dice.randint(2, 30) if bound < 0.4 else None,
        "value": dice.randint(5, 400) + 0.005 if 0.3 < bound < 0.8 else None,
    }


def _profile(number: int, one: Plain) -> Profile:
    tests: list[Plain] = []
    if one["hs"]:
        tests.append({"field": "line.hs_code", "starts_with": one["hs"]})
    if one["words"]:
        tests.append({"field": "line.description", "has_words": one["words"]})
    if one["quantity"] is not None:
        tests.append({"field": "line.quantity", "at_least": one["quantity"]})
    if one["value"] is not None:
        tests.append({"field": "line.value", "above": str(one["value"]), "currency": _CURRENCY})
    countries = [{"field": "sender.country", "is_in": one["countries"]}] if one["countries"] else []
    read = profile_from_plain(
        {
            "id": f"trial-{number:04}",
            "version": 1,
            "title": f"Trial {number}",
            "lane": "yellow",
            "owner": "Trial",
            "author": "a.okafor",
            "approver": "m.brandt",
            "valid_from": date(2026, 1, 1),
            "valid_until": date(2027, 12, 31),
            "legal_basis": "none",
            "instruction": "Look.",
            "condition": {"all": [*countries, {"some_line": {"all": tests}}]},
        }
    )
    if not isinstance(read, Profile):
        raise TypeError(f"a made-up profile is no good: {read[0]}")
    return read


def neutral_items(folder: SiteFolder, rates: RateTable) -> tuple[list[Plain], list[Declaration]]:
    """Return the items of a store as they are now: plain, money exchanged already, and as declared."""
    items: list[Plain] = []
    declarations: list[Declaration] = []
    with contextlib.closing(folder.connect_mirror(readonly=True)) as mirror:
        newest = newest_versions(mirror)
    for week in folder.weeks():
        with contextlib.closing(folder.connect_week(week, readonly=True)) as conn:
            for _, declaration in rows_after(WeekFile(week, conn), 0):
                message = declaration.message
                if newest.get(message_number(message.id), 0) > message.version:
                    continue
                items.append(_plain(declaration, rates))
                declarations.append(declaration)
    return items, declarations


def _plain(declaration: Declaration, rates: RateTable) -> Plain:
    lines = []
    for line in declaration.lines:
        worth = None if line.value is None else rates.exchange(line.value, _CURRENCY)
        lines.append(
            {
                "hs": code(line.hs_code),
                "quantity": -1.0 if line.quantity is None else float(line.quantity),
                "value": -1.0 if worth is None else float(worth),
                "text": fold(line.description).latin,
            }
        )
    return {"country": code(declaration.sender.country), "lines": lines}


def ask_rivals(root: Path, work: Path, given: Plain) -> Plain:
    """Return what the rivals took, each in its own environment under `build`; raise NoRivals."""
    python = _environment(root)
    source, target = work / "rivals-in.json", work / "rivals-out.json"
    source.write_text(json.dumps(given), encoding="utf-8")
    script = Path(__file__).with_name("risk_rivals.py")
    done = subprocess.run(
        [str(python), str(script), str(source), str(target)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise NoRivals(f"the rivals ended with {done.returncode}: {done.stderr.strip()[-300:]}")
    told: Plain = json.loads(target.read_text(encoding="utf-8"))
    return told


def _environment(root: Path) -> Path:
    lock = root / LOCK
    if not lock.is_file():
        raise NoRivals(f"{lock} is not there: the rivals are measured from a checkout alone")
    place = root / "build" / "rivals-venv"
    python = place / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    mark = place / "installed"
    if mark.is_file() and mark.read_bytes() == lock.read_bytes():
        return python
    for command in (
        [sys.executable, "-m", "venv", str(place)],
        [
            str(python),
            *("-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--require-hashes"),
            *("-r", str(lock)),
        ],
    ):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise NoRivals(f"their environment cannot be made: {done.stderr.strip()[-300:]}")
    mark.write_bytes(lock.read_bytes())
    return python
