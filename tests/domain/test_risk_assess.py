"""Assessments: what hits and why, what cannot be told, and that nothing whatever raises."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any as Anything

import pytest

from borderpost.domain.declaration import (
    ContentLine,
    Declaration,
    MessageRef,
    Nature,
    Party,
)
from borderpost.domain.money import Money, RateTable
from borderpost.domain.risk.assess import assess
from borderpost.domain.risk.assessment import Assessment, Clause, Note, NoteKind
from borderpost.domain.risk.assessment_plain import (
    NotAnAssessment,
    assessment_from_plain,
    assessment_to_plain,
)
from borderpost.domain.risk.judging import LINES_SHOWN
from borderpost.domain.risk.lane import Lane
from borderpost.domain.risk.profile import Profile, WordList
from borderpost.domain.risk.profile_reading import profile_from_plain, profile_set_of
from borderpost.domain.risk.profile_set import ProfileSet

TODAY = date(2026, 11, 22)
RATES = RateTable("GBP", date(2026, 11, 20), {"CNY": Decimal("9"), "USD": Decimal("1.25")})
MESSAGE = MessageRef("m1", 1, "POST-CN", datetime(2026, 11, 7, tzinfo=UTC))


def profile(condition: Anything, **changes: Anything) -> Profile:
    plain = {
        "id": "p",
        "version": 4,
        "title": "Title",
        "lane": "red",
        "owner": "o",
        "author": "a",
        "approver": "b",
        "valid_from": "2026-01-01",
        "valid_until": "2026-12-31",
        "legal_basis": "law",
        "instruction": "look",
        "condition": condition,
    }
    read = profile_from_plain(plain | changes)
    assert isinstance(read, Profile), read
    return read


def profiles(*conditions: Anything) -> ProfileSet:
    joined, faults = profile_set_of(profile(one, id=f"p{n}") for n, one in enumerate(conditions))
    assert not faults
    return joined


def line(number: int = 1, description: str = "Mug", **fields: Anything) -> ContentLine:
    whole: dict[str, Anything] = {
        "quantity": Decimal(2),
        "net_weight_kg": Decimal("0.5"),
        "value": Money(Decimal("90"), "CNY"),
        "hs_code": "691200",
        "origin_country": "CN",
    }
    return ContentLine(number, description, **(whole | fields))


def item(*lines: ContentLine, **fields: Anything) -> Declaration:
    whole: dict[str, Anything] = {
        "gross_weight_kg": Decimal("1.2"),
        "sender": Party(name="Li Wei", country="CN", lines=("5 Renmin Road",), city="深圳"),
        "addressee": Party(name="Emma Jones", country="GB", postcode="CF10 1AA"),
        "nature": Nature.GIFT,
    }
    return Declaration(message=MESSAGE, item_id="RR194156903CN", lines=lines, **(whole | fields))


def judge(condition: Anything, declaration: Declaration) -> Assessment:
    return assess(declaration, profiles(condition), RATES, TODAY)


def clauses(condition: Anything, declaration: Declaration) -> tuple[Clause, ...]:
    assessment = judge(condition, declaration)
    assert len(assessment.hits) == 1, assessment
    return assessment.hits[0].clauses


def test_no_declaration_is_yellow_and_says_so() -> None:
    assessment = assess(None, ProfileSet(), RATES, TODAY)
    assert assessment.lane is Lane.YELLOW
    assert [note.kind for note in assessment.notes] == [NoteKind.NO_DECLARATION]


def test_nothing_hit_is_green() -> None:
    assessment = judge({"field": "sender.country", "is_in": ["US"]}, item(line()))
    assert (assessment.lane, assessment.hits, assessment.notes) == (Lane.GREEN, (), ())
    assert (assessment.evaluated_on, assessment.rates_on) == (TODAY, date(2026, 11, 20))


def test_the_most_severe_of_several_hits_gives_the_lane_and_comes_first() -> None:
    condition = {"field": "sender.country", "is_in": ["CN"]}
    joined, _ = profile_set_of(
        profile(condition, id=name, lane=lane)
        for name, lane in (("a", "yellow"), ("b", "secure"), ("c", "red"))
    )
    assessment = assess(item(line()), joined, RATES, TODAY)
    assert assessment.lane is Lane.SECURE
    assert [hit.profile_id for hit in assessment.hits] == ["b", "c", "a"]
    hit = assessment.hits[0]
    assert (hit.profile_version, hit.title, hit.instruction, hit.legal_basis, hit.owner) == (
        *(4, "Title", "look", "law"),
        "o",
    )


def test_a_profile_out_of_force_is_not_asked() -> None:
    joined, _ = profile_set_of(
        [profile({"field": "sender.country", "is_in": ["CN"]}, valid_until="2026-11-21")]
    )
    assert assess(item(line()), joined, RATES, TODAY).lane is Lane.GREEN
    assert assess(item(line()), joined, RATES, date(2026, 11, 21)).lane is Lane.RED


@pytest.mark.parametrize(
    ("condition", "expected", "actual", "path", "rest"),
    [
        ({"field": "sender.country", "is_in": ["US", "CN"]}, ("CN",), "CN", "sender.country", {}),
        (
            {"field": "addressee.postcode", "starts_with": ["cf1"]},
            ("cf1",),
            "CF10 1AA",
            "addressee.postcode",
            {},
        ),
        ({"field": "item_id", "starts_with": ["RR"]}, ("RR",), "RR194156903CN", "item_id", {}),
        ({"field": "sender.name", "has_words": ["wei", "x"]}, ("wei",), "Li Wei", "sender.name", {}),
        ({"field": "sender.address", "has_words": ["深圳"]}, ("深圳",), "5 Renmin Road, 深圳", "sender", {}),
        ({"field": "sender.company", "missing": True}, (), "", "sender.company", {}),
        ({"field": "line_count", "at_least": 2}, ("2",), "2", "lines", {}),
        ({"field": "gross_weight_kg", "above": 1}, ("1",), "1.2", "gross_weight_kg", {"unit": "kg"}),
        ({"field": "net_weight_kg", "at_most": 1}, ("1",), "1.0", "lines", {"unit": "kg"}),
        (
            {"field": "total_value", "at_least": "20", "currency": "GBP"},
            *(("20",), "20.00", "lines"),
            {"unit": "GBP", "declared": "180 CNY"},
        ),
        (
            {"field": "value_per_kg", "below": "20.01", "currency": "GBP"},
            *(("20.01",), "20.00", "lines"),
            {"unit": "GBP/kg", "declared": "180 CNY / 1.0 kg"},
        ),
        (
            {"field": "line.hs_code", "starts_with": ["0902"]},
            *(("0902",), "090210", "lines[1].hs_code"),
            {"line": 2, "declared": "90210"},
        ),
        (
            {"field": "line.value_per_unit", "below": 6, "currency": "GBP"},
            *(("6",), "5.00", "lines[0].value"),
            {"line": 1, "unit": "GBP/unit", "declared": "90 CNY / 2"},
        ),
        (
            {"field": "line.description", "is_exactly": ["tea"]},
            *(("tea",), "TEA!", "lines[1].description"),
            {"line": 2},
        ),
        (
            {"field": "line.description", "shorter_than": 4},
            *(("4",), "Mug", "lines[0].description"),
            {"line": 1},
        ),
        (
            {"not": {"field": "sender.country", "is_in": ["GB", "IE"]}},
            *(("GB", "IE"), "CN", "sender.country"),
            {"negated": True},
        ),
        (
            {"not": {"field": "sender.name", "missing": True}},
            *((), "Li Wei", "sender.name"),
            {"negated": True},
        ),
    ],
)
def test_a_hit_names_the_clause_and_the_value(
    condition: Anything, expected: tuple[str, ...], actual: str, path: str, rest: dict[str, Anything]
) -> None:
    declaration = item(line(), line(2, "TEA!", hs_code="90210"))
    first = clauses(condition, declaration)[0]
    told = {"line": None, "unit": "", "declared": "", "negated": False} | rest
    assert (first.expected, first.actual, first.path) == (expected, actual, path)
    assert {name: getattr(first, name) for name in told} == told


def test_the_same_line_has_to_answer_within_some_line_and_any_two_without() -> None:
    parts = [
        {"field": "line.description", "has_words": ["mug"]},
        {"field": "line.origin_country", "is_in": ["TR"]},
    ]
    declaration = item(line(), line(2, "Lamp", origin_country="TR"))
    assert judge({"all": parts}, declaration).lane is Lane.RED
    assert judge({"some_line": {"all": parts}}, declaration).lane is Lane.GREEN
    both = item(line(), line(2, "Lamp"), line(3, "Mug", origin_country="TR"))
    assert [clause.line for clause in clauses({"some_line": {"all": parts}}, both)] == [3, 3]


def test_every_line_wants_lines_and_all_of_them() -> None:
    condition = {"every_line": {"field": "line.description", "is_exactly": ["parts"]}}
    assert judge(condition, item()).lane is Lane.GREEN
    assert judge(condition, item(line(1, "parts"), line(2, "Mug"))).lane is Lane.GREEN
    assert [one.line for one in clauses(condition, item(line(1, "parts"), line(2, "PARTS.")))] == [1, 2]


def test_rounding_never_crosses_the_threshold() -> None:
    declaration = item(line(value=Money(Decimal("26.9999"), "CNY"), net_weight_kg=Decimal(1)))
    (clause,) = clauses({"field": "line.value_per_kg", "below": "3.00", "currency": "GBP"}, declaration)
    assert Decimal(clause.actual) < 3


def test_a_list_stands_for_its_words() -> None:
    words = WordList("w", 1, "Words", "o", date(2026, 1, 1), ("heron bay", "golden quay"))
    condition = {"field": "sender.company", "has_words": {"list": "w"}}
    joined, faults = profile_set_of([profile(condition)], [words])
    assert not faults
    declaration = item(line(), sender=Party(company="HERON-BAY Consolidators"))
    assert assess(declaration, joined, RATES, TODAY).hits[0].clauses[0].expected == ("heron bay",)
    (negated,) = (
        assess(
            item(line(), sender=Party(company="Other")),
            profile_set_of([profile({"not": condition})], [words])[0],
            RATES,
            TODAY,
        )
        .hits[0]
        .clauses
    )
    assert negated.expected == ("heron bay", "golden quay")


@pytest.mark.parametrize(
    ("field", "declaration", "kind", "value", "at"),
    [
        ("line.value", item(line(value=Money(Decimal(1), "XAF"))), NoteKind.NO_RATE, "XAF", 1),
        ("total_value", item(line(value=Money(Decimal(1), "XAF"))), NoteKind.NO_RATE, "XAF", None),
        ("line.value", item(line(value=None)), NoteKind.NO_VALUE, "", 1),
        ("total_value", item(), NoteKind.NO_VALUE, "", None),
        ("line.value_per_kg", item(line(net_weight_kg=Decimal(0))), NoteKind.ZERO_WEIGHT, "", 1),
        ("line.value_per_kg", item(line(net_weight_kg=None)), NoteKind.NO_WEIGHT, "", 1),
        ("line.value_per_unit", item(line(quantity=None)), NoteKind.NO_QUANTITY, "", 1),
        (
            "value_per_kg",
            item(line(net_weight_kg=Decimal(0)), gross_weight_kg=Decimal(0)),
            *(NoteKind.ZERO_WEIGHT, "", None),
        ),
        ("line.value", item(line(value=Money(Decimal("NaN"), "GBP"))), NoteKind.NOT_COMPUTABLE, "", 1),
    ],
)
def test_what_cannot_be_evaluated_is_a_note(
    field: str, declaration: Declaration, kind: NoteKind, value: str, at: int | None
) -> None:
    assessment = judge({"field": field, "below": "0.5", "currency": "GBP"}, declaration)
    assert assessment.lane is Lane.GREEN
    assert assessment.notes == (Note(kind, field, value, at, 1, ("p0",)),)


@pytest.mark.parametrize(
    ("field", "kind"),
    [("gross_weight_kg", NoteKind.NO_WEIGHT), ("net_weight_kg", NoteKind.NO_WEIGHT)],
)
def test_a_missing_weight_is_a_note(field: str, kind: NoteKind) -> None:
    assessment = judge({"field": field, "above": 1}, item(gross_weight_kg=None))
    assert [note.kind for note in assessment.notes] == [kind]


def test_a_part_that_is_wanting_still_leaves_a_lower_bound() -> None:
    known, unknown = line(value=Money(Decimal(50), "GBP")), line(2, value=Money(Decimal(50), "XAF"))
    over = {"field": "total_value", "above": 40, "currency": "GBP"}
    assert judge(over, item(known, unknown)).lane is Lane.RED
    under = {"field": "total_value", "below": 40, "currency": "GBP"}
    settled = judge(under, item(known, unknown))
    assert (settled.lane, settled.notes) == (Lane.GREEN, ())
    open_still = judge({"field": "total_value", "above": 60, "currency": "GBP"}, item(known, unknown))
    assert [note.kind for note in open_still.notes] == [NoteKind.NO_RATE]


def test_what_cannot_be_told_matters_only_where_it_decides() -> None:
    unknown = {"field": "total_value", "above": 1, "currency": "XAF"}
    true, false = {"field": "sender.country", "is_in": ["CN"]}, {"field": "sender.country", "is_in": ["US"]}
    declaration = item(line())
    assert judge({"any": [unknown, true]}, declaration).lane is Lane.RED
    assert judge({"all": [unknown, false]}, declaration).notes == ()
    assert judge({"not": unknown}, declaration).lane is Lane.GREEN
    assert len(judge({"not": {"all": [unknown, true]}}, declaration).notes) == 1


def test_ten_thousand_lines_are_judged_and_told_in_short() -> None:
    lines = [line(n, value=Money(Decimal(1), "XAF")) for n in range(1, 10_001)]
    declaration = item(*lines)
    value = {"field": "line.value", "below": 1, "currency": "GBP"}
    assessment = assess(
        declaration,
        profiles({"field": "line.origin_country", "is_in": ["CN"]}, value, {"not": value}),
        RATES,
        TODAY,
    )
    assert len(assessment.hits[0].clauses) == LINES_SHOWN
    assert assessment.notes == (Note(NoteKind.NO_RATE, "line.value", "XAF", 1, 10_000, ("p1", "p2")),)


def test_an_assessment_survives_its_plain_form() -> None:
    assessment = assess(
        item(line(), line(2, net_weight_kg=Decimal(0))),
        profiles(
            {"field": "line.origin_country", "is_in": ["CN"]},
            {"field": "line.value_per_kg", "below": "0.01", "currency": "GBP"},
        ),
        RATES,
        TODAY,
    )
    assert assessment.hits
    assert assessment.notes
    plain = assessment_to_plain(assessment)
    assert assessment_from_plain(json.loads(json.dumps(plain))) == assessment
    assert assessment_from_plain(assessment_to_plain(assess(None, ProfileSet(), RATES, TODAY)))
    for spoiled in ({}, plain | {"lane": "amber"}, plain | {"hits": [{}]}, plain | {"notes": 3}):
        with pytest.raises(NotAnAssessment):
            assessment_from_plain(spoiled)
