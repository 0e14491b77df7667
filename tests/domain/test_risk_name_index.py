"""The index of names finds exactly what brute force finds, and its bound is one."""

import random
import string

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rapidfuzz.distance import Indel

from borderpost.domain.risk.watch.name_index import NameIndex, _all_masks, find_by_force, letter_masks

KEYS = st.text("aabcdefgxyz019 ", max_size=24)
CUTOFFS = st.sampled_from([1.0, 50.0, 70.0, 80.0, 85.0, 90.0, 99.0, 100.0])


@given(st.lists(KEYS, max_size=40), KEYS, CUTOFFS)
@example(["a" * 20, "a" * 17, "aaa", ""], "a" * 20, 85.0)
@example(["ab"], "ab", 100.0)
def test_the_index_finds_what_brute_force_finds(keys: list[str], key: str, cutoff: float) -> None:
    assert NameIndex(keys).find(key, cutoff) == find_by_force(keys, key, cutoff)


@given(KEYS, KEYS)
def test_no_two_texts_differ_by_fewer_edits_than_their_masks_by_bits(one: str, other: str) -> None:
    masks = zip(letter_masks(one), letter_masks(other), strict=True)
    assert sum((a ^ b).bit_count() for a, b in masks) <= Indel.distance(one, other)


@pytest.mark.parametrize("cutoff", [80.0, 85.0, 92.5])
def test_it_agrees_over_a_long_list_of_names_that_look_alike(cutoff: float) -> None:
    dice = random.Random(20_261_122)
    trunks = [["shenzhen", "trading"], ["electronics", "guangzhou"], ["global", "logistics"], []]

    def name() -> str:
        own = "".join(dice.choices(string.ascii_lowercase, k=dice.randint(2, 9)))
        return " ".join(sorted([own, *dice.choice(trunks)]))

    keys = [name() for _ in range(20_000)]
    index = NameIndex(keys)
    asked = dice.sample(keys, 30) + [name() for _ in range(30)]
    found = [index.find(key, cutoff) for key in asked]
    assert found == [find_by_force(keys, key, cutoff) for key in asked]
    assert sum(map(len, found)) > 1_000


@given(st.lists(KEYS, min_size=1, max_size=20))
def test_masks_made_at_once_are_the_masks_made_singly(keys: list[str]) -> None:
    lengths = np.array([len(key) for key in keys], dtype=np.int32)
    near, far = _all_masks(keys, lengths)
    assert list(zip(near.tolist(), far.tolist(), strict=True)) == [letter_masks(key) for key in keys]


def test_an_empty_index_and_an_empty_name_find_nothing() -> None:
    assert NameIndex([]).find("li wei", 85.0) == []
    assert NameIndex(["li wei"]).find("", 85.0) == []
    assert NameIndex(["li wei"]).find("x" * 500, 85.0) == []
