"""Editing a condition as plain data: every edit of a sound tree leaves a sound tree."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from borderpost.domain.risk.profile import condition_to_plain
from borderpost.domain.risk.profile_toml import condition_from_toml, condition_to_toml
from borderpost.ui.workshop import nodes
from risk_trees import trees

A: nodes.Node = {"field": "sender.country", "is_in": ["CN"]}
B: nodes.Node = {"field": "line.description", "has_words": ["mug"]}
C: nodes.Node = {"field": "nature", "missing": True}


def test_a_comparison_more_stands_behind_the_chosen_one() -> None:
    assert nodes.add(A, (), B) == ({"all": [A, B]}, (1,))
    assert nodes.add({"any": [A, C]}, (0,), B) == ({"any": [A, B, C]}, (1,))
    assert nodes.add({"any": [A]}, (), B) == ({"any": [A, B]}, (1,))
    assert nodes.add({"not": A}, (), B) == ({"not": {"all": [A, B]}}, (0, 1))
    assert nodes.add({"not": {"any": [A]}}, (), B) == ({"not": {"any": [A, B]}}, (0, 1))
    assert nodes.add({"not": A}, (0,), B) == ({"not": {"all": [A, B]}}, (0, 1))


def test_what_is_removed_takes_an_empty_branch_with_it() -> None:
    assert nodes.remove({"all": [A, B]}, (0,)) == ({"all": [B]}, (0,))
    assert nodes.remove({"all": [A, {"not": B}]}, (1, 0)) == ({"all": [A]}, (0,))
    emptied, chosen = nodes.remove({"not": A}, (0,))
    assert (nodes.branch_of(emptied), chosen) == ("", ())


def test_neighbours_change_places() -> None:
    assert nodes.move({"all": [A, B]}, (0,), 1) == ({"all": [B, A]}, (1,))
    assert nodes.move({"all": [A, B]}, (1,), 1) == ({"all": [A, B]}, (1,))
    assert nodes.move(A, (), 1) == (A, ())


def test_a_branch_is_turned_into_another() -> None:
    assert nodes.turned(A, "not") == {"not": A}
    assert nodes.turned({"all": [A, B]}, "not") == {"not": {"all": [A, B]}}
    assert nodes.turned({"not": {"all": [A, B]}}, "any") == {"any": [A, B]}
    assert nodes.turned({"all": [A, B]}, "any") == {"any": [A, B]}


def test_places_are_named_as_faults_name_them() -> None:
    root = {"all": [A, {"some_line": {"any": [B]}}]}
    assert [place for _, place, _ in nodes.walk(root)] == [
        "condition",
        "condition.all[0]",
        "condition.all[1]",
        "condition.all[1].some_line",
        "condition.all[1].some_line.any[0]",
    ]


@given(trees(), st.data())
def test_no_edit_loses_its_place(condition: Any, data: st.DataObject) -> None:
    root = condition_to_plain(condition)
    for _ in range(4):
        path = data.draw(st.sampled_from([path for path, _, _ in nodes.walk(root)]))
        edit = data.draw(st.sampled_from(["add", "remove", "up", "down", "turn"]))
        if edit == "add":
            root, chosen = nodes.add(root, path, A)
            assert nodes.node_at(root, chosen) == A
        elif edit == "remove":
            root, chosen = nodes.remove(root, path)
        elif edit == "turn":
            turned = nodes.turned(nodes.node_at(root, path), data.draw(st.sampled_from(nodes.BRANCHES)))
            root, chosen = nodes.put(root, path, turned), path
        else:
            root, chosen = nodes.move(root, path, -1 if edit == "up" else 1)
        nodes.node_at(root, chosen)


@given(trees())
def test_a_condition_comes_back_from_its_toml(condition: Any) -> None:
    plain = condition_to_plain(condition)
    assert condition_from_toml(condition_to_toml(plain)) == plain
