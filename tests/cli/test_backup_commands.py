"""The commands that keep a station from being lost, called as an administrator calls them."""

import random
from pathlib import Path

import pytest

from borderpost import cli
from borderpost.store.salvage import PAGE
from station import PASSPHRASE, HandClock, open_station
from station_stories import opened, seized


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BORDERPOST_PASSPHRASE", PASSPHRASE)
    root = tmp_path / "site"
    station = open_station(root, HandClock())
    for number in range(6):
        seized(station, f"RR47312482{number}GB", number)
        opened(station, f"RR47312483{number}GB")
    station.store.close()
    return root


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def run(*arguments: object) -> int:
    return cli.main([str(each) for each in arguments])


def spoil(site: Path) -> None:
    data = bytearray((site / "record.db").read_bytes())
    for page in range(3, len(data) // PAGE, 3):
        data[(page - 1) * PAGE : page * PAGE] = random.Random(page).randbytes(PAGE)
    (site / "record.db").write_bytes(data)


def test_a_station_is_backed_up_and_put_back(
    site: Path, stick: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("backup", stick, "--site", site) == 0
    assert "read back and proved" in capsys.readouterr().out
    assert run("restore", stick, "--site", site) == 2
    assert "nothing is ever written over" in capsys.readouterr().err
    assert run("restore", stick, "--site", tmp_path / "other") == 0
    assert run("verify", "--site", tmp_path / "other") == 0
    assert "entries hold" in capsys.readouterr().out


def test_a_damaged_record_is_recovered_and_what_is_lost_is_told(
    site: Path, stick: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("recover", "--site", site) == 0
    assert "nothing to recover" in capsys.readouterr().out
    spoil(site)
    assert run("verify", "--site", site) == 1
    assert run("backup", stick, "--site", site) == 2
    told = capsys.readouterr()
    assert "the record of this station is damaged" in told.err
    assert run("recover", "--site", site) == 1
    told = capsys.readouterr()
    assert "Lost: entr" in told.out
    assert f"kept in {site}/quarantine/" in told.out
    assert run("verify", "--site", site) == 0
    told = capsys.readouterr()
    assert "lost to damage, as the journal itself tells" in told.out


def test_with_a_backup_nothing_is_lost(site: Path, stick: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("backup", stick, "--site", site) == 0
    spoil(site)
    assert run("recover", "--site", site, "--from", stick) == 0
    assert "No entry is missing" in capsys.readouterr().out
    assert run("verify", "--site", site) == 0


def test_what_cannot_be_done_is_said_in_a_sentence(
    site: Path,
    stick: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert run("restore", stick, "--site", tmp_path / "other") == 2
    assert "there is no backup here" in capsys.readouterr().err
    assert run("backup", tmp_path / "none", "--site", site) == 2
    assert "Was it pulled out?" in capsys.readouterr().err
    assert run("backup", stick, "--site", tmp_path / "nothing") == 2
    assert "there is no record" in capsys.readouterr().err
    assert run("backup", stick, "--site", site) == 0
    capsys.readouterr()
    monkeypatch.setenv("BORDERPOST_PASSPHRASE", "some other four words")
    assert run("restore", stick, "--site", tmp_path / "other") == 2
    assert "the passphrase is not right" in capsys.readouterr().err
    assert run("backup", stick, "--site", site) == 2
    assert "the passphrase is not right" in capsys.readouterr().err
    assert not (tmp_path / "other").exists()
