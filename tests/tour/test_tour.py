"""The tour as a user plays it: its exit code, what it leaves behind, and that its checks can fail."""

import hashlib
import json
import os
import shutil
import struct
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from borderpost.app.unlocking import Secrets, unlock
from borderpost.domain.entry import Entry
from borderpost.store.site import SiteFolder
from borderpost.tour import checks, play
from borderpost.tour.driver import Unmet, until
from borderpost.tour.evidence import Album
from borderpost.tour.frames import BadMaterial, read_frames
from bundles import verified

LIMIT_S = 500
"""For a machine that does other things besides; alone, a tour takes well under ninety seconds."""


@dataclass(frozen=True, slots=True)
class Played:
    """A tour that was played, and what it left."""

    out: Path
    code: int
    printed: str
    errors: str

    @property
    def told(self) -> dict[str, Any]:
        """What `tour.json` says."""
        told: dict[str, Any] = json.loads((self.out / "tour.json").read_text(encoding="utf-8"))
        return told

    @property
    def report(self) -> Path:
        """The seizure report."""
        return self.out / "seizure-report.pdf"

    @property
    def site(self) -> SiteFolder:
        """The site on which it was played."""
        return unlock(SiteFolder(self.out / "site"), Secrets())

    def entries(self) -> list[Entry]:
        """The journal."""
        record = self.site.connect_record(readonly=True)
        try:
            return checks.all_entries(record)
        finally:
            record.close()


def command(checkout: Path, out: Path, *more: str) -> Played:
    done = subprocess.run(
        [sys.executable, "-m", "borderpost", "tour", "--out", str(out), *more],
        cwd=checkout,
        env={**os.environ, "PYTHONPATH": str(checkout / "src")},
        capture_output=True,
        text=True,
        timeout=LIMIT_S,
        check=False,
    )
    return Played(out, done.returncode, done.stdout, done.stderr)


