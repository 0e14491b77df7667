"""The tree grows with the journal, survives upgrades, and proves any entry."""

import contextlib

from borderpost.domain import merkle
from borderpost.domain.acts import NoteAdded
from borderpost.domain.checkpoint import EVERY_ENTRIES
from borderpost.store import checkpoints, journal, tree
from borderpost.store.engine import Connection, immediate
from borderpost.store.keys import text_signature_holds
from borderpost.work import session
from station import ANNA, Station
from station_stories import opened


def remark(station: Station, count: int) -> None:
    ident = opened(station).id

    def job(tx: object) -> None:
        for number in range(count):
            tx.append("anna", NoteAdded(inspection=ident, text=f"remark {number}"))  # type: ignore[attr-defined]

    station.store.submit(job).result(timeout=60)


def leaves(conn: Connection) -> list[bytes]:
    return [merkle.leaf_hash(item.body) for item in journal.stored(conn)]


def of_leaves(hashes: list[bytes]) -> merkle.CompactRange:
    made = merkle.CompactRange()
    for each in hashes:
        made, _ = made.grown(each)
    return made


def test_the_tree_is_that_of_the_entries_and_proves_each(station: Station) -> None:
    remark(station, 150)
    with contextlib.closing(station.folder.connect_record(readonly=True)) as conn:
        hashes = leaves(conn)
        standing = tree.current(conn)
        assert standing == of_leaves(hashes)
        reader = tree.TreeReader(conn)
        for size in (1, 63, 64, 65, 128, 150, len(hashes)):
            root = of_leaves(hashes[:size]).root()
            assert reader.root(size) == root
            for sequence in {1, size // 2 + 1, size}:
                path = reader.inclusion(sequence, size)
                assert merkle.inclusion_holds(hashes[sequence - 1], sequence - 1, size, path, root)
            proof = reader.consistency(size, len(hashes))
            assert merkle.consistency_holds(size, root, len(hashes), standing.root(), proof)


def test_a_tree_that_is_not_there_is_made_anew_with_a_stand_in_for_what_was_lost(station: Station) -> None:
    remark(station, 140)
    with contextlib.closing(station.folder.connect_record()) as conn:
        hashes = leaves(conn)
        conn.execute("DROP TRIGGER journal_is_not_deleted")
        conn.execute("DELETE FROM journal WHERE sequence IN (70, 71)")
        conn.execute("UPDATE head SET peaks = x''")
        with immediate(conn):
            made = tree.current(conn)
        hashes[69:71] = [tree.LOST_LEAF] * 2
        assert made == of_leaves(hashes)
        assert tree.current(conn) == made
        reader = tree.TreeReader(conn)
        path = reader.inclusion(69, made.size)
        assert merkle.inclusion_holds(hashes[68], 68, made.size, path, made.root())


def test_a_checkpoint_every_so_many_entries_and_at_the_end_of_a_shift(station: Station) -> None:
    remark(station, EVERY_ENTRIES)
    station.do(session.log_out, officer=ANNA)
    with contextlib.closing(station.folder.connect_record(readonly=True)) as conn:
        last = journal.head(conn).sequence
        assert checkpoints.sizes(conn) == [EVERY_ENTRIES, last]
        for size in (EVERY_ENTRIES, last):
            signed = checkpoints.of_size(conn, size)
            assert signed is not None
            made = signed.checkpoint
            assert (made.station, made.size) == ("BP01", size)
            assert made.root == tree.TreeReader(conn).root(size).hex()
            assert text_signature_holds(made.key, made.text(), bytes.fromhex(signed.signature))
        covering = checkpoints.covering(conn, 3)
        assert covering is not None
        assert covering.checkpoint.size == EVERY_ENTRIES


def test_a_checkpoint_is_made_once(station: Station) -> None:
    opened(station)
    first = station.store.submit(lambda tx: tx.checkpoint()).result()
    assert station.store.submit(lambda tx: tx.checkpoint()).result() == first
    assert station.store.submit(lambda tx: tx.checkpoint_covering(1)).result() == first
