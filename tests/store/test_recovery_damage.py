"""However a record is damaged, its recovery loses no entry that can be read and hides none that is lost."""

import contextlib
import random
import shutil
from pathlib import Path

import pytest

from borderpost.store import journal
from borderpost.store.folder import SiteFolder
from borderpost.store.recovery import NothingToRecover
from borderpost.store.salvage import PAGE, Salvage
from borderpost.store.site import verify_site
from spoiled_record import again, bodies, by_passphrase, goes_on, kept, pages_of_entries, spoil, tell_much
from station import HandClock, Station


def test_a_single_flipped_bit_costs_nothing_but_its_own_entry(working: Station, clock: HandClock) -> None:
    """SQLite gives up the whole page; its other entries are deciphered all the same."""
    working.store.close()
    page, _ = next(item for item in pages_of_entries(working.folder).items() if len(item[1]) > 2)
    data = bytearray(working.folder.record.read_bytes())
    data[page * PAGE - 200] ^= 1
    working.folder.record.write_bytes(data)
    made = again(working.folder)
    assert made.lost_entries == 1
    goes_on(working.folder, clock)


def test_a_damaged_signature_is_made_again(working: Station, clock: HandClock) -> None:
    """Ed25519 gives the same signature to the same entry, and the entry behind vouches for what is signed."""
    working.store.close()
    folder = working.folder
    with contextlib.closing(folder.connect_record(readonly=True)) as conn:
        whole = {item.sequence: (item.body, item.signature) for item in journal.stored(conn)}
    page, rows = next(item for item in pages_of_entries(folder).items() if len(item[1]) > 2)
    salvage = Salvage(folder.record, folder.keys().key_of("record.db"))
    plain = salvage._plain(salvage._versions[page][0])
    assert plain is not None
    data = bytearray(folder.record.read_bytes())
    # cipher blocks hang together two by two: what is flipped lies in a signature, and so does what follows
    at = plain.index(whole[rows[1]][1]) + 20
    data[(page - 1) * PAGE + at] ^= 1
    folder.record.write_bytes(data)
    made = again(folder)
    assert made.lost == ()
    with contextlib.closing(folder.connect_record(readonly=True)) as conn:
        after = {item.sequence: (item.body, item.signature) for item in journal.stored(conn)}
    assert {number: after[number] for number in whole} == whole
    goes_on(folder, clock)


@pytest.mark.parametrize("seed", range(4))
def test_flipped_bits_all_over_are_lived_with(working: Station, clock: HandClock, seed: int) -> None:
    dice = random.Random(seed)
    working.store.close()
    before = bodies(working.folder)
    data = bytearray(working.folder.record.read_bytes())
    for page in dice.sample(range(len(data) // PAGE), len(data) // PAGE // 4):
        data[page * PAGE + dice.randrange(PAGE)] ^= 1 << dice.randrange(8)
    working.folder.record.write_bytes(data)
    try:
        made = again(working.folder)
    except NothingToRecover:
        return
    after = bodies(working.folder)
    missing = {n for gap in made.lost for n in range(gap.first, gap.last + 1)}
    assert all(after[n] == body for n, body in before.items() if n not in missing and n <= max(after) - 1)
    goes_on(working.folder, clock)


def test_even_the_first_page_and_the_first_entry_may_be_lost(working: Station, clock: HandClock) -> None:
    working.store.close()
    (first,) = [page for page, rows in pages_of_entries(working.folder).items() if 1 in rows]
    spoil(working.folder.record, 1, first)
    made = again(working.folder)
    assert made.lost[0].first == 1
    assert verify_site(working.folder).lost[0][0] == 1
    goes_on(working.folder, clock)


def test_a_lost_end_keeps_its_numbers(working: Station, clock: HandClock) -> None:
    working.store.close()
    pages = pages_of_entries(working.folder)
    newest = max(max(rows) for rows in pages.values())
    page = next(page for page, rows in pages.items() if newest in rows)
    spoil(working.folder.record, page)
    made = again(working.folder)
    assert made.lost[-1].last == newest
    assert not made.lost[-1].until
    assert max(bodies(working.folder)) == newest + 1
    goes_on(working.folder, clock)


def test_the_log_beside_the_record_is_read_too(working: Station, tmp_path: Path, clock: HandClock) -> None:
    """Copied while it worked, as after a power cut: the newest entries lie in the log alone."""
    copy = tmp_path / "copy"
    shutil.copytree(working.folder.root, copy)
    working.store.close()
    folder = by_passphrase(SiteFolder(copy))
    (copy / "lock").unlink(missing_ok=True)
    data = bytearray((copy / "record.db").read_bytes())
    data[: PAGE * 2] = bytes(PAGE * 2)
    (copy / "record.db").write_bytes(data)
    (copy / "record.db-shm").unlink()
    log = copy / "record.db-wal"
    spoiled = bytearray(log.read_bytes())
    spoiled[:32] = bytes(32)
    log.write_bytes(spoiled)
    before = bodies(working.folder)
    made = again(folder)
    assert made.lost == ()
    assert {n: b for n, b in bodies(folder).items() if n in before} == before
    goes_on(folder, clock)


@pytest.mark.parametrize("seed", range(8))
def test_whatever_is_damaged_nothing_is_hidden(
    working: Station, stick: Path, clock: HandClock, seed: int
) -> None:
    dice = random.Random(seed)
    kept(working, stick)
    tell_much(working, 2)
    working.store.close()
    before = bodies(working.folder)
    size = working.folder.record.stat().st_size // PAGE
    spoil(working.folder.record, *dice.sample(range(1, size + 1), dice.randrange(1, size // 2)))
    if dice.random() < 0.3:
        with working.folder.record.open("r+b") as file:
            file.truncate(dice.randrange(size // 2, size) * PAGE)
    made = again(working.folder, **({"backup": stick} if seed % 2 else {}))
    after = bodies(working.folder)
    missing = {n for gap in made.lost for n in range(gap.first, gap.last + 1)}
    top = max([*missing, *(n for n in after if after[n] == before.get(n))])
    assert {n: b for n, b in before.items() if n <= top and n not in missing}.items() <= after.items()
    assert not missing & set(after)
    assert top == max(before) or not made.end_known
    goes_on(working.folder, clock)
