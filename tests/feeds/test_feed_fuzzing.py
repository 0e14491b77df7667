"""Each reader against bytes that nobody meant: no exception, no row lost, no place outside the file."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borderpost.benchmarks.fuzz import READERS, Reader, broken_promise, mutated

NAMES = sorted(READERS)


def readers() -> dict[str, Reader]:
    return {name: READERS[name]() for name in NAMES}


LOADED = readers()


@pytest.mark.parametrize("name", NAMES)
def test_its_seed_is_read_without_a_refusal(name: str) -> None:
    reader = LOADED[name]
    assert reader.accepted(reader.seed) >= 2


@settings(max_examples=60)
@given(st.sampled_from(NAMES), st.integers(0, 2**32), st.data())
def test_no_mutation_of_a_feed_breaks_its_reader(name: str, seed: int, data: st.DataObject) -> None:
    untrusted = mutated(LOADED[name].seed, seed)
    assert broken_promise(LOADED[name], untrusted) == ""


@settings(max_examples=100)
@given(st.sampled_from(NAMES), st.binary(max_size=300))
def test_no_bytes_break_a_reader(name: str, untrusted: bytes) -> None:
    assert broken_promise(LOADED[name], untrusted) == ""
