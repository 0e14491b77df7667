"""The Merkle tree over the journal: grown with each entry in its transaction, and read for proofs.

Leaf number n - 1 is the entry with the sequence n; its data are the entry's bytes. Only the subtrees of 64
leaves and more are kept: what lies beneath is hashed again from the entries when a proof asks for it. What
grows lies in the one row that each entry writes anyway, so that an entry costs no page of its own.
"""

from typing import Final

from borderpost.domain import merkle
from borderpost.domain.merkle import BadRange, CompactRange
from borderpost.store.engine import Connection

KEPT_LEVEL: Final = 6
"""Subtrees of 2^6 leaves and more are kept."""

LOST_LEAF: Final = merkle.leaf_hash(b"")
"""Stands for an entry that was lost to damage, which a later entry tells of; no entry is empty."""


def current(conn: Connection) -> CompactRange:
    """Return the tree as it stands; made anew where an earlier version or a recovery left none."""
    row = conn.execute("SELECT sequence, peaks FROM head").fetchone()
    if row is None:
        return CompactRange()
    try:
        return merkle.unpacked(*row)
    except BadRange:
        return rebuild(conn)


def grow(conn: Connection, tree: CompactRange, body: bytes) -> CompactRange:
    """Return the tree with one entry more, having kept what it completed; the caller keeps the peaks."""
    tree, completed = tree.grown(merkle.leaf_hash(body))
    _keep(conn, completed)
    return tree


def rebuild(conn: Connection) -> CompactRange:
    """Make the tree anew from the journal; belongs inside a transaction."""
    conn.execute("DELETE FROM tree")
    tree = CompactRange()
    for sequence, body in conn.execute("SELECT sequence, body FROM journal ORDER BY sequence"):
        while tree.size < sequence - 1:
            tree, completed = tree.grown(LOST_LEAF)
            _keep(conn, completed)
        tree = grow(conn, tree, body)
    (ending,) = conn.execute("SELECT coalesce(max(sequence), 0) FROM head").fetchone()
    while tree.size < ending:
        tree, completed = tree.grown(LOST_LEAF)
        _keep(conn, completed)
    conn.execute("UPDATE head SET peaks = ? WHERE sequence = ?", (tree.packed(), tree.size))
    return tree


def _keep(conn: Connection, completed: list[merkle.Node]) -> None:
    if len(completed) > KEPT_LEVEL:
        conn.executemany(
            "INSERT INTO tree(level, place, hash) VALUES (?, ?, ?)",
            [(node.level, node.index, node.hash) for node in completed[KEPT_LEVEL:]],
        )


class TreeReader:
    """Proofs from the tree as it is kept; nothing of it is checked here. For one snapshot or transaction."""

    def __init__(self, conn: Connection) -> None:
        self._conn = conn
        self._leaves: dict[int, list[bytes]] = {}

    def root(self, size: int) -> bytes:
        """Return the hash of the tree over the first `size` entries; raise BadRange where there are fewer."""
        return self.hash_of(0, size) if size else merkle.EMPTY_ROOT

    def inclusion(self, sequence: int, size: int) -> list[bytes]:
        """Return the path from an entry to the root over the first `size` entries."""
        return merkle.inclusion_proof(sequence - 1, size, self.hash_of)

    def consistency(self, old: int, size: int) -> list[bytes]:
        """Return what proves that the tree of `old` entries is the beginning of the one of `size`."""
        return merkle.consistency_proof(old, size, self.hash_of)

    def hash_of(self, first: int, end: int) -> bytes:
        """Return the tree hash of the leaves `first` to `end`, which begins where a tree is split."""
        return merkle.range_hash(first, end, self._subtree)

    def _subtree(self, level: int, index: int) -> bytes:
        if level >= KEPT_LEVEL:
            row = self._conn.execute(
                "SELECT hash FROM tree WHERE level = ? AND place = ?", (level, index)
            ).fetchone()
            if row is None:
                raise BadRange(f"there is no subtree {index} of level {level}")
            return bytes(row[0])
        return merkle.range_hash(index << level, (index + 1) << level, self._leaf_or_node)

    def _leaf_or_node(self, level: int, index: int) -> bytes:
        if level:
            left = self._leaf_or_node(level - 1, 2 * index)
            return merkle.node_hash(left, self._leaf_or_node(level - 1, 2 * index + 1))
        chunk, place = index >> KEPT_LEVEL, index & (1 << KEPT_LEVEL) - 1
        leaves = self._chunk(chunk)
        if place >= len(leaves):
            raise BadRange(f"there is no entry {index + 1}")
        return leaves[place]

    def _chunk(self, chunk: int) -> list[bytes]:
        leaves = self._leaves.get(chunk)
        if leaves is None:
            first = (chunk << KEPT_LEVEL) + 1
            rows = self._conn.execute(
                "SELECT sequence, body FROM journal WHERE sequence BETWEEN ? AND ? ORDER BY sequence",
                (first, first + (1 << KEPT_LEVEL) - 1),
            )
            leaves = []
            for sequence, body in rows:
                leaves += [LOST_LEAF] * (sequence - first - len(leaves))
                leaves.append(merkle.leaf_hash(body))
            if len(self._leaves) > 64:
                self._leaves.clear()
            self._leaves[chunk] = leaves
        return leaves
