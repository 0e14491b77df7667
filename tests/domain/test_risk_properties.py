"""Any tree on any declaration: nothing raises, a condition and its opposite never both hold, and the index
leaves out no profile that a plain walk through the tree would name.
"""

import json
from dataclasses import replace
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from borderpost.domain.declaration import Declaration
from borderpost.domain.risk.assess import assess, assess_one_by_one
from borderpost.domain.risk.assessment import NoteKind
from borderpost.domain.risk.assessment_plain import (
    assessment_from_plain,
    assessment_to_plain,
)
from borderpost.domain.risk.comparisons_ready import test_of as ready
from borderpost.domain.risk.condition import (
    All,
    Any,
    Comparison,
    Condition,
    EveryLine,
    Not,
    SomeLine,
    operators_of,
)
from borderpost.domain.risk.facts import ItemFacts, LineFacts
from borderpost.domain.risk.matchers import Matchers
from borderpost.domain.risk.profile import WordList
from borderpost.domain.risk.profile_set import ProfileSet
from borderpost.domain.risk.surroundings import Surroundings
from risk_trees import AROUND, AROUNDS, DECLARATIONS, PLAIN, RATES, TODAY, WORD_LIST, trees

LISTS = (WordList("words", 1, "Words", "o", date(2026, 1, 1), WORD_LIST),)
MATCHERS = Matchers({"words": WORD_LIST})


def plainly(condition: Condition, item: ItemFacts, line: LineFacts | None = None) -> bool | None:
    """Judge by the tree as it is written, without any index, order or short cut."""
    match condition:
        case Comparison():
            test = ready(condition, MATCHERS)
            if line is None and condition.field.of_line:
                return _any([test.judge(item, one) for one in item.lines])
            return test.judge(item, line if condition.field.of_line else None)
        case Not(part):
            told = plainly(part, item, line)
            return None if told is None else not told
        case All(parts):
            return _all([plainly(part, item, line) for part in parts])
        case Any(parts):
            return _any([plainly(part, item, line) for part in parts])
        case SomeLine(part):
            return _any([plainly(part, item, one) for one in item.lines])
        case EveryLine(part):
            return _all([plainly(part, item, one) for one in item.lines]) if item.lines else False


def _all(told: list[bool | None]) -> bool | None:
    return False if False in told else None if None in told else True


def _any(told: list[bool | None]) -> bool | None:
    return True if True in told else None if None in told else False


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(DECLARATIONS, trees(), AROUNDS)
def test_nothing_raises_and_a_tree_and_its_opposite_never_both_hold(
    declaration: Declaration, tree: Condition, around: Surroundings
) -> None:
    conditions = {"it": tree, "opposite": Not(tree), "either": Any((tree, Not(tree)))}
    joined = ProfileSet(
        tuple(replace(PLAIN, id=name, condition=one) for name, one in conditions.items()), LISTS
    )
    assessment = assess(declaration, joined, RATES, TODAY, around=around)
    hit = {one.profile_id for one in assessment.hits}
    assert hit in ({"it", "either"}, {"opposite", "either"}, set())
    assert bool(hit) is not bool(assessment.notes)
    for one in assessment.hits:
        for clause in one.clauses:
            assert clause.operator in operators_of(clause.field)
    assert assessment_from_plain(json.loads(json.dumps(assessment_to_plain(assessment)))) == assessment


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(trees(), min_size=1, max_size=8), DECLARATIONS, AROUNDS)
def test_the_index_and_the_plain_walk_say_the_same_to_the_letter(
    conditions: list[Condition], declaration: Declaration, around: Surroundings
) -> None:
    joined = ProfileSet(
        tuple(replace(PLAIN, id=f"p{number:02}", condition=one) for number, one in enumerate(conditions)),
        LISTS,
    )
    told = assess(declaration, joined, RATES, TODAY, around=around)
    assert told == assess_one_by_one(declaration, joined, RATES, TODAY, around=around)
    held = {hit.profile_id for hit in told.hits}
    undecided = {name for note in told.notes for name in note.profiles}
    assert not [note for note in told.notes if note.kind in (NoteKind.FAILED, NoteKind.TOO_SLOW)]
    for number, condition in enumerate(conditions):
        verdict = plainly(condition, ItemFacts(declaration, RATES, TODAY, around))
        assert (f"p{number:02}" in held) is (verdict is True)
        assert (f"p{number:02}" in undecided) is (verdict is None)


def test_the_trees_reach_hits_and_undecided_ones_often_enough_to_mean_something() -> None:
    seen = {True: 0, False: 0, None: 0}

    @settings(deadline=None, max_examples=200, database=None, suppress_health_check=[HealthCheck.too_slow])
    @given(trees(), DECLARATIONS)
    def count(condition: Condition, declaration: Declaration) -> None:
        seen[plainly(condition, ItemFacts(declaration, RATES, TODAY, AROUND))] += 1

    count()
    assert min(seen.values()) > 10, seen
