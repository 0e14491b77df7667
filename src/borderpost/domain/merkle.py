"""The Merkle tree of RFC 9162: its hashes, a range that grows, proofs and their checks.

Leaves are numbered from 0. Every hash is the 32 bytes of a SHA-256.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

EMPTY_ROOT: Final = hashlib.sha256(b"").digest()
_HASH_BYTES = 32

RangeHash = Callable[[int, int], bytes]
"""Returns the tree hash of the leaves from the first number up to, and without, the second."""


class BadRange(ValueError):
    """Bytes that are not those of so many leaves, or a proof asked of leaves that are not there."""


def leaf_hash(data: bytes) -> bytes:
    """Return the hash of a leaf that holds `data`."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of the node over two others."""
    return hashlib.sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True, slots=True)
class Node:
    """A perfect subtree: `index` counts the subtrees of 2^level leaves from the left."""

    level: int
    index: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class CompactRange:
    """What has to be known of a tree to let it grow: the hashes of its perfect subtrees, largest first."""

    size: int = 0
    peaks: tuple[bytes, ...] = ()

    def grown(self, leaf: bytes) -> tuple["CompactRange", list[Node]]:
        """Return the range with one leaf hash more, and the subtrees that it completed, lowest first."""
        peaks, hashed, level = list(self.peaks), leaf, 0
        completed = [Node(0, self.size, leaf)]
        while self.size >> level & 1:
            hashed = node_hash(peaks.pop(), hashed)
            level += 1
            completed.append(Node(level, self.size >> level, hashed))
        return CompactRange(self.size + 1, (*peaks, hashed)), completed

    def root(self) -> bytes:
        """Return the hash of the tree."""
        if not self.peaks:
            return EMPTY_ROOT
        hashed = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            hashed = node_hash(peak, hashed)
        return hashed

    def packed(self) -> bytes:
        """Return the peaks as bytes, to be read back with the size."""
        return b"".join(self.peaks)


def unpacked(size: int, untrusted_peaks: bytes) -> CompactRange:
    """Read a range back; raise BadRange where the bytes are not those of `size` leaves."""
    if size < 0 or len(untrusted_peaks) != _HASH_BYTES * size.bit_count():
        raise BadRange(f"{len(untrusted_peaks)} bytes are no compact range of {size} leaves")
    places = range(0, len(untrusted_peaks), _HASH_BYTES)
    return CompactRange(size, tuple(untrusted_peaks[at : at + _HASH_BYTES] for at in places))


def range_hash(first: int, end: int, subtree: Callable[[int, int], bytes]) -> bytes:
    """Return the tree hash of the leaves `first` to `end`, which begins where RFC 9162 splits a tree.

    `subtree(level, index)` gives the hashes of perfect subtrees.
    """
    count = end - first
    if count <= 0:
        raise BadRange("a range without leaves")
    if count & (count - 1) == 0:
        level = count.bit_length() - 1
        return subtree(level, first >> level)
    middle = first + _split(count)
    return node_hash(range_hash(first, middle, subtree), range_hash(middle, end, subtree))


def inclusion_proof(index: int, size: int, hash_of: RangeHash) -> list[bytes]:
    """Return the path from leaf `index` to the root of the first `size` leaves (RFC 9162, 2.1.3.1)."""
    if not 0 <= index < size:
        raise BadRange(f"there is no leaf {index} among {size}")
    path: list[bytes] = []
    first, end = 0, size
    while end - first > 1:
        middle = first + _split(end - first)
        if index < middle:
            path.append(hash_of(middle, end))
            end = middle
        else:
            path.append(hash_of(first, middle))
            first = middle
    return path[::-1]


def inclusion_holds(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Tell whether the path leads from the leaf hash to the root (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    node, last, hashed = index, size - 1, leaf
    for step in path:
        if last == 0:
            return False
        if node & 1 or node == last:
            hashed = node_hash(step, hashed)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            hashed = node_hash(hashed, step)
        node, last = node >> 1, last >> 1
    return last == 0 and hashed == root


def consistency_proof(old: int, size: int, hash_of: RangeHash) -> list[bytes]:
    """Return what proves that the first `old` leaves of a tree are those of a tree before (2.1.4.1)."""
    if not 0 < old <= size:
        raise BadRange(f"{old} leaves are no beginning of {size}")
    proof: list[bytes] = []
    first, end, whole = 0, size, True
    while old != end:
        middle = first + _split(end - first)
        if old <= middle:
            proof.append(hash_of(middle, end))
            end = middle
        else:
            proof.append(hash_of(first, middle))
            first, whole = middle, False
    if not whole:
        proof.append(hash_of(first, end))
    return proof[::-1]


def consistency_holds(
    old: int, old_root: bytes, size: int, root: bytes, untrusted_proof: Sequence[bytes]
) -> bool:
    """Tell whether the proof leads from the one root to the other (RFC 9162, 2.1.4.2)."""
    if not 0 < old <= size:
        return False
    if old == size:
        return not untrusted_proof and old_root == root
    proof = list(untrusted_proof)
    if old & (old - 1) == 0:
        proof.insert(0, old_root)
    if not proof:
        return False
    node, last = old - 1, size - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    before = after = proof[0]
    for step in proof[1:]:
        if last == 0:
            return False
        if node & 1 or node == last:
            before, after = node_hash(step, before), node_hash(step, after)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            after = node_hash(after, step)
        node, last = node >> 1, last >> 1
    return last == 0 and before == old_root and after == root


def _split(count: int) -> int:
    """Return the largest power of two that is smaller than `count` (RFC 9162, 2.1.1)."""
    return 1 << (count - 1).bit_length() - 1
