"""A journal that was touched is found out, and the first wrong entry is named."""

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from borderpost.store import keys
from borderpost.store.engine import Connection, DatabaseError
from borderpost.store.keys import NoStationKey
from borderpost.store.site import SiteFolder, rebuild_site, verify_site
from borderpost.store.verify import Fault
from station import HandClock, Station, open_station, site_folder
from station_stories import seized


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> SiteFolder:
    """A closed site whose journal holds a seizure."""
    station = open_station(tmp_path_factory.mktemp("written"), HandClock())
    seized(station)
    station.store.close()
    return station.folder


@pytest.fixture
def copy(written: SiteFolder, tmp_path: Path) -> SiteFolder:
    target = tmp_path / "copy"
    shutil.copytree(written.root, target)
    return site_folder(target)


@contextlib.contextmanager
def tampering(folder: SiteFolder) -> Iterator[Connection]:
    """Open the record as somebody would who takes the triggers off first."""
    conn = folder.connect_record()
    conn.execute("DROP TRIGGER journal_is_not_updated")
    conn.execute("DROP TRIGGER journal_is_not_deleted")
    yield conn
    conn.close()


def test_an_untouched_journal_holds(written: SiteFolder) -> None:
    verdict = verify_site(written)
    assert verdict.holds
    assert verdict.entries == 10


def test_every_single_byte_of_every_entry_counts(copy: SiteFolder) -> None:
    with tampering(copy) as conn:
        rows = conn.execute("SELECT sequence, body, signature FROM journal").fetchall()
        for sequence, body, signature in rows:
            for column, original in (("body", body), ("signature", signature)):
                for place in range(0, len(original), 7):
                    changed = bytearray(original)
                    changed[place] ^= 1
                    conn.execute(
                        f"UPDATE journal SET {column} = ? WHERE sequence = ?", (bytes(changed), sequence)
                    )
                    assert verify_site(copy).wrong == sequence, (sequence, column, place)
                conn.execute(f"UPDATE journal SET {column} = ? WHERE sequence = ?", (original, sequence))
    assert verify_site(copy).holds


def test_an_identifier_under_which_an_entry_does_not_belong(copy: SiteFolder) -> None:
    with tampering(copy) as conn:
        conn.execute("UPDATE journal SET id = 'x' || id WHERE sequence = 4")
    verdict = verify_site(copy)
    assert (verdict.wrong, verdict.fault) == (4, Fault.MISLABELLED)


def test_an_entry_taken_out_of_the_middle(copy: SiteFolder) -> None:
    with tampering(copy) as conn:
        conn.execute("DELETE FROM journal WHERE sequence = 5")
    verdict = verify_site(copy)
    assert (verdict.wrong, verdict.fault) == (5, Fault.MISSING)


def test_an_entry_taken_out_and_the_rest_moved_up(copy: SiteFolder) -> None:
    with tampering(copy) as conn:
        conn.execute("DELETE FROM journal WHERE sequence = 5")
        conn.execute("UPDATE journal SET sequence = -sequence WHERE sequence > 5")
        conn.execute("UPDATE journal SET sequence = -sequence - 1 WHERE sequence < 0")
    assert verify_site(copy).wrong == 5


def test_two_entries_swapped(copy: SiteFolder) -> None:
    with tampering(copy) as conn:
        conn.execute("UPDATE journal SET sequence = 99 WHERE sequence = 3")
        conn.execute("UPDATE journal SET sequence = 3 WHERE sequence = 4")
        conn.execute("UPDATE journal SET sequence = 4 WHERE sequence = 99")
    assert verify_site(copy).wrong == 3


def test_a_journal_cut_short(copy: SiteFolder) -> None:
    with tampering(copy) as conn:
        conn.execute("DELETE FROM journal WHERE sequence > 7")
    verdict = verify_site(copy)
    assert (verdict.wrong, verdict.fault) == (7, Fault.CUT_SHORT)


def test_a_journal_of_another_key(copy: SiteFolder, tmp_path: Path) -> None:
    other = open_station(tmp_path / "other", HandClock())
    other.store.close()
    keys.keep(copy, keys.load_or_make(other.folder, may_make=False))
    verdict = verify_site(copy)
    assert verdict.wrong == 1
    with pytest.raises(NoStationKey):
        open_station(copy.root, HandClock())


def test_a_lost_key_is_not_made_anew_over_a_journal(copy: SiteFolder) -> None:
    copy.key.unlink()
    with pytest.raises(NoStationKey):
        open_station(copy.root, HandClock())


def test_a_file_damaged_from_outside_is_a_verdict_and_no_crash(copy: SiteFolder) -> None:
    data = bytearray(copy.record.read_bytes())
    for start in range(8192, len(data), 4096):
        data[start : start + 64] = b"\xff" * 64
    copy.record.write_bytes(bytes(data))
    assert not verify_site(copy).holds


def test_the_journal_refuses_to_be_changed(station: Station) -> None:
    seized(station)
    conn = station.folder.connect_record()
    for statement in ("UPDATE journal SET id = 'x'", "DELETE FROM journal"):
        with pytest.raises(DatabaseError):
            conn.execute(statement)
    conn.close()


def test_projections_are_rebuilt_to_the_byte(copy: SiteFolder) -> None:
    before = dump(copy)
    conn = copy.connect_record()
    conn.execute("UPDATE inspections SET stage = 'open', sender = 'nobody'")
    conn.execute("DELETE FROM exhibit_numbers")
    conn.close()
    assert dump(copy) != before
    assert rebuild_site(copy) == 10
    assert dump(copy) == before


def dump(folder: SiteFolder) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every projection, the search index by what it finds."""
    conn = folder.connect_record(readonly=True)
    tables = {
        name: conn.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall()
        for name in ("inspections", "entry_index", "exhibit_numbers", "login_failures")
    }
    tables["search"] = conn.execute(
        "SELECT rowid FROM inspections_search WHERE words MATCH 'lukasz OR zarquet' ORDER BY rowid"
    ).fetchall()
    conn.close()
    return tables
