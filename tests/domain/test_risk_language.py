"""What profiles look for beside the fields: lists, earlier items, vague words, patterns, and the draw."""

import json
from dataclasses import dataclass
from dataclasses import replace as changed
from datetime import date
from decimal import Decimal
from typing import Any as Anything

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from borderpost.domain.declaration import ContentLine, Declaration, Nature, Party, ProductId
from borderpost.domain.money import Money
from borderpost.domain.risk.assess import assess
from borderpost.domain.risk.assessment import Assessment, Drawn, Note, NoteKind, Selection
from borderpost.domain.risk.assessment_plain import (
    NotAnAssessment,
    assessment_from_plain,
    assessment_to_plain,
)
from borderpost.domain.risk.history import SameKind, Tally
from borderpost.domain.risk.lane import Lane
from borderpost.domain.risk.profile import Profile, ProfileFault, ProfileProblem, profile_to_plain
from borderpost.domain.risk.profile_json import (
    SIZE_LIMIT,
    list_from_json,
    list_to_json,
    profile_from_json,
    profile_to_json,
)
from borderpost.domain.risk.profile_kind import ProfileKind
from borderpost.domain.risk.profile_reading import list_from_plain, profile_from_plain
from borderpost.domain.risk.profile_set import ProfileSet
from borderpost.domain.risk.surroundings import Surroundings
from risk_trees import AROUND, MESSAGE, PLAIN, RATES, TODAY, CountedItems

ITEM = Declaration(
    message=MESSAGE,
    item_id="RX473124829CN",
    posted_on=date(2026, 11, 12),
    sender=Party(name="a power bank house", country="CN"),
    addressee=Party(name="Emma Jones", lines=("12 High Street",), postcode="CF10 1AA"),
    nature=Nature.GIFT,
    lines=(
        ContentLine(1, "gift", product_ids=(ProductId("GTIN", "00401234567890"), ProductId("sku", "K-7"))),
        ContentLine(2, "superpowerbanks", value=Money(Decimal(18), "CNY")),
    ),
)


@dataclass(frozen=True)
class OneDraw:
    chosen: bool = True
    probability: float = 0.01
    key_id: str = "2026-11-22/ab"


def profile(condition: Anything, **changes: Anything) -> Profile:
    plain = profile_to_plain(PLAIN) | {"condition": condition} | changes
    read = profile_from_plain(plain)
    assert isinstance(read, Profile), read
    return read


def told(condition: Anything, around: Surroundings = AROUND, item: Declaration = ITEM) -> Assessment:
    return assess(item, ProfileSet((profile(condition),)), RATES, TODAY, around=around)


def same(field: str, operator: str, threshold: Anything, **more: Anything) -> dict[str, Anything]:
    return {"field": field, operator: threshold, "within_days": 30, **more}


COUNTED = Surroundings(
    history=CountedItems(
        {
            SameKind.SENDER: Tally(4, (Money(Decimal(27), "CNY"), Money(Decimal(5), "GBP")), 1),
            SameKind.ADDRESS: Tally(2, (Money(Decimal(7), "XAF"),)),
        }
    )
)


@pytest.mark.parametrize(
    ("condition", "expected", "actual", "path"),
    [
        (
            {"field": "line.gtin", "is_in": ["401234567890"]},
            ("401234567890",),
            "00401234567890",
            "product_ids",
        ),
        ({"field": "line.gtin", "starts_with": ["0401"]}, ("0401",), "00401234567890", "product_ids"),
        ({"field": "line.product_scheme", "is_in": ["SKU"]}, ("SKU",), "sku", "product_ids"),
        ({"field": "posted_days_ago", "at_least": 10}, ("10",), "10", "posted_on"),
        ({"field": "received_days_ago", "above": 14}, ("14",), "15", "message.received_at"),
        (
            {"field": "line.description", "has_part": ["powerb", "none"]},
            ("powerb",),
            "superpowerbanks",
            "[1]",
        ),
        (
            {"field": "item_id", "matches_pattern": "^r[a-z]\\d{9}CN$"},
            ("^r[a-z]\\d{9}CN$",),
            "RX473124829CN",
            "",
        ),
        ({"field": "line.description", "is_vague": True}, ("gift",), "gift", "lines[0].description"),
        (
            {"field": "sender.name", "matches_list": "watched"},
            ("power",),
            "a power bank house",
            "sender.name",
        ),
        (same("same_sender.items", "at_least", 4), ("4",), "4", "sender"),
        (same("same_sender.value", "above", 7, currency="GBP"), ("7",), "8.00", "sender"),
        (same("same_address.items", "below", 3), ("3",), "2", "addressee"),
    ],
)
def test_a_hit_tells_what_was_met(condition: Anything, expected: Anything, actual: str, path: str) -> None:
    around = Surroundings(AROUND.watch, COUNTED.history, AROUND.vague)
    (hit,) = told(condition, around).hits
    (clause,) = hit.clauses
    assert (clause.expected, clause.actual) == (expected, actual)
    assert path in clause.path


