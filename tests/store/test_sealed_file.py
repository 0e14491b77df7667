"""A sealed file opens to what it held, or not at all."""

import io
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderpost.store.sealed_file import MAGIC, PIECE, Unsealable, sealed, unsealed

KEY = bytes(range(32))
SIZES = [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 3 * PIECE + 17]


def opened(data: bytes, key: bytes = KEY) -> bytes:
    return b"".join(unsealed(io.BytesIO(data), key=key))


@pytest.mark.parametrize("size", SIZES)
def test_whatever_the_size_it_comes_back(size: int) -> None:
    data = os.urandom(size)
    box = b"".join(sealed(data, key=KEY))
    assert opened(box) == data
    assert len(box) - size <= max(size // 100, 64)


@pytest.mark.parametrize("size", [1, PIECE, 2 * PIECE + 5])
def test_no_byte_can_be_changed(size: int) -> None:
    box = b"".join(sealed(os.urandom(size), key=KEY))
    for place in [*range(0, len(box), max(len(box) // 50, 1)), len(box) - 1]:
        changed = bytearray(box)
        changed[place] ^= 1
        with pytest.raises(Unsealable):
            opened(bytes(changed))


def test_pieces_cannot_be_cut_off_swapped_or_added() -> None:
    head, *pieces = sealed(os.urandom(3 * PIECE), key=KEY)
    for wrong in (
        [head, *pieces[:2]],
        [head],
        [head, pieces[1], pieces[0], pieces[2]],
        [head, *pieces, pieces[0]],
        [head, *pieces[1:]],
        [],
    ):
        with pytest.raises(Unsealable):
            opened(b"".join(wrong))


def test_pieces_of_another_file_or_key_do_not_fit() -> None:
    (head, first), (_, other) = (list(sealed(b"the same", key=KEY)) for _ in range(2))
    assert first != other
    with pytest.raises(Unsealable):
        opened(head + other)
    with pytest.raises(Unsealable):
        opened(head + first, bytes(32))


@given(st.binary(max_size=200))
def test_whatever_lies_there_is_refused_and_no_crash(untrusted_data: bytes) -> None:
    for data in (untrusted_data, MAGIC + untrusted_data):
        with pytest.raises(Unsealable):
            opened(data)
