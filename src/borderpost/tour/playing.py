"""Plays the tour: opens a fresh site and its window, takes the steps, checks what they left, and tells."""

import contextlib
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from borderpost import __version__
from borderpost.app.opening import OpenSite, make_demo_site, open_site
from borderpost.app.running import demo_hints, make_application
from borderpost.app.workstation import Workstation
from borderpost.demo import site as demo
from borderpost.demo.label_frames import empty_frame
from borderpost.devices.scene_source import SceneSource
from borderpost.domain.entry import Entry, format_time
from borderpost.domain.risk.assessment_plain import assessment_from_plain
from borderpost.store.site import local_clock
from borderpost.tour import checks
from borderpost.tour.driver import Hands, Unmet
from borderpost.tour.evidence import REPORT_FILE, SITE_FOLDER, Album
from borderpost.tour.frames import CLEAN, BadMaterial, Frame
from borderpost.tour.parcels import Parcels, demo_parcels, given_parcels
from borderpost.tour.stage import Stage
from borderpost.tour.steps import Step, script
from borderpost.tour.witness import Complaints, Witness
from borderpost.ui.words.reasons import reason_parts


@dataclass(slots=True)
class Told:
    """What `tour.json` says; written anew after every step, so that it is there whatever happens."""

    album: Album
    steps: list[dict[str, Any]] = field(default_factory=list)
    rest: dict[str, Any] = field(default_factory=dict)

    def step(self, name: str, ok: bool, told: str, seconds: float, pictures: list[str]) -> None:
        """Add a step and print its line."""
        self.steps.append(
            {"name": name, "ok": ok, "told": told, "seconds": round(seconds, 2), "pictures": pictures}
        )
        mark = "ok    " if ok else "FAILED"
        sys.stdout.write(f"{mark}  {name}: {told}\n")
        sys.stdout.flush()
        self.write()

    def write(self) -> None:
        """Write the file."""
        held = bool(self.steps) and all(step["ok"] for step in self.steps)
        self.album.tell(
            {"program": f"Borderpost {__version__}", "held": held, "steps": self.steps, **self.rest}
        )


def play_in(album: Album, declarations: Path | None, frames: tuple[Frame, ...]) -> int:
    """Play the tour; return 0 where every step held, else 1. Raise BadMaterial where it cannot begin."""
    began = time.monotonic()
    told = Told(album)
    with Complaints() as complaints:
        application = make_application()
        today = local_clock().date()
        make_demo_site(album.site, today, tell=_say, declarations=declarations)
        site = open_site(album.site)
        try:
            parcels = (
                given_parcels(declarations, site, [frame.truth[0] for frame in _clean(frames)])
                if declarations is not None
                else demo_parcels(today)
            )
        except BadMaterial:
            site.close()
            raise
        held = _drive(application, site, parcels, frames, told)
        if held:
            held = _check(site, parcels, told)
        if held:
            held = _hear(complaints, told)
    _say(f"{len(told.steps)} steps in {time.monotonic() - began:.0f} s; see {album.out}")
    told.rest["seconds"] = round(time.monotonic() - began, 1)
    told.write()
    return 0 if held else 1


def _drive(
    application: QApplication, site: OpenSite, parcels: Parcels, frames: tuple[Frame, ...], told: Told
) -> bool:
    """Open the window, take every step, and close it again; return whether all of them held."""
    camera = SceneSource(empty_frame(demo.SEED), name="Tour camera")
    hints = demo_hints(site)
    station = Workstation(application, site, camera_source=camera, hints=hints, sounds=False)
    with contextlib.closing(site.folder.connect_record(readonly=True)) as record:
        try:
            station.show()
            stage = Stage(
                station=station,
                hands=Hands(station.window),
                camera=camera,
                parcels=parcels,
                frames=frames,
                album=told.album,
                witness=_witness(station),
                record=record,
                passphrases=hints,
            )
            stage.hands.wait_for_window()
            held = all(_take(stage, step, told) for step in script(stage))
            _note(stage, told)
        finally:
            station.window.close()
            station.stop()
            application.sendPostedEvents()
            told.rest["recorded"] = _recorded(checks.all_entries(record))
            told.write()
    return held


