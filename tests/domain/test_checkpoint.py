"""A checkpoint has one form only, and nothing else is read as one."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderpost.domain import checkpoint as cp

MADE = cp.Checkpoint("BP01", 12, "ab" * 32, datetime(2026, 11, 20, 8, tzinfo=UTC), "cd" * 32)
WITNESSED = cp.Cosignature(MADE.digest(), "BP 02 / Čadca", datetime(2026, 11, 21, tzinfo=UTC), "ef" * 32)


def test_the_text_is_read_back() -> None:
    assert MADE.text() == (
        "borderpost checkpoint 1\nstation BP01\nsize 12\nroot " + "ab" * 32 + "\n"
        "at 2026-11-20T08:00:00.000000Z\nkey " + "cd" * 32 + "\n"
    )
    assert cp.parse_checkpoint(MADE.text()) == MADE
    assert cp.parse_cosignature(WITNESSED.text()) == WITNESSED
    signed = cp.SignedCheckpoint(MADE, "0f" * 64).cosigned(cp.SignedCosignature(WITNESSED, "1f" * 64))
    assert cp.checkpoint_from_plain(cp.checkpoint_plain(signed)) == signed
    assert signed.printed().endswith(f"\nsigned {'0f' * 64}\n")


@pytest.mark.parametrize(
    "text",
    [
        MADE.text() + "\n",
        MADE.text()[:-1],
        MADE.text().replace("size 12", "size 012"),
        MADE.text().replace("size 12", "size ١٢"),
        MADE.text().replace("ab", "AB"),
        MADE.text().replace("BP01", ""),
        MADE.text().replace("BP01", "BP01\r"),
        MADE.text().replace("11-20", "13-20"),
        WITNESSED.text(),
    ],
)
def test_any_other_form_is_refused(text: str) -> None:
    with pytest.raises(cp.BadCheckpoint):
        cp.parse_checkpoint(text)


@given(st.recursive(st.none() | st.integers() | st.text(), lambda inner: st.dictionaries(st.text(), inner)))
def test_any_data_may_come_from_outside(data: object) -> None:
    with pytest.raises(cp.BadCheckpoint):
        cp.checkpoint_from_plain(data)


def test_a_field_too_many_or_a_signature_too_short_is_refused() -> None:
    plain = cp.checkpoint_plain(cp.SignedCheckpoint(MADE, "0f" * 64))
    for other in ({**plain, "more": 1}, {**plain, "signature": "0f"}, {**plain, "cosignatures": {}}):
        with pytest.raises(cp.BadCheckpoint):
            cp.checkpoint_from_plain(other)
