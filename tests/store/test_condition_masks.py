"""The condition of a profile over columns tells to the letter what the judge of single items tells."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from borderpost.domain.declaration import Declaration
from borderpost.domain.money import Money
from borderpost.domain.risk.condition import (
    NAME_FIELDS,
    SAME_FIELDS,
    Comparison,
    Condition,
    EveryLine,
    Field,
    FieldKind,
    Not,
    Operator,
)
from borderpost.domain.risk.facts import ItemFacts
from borderpost.domain.risk.judging import compile_condition
from borderpost.domain.risk.matchers import Matchers
from borderpost.domain.risk.profile import WordList
from borderpost.domain.risk.profile_set import ProfileSet
from borderpost.domain.risk.surroundings import Surroundings
from borderpost.store.comparison_masks import Texts
from borderpost.store.condition_masks import shared_by
from borderpost.store.engine import in_memory
from borderpost.store.features_chunks import Kept
from borderpost.store.features_file import begin
from borderpost.store.features_pass import FeatureWriter
from borderpost.store.screening_question import Question
from borderpost.store.screening_rows import Newest, RowJudge
from borderpost.store.screening_week import by_columns
from borderpost.store.watched_names import Lists, NameLookup, asked_by
from borderpost.store.week_writer import WeekWriter
from borderpost.work.ports_risk import JudgedBy, never
from risk_trees import AROUND, AROUNDS, DECLARATIONS, PLAIN, RATES, TODAY, WORD_LIST, leaves, trees

# what fails is not made smaller: each try makes tables anew, and that would take minutes
_QUICK = (Phase.explicit, Phase.reuse, Phase.generate)
_LIST = WordList("words", 1, "w", "o", date(2026, 1, 1), WORD_LIST)
_ORDINARY = st.none() | st.sampled_from(
    [Decimal(one) for one in ("0", "1", "1.5", "3", "3.0", "27", "0.333333333333", "2.9999999999999", "-3")]
)
_PAID = st.none() | st.builds(
    Money, _ORDINARY.filter(lambda one: one is not None), st.sampled_from(["GBP", "CNY", "XAF", "USD"])
)


@st.composite
def ordinary(draw: st.DrawFn) -> Declaration:
    """Return a declaration with numbers as they usually are, and one currency more often than several."""
    one = draw(DECLARATIONS)
    currency = draw(st.sampled_from(["", "GBP", "CNY", "XAF"]))
    lines = []
    for line in one.lines:
        value = draw(_PAID)
        if value is not None and currency:
            value = Money(value.amount, currency)
        lines.append(
            msgspec.structs.replace(
                line, quantity=draw(_ORDINARY), net_weight_kg=draw(_ORDINARY), value=value
            )
        )
    return msgspec.structs.replace(one, lines=tuple(lines), gross_weight_kg=draw(_ORDINARY))


def stored(declaration: Declaration) -> Declaration:
    """Return a declaration as it can be kept: lone surrogates are none of the texts that a feed brings in."""

    def clean(thing: Any) -> Any:
        if isinstance(thing, str):
            return thing.encode("utf-8", "replace").decode()
        if isinstance(thing, list | tuple):
            return [clean(each) for each in thing]
        return thing

    return msgspec.convert(clean(msgspec.to_builtins(declaration)), Declaration)


def over_columns(
    conditions: list[Condition],
    declarations: list[Declaration],
    judged_by: JudgedBy,
    looked_up: int = 0,
) -> dict[int, list[int]]:
    """Return the positions of the conditions that hold, by the place of the declaration.

    Names are looked up in watch lists before when so many of the declarations have features, and again, for
    the rest, once all have.
    """
    week, conn = WeekWriter("2026-W47", in_memory()), in_memory()
    week.add([(at, at, one, True, False) for at, one in enumerate(declarations)])
    week.complete()
    begin(conn)
    writer = FeatureWriter(week, conn)
    lists, done = Lists(judged_by.around.watch), 0
    while taken := writer.carry_on(2):
        done += taken
        if done == looked_up:
            NameLookup(lists).carry_on(week, conn, asked_by(conditions), never)
    if looked_up:
        NameLookup(lists).carry_on(week, conn, asked_by(conditions), never)
    profiles = ProfileSet(
        tuple(replace(PLAIN, id=f"p{at:04}", condition=one) for at, one in enumerate(conditions)), (_LIST,)
    )
    matchers = Matchers({"words": WORD_LIST})
    question = Question(
        profiles,
        tuple(range(len(conditions))),
        judged_by,
        RowJudge(profiles, judged_by, lambda _: None),
        matchers,
        Newest({}),
        Texts(judged_by, matchers),
        shared_by(conditions),
        lists=lists,
    )
    found: dict[int, list[int]] = {}
    for selected in by_columns(conn, week, question, Kept(1 << 20)):
        for position, places in selected.held.items():
            for row in selected.rows[places].tolist():
                found.setdefault(row - 1, []).append(position)
    week.close()
    conn.close()
    return {row: sorted(held) for row, held in sorted(found.items())}


def by_judge(
    conditions: list[Condition], declarations: list[Declaration], judged_by: JudgedBy
) -> dict[int, list[int]]:
    """Return the same by the judge of the bench."""
    judges = [compile_condition(one, Matchers({"words": WORD_LIST})) for one in conditions]
    found: dict[int, list[int]] = {}
    for at, one in enumerate(declarations):
        today = judged_by.today or one.message.received_at.date()
        item = ItemFacts(one, judged_by.rates, today, judged_by.around)
        held = [place for place, judge in enumerate(judges) if judge.judge(item, None) is True]
        if held:
            found[at] = held
    return found


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck), phases=_QUICK)
@given(
    st.lists(trees(), min_size=1, max_size=12),
    st.lists((ordinary() | DECLARATIONS).map(stored), min_size=1, max_size=8),
    AROUNDS,
    st.sampled_from([None, TODAY]),
)
def test_columns_and_judge_tell_the_same_to_the_letter(
    conditions: list[Condition], declarations: list[Declaration], around: Surroundings, today: date | None
) -> None:
    judged_by = JudgedBy(RATES, around, today)
    assert over_columns(conditions, declarations, judged_by, 2) == by_judge(
        conditions, declarations, judged_by
    )


_LISTED = [
    Comparison(of, Operator.MATCHES_LIST, word_list=name, threshold=threshold)
    for of in sorted(NAME_FIELDS)
    for name in ("watched", "gone")
    for threshold in (None, Decimal("88"), Decimal("88.1"), Decimal(100))
]
_NAMED: list[Condition] = [made for one in _LISTED for made in (one, Not(one))]


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), phases=_QUICK)
@given(
    st.lists(DECLARATIONS.map(stored), min_size=1, max_size=12),
    AROUNDS,
    st.sampled_from([0, 2, 4, 6]),
)
def test_watch_lists_are_answered_by_what_was_looked_up_as_by_the_judge(
    declarations: list[Declaration], around: Surroundings, looked_up: int
) -> None:
    judged_by = JudgedBy(RATES, around, TODAY)
    told = over_columns(_NAMED, declarations, judged_by, looked_up)
    assert told == by_judge(_NAMED, declarations, judged_by)


_ORDERS = (Operator.ABOVE, Operator.AT_LEAST, Operator.BELOW, Operator.AT_MOST)
_EVERY_NUMBER: list[Condition] = [
    made
    for field in Field
    if field.kind in (FieldKind.NUMBER, FieldKind.MONEY) and field not in SAME_FIELDS
    for operator in _ORDERS
    for threshold in ("0", "1.5", "3")
    for one in [
        Comparison(
            field,
            operator,
            threshold=Decimal(threshold),
            currency="GBP" if field.kind is FieldKind.MONEY else "",
        )
    ]
    for made in (one, Not(one), EveryLine(one) if field.of_line else one)
]


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck), phases=_QUICK)
@given(st.lists(ordinary().map(stored), min_size=4, max_size=12))
def test_every_comparison_of_numbers_and_its_opposite(declarations: list[Declaration]) -> None:
    judged_by = JudgedBy(RATES, today=TODAY)
    assert over_columns(_EVERY_NUMBER, declarations, judged_by) == by_judge(
        _EVERY_NUMBER, declarations, judged_by
    )


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), phases=_QUICK)
@given(
    st.lists(leaves(of_line=False), min_size=20, max_size=60),
    st.lists(ordinary().map(stored), min_size=4, max_size=12),
)
def test_every_single_comparison_and_its_opposite(
    single: list[Comparison], declarations: list[Declaration]
) -> None:
    judged_by = JudgedBy(RATES, AROUND, TODAY)
    conditions: list[Condition] = [
        made for one in single for made in (one, Not(one), EveryLine(one) if one.field.of_line else one)
    ]
    assert over_columns(conditions, declarations, judged_by) == by_judge(conditions, declarations, judged_by)
