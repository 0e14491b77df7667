"""The verifier in an environment of its own: Python, cryptography, what that needs, and nothing else."""

import importlib.metadata
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from borderpost.store.exporting import export_bundle
from bundles import VERIFIER, members, pack
from station import BEN, HandClock, open_station
from station_stories import seized_with_evidence

NEEDED = ("cryptography", "cffi", "pycparser")


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the environment out of the very files that are installed here: no network is asked."""
    root = tmp_path_factory.mktemp("own") / "env"
    venv.EnvBuilder(with_pip=False, symlinks=True).create(root)
    (packages,) = root.glob("lib/python3*/site-packages")
    for name in NEEDED:
        try:
            found = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:
            continue
        for file in found.files or ():
            if ".." not in file.parts:
                target = packages / file
                target.parent.mkdir(parents=True, exist_ok=True)
                if not target.exists():
                    target.symlink_to(Path(str(found.locate_file(file))).resolve())
    return root / "bin" / "python"


def _run(python: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [str(python), "-I", *arguments], capture_output=True, text=True, timeout=60, check=False, env={}
    )


def test_nothing_of_borderpost_is_there(python: Path) -> None:
    for name in ("borderpost", "PySide6", "msgspec", "sqlcipher3", "PIL"):
        done = _run(python, "-c", f"import {name}")
        assert "ModuleNotFoundError" in done.stderr, name


@pytest.mark.skipif(sys.platform == "win32", reason="the environment is laid out as on Linux")
def test_a_bundle_is_accepted_there_and_a_changed_one_refused(python: Path, tmp_path: Path) -> None:
    station = open_station(tmp_path / "site", HandClock())
    state = seized_with_evidence(station)
    bundle = tmp_path / "case.evidence"
    export_bundle(station.store, state.id, bundle, program="test", officer=BEN)
    station.store.close()
    done = _run(python, str(VERIFIER), str(bundle))
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert done.stdout.endswith("ACCEPTED.\n")
    files = members(bundle)
    name = next(each for each in files if each.startswith("photographs/"))
    files[name] += b"x"
    assert _run(python, str(VERIFIER), str(pack(files, tmp_path / "changed"))).returncode == 1
