"""Code 128: every text that zxing-cpp draws is spelled from its symbols, and the checksum guards it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderpost.devices.decoder.code128 import (
    STOP_MODULES,
    SYMBOL_MODULES,
    Spelled,
    complement,
    spell,
    stop_pattern,
    symbol_patterns,
)
from devices.drawn_code128 import values_of


def test_the_patterns_are_all_different_and_eleven_modules_long() -> None:
    patterns = symbol_patterns()
    assert patterns.shape == (106, SYMBOL_MODULES)
    assert len({tuple(row) for row in patterns.tolist()}) == 106
    assert len(stop_pattern()) == STOP_MODULES


@given(st.text(st.characters(min_codepoint=1, max_codepoint=126), min_size=1, max_size=24))
def test_what_is_drawn_is_spelled(text: str) -> None:
    assert spell(values_of(text)) == Spelled(text, gs1=False)


def test_gs1_opens_with_fnc1_and_separates_with_gs() -> None:
    spelled = spell(values_of("(10)AB12(21)99", gs1=True))
    assert spelled == Spelled("10AB12\x1d2199", gs1=True)


@given(st.integers(0, 12), st.integers(0, 102))
def test_one_wrong_symbol_breaks_the_checksum(place: int, value: int) -> None:
    values = values_of("RR123456785GB")
    if values[place] == value:
        return
    values[place] = value
    assert spell(values) is None


@pytest.mark.parametrize("unknown", range(1, 12))
def test_a_symbol_that_was_not_seen_follows_from_the_checksum(unknown: int) -> None:
    values = values_of("RR123456785GB")
    broken = [*values[:unknown], 0, *values[unknown + 1 :]]
    assert complement(broken, unknown) == values[unknown]


@given(st.lists(st.integers(0, 105), max_size=12))
def test_any_symbols_are_spelled_or_refused(values: list[int]) -> None:
    spelled = spell(values)
    assert spelled is None or isinstance(spelled.text, str)
