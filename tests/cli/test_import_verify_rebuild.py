"""The commands that a person or a scheduler gives: their exit codes and their sentences."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from borderpost.domain.canonical_declaration import to_canonical
from borderpost.store.lock import FolderLock
from borderpost.store.site import SiteFolder
from declared import MUG
from record_dump import assert_whole, dump
from station import PASSPHRASE, HandClock, open_station
from station_stories import seized


class Shell:
    """Gives commands as a terminal would."""

    def __init__(self, checkout: Path, site: Path) -> None:
        self.site = site
        self._environment = os.environ | {
            "PYTHONPATH": str(checkout / "src"),
            "BORDERPOST_PASSPHRASE": PASSPHRASE,
        }

    def __call__(self, command: str, *arguments: object) -> tuple[int, str, str]:
        done = subprocess.run(
            [sys.executable, "-m", "borderpost", command, "--site", str(self.site), *map(str, arguments)],
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
            cwd=self.site.parent,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return done.returncode, done.stdout, done.stderr


@pytest.fixture
def shell(checkout: Path, tmp_path: Path) -> Shell:
    return Shell(checkout, tmp_path / "site")


@pytest.fixture
def folder(shell: Shell) -> SiteFolder:
    """A site whose journal holds a seizure."""
    station = open_station(shell.site, HandClock())
    seized(station)
    station.store.close()
    return station.folder


def good(message: str = "m1") -> bytes:
    plain = to_canonical(MUG)
    plain["message"]["id"] = message
    return json.dumps(plain).encode() + b"\n"


def test_a_good_file_comes_in_and_comes_in_once(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "day.jsonl"
    file.write_bytes(good() + good("m2"))
    code, out, err = shell("import", file)
    assert (code, err) == (0, "")
    assert "2 rows: 2 new, 0 rejected." in out
    assert "2 held already" in shell("import", file)[1]


def test_a_rejected_row_is_an_exit_code_of_one_and_names_the_file_of_rejects(
    shell: Shell, tmp_path: Path
) -> None:
    file = tmp_path / "day.jsonl"
    file.write_bytes(b"{broken\n" + good())
    code, out, err = shell("import", file)
    assert (code, err) == (1, "")
    assert "1 new, 1 rejected." in out
    assert str(tmp_path / "day.jsonl.rejects.jsonl") in out


def test_one_unreadable_file_stops_no_other(shell: Shell, tmp_path: Path) -> None:
    broken, fine = tmp_path / "day.jsonl", tmp_path / "next.jsonl"
    broken.write_bytes(b"{broken\n")
    fine.write_bytes(good())
    code, out, err = shell("import", broken, fine, "--rejects", tmp_path / "missing")
    assert code == 2
    assert "--rejects" in err
    assert "1 new" in out
    assert shell("import", fine, tmp_path / "none.jsonl") == (
        2,
        "",
        f"borderpost: {tmp_path / 'none.jsonl'}: there is no such file\n",
    )


def test_what_is_no_file_is_named_for_what_it_is(shell: Shell, tmp_path: Path) -> None:
    pipe, folder = tmp_path / "pipe", tmp_path / "folder"
    os.mkfifo(pipe)
    folder.mkdir()
    assert "no file that can be read again" in shell("import", pipe)[2]
    assert "this is a folder" in shell("import", folder)[2]


def test_a_site_that_cannot_keep_declarations_is_named(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "day.jsonl"
    file.write_bytes(good())
    shell.site.mkdir()
    (shell.site / "mirror.db").write_bytes(b"no database at all" * 500)
    code, out, err = shell("import", file)
    assert (code, out) == (2, "")
    assert "declarations cannot be kept there" in err
    (shell.site / "mirror.db").unlink()
    shell.site.rmdir()
    shell.site.write_bytes(b"a file where the folder should be")
    assert shell("import", file)[0] == 2


def test_an_untouched_journal_holds(shell: Shell, folder: SiteFolder) -> None:
    code, out, err = shell("verify")
    assert (code, err) == (0, "")
    assert out.startswith("10 entries hold. The newest bears the hash ")


def test_the_first_wrong_entry_is_named(shell: Shell, folder: SiteFolder) -> None:
    conn = folder.connect_record()
    conn.execute("DROP TRIGGER journal_is_not_updated")
    for sequence in (9, 6):
        (body,) = conn.execute("SELECT body FROM journal WHERE sequence = ?", (sequence,)).fetchone()
        changed = body.replace(b'"officer":"anna"', b'"officer":"anno"')
        assert changed != body
        conn.execute("UPDATE journal SET body = ? WHERE sequence = ?", (changed, sequence))
    conn.close()
    code, out, err = shell("verify")
    assert (code, err) == (1, "")
    assert out == "Entry 6 is wrong: the station's signature does not hold. 5 entries before it hold.\n"


def test_a_damaged_file_is_a_sentence(shell: Shell, folder: SiteFolder) -> None:
    data = bytearray(folder.record.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    folder.record.write_bytes(bytes(data))
    assert shell("verify")[0] == 1
    code, out, err = shell("rebuild")
    assert (code, out) == (2, "")
    assert "nothing was changed" in err
    folder.record.write_bytes(b"no database at all" * 500)
    assert shell("verify")[0] == 1
    assert shell("rebuild")[0] == 2


@pytest.mark.parametrize("command", ["verify", "rebuild"])
def test_a_folder_without_a_journal_is_named(shell: Shell, command: str) -> None:
    code, out, err = shell(command)
    assert (code, out) == (2, "")
    assert "there is no journal in this folder" in err
    assert not shell.site.exists(), "asking makes nothing"


def test_a_journal_without_its_key_cannot_be_verified(shell: Shell, folder: SiteFolder) -> None:
    folder.key.unlink()
    code, out, err = shell("verify")
    assert (code, out) == (2, "")
    assert "is missing" in err
    folder.key.write_bytes(b"no key")
    assert shell("verify")[0] == 2


def test_projections_are_made_anew(shell: Shell, folder: SiteFolder) -> None:
    before = dump(folder, "zarquet")
    conn = folder.connect_record()
    conn.execute("UPDATE inspections SET sender = 'nobody', state = x'00'")
    conn.execute("DELETE FROM exhibit_numbers")
    conn.close()
    assert shell("rebuild") == (0, "Made anew from 10 entries.\n", "")
    assert dump(folder, "zarquet") == before
    assert_whole(folder, "zarquet")


def test_a_bench_at_work_is_not_disturbed(shell: Shell, folder: SiteFolder, tmp_path: Path) -> None:
    file = tmp_path / "day.jsonl"
    file.write_bytes(good())
    with FolderLock(folder.lock):
        code, out, err = shell("rebuild")
        assert (code, out) == (2, "")
        assert "another Borderpost is at work" in err
        assert shell("import", file)[0] == 0, "declarations come in beside it"
        assert shell("verify")[0] == 0