def test_a_score_below_the_least_is_no_match() -> None:
    near = {"field": "sender.name", "matches_list": "watched"}
    (clause,) = told({**near, "min_score": 88}).hits[0].clauses
    assert (clause.list_id, clause.score, clause.differs) == ("watched", "88.0", ("order",))
    assert told({**near, "min_score": "88.1"}).hits == ()
    assert told({"not": {**near, "min_score": "88.1"}}).hits[0].clauses[0].negated


@pytest.mark.parametrize(
    ("condition", "around", "kind", "value"),
    [
        ({"field": "sender.name", "matches_list": "gone"}, AROUND, NoteKind.NO_LIST, "gone"),
        ({"field": "line.description", "is_vague": True}, COUNTED, NoteKind.NO_LIST, "vague-words"),
        (same("same_sender.items", "at_least", 1), Surroundings(), NoteKind.NO_HISTORY, ""),
        # Some of the sender's items told no value, so that the sum is the least it can be.
        (same("same_sender.value", "below", 9, currency="GBP"), COUNTED, NoteKind.NO_VALUE, ""),
        (same("same_address.value", "above", 9, currency="GBP"), COUNTED, NoteKind.NO_RATE, "XAF"),
        (same("same_addressee.value", "above", 9, currency="GBP"), COUNTED, NoteKind.NO_VALUE, ""),
    ],
)
def test_what_is_wanting_is_neither_true_nor_false(
    condition: Anything, around: Surroundings, kind: NoteKind, value: str
) -> None:
    for one in (condition, {"not": condition}):
        assessment = told(one, around)
        assert assessment.hits == ()
        assert [(note.kind, note.value) for note in assessment.notes] == [(kind, value)]


def test_too_little_to_tell_a_party_is_missing_and_no_ground_to_count() -> None:
    nobody = replace(ITEM, sender=Party(country="CN"))
    assert told(same("same_sender.items", "at_least", 1), COUNTED, nobody).notes == (
        Note(NoteKind.NO_PARTY, "same_sender.items", profiles=("p",)),
    )
    assert told({"field": "same_sender.items", "missing": True}, COUNTED, nobody).hits
    assert not told({"field": "same_sender.items", "missing": True}, COUNTED).hits


def test_a_date_that_is_not_there_is_said() -> None:
    undated = replace(ITEM, posted_on=None)
    (note,) = told({"field": "posted_days_ago", "above": 1}, item=undated).notes
    assert note.kind is NoteKind.NO_DATE
    assert told({"field": "posted_days_ago", "missing": True}, item=undated).hits


