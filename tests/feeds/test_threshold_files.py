"""Thresholds of value are read with their days, and a bad one is named."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from borderpost.domain.money import Money
from borderpost.domain.risk.indication import ValueThreshold
from borderpost.domain.risk.profile import ProfileProblem
from borderpost.feeds.threshold_files import load_thresholds, load_unusual_share

GOOD = """
[[threshold]]
title = "low value"
amount = "135.50"
currency = "GBP"
valid_from = 2021-01-01
valid_until = 2030-12-31
"""
DEMO = Path(__file__).parents[2] / "resources" / "thresholds" / "demo.toml"


def load(tmp_path: Path, text: str) -> tuple[tuple[ValueThreshold, ...], list[tuple[str, ProfileProblem]]]:
    path = tmp_path / "thresholds.toml"
    path.write_text(text, encoding="utf-8")
    good, faults = load_thresholds(path)
    return good, [(fault.path, fault.problem) for fault in faults]


def test_a_threshold_is_read(tmp_path: Path) -> None:
    good, faults = load(tmp_path, GOOD)
    assert faults == []
    assert good == (
        ValueThreshold(
            "low value", Money(Decimal("135.50"), "GBP"), date(2021, 1, 1), date(2030, 12, 31), 7, False
        ),
    )


def test_the_demo_s_are_good_and_no_file_holds_none(tmp_path: Path) -> None:
    good, faults = load_thresholds(DEMO)
    assert len(good) == 2
    assert good[1].gifts_only
    assert faults == ()
    assert load_thresholds(tmp_path / "gone.toml") == ((), ())


@pytest.mark.parametrize(
    ("old", "new", "path", "problem"),
    [
        ('"135.50"', '"much"', "threshold[1].amount", ProfileProblem.NOT_A_NUMBER),
        ('"135.50"', "true", "threshold[1].amount", ProfileProblem.NOT_A_NUMBER),
        ('"135.50"', '"-1"', "threshold[1].amount", ProfileProblem.NOT_A_NUMBER),
        ('"GBP"', '"XQQ"', "threshold[1].currency", ProfileProblem.UNKNOWN_CURRENCY),
        ("2030-12-31", "2020-12-31", "threshold[1].valid_until", ProfileProblem.ENDS_BEFORE_IT_BEGINS),
        ("2030-12-31", "2030-12-31\ndays = 0", "threshold[1].days", ProfileProblem.WRONG_TYPE),
        ("2030-12-31", "2030-12-31\ngifts_only = 1", "threshold[1].gifts_only", ProfileProblem.WRONG_TYPE),
        ("2030-12-31", "2030-12-31\ncolour = 1", "threshold[1].colour", ProfileProblem.UNKNOWN_KEY),
    ],
)
def test_a_bad_one_is_named_and_the_others_hold(
    tmp_path: Path, old: str, new: str, path: str, problem: ProfileProblem
) -> None:
    good, faults = load(tmp_path, GOOD + GOOD.replace(old, new))
    assert len(good) == 1
    assert faults == [(path, problem)]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("threshold = 3", ProfileProblem.WRONG_TYPE),
        ("threshold = [3]", ProfileProblem.WRONG_TYPE),
        ("threshold =", ProfileProblem.NOT_TOML),
    ],
)
def test_a_file_that_is_none_is_named(tmp_path: Path, text: str, problem: ProfileProblem) -> None:
    good, faults = load(tmp_path, text)
    assert good == ()
    assert [found for _, found in faults] == [problem]


@pytest.mark.parametrize(
    ("text", "share", "faults"),
    [
        ("", "0.02", []),
        ('unusual_share = "0.05"\n', "0.05", []),
        ("unusual_share = 0.1\n", "0.1", []),
        ("unusual_share = 0\n", "0", []),
        ("unusual_share = 2\n", "0.02", [ProfileProblem.NOT_A_NUMBER]),
        ('unusual_share = "often"\n', "0.02", [ProfileProblem.NOT_A_NUMBER]),
        ("unusual_share = nan\n", "0.02", [ProfileProblem.NOT_A_NUMBER]),
        ("unusual_share = true\n", "0.02", [ProfileProblem.NOT_A_NUMBER]),
        ("unusual_share = [1]\n", "0.02", [ProfileProblem.NOT_A_NUMBER]),
    ],
)
def test_what_share_is_unusual(tmp_path: Path, text: str, share: str, faults: list[ProfileProblem]) -> None:
    path = tmp_path / "thresholds.toml"
    path.write_text(text + GOOD, encoding="utf-8")
    told, found = load_unusual_share(path)
    assert (told, [fault.problem for fault in found]) == (Decimal(share), faults)
    assert len(load_thresholds(path)[0]) == 1