@pytest.fixture(scope="module")
def played(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Played:
    """The tour over the demo's own parcels, in a folder where something else lies already."""
    out = tmp_path_factory.mktemp("tour")
    (out / "notes.txt").write_text("not the tour's", encoding="utf-8")
    (out / "17-left-by-an-earlier-one.png").write_bytes(b"")
    return command(checkout, out)


def test_every_step_holds(played: Played) -> None:
    assert played.code == 0, played.printed + played.errors
    assert played.errors == ""
    told = played.told
    assert told["held"]
    assert all(step["ok"] for step in told["steps"])
    assert [line[:2] for line in played.printed.splitlines() if not line.startswith(" ")] == ["ok"] * len(
        told["steps"]
    )


def test_it_leaves_a_picture_of_every_step_and_replaces_those_of_an_earlier_tour(played: Played) -> None:
    named = [picture for step in played.told["steps"] for picture in step["pictures"]]
    there = sorted(path.name for path in played.out.glob("*.png"))
    assert there == sorted(named)
    assert len(named) > 35
    assert {size_of(played.out / name) for name in named} == {(1280, 800)}
    assert (played.out / "notes.txt").read_text(encoding="utf-8") == "not the tour's"


def test_it_tells_what_was_scanned_assessed_and_recorded(played: Played) -> None:
    told = played.told
    assert {scan["source"] for scan in told["scanned"]} == {"wedge", "camera"}
    assert {each["lane"] for each in told["assessed"]} == {"green", "yellow", "red", "secure"}
    assert all(each["reasons"] for each in told["assessed"] if each["lane"] in {"red", "secure"})
    entries = played.entries()
    recorded = [(each["sequence"], each["kind"], each["hash"]) for each in told["recorded"]]
    assert recorded == [(entry.sequence, entry.kind, entry.hash) for entry in entries]
    assert told["verified"] == {"entries": len(entries), "head": entries[-1].hash, "holds": True}
    kept = {entry.payload["sha256"] for entry in entries if entry.kind == "photograph_taken"}
    assert {each["sha256"] for each in told["photographs"]} == kept
    assert len(kept) == 6


def test_the_report_is_the_one_that_the_journal_knows(played: Played) -> None:
    sha256 = hashlib.sha256(played.report.read_bytes()).hexdigest()
    issued = issued_as(played, "seizure_report")
    assert [each["sha256"] for each in issued] == [sha256]
    assert played.told["report"] == {
        "number": issued[0]["number"],
        "sha256": sha256,
        "file": played.report.name,
        "evidence": f"{issued[0]['number']}.evidence",
    }


def test_the_evidence_is_accepted_by_the_verifier_and_known_to_the_journal(played: Played) -> None:
    (bundle,) = played.out.glob("*.evidence")
    assert bundle.name == played.told["report"]["evidence"]
    code, said = verified(bundle)
    assert code == 0, said
    assert "8 photographs and documents are, byte for byte" in said
    (handed_out,) = issued_as(played, "evidence_bundle")
    assert handed_out["sha256"] == hashlib.sha256(bundle.read_bytes()).hexdigest()


def issued_as(played: Played, document: str) -> list[Any]:
    """Return what the journal says of documents of a kind."""
    issued = [entry.payload for entry in played.entries() if entry.kind == "document_issued"]
    return [each for each in issued if each["document"] == document]


def test_given_declarations_and_frames(checkout: Path, shared_data: Path, tmp_path: Path) -> None:
    declarations = shared_data / "day" / "declarations.jsonl"
    played = command(
        checkout, tmp_path, "--declarations", str(declarations), "--frames", str(shared_data / "labels")
    )
    assert played.code == 0, played.printed + played.errors
    assert played.errors == ""
    clean = {frame.truth[0] for frame in read_frames(shared_data / "labels") if frame.category == "clean"}
    frames = played.told["frames"]
    assert {each["text"] for each in frames} == clean
    assert all(each["declared"] for each in frames)


def test_a_number_on_the_report_that_is_not_the_parcels_is_seen(qapp: object, played: Played) -> None:
    with pytest.raises(Unmet, match="RR473124829GB"):
        checks.barcode_is_the_parcels(played.report, "RR473124829GB")


def test_a_hash_on_the_report_that_is_not_the_journals_is_seen(qapp: object, played: Played) -> None:
    entries = played.entries()
    inspection = str(played.told["inspection"])
    assert checks.hashes_are_the_journals(played.report, entries, inspection)
    photograph = next(entry for entry in entries if entry.kind == "photograph_taken")
    forged = photograph.payload["sha256"][::-1]
    object.__setattr__(photograph, "payload", {**photograph.payload, "sha256": forged})
    with pytest.raises(Unmet, match=forged):
        checks.hashes_are_the_journals(played.report, entries, inspection)


def test_a_changed_entry_and_a_changed_projection_are_seen(played: Played, tmp_path: Path) -> None:
    shutil.copytree(played.site.root, tmp_path / "site")
    folder = unlock(SiteFolder(tmp_path / "site"), Secrets())
    assert checks.rebuilt_is_the_same(folder, "zarquet")
    record = folder.connect_record()
    record.execute("UPDATE inspections SET goods = 'hats'")
    with pytest.raises(Unmet, match="inspections"):
        checks.rebuilt_is_the_same(folder, "zarquet")
    assert checks.journal_holds(folder)["holds"]
    record.execute("DROP TRIGGER journal_is_not_updated")
    listed = next(entry.sequence for entry in played.entries() if entry.kind == "line_recorded")
    record.execute(
        "UPDATE journal SET body = CAST(replace(CAST(body AS TEXT), 'Zarquet', 'Xarquet') AS BLOB)"
        " WHERE sequence = ?",
        (listed,),
    )
    record.close()
    with pytest.raises(Unmet, match=f"entry {listed}"):
        checks.journal_holds(folder)


def test_a_thing_that_does_not_come_is_told_with_what_was_there(qapp: object) -> None:
    with pytest.raises(Unmet, match="expected rain, saw sun"):
        until(lambda: False, "rain", lambda: "sun", seconds=0.05)


def test_an_error_in_a_look_is_raised_where_it_is_waited_for(qapp: object) -> None:
    with pytest.raises(ZeroDivisionError):
        until(lambda: bool(1 / 0), "rain")


def test_a_site_that_no_tour_made_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = tmp_path / "site" / "record.db"
    record.parent.mkdir()
    record.write_bytes(b"somebody's")
    assert play(out=tmp_path) == 2
    assert record.read_bytes() == b"somebody's"
    assert "no tour made this folder" in capsys.readouterr().err


def test_an_earlier_tours_site_is_replaced(tmp_path: Path) -> None:
    (Album(tmp_path).site / "record.db").write_bytes(b"an earlier tour's")
    assert not (Album(tmp_path).site / "record.db").exists()


@pytest.mark.parametrize(
    "line", ["{", "[]", '{"path": 1, "category": "clean", "truth": []}', '{"path": "a"}']
)
def test_a_manifest_that_is_none_is_told_with_its_line(
    tmp_path: Path, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    good = json.dumps({"path": "a.jpg", "category": "clean", "truth": ["RR473124829GB"]})
    (tmp_path / "manifest.jsonl").write_text(f"{good}\n\n{line}\n", encoding="utf-8")
    with pytest.raises(BadMaterial, match="line 3"):
        read_frames(tmp_path)
    assert play(out=tmp_path / "out", frames=tmp_path) == 2
    assert "line 3" in capsys.readouterr().err


def test_a_frame_that_is_no_picture_is_told(tmp_path: Path) -> None:
    (tmp_path / "manifest.jsonl").write_text(
        json.dumps({"path": "a.jpg", "category": "clean", "truth": ["RR473124829GB"]}), encoding="utf-8"
    )
    (frame,) = read_frames(tmp_path)
    with pytest.raises(BadMaterial, match="missing"):
        frame.pixels()


def size_of(picture: Path) -> tuple[int, int]:
    """Width and height as a PNG's header says them."""
    width, height = struct.unpack(">II", picture.read_bytes()[16:24])
    return width, height