@pytest.mark.parametrize(
    ("condition", "path", "problem"),
    [
        ({"field": "sender.name", "matches_pattern": "(a"}, "matches_pattern", ProfileProblem.BAD_PATTERN),
        (
            {"field": "sender.name", "matches_pattern": "(a{30}){30}{9}"},
            "matches_pattern",
            ProfileProblem.BAD_PATTERN,
        ),
        ({"field": "sender.name", "matches_pattern": "(?=a)"}, "matches_pattern", ProfileProblem.BAD_PATTERN),
        (
            {"field": "sender.name", "matches_pattern": "(a{30}){40}"},
            "matches_pattern",
            ProfileProblem.BAD_PATTERN,
        ),
        ({"field": "sender.name", "matches_pattern": "a" * 501}, "matches_pattern", ProfileProblem.TOO_LONG),
        ({"field": "sender.name", "matches_pattern": ["a"]}, "matches_pattern", ProfileProblem.WRONG_TYPE),
        ({"field": "sender.name", "matches_pattern": ""}, "matches_pattern", ProfileProblem.EMPTY),
        ({"field": "sender.city", "matches_list": "x"}, "matches_list", ProfileProblem.OPERATOR_DOES_NOT_FIT),
        ({"field": "sender.name", "matches_list": ["x"]}, "matches_list", ProfileProblem.WRONG_TYPE),
        (
            {"field": "sender.name", "matches_list": "x", "min_score": 84},
            "min_score",
            ProfileProblem.OUT_OF_RANGE,
        ),
        (
            {"field": "sender.name", "has_words": ["x"], "min_score": 90},
            "min_score",
            ProfileProblem.UNKNOWN_KEY,
        ),
        ({"field": "sender.name", "is_vague": True}, "is_vague", ProfileProblem.OPERATOR_DOES_NOT_FIT),
        ({"field": "line.description", "is_vague": "yes"}, "is_vague", ProfileProblem.WRONG_TYPE),
        ({"field": "same_sender.items", "at_least": 2}, "within_days", ProfileProblem.MISSING),
        (
            same("same_sender.items", "at_least", 2, within_days=367),
            "within_days",
            ProfileProblem.OUT_OF_RANGE,
        ),
        (same("same_sender.items", "at_least", 2, within_days="7"), "within_days", ProfileProblem.WRONG_TYPE),
        (same("line_count", "at_least", 2), "within_days", ProfileProblem.UNKNOWN_KEY),
        (same("same_sender.value", "at_least", 2), "currency", ProfileProblem.MISSING),
        (same("same_sender.items", "at_least", 2, currency="GBP"), "currency", ProfileProblem.UNKNOWN_KEY),
    ],
)
def test_every_fault_has_its_path(condition: Anything, path: str, problem: ProfileProblem) -> None:
    found = profile_from_plain(profile_to_plain(PLAIN) | {"condition": condition})
    assert isinstance(found, tuple)
    assert [(one.path, one.problem) for one in found] == [(f"condition.{path}", problem)]


def test_a_profile_has_at_most_so_many_patterns_and_terms() -> None:
    patterns = [{"field": "sender.name", "matches_pattern": f"a{number}"} for number in range(22)]
    terms = [
        {"field": "item_id", "is_in": [f"{part}x{number}" for number in range(2_000)]} for part in range(12)
    ]
    for parts, place in ((patterns, "condition.any[20].matches_pattern"), (terms, "condition.any[10].is_in")):
        found = profile_from_plain(profile_to_plain(PLAIN) | {"condition": {"any": parts}})
        assert isinstance(found, tuple)
        assert (found[0].path, found[0].problem) == (place, ProfileProblem.TOO_MANY)


@pytest.mark.parametrize(
    ("changes", "path", "problem"),
    [
        ({"kind": "chance"}, "kind", ProfileProblem.UNKNOWN_KIND),
        ({"weight": 1_001}, "weight", ProfileProblem.OUT_OF_RANGE),
        ({"weight": "9"}, "weight", ProfileProblem.WRONG_TYPE),
    ],
)
def test_kind_and_weight_are_checked(changes: Anything, path: str, problem: ProfileProblem) -> None:
    found = profile_from_plain(
        profile_to_plain(PLAIN) | changes | {"condition": {"field": "nature", "missing": True}}
    )
    assert isinstance(found, tuple)
    assert [(one.path, one.problem) for one in found] == [(path, problem)]


GIFT = {"field": "nature", "is_in": ["gift"]}


def test_the_draw_selects_apart_from_profiles() -> None:
    none, one = ProfileSet(), ProfileSet((profile(GIFT, lane="yellow"),))
    missed = assess(ITEM, none, RATES, TODAY, draw=OneDraw(chosen=False))
    assert (missed.lane, missed.selection, missed.inclusion_probability) == (Lane.GREEN, Selection.NONE, 0.01)
    drawn = assess(ITEM, none, RATES, TODAY, draw=OneDraw())
    assert (drawn.lane, drawn.selection, drawn.inclusion_probability) == (Lane.RED, Selection.RANDOM, 0.01)
    both = assess(ITEM, one, RATES, TODAY, draw=OneDraw())
    assert (both.lane, both.selection, both.inclusion_probability) == (Lane.RED, Selection.BOTH, 1.0)
    assert both.drawn == Drawn(True, "0.01", "2026-11-22/ab")
    targeted = assess(ITEM, one, RATES, TODAY)
    assert (targeted.lane, targeted.selection) == (Lane.YELLOW, Selection.TARGETED)
    assert (targeted.drawn, targeted.inclusion_probability) == (None, 1.0)
    undeclared = assess(None, none, RATES, TODAY, draw=OneDraw())
    assert (undeclared.lane, undeclared.selection) == (Lane.RED, Selection.RANDOM)


