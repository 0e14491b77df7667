"""Bundles and checkpoints at the terminal: exit codes, sentences, and what lies in the folder afterwards."""

from pathlib import Path

import pytest

from borderpost.store.lock import FolderLock
from borderpost.store.site import SiteFolder, StationStore, prepare
from bundles import verified
from cli.test_import_verify_rebuild import Shell
from station import HandClock, Station, open_station, site_folder
from station_stories import seized


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


@pytest.fixture
def other(checkout: Path, tmp_path: Path) -> Shell:
    """Another station."""
    folder, clock = site_folder(tmp_path / "other"), HandClock()
    key = prepare(folder, station="BP02", program="test", facility="Hall 4", clock=clock)
    Station(folder, StationStore(folder, key=key, station="BP02", clock=clock), clock).store.close()
    return Shell(checkout, folder.root)


def test_a_bundle_by_the_number_of_its_report(shell: Shell, folder: SiteFolder, tmp_path: Path) -> None:
    code, said, _ = shell("bundle", "BP01-2026-000001", tmp_path)
    assert code == 0
    bundle = tmp_path / "BP01-2026-000001.evidence"
    assert str(bundle) in said
    key = said.split("--key ")[1].strip()
    assert verified(bundle, "--key", key)[0] == 0
    code, _, told = shell("bundle", "BP01-2026-000001", tmp_path)
    assert (code, "is there already" in told) == (2, True)
    code, _, told = shell("bundle", "BP01-2026-000009", tmp_path)
    assert (code, "no seizure of this number" in told) == (2, True)
    code, _, told = shell("bundle", "BP01-2026-000001", tmp_path / "none" / "x.evidence")
    assert (code, "No such file" in told) == (2, True)
    with FolderLock(folder.lock):
        assert shell("bundle", "BP01-2026-000001", tmp_path / "y.evidence")[0] == 2
    assert shell("verify")[0] == 0


def test_a_checkpoint_there_and_back(shell: Shell, folder: SiteFolder, other: Shell, tmp_path: Path) -> None:
    shown, signed = tmp_path / "bp01.checkpoint", tmp_path / "signed.checkpoint"
    code, said, _ = shell("checkpoint", "show", shown)
    assert (code, said.startswith("borderpost checkpoint 1\nstation BP01\n")) == (0, True)
    key = said.split("fingerprint of the key ")[1][:32]
    code, _, told = other("checkpoint", "cosign", shown, signed)
    assert (code, key in told) == (2, True)
    code, said, _ = other("checkpoint", "cosign", shown, signed, "--key", key)
    assert (code, "Signed: BP01" in said) == (0, True)
    witness = said.split("--key ")[1][:32]
    assert shell("checkpoint", "import", signed)[0] == 2
    code, said, _ = shell("checkpoint", "import", signed, "--key", witness)
    assert (code, said) == (0, "Taken in: BP02.\n")
    assert shell("checkpoint", "import", signed, "--key", witness)[1] == "Nothing in it is new.\n"
    code, said, _ = shell("verify", "--against", signed, "--evidence")
    assert code == 0
    assert "agrees with the checkpoint over" in said
    assert "2 files of evidence are what was captured" in said
    code, _, told = shell("verify", "--against", folder.lock)
    assert (code, "no file of a checkpoint" in told) == (2, True)
    code, said, _ = other("verify", "--against", signed)
    assert (code, "is not the one that another station has signed" in said) == (1, True)


def test_files_that_are_not_given(shell: Shell, folder: SiteFolder, tmp_path: Path) -> None:
    for arguments in (("cosign", tmp_path), ("import",), ("show", tmp_path, tmp_path)):
        code, _, told = shell("checkpoint", *arguments)
        assert (code, "give its files" in told) == (2, True)
    assert shell("checkpoint", "import", tmp_path / "none")[0] == 2
    assert shell("checkpoint", "show", "--since", 9999)[0] == 2


def test_lost_evidence_is_named(shell: Shell, folder: SiteFolder) -> None:
    victim = next(folder.evidence.glob("??/*"))
    victim.chmod(0o600)
    victim.write_bytes(victim.read_bytes()[:-1] + b"\0")
    assert shell("verify", "--no-evidence")[0] == 0
    code, said, _ = shell("verify")
    assert code == 1
    assert "The evidence of entry" in said


def test_a_new_signing_key(shell: Shell, folder: SiteFolder) -> None:
    code, said, _ = shell("keys", "new-signing-key")
    assert (code, "signs with a new key from now on" in said) == (0, True)
    code, said, _ = shell("verify")
    assert code == 0
    assert said.startswith("11 entries hold")
