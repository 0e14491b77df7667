"""Around the examination: releases taken back and sorted, exhibits in custody, a shift's report, people."""

import hashlib
from functools import partial

from borderpost.domain.officer import Right
from borderpost.tour.driver import expect, until
from borderpost.tour.evidence import LABEL_FILE
from borderpost.tour.parcels import Parcel
from borderpost.tour.showing import at_entry
from borderpost.tour.stage import Stage
from borderpost.ui.trolley import TrolleyScreen


def take_back(stage: Stage) -> str:
    """The last release is taken back: one key, and the digit of the reason."""
    before = stage.head()
    stage.hands.press("F12")
    until(stage.station.bench.footer.back.asks, "to be asked why", stage.said)
    stage.picture("why-the-release-is-taken-back")
    stage.hands.letter("1")
    entry = stage.recorded("release_taken_back", before)
    until(stage.bench_waits, "the bench to wait for the next parcel", stage.said)
    stage.picture("release-taken-back")
    return at_entry(entry, f"{entry.payload['reason']}")


def sort(stage: Stage) -> str:
    """Parcels are sorted by scans alone: each green one is released by the scan after it."""
    screen, before, parcels = stage.station.quick.trolley, stage.head(), sortable(stage)
    stage.hands.press("Ctrl+S")
    stage.on_screen(screen.name)
    stage.picture("sorting-begins")
    stage.hands.press("F6")
    until(lambda: screen.model.running, "the sorting to begin", stage.said)
    for number, parcel in enumerate(parcels, start=1):
        stage.hands.scan(parcel.code)
        until(partial(_sorted, screen, number), f"{parcel.code} to be sorted", stage.said)
        stage.quiet()
    stage.picture("sorted")
    stage.hands.press("F6")
    until(lambda: not screen.model.running, "the sorting to end", stage.said)
    stage.quiet()
    stage.picture("what-was-sorted")
    released = [each for each in stage.entries(before) if each.kind == "outcome_recorded"]
    told = f"Sorted: {len(parcels)}. Released: {len(released)}."
    expect(screen.total.text().startswith(told), f"the sum '{told}'", screen.total.text())
    stage.hands.press("F2")
    stage.on_screen("bench")
    return f"sorted: {len(parcels)}, released by the scan after them: {len(released)}"


def sortable(stage: Stage) -> list[Parcel]:
    """Return the parcels of the tour that are sorted."""
    told = (stage.parcels.amended, stage.parcels.right_to_left, stage.parcels.secure)
    return [parcel for parcel in told if parcel is not None]


def label_exhibit(stage: Stage) -> str:
    """The label of the sealed bag, with a signed checkpoint of the journal, is journalled and written."""
    panel, before = stage.station.examination.labels, stage.head()
    path = stage.album.out.resolve() / LABEL_FILE
    stage.hands.press("Ctrl+P")
    stage.hands.at(panel.list)
    stage.quiet()
    stage.picture("labels-of-the-exhibits")
    # where to is asked by a dialogue of the system
    panel.save_to(path)
    entry = stage.recorded("document_issued", before)
    until(path.is_file, f"the file {path}", panel.problem.text)
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    expect(entry.payload["sha256"] == sha256, f"the file's SHA-256 {sha256}", entry.payload)
    stage.hands.press("Escape")
    until(lambda: not panel.list.isVisible(), "the examination again", stage.said)
    return at_entry(entry, f"exhibit {entry.payload['number']}, SHA-256 {sha256}")


def see_custody(stage: Stage) -> str:
    """The exhibits that the site answers for, and the chain of custody of one."""
    screen = stage.station.further.custody
    stage.hands.press("Ctrl+I")
    stage.on_screen(screen.name)
    rows = screen.list.model
    until(lambda: rows.rowCount() > 0, "the exhibit in the list", rows.rowCount)
    stage.picture("custody")
    stage.hands.at(screen.list.table)
    stage.hands.press("Return")
    until(lambda: screen.page.current() is not None, "the exhibit's page", stage.said)
    stage.picture("exhibit-and-its-chain")
    exhibit = screen.page.current()
    stage.hands.press("Escape")
    until(screen.list.isVisible, "the list again", stage.said)
    return f"{rows.rowCount()} exhibits; {exhibit.id if exhibit else ''}"


def read_shift_report(stage: Stage) -> str:
    """The report of the day is read before it is printed, with a checkpoint signed now."""
    log = stage.station.log
    page = log.shift
    stage.hands.press("F5")
    stage.on_screen(log.name)
    stage.quiet()
    stage.hands.press("F9")
    until(lambda: page.paper.pages() > 0, "the pages of the report", page.notice.text)
    stage.see_paper(page.paper)
    stage.picture("shift-report")
    told = page.entries.text()
    stage.hands.press("Escape")
    until(log.list.isVisible, "the log again", stage.said)
    return told


def see_people(stage: Stage) -> str:
    """One's own access: the PIN for the lock, and the badge."""
    stage.hands.press("Ctrl+Shift+P")
    stage.on_screen("people")
    stage.picture("people")
    return "the officer's own access"


def see_quality(stage: Stage) -> str:
    """How good declarations are, by post; for those who answer for profiles."""
    officer = stage.station.session.officer
    expect(officer.may(Right.APPROVE_PROFILES), "an officer who may see it", officer.roles)
    stage.hands.press("Ctrl+H")
    stage.on_screen("quality")
    stage.picture("quality-of-declarations")
    return "declarations by post"


def _sorted(screen: TrolleyScreen, count: int) -> bool:
    told = screen.model.sum
    return told is not None and len(told.rows) == count