def _take(stage: Stage, step: Step, told: Told) -> bool:
    before, began = len(stage.pictures), time.monotonic()
    try:
        seen, ok = step.play(stage), True
    except (Unmet, BadMaterial) as unmet:
        seen, ok = str(unmet), False
        stage.pictures.append(stage.album.picture(stage.station.window, "failed"))
    told.step(step.name, ok, seen, time.monotonic() - began, stage.pictures[before:])
    return ok


def _witness(station: Workstation) -> Witness:
    witness = Witness(station)
    station.eyes.wedge.scanned.connect(witness.scanned)
    station.eyes.pictured.connect(witness.pictured)
    camera = station.eyes.camera
    if camera is not None:
        camera.scanned.connect(witness.scanned)
        camera.several.connect(witness.several)
    return witness


def _note(stage: Stage, told: Told) -> None:
    """Put into words what was scanned, assessed and recorded."""
    entries = stage.entries()
    told.rest |= {
        "declarations_held": stage.station.desk.pages.declarations_held()[0],
        "scanned": [
            {
                "device": scan.device,
                "source": scan.source,
                "text": scan.data.decode("utf-8", "backslashreplace"),
                "at": format_time(scan.at),
            }
            for scan in stage.witness.scans
        ],
        "assessed": [_assessed(entry) for entry in entries if entry.kind == "item_scanned"],
        "frames": stage.frames_read,
        "inspection": stage.inspection,
        "photographs": [
            {
                "sequence": entry.sequence,
                "subject": entry.payload["subject"],
                "sha256": entry.payload["sha256"],
            }
            for entry in entries
            if entry.kind == "photograph_taken"
        ],
        "report": stage.report,
        "site": SITE_FOLDER,
    }
    told.write()


def _recorded(entries: list[Entry]) -> list[dict[str, Any]]:
    return [
        {
            "sequence": e.sequence,
            "kind": e.kind,
            "officer": e.officer,
            "at": format_time(e.at),
            "hash": e.hash,
        }
        for e in entries
    ]


def _assessed(entry: Entry) -> dict[str, Any]:
    parts = reason_parts(assessment_from_plain(entry.payload["assessment"]))
    return {
        "sequence": entry.sequence,
        "item": entry.payload["item_id"],
        "source": entry.payload["source"],
        "lane": entry.payload["lane"],
        "reasons": [
            {"profile": part.profile, "clause": part.clause, "field": part.field, "value": part.value}
            for part in parts
        ],
        "declarations": entry.payload["declarations_found"],
    }


def _check(site: OpenSite, parcels: Parcels, told: Told) -> bool:
    """Check what the tour has left; return whether all of it holds."""
    report = told.album.out / REPORT_FILE
    with contextlib.closing(site.folder.connect_record(readonly=True)) as record:
        entries = checks.all_entries(record)
    inspection = str(told.rest["inspection"])

    def verify() -> str:
        told.rest["verified"] = checks.journal_holds(site.folder)
        return f"{told.rest['verified']['entries']} entries hold"

    finals = (
        ("the journal holds", verify),
        ("rebuilt from the journal", lambda: checks.rebuilt_is_the_same(site.folder, parcels.seizure.word)),
        ("the report's barcode", lambda: checks.barcode_is_the_parcels(report, parcels.red.item_id)),
        ("the evidence, checked apart", lambda: checks.evidence_is_accepted(told.album.out, site)),
        ("the report's hashes", lambda: checks.hashes_are_the_journals(report, entries, inspection)),
    )
    for name, check in finals:
        began = time.monotonic()
        try:
            seen, ok = check(), True
        except Unmet as unmet:
            seen, ok = str(unmet), False
        told.step(name, ok, seen, time.monotonic() - began, [])
        if not ok:
            return False
    return True


def _hear(complaints: Complaints, told: Told) -> bool:
    """Hold every warning against the tour."""
    ok = not complaints.heard
    told.step("no warnings", ok, "none" if ok else "; ".join(complaints.heard[:5]), 0.0, [])
    return ok


def _clean(frames: tuple[Frame, ...]) -> Iterator[Frame]:
    return (frame for frame in frames if frame.category == CLEAN and frame.truth)


def _say(text: str) -> None:
    sys.stdout.write(f"        {text}\n")
    sys.stdout.flush()
