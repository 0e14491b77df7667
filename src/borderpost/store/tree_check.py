"""Walks along with a journal and compares its tree with what is kept of it, signed of it and known of it."""

from collections import defaultdict
from collections.abc import Iterable

from borderpost.domain import acts
from borderpost.domain.checkpoint import BadCheckpoint, SignedCheckpoint, parse_checkpoint, parse_cosignature
from borderpost.domain.merkle import BadRange, CompactRange, leaf_hash
from borderpost.store.engine import Connection
from borderpost.store.faults import Fault, Wrong
from borderpost.store.keys import text_signature_holds
from borderpost.store.tree import KEPT_LEVEL, LOST_LEAF, TreeReader


class TreeCheck:
    """The tree over the entries passed so far.

    `known` are checkpoints of this station that came from elsewhere: on paper, or signed by other stations.
    A store of an earlier version keeps no tree; then only the known ones are compared.
    """

    def __init__(self, conn: Connection, known: Iterable[SignedCheckpoint] = ()) -> None:
        self._conn = conn
        self._tree = CompactRange()
        self._torn = False
        self._known: dict[int, list[SignedCheckpoint]] = defaultdict(list)
        self._peaks, self._own = self._kept(conn)
        for each in known:
            self._known[each.checkpoint.size].append(each)

    def lose(self, count: int) -> None:
        """Pass entries that were lost, which a later entry tells of: no earlier checkpoint fits any more."""
        self._torn = True
        for _ in range(count):
            self._grow(LOST_LEAF)
            self._known.pop(self._tree.size, None)

    def add(self, body: bytes, key: str) -> None:
        """Pass one entry; `key` signs from the next one on. Raise Wrong where something disagrees."""
        self._grow(leaf_hash(body))
        size = self._tree.size
        own = self._own.get(size)
        if own is not None:
            self._compare_own(own[0], own[1], key)
        for each in self._known.pop(size, ()):
            self._compare_known(each)

    def receive(self, act: acts.CosignatureReceived) -> None:
        """Compare what another station signed with the entries that were passed before."""
        size = self._tree.size
        try:
            signed = parse_checkpoint(act.checkpoint)
            witness = parse_cosignature(act.cosignature)
            good = text_signature_holds(
                witness.key, act.cosignature, bytes.fromhex(act.cosignature_signature)
            )
            root = TreeReader(self._conn).root(signed.size).hex() if signed.size <= size else ""
        except (BadCheckpoint, BadRange, ValueError) as error:
            raise Wrong(size, Fault.CHECKPOINT_WRONG, str(error)) from error
        if not good or witness.checkpoint != signed.digest():
            raise Wrong(size, Fault.CHECKPOINT_WRONG, f"the signature of {witness.station} does not hold")
        if root != signed.root and not self._torn:
            raise Wrong(size, Fault.CONTRADICTED, f"{witness.station} signed {signed.size} entries")

    def end(self) -> None:
        """Compare what is kept of the whole tree; raise Wrong where more was signed than is there."""
        size = self._tree.size
        if self._peaks and self._peaks != self._tree.packed():
            raise Wrong(max(size, 1), Fault.TREE_BROKEN)
        beyond = [count for count in self._own if count > size]
        if beyond:
            raise Wrong(max(size, 1), Fault.CUT_SHORT, f"{max(beyond)} entries were signed, {size} are there")
        for count in sorted(self._known):
            raise Wrong(max(size, 1), Fault.CONTRADICTED, f"{count} entries were signed, {size} are there")

    def _grow(self, leaf: bytes) -> None:
        self._tree, completed = self._tree.grown(leaf)
        if not self._peaks:
            return
        for node in completed[KEPT_LEVEL:]:
            row = self._conn.execute(
                "SELECT hash FROM tree WHERE level = ? AND place = ?", (node.level, node.index)
            ).fetchone()
            if row is None or bytes(row[0]) != node.hash:
                raise Wrong(self._tree.size, Fault.TREE_BROKEN)

    def _compare_own(self, body: str, signature: bytes, key: str) -> None:
        size = self._tree.size
        try:
            made = parse_checkpoint(body)
        except BadCheckpoint as error:
            raise Wrong(size, Fault.CHECKPOINT_WRONG, str(error)) from error
        if made.size != size or not text_signature_holds(made.key, body, signature):
            raise Wrong(size, Fault.CHECKPOINT_WRONG, "its signature does not hold")
        if made.root != self._tree.root().hex() and not self._torn:
            raise Wrong(size, Fault.CHECKPOINT_WRONG, "its root is another")
        if made.key != key:
            raise Wrong(size, Fault.REVOKED_KEY, "a checkpoint bears its signature")

    def _compare_known(self, each: SignedCheckpoint) -> None:
        if each.checkpoint.root != self._tree.root().hex() and not self._torn:
            by = ", ".join(witness.cosignature.station for witness in each.cosignatures)
            detail = f"the checkpoint over {each.checkpoint.size} entries{f' signed by {by}' if by else ''}"
            raise Wrong(each.checkpoint.size, Fault.CONTRADICTED, detail)

    @staticmethod
    def _kept(conn: Connection) -> tuple[bytes, dict[int, tuple[str, bytes]]]:
        """Return the peaks and the checkpoints that are kept; none in a store of an earlier version."""
        if conn.execute("SELECT 1 FROM sqlite_schema WHERE name = 'checkpoints'").fetchone() is None:
            return b"", {}
        row = conn.execute("SELECT peaks FROM head").fetchone()
        own = conn.execute("SELECT size, body, signature FROM checkpoints").fetchall()
        return bytes(row[0]) if row else b"", {size: (body, signature) for size, body, signature in own}