def test_a_random_profile_holds_for_drawn_items_alone_and_is_no_targeted_hit() -> None:
    chance = ProfileSet((profile(GIFT, kind="random", lane="secure"),))
    assert assess(ITEM, chance, RATES, TODAY).hits == ()
    assert assess(ITEM, chance, RATES, TODAY, draw=OneDraw(chosen=False)).hits == ()
    drawn = assess(ITEM, chance, RATES, TODAY, draw=OneDraw())
    assert (drawn.lane, drawn.selection, drawn.inclusion_probability) == (Lane.SECURE, Selection.RANDOM, 0.01)
    assert drawn.hits[0].kind is ProfileKind.RANDOM


def test_weights_order_hits_of_one_lane_and_add_up() -> None:
    hits = ProfileSet(tuple(profile(GIFT, id=name, weight=weight) for name, weight in (("a", 1), ("b", 90))))
    told = assess(ITEM, hits, RATES, TODAY)
    assert [hit.profile_id for hit in told.hits] == ["b", "a"]
    assert told.score == 91


def test_an_assessment_keeps_what_it_told_and_older_ones_are_still_read() -> None:
    profiles = ProfileSet((profile({"field": "sender.name", "matches_list": "watched"}, kind="watch"),))
    whole = assess(ITEM, profiles, RATES, TODAY, around=AROUND, draw=OneDraw())
    plain = json.loads(json.dumps(assessment_to_plain(whole)))
    assert assessment_from_plain(plain) == whole
    assert (plain["selection"], plain["inclusion_probability"]) == ("both", "1.0")
    for name in ("drawn", "selection", "inclusion_probability"):
        del plain[name]
    for name in ("kind", "weight"):
        del plain["hits"][0][name]
    for name in ("days", "list_id", "score", "weak", "differs"):
        del plain["hits"][0]["clauses"][0][name]
    older = assessment_from_plain(plain)
    assert (older.selection, older.drawn, older.score) == (Selection.TARGETED, None, 10)
    assert older.hits[0].clauses[0].expected == ("power",)
    for broken in ({"chosen": True}, {"chosen": True, "probability": "2", "key_id": ""}, "x"):
        with pytest.raises(NotAnAssessment):
            assessment_from_plain({**plain, "drawn": broken})


def test_profiles_and_lists_go_over_the_wire_and_back() -> None:
    whole = profile({"all": [same("same_sender.value", "below", "3.10", currency="GBP"), GIFT]}, weight=7)
    assert profile_from_json(profile_to_json(whole)) == whole
    listed = list_from_plain(
        {"id": "l", "version": 1, "title": "t", "owner": "o", "valid_from": "2026-01-01", "entries": ["łódź"]}
    )
    assert not isinstance(listed, tuple)
    assert list_from_json(list_to_json(listed)) == listed
    exact = profile_to_json(whole).replace(b'"3.10"', b"3.10")
    assert profile_from_json(exact) == whole


@pytest.mark.parametrize(
    ("untrusted", "problem"),
    [
        (b"", ProfileProblem.NOT_JSON),
        (b"\xff", ProfileProblem.NOT_JSON),
        (b"[1]", ProfileProblem.NOT_JSON),
        (b"[" * 100_000, ProfileProblem.NOT_JSON),
        (b"1" * 5_000, ProfileProblem.NOT_JSON),
        (b" " * (SIZE_LIMIT + 1), ProfileProblem.TOO_LARGE),
    ],
)
def test_what_is_no_json_is_said(untrusted: bytes, problem: ProfileProblem) -> None:
    found = profile_from_json(untrusted, "wire")
    assert isinstance(found, tuple)
    assert [(one.profile, one.problem) for one in found] == [("wire", problem)]


@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_no_bytes_raise(untrusted: bytes) -> None:
    assert isinstance(profile_from_json(untrusted), tuple)
    found = list_from_json(untrusted)
    assert isinstance(found, tuple)
    assert all(isinstance(one, ProfileFault) for one in found)


def test_the_set_keeps_its_profiles_by_version() -> None:
    one = changed(PLAIN, version=3)
    assert ProfileSet((one,)).by_version == {("p", 3): one}
