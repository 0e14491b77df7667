"""Profiles read from plain data: every fault has its path, and a good profile survives its plain form."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any as Anything

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderpost.domain.risk.condition import (
    SAME_FIELDS,
    All,
    Any,
    Comparison,
    Condition,
    EveryLine,
    Field,
    FieldKind,
    Not,
    Operator,
    SomeLine,
    operators_of,
)
from borderpost.domain.risk.condition_reading import DEPTH_LIMIT, PARTS_LIMIT, TERMS_LIMIT
from borderpost.domain.risk.lane import Lane, most_severe
from borderpost.domain.risk.profile import Profile, ProfileFault, ProfileProblem, WordList, profile_to_plain
from borderpost.domain.risk.profile_kind import ProfileKind
from borderpost.domain.risk.profile_reading import list_from_plain, profile_from_plain, profile_set_of

SIMPLE = {"field": "sender.country", "is_in": ["CN"]}
LIST = {
    "id": "words",
    "version": 1,
    "title": "Words",
    "owner": "o",
    "valid_from": date(2026, 1, 1),
    "entries": ["alpha", "beta gamma"],
}


def plain(**changes: Anything) -> dict[str, Anything]:
    return {
        "id": "x",
        "version": 1,
        "title": "Title",
        "lane": "red",
        "owner": "o",
        "author": "a",
        "approver": "b",
        "valid_from": date(2026, 1, 1),
        "valid_until": "2026-12-31",
        "legal_basis": "law",
        "instruction": "look",
        "condition": SIMPLE,
        **changes,
    }


def read(**changes: Anything) -> Profile:
    profile = profile_from_plain(plain(**changes))
    assert isinstance(profile, Profile), profile
    return profile


def faults(**changes: Anything) -> list[tuple[str, ProfileProblem]]:
    found = profile_from_plain(plain(**changes), "file")
    assert isinstance(found, tuple), found
    assert all(fault.profile for fault in found)
    return [(fault.path, fault.problem) for fault in found]


def nested(depth: int) -> dict[str, Anything]:
    condition: dict[str, Anything] = SIMPLE
    for _ in range(depth - 1):
        condition = {"not": condition}
    return condition


def test_a_good_profile_is_read() -> None:
    profile = read(
        condition={
            "all": [
                {"field": "total_value", "above": "135.00", "currency": "GBP"},
                {"any": [{"field": "line.hs_code", "starts_with": ["8507"]}, {"not": SIMPLE}]},
                {"some_line": {"field": "line.description", "has_words": ["power bank"]}},
                {"every_line": {"field": "line.value", "missing": True}},
            ]
        }
    )
    assert profile.lane is Lane.RED
    assert profile.condition == All(
        (
            Comparison(Field.TOTAL_VALUE, Operator.ABOVE, threshold=Decimal("135.00"), currency="GBP"),
            Any(
                (
                    Comparison(Field.LINE_HS_CODE, Operator.STARTS_WITH, ("8507",)),
                    Not(Comparison(Field.SENDER_COUNTRY, Operator.IS_IN, ("CN",))),
                )
            ),
            SomeLine(Comparison(Field.LINE_DESCRIPTION, Operator.HAS_WORDS, ("power bank",))),
            EveryLine(Comparison(Field.LINE_VALUE, Operator.MISSING)),
        )
    )
    assert profile.holds_on(date(2026, 1, 1))
    assert profile.holds_on(date(2026, 12, 31))
    assert not profile.holds_on(date(2027, 1, 1))


@pytest.mark.parametrize(
    ("changes", "path", "problem"),
    [
        ({"id": "Has Blanks"}, "id", ProfileProblem.BAD_ID),
        ({"id": 7}, "id", ProfileProblem.WRONG_TYPE),
        ({"version": 0}, "version", ProfileProblem.WRONG_TYPE),
        ({"version": True}, "version", ProfileProblem.WRONG_TYPE),
        ({"version": None}, "version", ProfileProblem.MISSING),
        ({"title": " "}, "title", ProfileProblem.EMPTY),
        ({"title": "t" * 201}, "title", ProfileProblem.TOO_LONG),
        ({"lane": "amber"}, "lane", ProfileProblem.UNKNOWN_LANE),
        ({"owner": None}, "owner", ProfileProblem.MISSING),
        ({"approver": "a"}, "approver", ProfileProblem.SAME_PERSON),
        ({"valid_from": "2026-02-30"}, "valid_from", ProfileProblem.BAD_DATE),
        ({"valid_from": 5}, "valid_from", ProfileProblem.BAD_DATE),
        ({"valid_until": date(2025, 1, 1)}, "valid_until", ProfileProblem.ENDS_BEFORE_IT_BEGINS),
        ({"legal_basis": ""}, "legal_basis", ProfileProblem.EMPTY),
        ({"colour": "red"}, "colour", ProfileProblem.UNKNOWN_KEY),
        ({"condition": []}, "condition", ProfileProblem.WRONG_TYPE),
        ({"condition": {}}, "condition.field", ProfileProblem.MISSING),
        ({"condition": {"all": []}}, "condition.all", ProfileProblem.EMPTY),
        ({"condition": {"all": SIMPLE}}, "condition.all", ProfileProblem.WRONG_TYPE),
        ({"condition": {"all": [SIMPLE], "any": [SIMPLE]}}, "condition", ProfileProblem.SEVERAL_OPERATORS),
        ({"condition": nested(DEPTH_LIMIT + 1)}, "condition" + ".not" * DEPTH_LIMIT, ProfileProblem.TOO_DEEP),
        (
            {"condition": {"any": [SIMPLE] * PARTS_LIMIT}},
            f"condition.any[{PARTS_LIMIT - 1}]",
            ProfileProblem.TOO_MANY,
        ),
    ],
)
def test_a_fault_is_named_with_its_path(
    changes: dict[str, Anything], path: str, problem: ProfileProblem
) -> None:
    assert faults(**changes) == [(path, problem)]


@pytest.mark.parametrize(
    ("third", "path", "problem"),
    [
        ({"field": "line.hs_code", "starts_with": ["85x"]}, ".starts_with[0]", ProfileProblem.NOT_HS_DIGITS),
        ({"field": "line.colour", "is_in": ["x"]}, ".field", ProfileProblem.UNKNOWN_FIELD),
        ({"field": ["line.value"], "is_in": ["x"]}, ".field", ProfileProblem.UNKNOWN_FIELD),
        ({"field": "sender.country"}, "", ProfileProblem.NO_OPERATOR),
        ({"field": "sender.country", "is_in": ["CN"], "missing": True}, "", ProfileProblem.SEVERAL_OPERATORS),
        ({"field": "sender.country", "above": 3}, ".above", ProfileProblem.OPERATOR_DOES_NOT_FIT),
        ({"field": "sender.country", "is_in": ["cn"]}, ".is_in[0]", ProfileProblem.UNKNOWN_COUNTRY),
        ({"field": "sender.country", "is_in": ["CN", 3]}, ".is_in[1]", ProfileProblem.WRONG_TYPE),
        ({"field": "sender.country", "is_in": [[]]}, ".is_in[0]", ProfileProblem.WRONG_TYPE),
        ({"field": "sender.country", "is_in": "CN"}, ".is_in", ProfileProblem.WRONG_TYPE),
        ({"field": "sender.country", "is_in": []}, ".is_in", ProfileProblem.EMPTY),
        ({"field": "sender.country", "is_in": {"lst": "a"}}, ".is_in", ProfileProblem.WRONG_TYPE),
        ({"field": "sender.country", "missing": False}, ".missing", ProfileProblem.WRONG_TYPE),
        ({"field": "sender.country", "missing": True, "x": 1}, ".x", ProfileProblem.UNKNOWN_KEY),
        ({"field": "nature", "is_in": ["present"]}, ".is_in[0]", ProfileProblem.UNKNOWN_CODE),
        ({"field": "sender.name", "has_words": ["..."]}, ".has_words[0]", ProfileProblem.NO_WORDS),
        ({"field": "sender.name", "has_words": ["w" * 101]}, ".has_words[0]", ProfileProblem.TOO_LONG),
        (
            {"field": "sender.name", "has_words": ["w"] * (TERMS_LIMIT + 1)},
            ".has_words",
            ProfileProblem.TOO_MANY,
        ),
        ({"field": "gross_weight_kg", "above": "heavy"}, ".above", ProfileProblem.NOT_A_NUMBER),
        ({"field": "gross_weight_kg", "above": float("nan")}, ".above", ProfileProblem.NOT_A_NUMBER),
        ({"field": "gross_weight_kg", "above": "1e999999"}, ".above", ProfileProblem.NOT_A_NUMBER),
        ({"field": "gross_weight_kg", "above": 10**5000}, ".above", ProfileProblem.NOT_A_NUMBER),
        ({"field": "gross_weight_kg", "above": -1}, ".above", ProfileProblem.NOT_A_NUMBER),
        ({"field": "gross_weight_kg", "above": True}, ".above", ProfileProblem.WRONG_TYPE),
        (
            {"field": "gross_weight_kg", "above": 1, "currency": "GBP"},
            ".currency",
            ProfileProblem.UNKNOWN_KEY,
        ),
        ({"field": "total_value", "above": 1}, ".currency", ProfileProblem.MISSING),
        (
            {"field": "total_value", "above": 1, "currency": "XQZ"},
            ".currency",
            ProfileProblem.UNKNOWN_CURRENCY,
        ),
        ({"some_line": SIMPLE}, ".some_line", ProfileProblem.NO_LINE_FIELD),
        (
            {"some_line": {"every_line": {"field": "line.value", "missing": True}}},
            ".some_line.every_line",
            ProfileProblem.LINES_IN_LINES,
        ),
    ],
)
def test_a_fault_of_a_comparison_is_named_with_its_path(
    third: dict[str, Anything], path: str, problem: ProfileProblem
) -> None:
    assert faults(condition={"all": [SIMPLE, SIMPLE, third]}) == [(f"condition.all[2]{path}", problem)]


def test_all_faults_are_told_at_once() -> None:
    assert len(faults(id="", lane="x", owner=3, condition={"any": [{"field": "a"}, {"field": "b"}]})) == 5


def test_a_list_is_read_and_referred_to() -> None:
    word_list = list_from_plain(LIST)
    assert isinstance(word_list, WordList)
    good = read(id="good", condition={"field": "sender.name", "has_words": {"list": "words"}})
    lost = read(id="lost", condition={"not": {"field": "sender.name", "has_words": {"list": "none"}}})
    unfit = read(id="unfit", condition={"field": "line.hs_code", "starts_with": {"list": "words"}})
    joined, found = profile_set_of([good, lost, unfit, good], [word_list, word_list])
    assert [profile.id for profile in joined] == ["good"]
    assert found == (
        ProfileFault("words", "id", ProfileProblem.DUPLICATE_ID),
        ProfileFault("lost", "condition.not.has_words.list", ProfileProblem.UNKNOWN_LIST, "none"),
        ProfileFault("unfit", "condition.starts_with.list", ProfileProblem.NOT_HS_DIGITS, "alpha"),
        ProfileFault("good", "id", ProfileProblem.DUPLICATE_ID),
    )


@pytest.mark.parametrize(
    ("entries", "path", "problem"),
    [
        (None, "entries", ProfileProblem.MISSING),
        ("words", "entries", ProfileProblem.WRONG_TYPE),
        (["a", []], "entries[1]", ProfileProblem.WRONG_TYPE),
        (["a", " "], "entries[1]", ProfileProblem.EMPTY),
        (["a" * 101], "entries[0]", ProfileProblem.TOO_LONG),
        (["a"] * 100_001, "entries", ProfileProblem.TOO_MANY),
    ],
)
def test_a_faulty_list_is_named(entries: Anything, path: str, problem: ProfileProblem) -> None:
    found = list_from_plain({**LIST, "entries": entries})
    assert isinstance(found, tuple)
    assert [(fault.path, fault.problem) for fault in found] == [(path, problem)]


def test_the_digest_of_a_set_follows_its_content_and_not_its_order() -> None:
    one, other = read(id="one"), read(id="other")
    assert profile_set_of([one, other])[0] == profile_set_of([other, one])[0]
    changed = read(id="other", instruction="look again")
    assert profile_set_of([one, other])[0].digest != profile_set_of([one, changed])[0].digest


def test_the_most_severe_lane_wins() -> None:
    assert most_severe([]) is Lane.GREEN
    assert most_severe([Lane.RED, Lane.SECURE, Lane.YELLOW]) is Lane.SECURE
    assert [lane.severity for lane in Lane] == [0, 1, 2, 3]


TERMS = {
    FieldKind.CODE: st.sampled_from(["12", "850760", "99"]),
    FieldKind.TEXT: st.sampled_from(["gift", "power bank", "礼品", "łódź"]),
}
COUNTRIES = frozenset({"sender.country", "addressee.country", "origin_office.country", "line.origin_country"})
CHOICES = {"nature": "gift", "mail_class": "U", "warnings": "no_contents"}


@st.composite
def leaves(draw: st.DrawFn, *, of_line: bool | None = None) -> Comparison:
    """A valid comparison of any field with any of its operators."""
    field = draw(st.sampled_from([one for one in Field if of_line is None or one.of_line is of_line]))
    operator = draw(st.sampled_from(sorted(operators_of(field))))
    if operator in (Operator.MISSING, Operator.IS_VAGUE):
        return Comparison(field, operator)
    if operator is Operator.MATCHES_LIST:
        least = draw(st.none() | st.decimals(85, 100, places=1))
        return Comparison(field, operator, word_list="names", threshold=least)
    if operator is Operator.MATCHES_PATTERN:
        return Comparison(field, operator, (draw(st.sampled_from(["a+$", "[0-9]{3}"])),))
    if field.kind in (FieldKind.NUMBER, FieldKind.MONEY) or operator is Operator.SHORTER_THAN:
        currency = draw(st.sampled_from(["GBP", "CNY", "JPY"])) if field.kind is FieldKind.MONEY else ""
        threshold = draw(st.decimals(0, 10**6, places=2))
        days = draw(st.integers(1, 366)) if field in SAME_FIELDS else 0
        return Comparison(field, operator, threshold=threshold, currency=currency, within_days=days)
    if field.value in COUNTRIES and operator is Operator.IS_IN:
        terms = draw(st.lists(st.sampled_from(["CN", "GB", "XK"]), min_size=1, max_size=3, unique=True))
    elif field.value in CHOICES and operator is Operator.IS_IN:
        terms = [CHOICES[field.value]]
    else:
        terms = draw(st.lists(TERMS[field.kind], min_size=1, max_size=3, unique=True))
    return Comparison(field, operator, tuple(terms))


def conditions() -> st.SearchStrategy[Condition]:
    """Any valid tree of modest size."""

    def branch(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
        parts = st.lists(inner, min_size=1, max_size=3).map(tuple)
        return st.builds(All, parts) | st.builds(Any, parts) | st.builds(Not, inner)

    of_lines = st.recursive(leaves(of_line=True), branch, max_leaves=4)
    return st.recursive(
        leaves() | st.builds(SomeLine, of_lines) | st.builds(EveryLine, of_lines), branch, max_leaves=5
    )


@given(conditions())
def test_a_profile_survives_its_plain_form(condition: Condition) -> None:
    profile = read()
    whole = replace(profile, condition=condition, kind=ProfileKind.WATCH, weight=70)
    again = profile_from_plain(json.loads(json.dumps(profile_to_plain(whole))))
    if isinstance(again, tuple):
        assert {fault.problem for fault in again} == {ProfileProblem.TOO_DEEP}
    else:
        assert again == whole


JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=10)
    | st.sampled_from(list(Field)),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["all", "any", "not", "some_line", "field", "is_in", "above", "list"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=10,
)


@given(st.dictionaries(st.sampled_from([*plain(), "junk"]), JUNK), st.booleans())
def test_no_plain_data_raises(untrusted: dict[str, Anything], complete: bool) -> None:
    assert profile_from_plain({**plain(), **untrusted} if complete else untrusted)
    assert list_from_plain(untrusted)
