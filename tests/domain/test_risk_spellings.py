"""Korean and Cyrillic names are found under the Latin spellings that families and papers use."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderpost.domain.risk.watch.site_lists import SiteWatchLists
from borderpost.domain.risk.watch.spellings import usual_cyrillic, usual_hangul
from borderpost.domain.risk.watch.watch_entry import EntryKind, WatchEntry, WatchList
from borderpost.feeds.watch_list_files import load_name_words

WORDS, _ = load_name_words(Path(__file__).parents[2] / "resources" / "words" / "names.toml")


@pytest.mark.parametrize(
    ("hangul", "usual"),
    [
        ("현우", ("hyunwoo",)),
        ("지우", ("jiwoo",)),
        ("하은", ("haeun",)),
        ("서연", ("seoyeon",)),
        ("민준", ("minjun", "minjoon")),
        ("영수", ("youngsoo",)),
        ("성훈", ("sunghun", "sunghoon")),
        ("희정", ("heejung",)),
        ("경미", ("kyungmi",)),
        ("", ()),
        ("ㅎㅕ", ()),
        ("현a", ()),
    ],
)
def test_given_names_in_hangul(hangul: str, usual: tuple[str, ...]) -> None:
    assert usual_hangul(hangul) == usual


@pytest.mark.parametrize(
    ("cyrillic", "usual"),
    [
        ("Алексей Воробьёв", "alexey vorobyov"),
        ("Чайковский", "chaikovsky"),
        ("Наталья Щукина", "natalya shchukina"),
        ("Юлія Їжак", "yuliya izhak"),
        ("Зелёный", "zelyony"),
        ("Anna Berg", ""),
        ("", ""),
        ("Αλέξης", ""),
    ],
)
def test_cyrillic_names(cyrillic: str, usual: str) -> None:
    assert usual_cyrillic(cyrillic) == usual


@given(st.text())
def test_no_text_breaks_them(text: str) -> None:
    assert isinstance(usual_cyrillic(text), str)
    assert all(spelt.isascii() for spelt in usual_hangul(text))


@pytest.mark.parametrize(
    ("own", "latin"),
    [
        ("박현우", "Hyunwoo Park"),
        ("김성훈", "Sung-hoon Kim"),
        ("Алексей Чайковский", "Alexey Tchaikovsky"),
        ("Максим Воробьёв", "Maxim Vorobyov"),
    ],
)
def test_they_are_found_both_ways(own: str, latin: str) -> None:
    for listed, declared in ((own, latin), (latin, own)):
        entry = WatchEntry("1", EntryKind.PERSON, listed)
        lists = SiteWatchLists([WatchList("w", 1, "Trial", "Trial", date.min, (entry,))], WORDS)
        (found,) = lists.match("w", declared)
        assert found.listed == listed
        assert not found.weak


def test_strangers_stay_strangers() -> None:
    entries = tuple(
        WatchEntry(str(number), EntryKind.PERSON, name)
        for number, name in enumerate(("박현우", "김지우", "Сергей Жуков", "Иван Петров"))
    )
    lists = SiteWatchLists([WatchList("w", 1, "Trial", "Trial", date.min, entries)], WORDS)
    for stranger in ("Minjae Park", "Jihoon Kim", "Sergio Zucco", "Ian Petersen", "Kim Wood"):
        assert lists.match("w", stranger) == ()
