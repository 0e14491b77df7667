"""Evidence is there byte for byte, or its loss is told."""

import hashlib
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from borderpost.store.evidence import EvidenceFolder
from borderpost.store.files import write_durably
from borderpost.work.ports import LostEvidence

KEY = bytes(range(32))


@pytest.fixture
def folder(tmp_path: Path) -> EvidenceFolder:
    return EvidenceFolder(tmp_path / "evidence", KEY)


def damage(path: Path, data: bytes) -> None:
    path.chmod(0o600)
    path.write_bytes(data)


def test_what_is_kept_can_be_read_under_its_hash(folder: EvidenceFolder, tmp_path: Path) -> None:
    sha256 = folder.keep(b"photograph")
    assert sha256 == hashlib.sha256(b"photograph").hexdigest()
    assert folder.read(sha256) == b"photograph"
    assert folder.keep(b"photograph") == sha256
    assert [p for p in (tmp_path / "evidence").rglob("*") if p.is_file()] == [folder.path_of(sha256)]
    assert folder.path_of(sha256).stat().st_mode & 0o377 == 0


def test_evidence_that_was_changed_is_found_out(folder: EvidenceFolder, tmp_path: Path) -> None:
    sha256 = folder.keep(b"photograph")
    damage(folder.path_of(sha256), b"Photograph")
    with pytest.raises(LostEvidence, match="no longer what was captured"):
        folder.read(sha256)


@pytest.mark.parametrize("left", [b"", b"photo", b"Photograph"])
def test_evidence_that_decayed_is_written_anew_when_it_comes_again(
    folder: EvidenceFolder, tmp_path: Path, left: bytes
) -> None:
    sha256 = folder.keep(b"photograph")
    damage(folder.path_of(sha256), left)
    assert folder.keep(b"photograph") == sha256
    assert folder.read(sha256) == b"photograph"


def test_evidence_that_is_gone_is_told(folder: EvidenceFolder, tmp_path: Path) -> None:
    sha256 = folder.keep(b"photograph")
    folder.path_of(sha256).unlink()
    with pytest.raises(LostEvidence, match="missing"):
        folder.read(sha256)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "g" * 64, "a" * 63, "a" * 62 + "/b"])
def test_what_is_no_hash_reads_no_file(folder: EvidenceFolder, name: str) -> None:
    with pytest.raises(LostEvidence, match="no SHA-256"):
        folder.read(name)


def test_the_same_picture_from_many_sides_is_one_file(folder: EvidenceFolder, tmp_path: Path) -> None:
    pictures = [bytes([n % 5]) * 5000 for n in range(60)]
    with ThreadPoolExecutor(8) as pool:
        hashes = list(pool.map(folder.keep, pictures))
    assert len(set(hashes)) == 5
    assert {folder.read(sha256) for sha256 in hashes} == set(pictures)
    assert len([p for p in (tmp_path / "evidence").rglob("*") if p.is_file()]) == 5


def test_a_file_that_cannot_be_written_leaves_none(tmp_path: Path) -> None:
    """A limit of the system on the size of files stands in for a full disk."""
    program = (
        "import resource, signal, sys; from pathlib import Path\n"
        "from borderpost.store.evidence import EvidenceFolder\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try: EvidenceFolder(Path(sys.argv[1]), bytes(32)).keep(b'x' * 5000)\n"
        "except OSError: sys.exit(7)\n"
    )
    pytest.importorskip("resource", reason="limits are set by a module of Unix")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path)], env=environment, check=False)
    assert done.returncode == 7
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == []


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "site.toml"
    for data in (b"one", b"two"):
        write_durably(path, data)
        assert path.read_bytes() == data
    assert [p.name for p in tmp_path.iterdir()] == ["site.toml"]
