"""Profiles, lists and rates from files: the demo's and the documentation's are good, bad ones are named."""

import io
import json
import re
import tomllib
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from borderpost.demo.cast import cast
from borderpost.demo.draw import DRAWN, SHARE, draw_secret
from borderpost.domain.intake import Accepted
from borderpost.domain.risk.assess import assess
from borderpost.domain.risk.assessment import Selection
from borderpost.domain.risk.condition import Field, Operator
from borderpost.domain.risk.draw import SiteDraw
from borderpost.domain.risk.lane import Lane
from borderpost.domain.risk.profile import Profile, ProfileFault, ProfileProblem, WordList
from borderpost.domain.risk.profile_reading import list_from_plain, profile_from_plain
from borderpost.domain.risk.surroundings import Surroundings
from borderpost.feeds.profile_files import load_profiles
from borderpost.feeds.profile_sentences import profile_sentence
from borderpost.feeds.rates_file import BadRates, load_rates
from borderpost.feeds.reading import read_declarations
from borderpost.feeds.watch_list_files import load_name_words, load_watch_lists

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "resources" / "profiles" / "demo"
RATES = ROOT / "resources" / "rates" / "demo.toml"
DAY = ROOT.parent / "shared" / "data" / "day"
TODAY = date(2026, 11, 22)


def test_the_demo_profiles_load_without_a_fault() -> None:
    loaded = load_profiles(DEMO)
    assert [profile_sentence(fault) for fault in loaded.faults] == []
    assert len(loaded.profiles) == len(list(DEMO.glob("*.toml"))) >= 8
    assert {profile.lane for profile in loaded.profiles} == {Lane.YELLOW, Lane.RED, Lane.SECURE}


def test_the_cast_of_the_demo_takes_the_lanes_that_it_promises() -> None:
    profiles, rates = load_profiles(DEMO).profiles, load_rates(RATES)
    names, _ = load_name_words(ROOT / "resources" / "words" / "names.toml")
    watch = load_watch_lists(ROOT / "resources" / "watch" / "demo", names)
    assert watch.faults == ()
    draw = SiteDraw(draw_secret(TODAY), SHARE)
    for member in cast(TODAY):
        if not member.declarations or not member.lane:
            continue
        text = json.dumps(member.declarations[-1])
        (row,) = read_declarations(io.BytesIO(text.encode()))
        assert isinstance(row, Accepted)
        drawn = draw.of(row.declaration.item_id, row.declaration.item_date)
        around = Surroundings(watch.lists)
        assessment = assess(row.declaration, profiles, rates, TODAY, around=around, draw=drawn)
        assert assessment.lane == member.lane, member.key
        assert (assessment.selection is Selection.RANDOM) == (member.key == DRAWN)
        assert assessment.notes == ()


@pytest.mark.skipif(not DAY.is_dir(), reason="the given day of mail (../shared/data/day) is absent")
def test_the_given_day_is_mostly_green() -> None:
    profiles, rates = load_profiles(DEMO).profiles, load_rates(RATES)
    lanes = Counter(
        assess(row.declaration, profiles, rates, TODAY).lane
        for row in read_declarations(DAY / "declarations.jsonl")
        if isinstance(row, Accepted)
    )
    share = {lane: count / lanes.total() for lane, count in lanes.items()}
    assert 0.80 < share[Lane.GREEN] < 0.90
    assert 0.08 < share[Lane.YELLOW] < 0.12
    assert 0.01 < share[Lane.RED] < 0.04
    assert 0 < share[Lane.SECURE] < 0.01


def test_the_examples_of_the_documentation_are_good() -> None:
    text = (ROOT / "docs" / "profiles.md").read_text(encoding="utf-8")
    profile, fragment, word_list = (
        tomllib.loads(block) for block in re.findall(r"```toml\n(.*?)```", text, re.S)
    )
    assert isinstance(profile_from_plain(profile), Profile)
    assert isinstance(profile_from_plain({**profile, "condition": fragment}), Profile)
    assert isinstance(list_from_plain(word_list), WordList)


def test_the_documentation_names_every_field_and_operator() -> None:
    text = (ROOT / "docs" / "profiles.md").read_text(encoding="utf-8")
    for operator in Operator:
        assert f"`{operator.value}" in text
    for field in Field:
        assert f"`{field.value}`" in text or f"`{field.value.split('.')[-1]}`" in text, field


