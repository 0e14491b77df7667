"""A declared name is found on a watch list in whatever spelling, and what is not the same is said."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderpost.domain.risk.profile import ProfileProblem
from borderpost.domain.risk.watch.differing import differing
from borderpost.domain.risk.watch.name_words import name_words_of
from borderpost.domain.risk.watch.normal_form import address_form, name_forms, script_form
from borderpost.domain.risk.watch.site_lists import SiteWatchLists
from borderpost.domain.risk.watch.watch_entry import EntryKind, WatchEntry, WatchList
from borderpost.domain.risk.watch.watch_reading import Row, watch_list_of
from borderpost.domain.risk.watch_match import LEAST_SCORE, WatchMatch

WORDS = name_words_of(
    {
        "legal_forms": ["Ltd", "Co", "GmbH", "A.Ş.", "ТОВ"],
        "trades": ["trading", "electronics"],
        "places": ["Shenzhen", "London"],
        "unspaced": ["有限公司", "贸易", "深圳市"],
        "double_surnames": ["欧阳"],
    }
)
HEAD = {"id": "parties", "version": 1, "title": "Parties", "owner": "Centre", "valid_from": date(2026, 1, 1)}


def lists(*entries: WatchEntry) -> SiteWatchLists:
    return SiteWatchLists([WatchList("parties", 1, "Parties", "Centre", date(2026, 1, 1), entries)], WORDS)


def person(name: str, *aliases: str) -> WatchEntry:
    return WatchEntry("P1", EntryKind.PERSON, name, aliases)


def firm(name: str, *aliases: str) -> WatchEntry:
    return WatchEntry("F1", EntryKind.COMPANY, name, aliases)


def address(name: str) -> WatchEntry:
    return WatchEntry("A1", EntryKind.ADDRESS, name)


def best(found: tuple[WatchMatch, ...]) -> tuple[str, float, bool]:
    (match,) = found
    return match.entry_id, match.score, match.weak


@pytest.mark.parametrize(
    ("entry", "declared", "weak"),
    [
        (person("Ivan Ivanov"), "ИВАНОВ Иван", False),
        (person("Nguyễn Thảo"), "thao nguyen", False),
        (person("Chen Zhiming"), "陈志明", True),
        (person("陈志明"), "陈志明", False),
        (person("Ouyang Nana"), "欧阳娜娜", True),
        (person("أحمد الحداد"), "احمد الحداد", True),
        (person("Li Wei", "Wei L.", "Vasilij Petrov"), "Василий Петров", False),
        (firm("Shenzhen Huaqiang Trading Co., Ltd."), "HUAQIANG ELECTRONICS GMBH", False),
        (firm("Shenzhen Huaqiang Trading Co., Ltd."), "Shenzhen Huaqiang", False),
        (firm("Shenzhen Huaqiang Trading Co., Ltd."), "深圳市华强贸易有限公司", True),
        (firm("ТОВ «Сонях»"), "Sonyakh", False),
        (address("17 Millbrook Close, Norwich"), "Norwich, Millbrook Close 17", False),
    ],
)
def test_the_same_party_is_found_in_another_spelling(entry: WatchEntry, declared: str, weak: bool) -> None:
    entry_id, score, found_weak = best(lists(entry).match("parties", declared))
    assert entry_id == entry.id
    assert score >= LEAST_SCORE
    assert found_weak is weak


@pytest.mark.parametrize(
    ("entry", "declared"),
    [
        (person("Jack London"), "Jack Trading Ltd"),
        (firm("Jack Trading Ltd"), "Jack London"),
        (firm("Shenzhen Huaqiang Trading Co., Ltd."), "Shenzhen Mingtai Trading Co., Ltd."),
        (address("17 Millbrook Close, Norwich"), "71 Millbrook Close, Norwich"),
        (person("Ivan Ivanov"), ""),
        (person("Ivan Ivanov"), "--- !!"),
        (firm("Trading Co Ltd"), "London Ltd"),
    ],
)
def test_another_party_is_not_found(entry: WatchEntry, declared: str) -> None:
    assert lists(entry).match("parties", declared) == ()


def test_a_match_shows_both_spellings_the_score_and_what_differs() -> None:
    (match,) = lists(firm("Heron Bay Consolidators Ltd")).match("parties", "HERON BAY Consolidator GmbH")
    assert match.listed == "Heron Bay Consolidators Ltd"
    assert match.declared == "HERON BAY Consolidator GmbH"
    assert match.score == pytest.approx(97.8, abs=0.1)
    assert match.differs == ("Consolidators", "Ltd", "Consolidator", "GmbH")


def test_the_best_entry_comes_first_and_each_entry_once() -> None:
    both = lists(
        WatchEntry("near", EntryKind.PERSON, "Maria Petrenko"),
        WatchEntry("same", EntryKind.PERSON, "Mariya Petrenko", ("Maria Petrenco", "Mariia Petrenko")),
    )
    found = both.match("parties", "Mariya Petrenko")
    assert [match.entry_id for match in found] == ["same", "near"]


def test_lists_are_asked_by_name_and_an_unknown_one_holds_nothing() -> None:
    site = lists(person("Li Wei"))
    assert site.has("parties")
    assert not site.has("others")
    assert site.match("others", "Li Wei") == ()
    assert len(site.digest) == 64


@pytest.mark.parametrize(
    ("listed", "declared", "apart"),
    [
        ("Li Wei", "WEI  LI", ()),
        ("Müller & Söhne", "Muller Sohne", ()),
        ("Иван Иванов", "Ivan Ivanow", ("Иванов", "Ivanow")),
        ("王伟", "王薇", ("伟", "薇")),
        ("Heron Bay", "Heron", ("Bay",)),
    ],
)
def test_what_differs_is_told_as_it_is_written(listed: str, declared: str, apart: tuple[str, ...]) -> None:
    assert differing(listed, declared) == apart


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_text_breaks_it_and_every_name_finds_itself(listed: str, declared: str) -> None:
    site = lists(person(listed))
    site.match("parties", declared)
    differing(listed, declared)
    address_form(declared)
    if name_forms(listed, WORDS) or script_form(listed):
        assert best(site.match("parties", listed))[:2] == ("P1", 100.0)


def test_a_bad_row_is_told_and_the_rest_is_used() -> None:
    rows: list[Row] = [
        ("row 2", {"id": "1", "kind": "person", "name": "Li Wei", "aliases": "Wei Li; W. Li ;"}),
        ("row 3", {"id": "1", "kind": "person", "name": "Again"}),
        ("row 4", {"id": "3", "kind": "ship", "name": "Marie"}),
        ("row 5", {"id": "4", "kind": "person", "name": "!!!"}),
        ("row 6", {"id": "5", "kind": "company", "name": "Ünal", "listed_on": "2026-13-01"}),
        ("row 7", ProfileProblem.NOT_READABLE),
        ("row 8", {"id": "6", "kind": "address", "name": "12 High Street", "listed_on": "2026-03-01"}),
    ]
    watch_list, faults = watch_list_of(HEAD, rows)
    assert watch_list is not None
    assert [entry.id for entry in watch_list.entries] == ["1", "6"]
    assert watch_list.entries[0].aliases == ("Wei Li", "W. Li")
    assert watch_list.entries[1].listed_on == date(2026, 3, 1)
    assert [(fault.path, fault.problem) for fault in faults] == [
        ("row 3.id", ProfileProblem.DUPLICATE_ID),
        ("row 4.kind", ProfileProblem.UNKNOWN_CODE),
        ("row 5.name", ProfileProblem.NO_WORDS),
        ("row 6.listed_on", ProfileProblem.BAD_DATE),
        ("row 7", ProfileProblem.NOT_READABLE),
    ]


def test_a_bad_head_leaves_no_list() -> None:
    watch_list, faults = watch_list_of({"id": "X!", "version": 0}, [])
    assert watch_list is None
    assert {fault.path for fault in faults} == {"id", "version", "title", "owner", "valid_from"}
