"""Risk profiles as a targeting centre writes them, any number of them from one seed, to measure by."""

import re
from collections.abc import Callable
from datetime import date
from random import Random
from typing import Any

from borderpost.demo.goods import EVERYDAY
from borderpost.demo.origins import ORIGINS
from borderpost.domain.risk.profile import Profile, WordList
from borderpost.domain.risk.profile_reading import profile_from_plain, profile_set_of
from borderpost.domain.risk.profile_set import ProfileSet

Plain = dict[str, Any]

WATCH_LIST = "watched-names"
_LISTS = 6
_LIST_LENGTH = 2_000
_SYLLABLES = re.findall("..", "bacodifugahejokalominoropraquistatuvewoxanytza")
_COUNTRIES = sorted({origin.country for origin in ORIGINS} | set(re.findall("..", "NGBRMXVNTHMYIDPKBDEGMA")))
_COMMON_WORDS = sorted({word.lower().strip(",") for row in EVERYDAY for word in row.description.split()})


def make_profiles(count: int, seed: int = 5) -> ProfileSet:
    """Return exactly `count` profiles with their word lists, the same for the same count and seed.

    Some look for goods by HS code and country, some for words or lists of thousands of them, for product
    numbers, senders, values per kilogram, names under watch, or items that come again and again; one in a
    hundred has nothing but numbers to go by.
    """
    dice = Random(seed)
    lists = [_list(dice, number) for number in range(_LISTS)]
    profiles = [_profile(dice, number) for number in range(count)]
    joined, faults = profile_set_of(profiles, lists)
    if faults:
        raise ValueError(f"a made-up profile is no good: {faults[0]}")
    return joined


def _profile(dice: Random, number: int) -> Profile:
    (make,) = dice.choices(tuple(_MAKERS), tuple(_MAKERS.values()))
    read = profile_from_plain(
        {
            "id": f"profile-{number:05}",
            "version": dice.randint(1, 9),
            "title": f"Made-up profile {number}",
            "lane": dice.choice(("yellow", "yellow", "red", "secure")),
            "owner": "Targeting centre",
            "author": "a.okafor",
            "approver": "m.brandt",
            "valid_from": date(2026, 1, 1),
            "valid_until": date(2027, 12, 31),
            "legal_basis": "Customs code, article 46",
            "instruction": "Open and count.",
            "weight": dice.randint(1, 100),
            "condition": make(dice),
        }
    )
    if not isinstance(read, Profile):
        raise TypeError(f"a made-up profile is no good: {read[0]}")
    return read


def _list(dice: Random, number: int) -> WordList:
    entries = tuple(dict.fromkeys(_word(dice) for _ in range(_LIST_LENGTH)))
    return WordList(f"words-{number}", 1, f"Words {number}", "Targeting centre", date(2026, 1, 1), entries)


def _word(dice: Random) -> str:
    word = "".join(dice.choices(_SYLLABLES, k=dice.randint(2, 4)))
    return f"{word} {dice.choice(_SYLLABLES)}{dice.choice(_SYLLABLES)}" if dice.random() < 0.3 else word


def _words(dice: Random) -> list[str]:
    words = {_word(dice) for _ in range(dice.randint(2, 8))}
    if dice.random() < 0.1:
        words.add(dice.choice(_COMMON_WORDS))
    return sorted(words)


def _hs(dice: Random, digits: int) -> str:
    if dice.random() < 0.3:
        return dice.choice(EVERYDAY).hs_code[:digits]
    return f"{dice.randint(1, 97):02}{dice.randint(1, 29):02}{dice.randint(10, 99)}"[:digits]


def _from(dice: Random) -> Plain:
    countries = sorted(dice.sample(_COUNTRIES, dice.randint(1, 5)))
    return {"field": dice.choice(("sender.country", "line.origin_country")), "is_in": countries}


def _money(dice: Random, field: str, operator: str, most: int) -> Plain:
    return {"field": field, operator: dice.randint(1, most), "currency": dice.choice(("GBP", "GBP", "EUR"))}


