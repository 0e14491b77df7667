"""The demo site's folder: what a mail-processing centre would be given, made from one seed."""

import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import cv2

from borderpost.demo.cast import CastMember, cast
from borderpost.demo.declarations import generate
from borderpost.demo.label_frames import Difficulty, empty_frame, parcel_frame, two_parcels_frame
from borderpost.demo.labels import Label, label_of
from borderpost.demo.photographs import Subject, photograph
from borderpost.demo.pixels import Pixels

SEED = 20_261_122
COUNT = 10_000
FRAME_QUALITY = 90
BAG_NUMBER = "EB-2026-004417"
SEAL_NUMBER = "GB0117324"
SEIZURE_SUBJECTS = (Subject.SEALED_PARCEL, Subject.OPENED_PARCEL, Subject.SHOES, Subject.SEALED_BAG)

# Passphrases stand in clear because the demo shows them on its login screen; a real roster never does.
ROSTER = """\
# The officers of the demo site. The passphrases are for the demo alone.

[[officer]]
id = "adeyemi"
name = "Folasade Adeyemi"
roles = ["officer"]
passphrase = "seven wet umbrellas"

[[officer]]
id = "brandt"
name = "Jörg Brandt"
roles = ["approver"]
passphrase = "copper kettle harbour"

[[officer]]
id = "castellanos"
name = "Inés Castellanos"
roles = ["supervisor"]
passphrase = "northern lantern ferry"
"""


@dataclass(frozen=True, slots=True)
class DemoOfficer:
    """One officer of the demo, with the passphrase in clear."""

    id: str
    name: str
    roles: tuple[str, ...]
    passphrase: str


@dataclass(frozen=True, slots=True)
class Site:
    """Where the parts of a demo folder lie."""

    declarations: Path
    frames: Path
    photographs: Path
    roster: Path


def declarations(today: date, *, seed: int = SEED, count: int = COUNT) -> Iterator[dict[str, Any]]:
    """Yield `count` declarations: those of the cast first, then drawn ones."""
    named = [each for member in cast(today) for each in member.declarations]
    yield from named[:count]
    yield from generate(seed, max(count - len(named), 0), today)


def officers() -> tuple[DemoOfficer, ...]:
    """Return the three officers whom the roster names."""
    rows = tomllib.loads(ROSTER)["officer"]
    return tuple(DemoOfficer(row["id"], row["name"], tuple(row["roles"]), row["passphrase"]) for row in rows)


def write_site(folder: Path, today: date, *, seed: int = SEED, count: int = COUNT) -> Site:
    """Write declarations, frames with their manifest, photographs and the roster; return where they lie.

    `frames/manifest.jsonl` has a line a frame: path (within `frames`), category, symbology, and the texts
    that the frame shows. What is already in the folder under the same names is replaced.
    """
    site = Site(
        folder / "declarations.jsonl", folder / "frames", folder / "photographs", folder / "roster.toml"
    )
    site.frames.mkdir(parents=True, exist_ok=True)
    site.photographs.mkdir(parents=True, exist_ok=True)
    site.roster.write_text(ROSTER, encoding="utf-8")
    with site.declarations.open("w", encoding="utf-8", newline="\n") as lines:
        for each in declarations(today, seed=seed, count=count):
            lines.write(json.dumps(each, ensure_ascii=False) + "\n")
    _write_frames(site.frames, today, seed)
    _write_photographs(site.photographs, today)
    return site


def labels(today: date) -> dict[str, Label]:
    """Return the label of every named parcel, by its key."""
    return {member.key: _label(member) for member in cast(today)}


def frame_of(key: str, today: date, *, difficulty: Difficulty = Difficulty.CLEAN, seed: int = SEED) -> Pixels:
    """Return a camera frame (1920 × 1080, BGR) of one named parcel."""
    return parcel_frame(labels(today)[key], difficulty, seed)


def seizure_photographs(today: date) -> dict[Subject, bytes]:
    """Return the photographs (JPEG) of the red parcel: as it came, opened, its goods, and sealed."""
    label = labels(today)["red"]
    return {
        subject: photograph(subject, label, taken_on=today, bag=BAG_NUMBER, seal=SEAL_NUMBER)
        for subject in SEIZURE_SUBJECTS
    }


def _label(member: CastMember) -> Label:
    if member.declarations:
        return label_of(member.declarations[-1], member.label)
    return Label(
        member.label,
        ("Nguyễn Thảo", "7 phố Cầu Gỗ", "Huế 530000", "VN"),
        ("Leo Price", "17 The Green", "York YO10 5DD"),
    )


def _write_frames(folder: Path, today: date, seed: int) -> None:
    named = labels(today)
    shots: list[tuple[str, str, tuple[str, ...], Pixels]] = [
        (f"{key}.jpg", "clean", (label.code,), parcel_frame(label, Difficulty.CLEAN, seed))
        for key, label in named.items()
    ]
    hard = [difficulty for difficulty in Difficulty if difficulty is not Difficulty.CLEAN]
    for number, difficulty in enumerate(hard):
        label = named[("red", "green", "secure")[number % 3]]
        shots.append((f"{difficulty}.jpg", difficulty, (label.code,), parcel_frame(label, difficulty, seed)))
    pair = named["green"], named["red"]
    shots.append(("two.jpg", "two", (pair[0].code, pair[1].code), two_parcels_frame(*pair, seed)))
    shots.append(("empty.jpg", "empty", (), empty_frame(seed)))
    manifest = []
    for path, category, truth, frame in shots:
        done, data = cv2.imencode(".jpg", frame, [cv2.IMWRITE_JPEG_QUALITY, FRAME_QUALITY])
        if not done:
            raise RuntimeError(f"OpenCV could not write {path}")
        (folder / path).write_bytes(data.tobytes())
        symbology = "code128" if truth else ""
        manifest.append(
            {"path": path, "symbology": symbology, "category": str(category), "truth": list(truth)}
        )
    text = "".join(json.dumps(each) + "\n" for each in manifest)
    (folder / "manifest.jsonl").write_text(text, encoding="utf-8")


def _write_photographs(folder: Path, today: date) -> None:
    named = labels(today)
    for subject, data in seizure_photographs(today).items():
        (folder / f"red_{subject}.jpg").write_bytes(data)
    for subject, key in ((Subject.TABLETS, "precursor"), (Subject.HANDBAG, "vague")):
        (folder / f"{subject}.jpg").write_bytes(photograph(subject, named[key], taken_on=today))
