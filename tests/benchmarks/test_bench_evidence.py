"""The benchmark of evidence runs on a small journal and writes its figures."""

import json
from pathlib import Path

import pytest

from borderpost.benchmarks import evidence, run
from borderpost.benchmarks.evidence_journal import fill, made_station
from borderpost.store.verify import verify


def test_it_measures_all_three_and_tells(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = tmp_path / "figures.json"
    few = ["--acts", "60", "--entries", "400", "--photographs", "1", "--folder", str(tmp_path)]
    assert run(["evidence", *few, "--json", str(told)]) in (0, 1)
    figures = {each["name"]: each for each in json.loads(told.read_text())["figures"]}
    assert figures["an act against a bare commit of its bytes"]["goal"] == 3.0
    assert figures["speed of verifying against bare Ed25519"]["goal"] == 0.5
    assert figures["bytes kept against bytes captured"]["holds"]
    assert "400 entries written" in capsys.readouterr().out
    assert [each.name for each in tmp_path.iterdir()] == ["figures.json"]


def test_the_journal_that_is_measured_is_one_that_holds(tmp_path: Path) -> None:
    folder, key = made_station(tmp_path / "site")
    conn = folder.connect_record()
    fill(conn, key, 300)
    verdict = verify(conn, public_key=key.public_hex)
    conn.close()
    assert (verdict.holds, verdict.entries) == (True, 300)


def test_a_frame_has_twelve_megapixels() -> None:
    frame = evidence._frame(1)
    assert frame.shape == (3000, 4000, 3)