def _goods(dice: Random) -> Plain:
    prefixes = sorted({_hs(dice, dice.choice((4, 4, 6, 6, 2))) for _ in range(dice.randint(1, 4))})
    hs = {"field": "line.hs_code", "starts_with": prefixes}
    rest: Plain = dice.choice(
        (
            {"field": "line.quantity", "at_least": dice.randint(3, 50)},
            _money(dice, "line.value", "above", 400),
            {"not": {"field": "documents.type", "is_in": ["licence", "certificate"]}},
        )
    )
    inner = {"all": [hs, rest]} if rest.get("field", "").startswith("line.") else hs
    return {"all": [_from(dice), {"some_line": inner}, *([] if inner is not hs else [rest])]}


def _keywords(dice: Random) -> Plain:
    words = {"field": "line.description", "has_words": _words(dice)}
    return words if dice.random() < 0.4 else {"all": [words, _from(dice)]}


def _keyword_list(dice: Random) -> Plain:
    words = {"field": "line.description", "has_words": {"list": f"words-{dice.randrange(_LISTS)}"}}
    return {"all": [words, _from(dice), _money(dice, "total_value", "at_least", 200)]}


def _parts(dice: Random) -> Plain:
    parts = sorted({_word(dice)[:9] for _ in range(dice.randint(1, 4))})
    return {"any": [{"field": "line.description", "has_part": parts}, _products(dice)]}


def _products(dice: Random) -> Plain:
    numbers = [f"{dice.randint(10**12, 10**13 - 1)}" for _ in range(dice.randint(1, 30))]
    return {"field": "line.gtin", "is_in": numbers}


def _sender(dice: Random) -> Plain:
    names = sorted({f"{_word(dice)} trading" for _ in range(dice.randint(1, 5))})
    return {
        "any": [
            {"field": "sender.company", "is_exactly": names},
            {"field": "sender.name", "has_words": names},
            {"field": "sender.reference", "is_in": [f"GB{dice.randint(10**11, 10**12 - 1)}"]},
        ]
    }


def _cheap(dice: Random) -> Plain:
    hs = {"field": "line.hs_code", "starts_with": [_hs(dice, 4), _hs(dice, 4)]}
    cheap = _money(dice, "line.value_per_kg", "below", 8)
    return {"all": [{"some_line": {"all": [hs, cheap]}}, _from(dice)]}


def _gift(dice: Random) -> Plain:
    return {
        "all": [
            {"field": "nature", "is_in": ["gift"]},
            {"not": {"field": "sender.company", "missing": True}},
            _from(dice),
            _money(dice, "total_value", "above", 200),
        ]
    }


def _vague(dice: Random) -> Plain:
    vague = {"field": "line.description", "is_vague": True}
    no_code = {"field": "line.hs_code", "missing": True}
    return {"all": [{"some_line": {"any": [vague, no_code]}}, _from(dice), _hs_free(dice)]}


def _hs_free(dice: Random) -> Plain:
    return {"field": "gross_weight_kg", "above": dice.randint(1, 5)}


def _again(dice: Random) -> Plain:
    kind = dice.choice(("same_sender", "same_addressee", "same_address"))
    days = dice.choice((7, 30, 90))
    return {
        "all": [
            _from(dice),
            {"field": "line.hs_code", "starts_with": [_hs(dice, 4)]},
            {"field": f"{kind}.items", "at_least": dice.randint(3, 9), "within_days": days},
            {"field": f"{kind}.value", "above": 135, "currency": "GBP", "within_days": days},
        ]
    }


def _watched(dice: Random) -> Plain:
    score = dice.choice((88, 90, 92))
    field = dice.choice(("sender.name", "sender.company", "addressee.name"))
    return {
        "all": [{"field": field, "matches_list": WATCH_LIST, "min_score": score}, _from(dice)],
    }


def _pattern(dice: Random) -> Plain:
    pattern = f"{dice.choice(_SYLLABLES)}[0-9]{{{dice.randint(2, 4)}}}"
    return {"all": [_from(dice), {"field": "line.description", "matches_pattern": pattern}]}


def _numbers_alone(dice: Random) -> Plain:
    light = {"field": "gross_weight_kg", "below": f"0.{dice.randint(1, 9)}"}
    return {"all": [light, _money(dice, "total_value", "above", 2_000)]}


_MAKERS: dict[Callable[[Random], Plain], int] = {
    _goods: 36,
    _keywords: 18,
    _keyword_list: 6,
    _parts: 3,
    _products: 7,
    _sender: 9,
    _cheap: 7,
    _gift: 3,
    _vague: 2,
    _again: 4,
    _watched: 3,
    _pattern: 1,
    _numbers_alone: 1,
}