def test_a_profile_may_come_as_json(tmp_path: Path) -> None:
    toml = tomllib.loads((DEMO / "weapons.toml").read_text(encoding="utf-8"))
    (tmp_path / "weapons.json").write_text(json.dumps(toml, default=str), encoding="utf-8")
    (tmp_path / "list.json").write_text("[1]", encoding="utf-8")
    (tmp_path / "torn.json").write_text('{"id": ', encoding="utf-8")
    loaded = load_profiles(tmp_path)
    assert list(loaded.profiles) == [profile_from_plain(toml)]
    assert {(fault.profile, fault.problem) for fault in loaded.faults} == {
        ("list", ProfileProblem.NOT_JSON),
        ("torn", ProfileProblem.NOT_JSON),
    }


def test_a_bad_file_is_named_and_the_others_load(tmp_path: Path) -> None:
    (tmp_path / "lists").mkdir()
    good = (DEMO / "weapons.toml").read_text(encoding="utf-8")
    for name, text in {
        "good.toml": good,
        "again.toml": good,
        "broken.toml": "id = ",
        "latin.toml": good.replace("Weapons", "W\udcff"),
        "deep.toml": "condition = " + "[" * 5_000,
        "huge.toml": "#" * (8 * 1024 * 1024 + 1),
        "number.toml": good.replace("version = 1", "version = 1.5"),
        ".hidden.toml": "id = ",
        "notes.txt": "not a profile",
        "lists/words.toml": "id = 3",
    }.items():
        (tmp_path / name).write_text(text, encoding="utf-8", errors="surrogateescape")
    (tmp_path / "folder.toml").mkdir()
    loaded = load_profiles(tmp_path)
    assert [profile.id for profile in loaded.profiles] == ["weapons"]
    problems = {fault.profile: fault.problem for fault in loaded.faults}
    assert problems["broken"] is problems["latin"] is problems["deep"] is ProfileProblem.NOT_TOML
    assert problems["huge"] is ProfileProblem.TOO_LARGE
    assert problems["folder"] is ProfileProblem.NOT_READABLE
    assert problems["words"] is ProfileProblem.MISSING
    assert problems["weapons"] is ProfileProblem.DUPLICATE_ID
    assert ("weapons", "version") in {(fault.profile, fault.path) for fault in loaded.faults}


def test_a_fault_reads_as_a_sentence_with_its_place() -> None:
    fault = ProfileFault("x", "condition.all[2].starts_with[0]", ProfileProblem.NOT_HS_DIGITS, "85x")
    assert profile_sentence(fault) == (
        "profile 'x': condition.all[2].starts_with[0]: '85x' is no HS prefix of 2 to 10 digits"
    )
    for problem in ProfileProblem:
        assert profile_sentence(ProfileFault("x", "", problem, "{v}")).startswith("profile 'x': ")


def test_the_demo_rates_cover_the_demo(tmp_path: Path) -> None:
    rates = load_rates(RATES)
    assert rates.base == "GBP"
    assert {"CNY", "USD", "EUR", "HKD", "JPY", "TRY", "INR"} <= set(rates.rates)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("base = ", "TOML"),
        ('base = "GBX"\nas_of = 2026-11-22\n[rates]', "base"),
        ('base = "GBP"\nas_of = "yesterday"\n[rates]', "as_of"),
        ('base = "GBP"\nas_of = 2026-11-22T00:00:00Z\n[rates]', "as_of"),
        ('base = "GBP"\nas_of = 2026-11-22', "rates"),
        ('base = "GBP"\nas_of = 2026-11-22\n[rates]\nXQZ = "1"', "rates.XQZ"),
        ('base = "GBP"\nas_of = 2026-11-22\n[rates]\nUSD = "0"', "rates.USD"),
        ('base = "GBP"\nas_of = 2026-11-22\n[rates]\nUSD = nan', "rates.USD"),
        ('base = "GBP"\nas_of = 2026-11-22\n[rates]\nUSD = true', "rates.USD"),
        ('base = "GBP"\nas_of = 2026-11-22\n[rates]\nUSD = 1e999999', "rates.USD"),
    ],
)
def test_bad_rates_are_named(tmp_path: Path, text: str, place: str) -> None:
    path = tmp_path / "rates.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadRates, match=re.escape(place)):
        load_rates(path)
