"""The demo site's folder: declarations that are accepted, frames as the manifest says, a roster."""

import json
import tomllib
from datetime import date

import cv2
import pytest
import zxingcpp

from borderpost.demo import site
from borderpost.demo.label_frames import Difficulty
from borderpost.demo.photographs import Subject, photograph
from borderpost.domain.intake import Accepted
from borderpost.domain.officer import Role
from borderpost.feeds.reading import read_declarations

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> site.Site:
    return site.write_site(tmp_path_factory.mktemp("site"), TODAY, count=600)


def test_every_declaration_is_accepted(written: site.Site) -> None:
    rows = list(read_declarations(written.declarations))
    assert len(rows) == 600
    assert all(isinstance(row, Accepted) for row in rows)


def test_the_manifest_is_what_the_frames_show(written: site.Site) -> None:
    entries = [json.loads(line) for line in (written.frames / "manifest.jsonl").read_text().splitlines()]
    assert {entry["path"] for entry in entries} == {path.name for path in written.frames.glob("*.jpg")}
    assert {entry["category"] for entry in entries} == {*map(str, Difficulty), "two", "empty"}
    for entry in entries:
        frame = cv2.imread(str(written.frames / entry["path"]))
        assert frame is not None
        assert frame.shape == (1080, 1920, 3)
        read = {code.text for code in zxingcpp.read_barcodes(frame)}
        if entry["category"] in {"clean", "two", "empty"}:
            assert read == set(entry["truth"])
        else:
            assert read <= set(entry["truth"])


def test_every_named_parcel_has_its_frame(written: site.Site) -> None:
    for key in site.labels(TODAY):
        assert (written.frames / f"{key}.jpg").is_file()


def test_the_photographs_are_there(written: site.Site) -> None:
    names = {path.name for path in written.photographs.iterdir()}
    assert {f"red_{subject}.jpg" for subject in site.SEIZURE_SUBJECTS} <= names
    assert {"tablets.jpg", "handbag.jpg"} <= names
    assert site.SEIZURE_SUBJECTS[0] is Subject.SEALED_PARCEL


def test_the_roster_has_three_officers_with_known_roles(written: site.Site) -> None:
    rows = tomllib.loads(written.roster.read_text(encoding="utf-8"))["officer"]
    assert [row["id"] for row in rows] == [officer.id for officer in site.officers()]
    assert {Role(role) for row in rows for role in row["roles"]} == {
        Role.OFFICER,
        Role.APPROVER,
        Role.SUPERVISOR,
    }
    assert all(len(row["passphrase"]) >= 15 for row in rows)


def test_the_named_parcels_come_first_and_the_count_is_exact() -> None:
    first = list(site.declarations(TODAY, count=40))
    assert len(first) == 40
    assert first[0]["item_id"] == site.labels(TODAY)["green"].code
    assert len(list(site.declarations(TODAY, count=3))) == 3


def test_drawing_again_gives_the_same_bytes(written: site.Site) -> None:
    lines = [json.dumps(each, ensure_ascii=False) for each in site.declarations(TODAY, count=600)]
    assert written.declarations.read_bytes() == ("\n".join(lines) + "\n").encode()
    done, frame = cv2.imencode(
        ".jpg", site.frame_of("red", TODAY), [cv2.IMWRITE_JPEG_QUALITY, site.FRAME_QUALITY]
    )
    assert done
    assert (written.frames / "red.jpg").read_bytes() == frame.tobytes()
    shoes = photograph(Subject.SHOES, site.labels(TODAY)["red"], taken_on=TODAY)
    assert (written.photographs / "red_shoes.jpg").read_bytes() == shoes
