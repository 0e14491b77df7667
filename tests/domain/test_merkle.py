"""The Merkle tree against the definitions of RFC 9162, written down as plainly as they stand there."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderpost.domain import merkle

Leaves = list[bytes]


def mth(leaves: Leaves) -> bytes:
    """2.1.1: the hash of a list."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    k = k_of(len(leaves))
    return hashlib.sha256(b"\x01" + mth(leaves[:k]) + mth(leaves[k:])).digest()


def k_of(n: int) -> int:
    k = 1
    while k * 2 < n:
        k *= 2
    return k


def path(m: int, leaves: Leaves) -> list[bytes]:
    """2.1.3.1: PATH."""
    n = len(leaves)
    if n == 1:
        return []
    k = k_of(n)
    if m < k:
        return [*path(m, leaves[:k]), mth(leaves[k:])]
    return [*path(m - k, leaves[k:]), mth(leaves[:k])]


def subproof(m: int, leaves: Leaves, whole: bool) -> list[bytes]:
    """2.1.4.1: SUBPROOF."""
    n = len(leaves)
    if m == n:
        return [] if whole else [mth(leaves)]
    k = k_of(n)
    if m <= k:
        return [*subproof(m, leaves[:k], whole), mth(leaves[k:])]
    return [*subproof(m - k, leaves[k:], False), mth(leaves[:k])]


def made_of(count: int) -> Leaves:
    return [number.to_bytes(2, "big") for number in range(count)]


def grown(leaves: Leaves) -> tuple[merkle.CompactRange, dict[tuple[int, int], bytes]]:
    tree, nodes = merkle.CompactRange(), {}
    for data in leaves:
        tree, completed = tree.grown(merkle.leaf_hash(data))
        nodes.update({(node.level, node.index): node.hash for node in completed})
    return tree, nodes


def hash_of(leaves: Leaves) -> merkle.RangeHash:
    _, nodes = grown(leaves)
    return lambda first, end: merkle.range_hash(first, end, lambda level, index: nodes[level, index])


SIZES = st.integers(1, 150)


@pytest.mark.parametrize("size", range(70))
def test_the_range_that_grows_has_the_root_of_the_definition(size: int) -> None:
    tree, nodes = grown(made_of(size))
    assert tree.root() == mth(made_of(size))
    assert merkle.unpacked(size, tree.packed()) == tree
    assert len(nodes) == 2 * size - size.bit_count()


def test_the_empty_tree_and_a_single_empty_leaf_have_the_published_hashes() -> None:
    assert merkle.EMPTY_ROOT.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert merkle.leaf_hash(b"").hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"


@given(st.data())
def test_inclusion(data: st.DataObject) -> None:
    size = data.draw(SIZES)
    index = data.draw(st.integers(0, size - 1))
    leaves = made_of(size)
    proof = merkle.inclusion_proof(index, size, hash_of(leaves))
    root, leaf = mth(leaves), merkle.leaf_hash(leaves[index])
    assert proof == path(index, leaves)
    assert merkle.inclusion_holds(leaf, index, size, proof, root)
    assert not merkle.inclusion_holds(merkle.leaf_hash(b"another"), index, size, proof, root)
    assert not merkle.inclusion_holds(leaf, index, size, [*proof, root], root)
    assert not merkle.inclusion_holds(leaf, size, size, proof, root)
    for other in {0, index - 1, index + 1, size - 1} - {index, -1, size}:
        assert not merkle.inclusion_holds(leaf, other, size, proof, root)
    for at in range(len(proof)):
        assert not merkle.inclusion_holds(leaf, index, size, proof[:at] + proof[at + 1 :], root)


@given(st.data())
def test_consistency(data: st.DataObject) -> None:
    size = data.draw(SIZES)
    old = data.draw(st.integers(1, size))
    leaves = made_of(size)
    proof = merkle.consistency_proof(old, size, hash_of(leaves))
    old_root, root = mth(leaves[:old]), mth(leaves)
    assert proof == subproof(old, leaves, True)
    assert merkle.consistency_holds(old, old_root, size, root, proof)
    assert not merkle.consistency_holds(old, old_root, size, root, [*proof, root])
    forked = mth([*leaves[: old - 1], b"forked"])
    assert not merkle.consistency_holds(old, forked, size, root, proof)
    if old < size:
        assert not merkle.consistency_holds(old, old_root, size, forked, proof)
        assert not merkle.consistency_holds(old, old_root, size, root, proof[:-1])


@given(SIZES, SIZES, st.lists(st.binary(min_size=32, max_size=32), max_size=12))
def test_any_proof_may_come_from_outside(old: int, size: int, proof: list[bytes]) -> None:
    assert not merkle.inclusion_holds(b"\1" * 32, old, size, proof, b"\2" * 32)
    assert not merkle.consistency_holds(old, b"\1" * 32, size, b"\2" * 32, proof)


def test_what_is_not_there_cannot_be_proved() -> None:
    with pytest.raises(merkle.BadRange):
        merkle.inclusion_proof(3, 3, hash_of(made_of(3)))
    with pytest.raises(merkle.BadRange):
        merkle.consistency_proof(4, 3, hash_of(made_of(3)))
    with pytest.raises(merkle.BadRange):
        merkle.unpacked(3, b"\0" * 32)
    with pytest.raises(merkle.BadRange):
        merkle.range_hash(2, 2, lambda level, index: b"")
