"""One scan after the other at the bench: every lane, and everything that a scan can turn out to be."""

from functools import partial

from borderpost.demo.labels import Label
from borderpost.domain.codes import Disposition
from borderpost.domain.risk.lane import Lane
from borderpost.domain.scan import ScanSource
from borderpost.tour.driver import expect, happens, until
from borderpost.tour.frames import CLEAN
from borderpost.tour.parcels import Parcel
from borderpost.tour.stage import GONE_AFTER, Stage
from borderpost.ui.bench.declaration_card import CHANGES_KEY
from borderpost.ui.words.reasons import reason_parts
from borderpost.work.ports import Held, Transaction
from borderpost.work.scanning import Candidate, Remark, Scanned


def scan_green(stage: Stage) -> str:
    """A parcel read by the hand scanner, about which there is nothing to say."""
    scanned, chosen = _scan(stage, stage.parcels.green)
    _lane(chosen, Lane.GREEN)
    stage.picture("green-by-hand-scanner")
    return _told(scanned, chosen)


def release_green(stage: Stage) -> str:
    """It is released by one key."""
    before = stage.head()
    stage.hands.press("F6")
    entry = stage.recorded("outcome_recorded", before)
    expect(entry.payload["disposition"] == Disposition.RELEASE, "a release", entry.payload)
    until(stage.bench_waits, "the bench to wait for the next parcel", stage.said)
    stage.picture("released")
    return f"released, journal entry {entry.sequence}"


def scan_again(stage: Stage) -> str:
    """The same parcel once more: inspected already."""
    scanned, chosen = _scan(stage, stage.parcels.green)
    _remark(scanned, Remark.ALREADY_INSPECTED)
    stage.picture("already-inspected")
    _put_aside(stage)
    return _told(scanned, chosen)


def scan_undeclared(stage: Stage) -> str:
    """A parcel that nobody declared."""
    scanned, chosen = _scan(stage, stage.parcels.undeclared)
    _remark(scanned, Remark.NO_DECLARATION)
    stage.picture("no-declaration")
    _put_aside(stage)
    return _told(scanned, chosen)


def scan_misprinted(stage: Stage) -> str:
    """A label with a wrong check digit: the declared number that it must have meant is offered."""
    parcel = stage.parcels.misprinted
    scanned, _ = _scan(stage, parcel)
    _remark(scanned, Remark.CHECK_FAILED)
    expect(parcel.item_id in scanned.suggestions, f"{parcel.item_id} to be offered", scanned.suggestions)
    stage.picture("check-digit-wrong")
    stage.hands.press(f"Alt+{scanned.suggestions.index(parcel.item_id) + 1}")
    right, chosen = stage.verdict(Parcel(parcel.item_id, parcel.label, parcel.item_id))
    expect(chosen.held is not None, f"the declaration of {parcel.item_id}", chosen)
    _put_aside(stage)
    return f"{scanned.reading.text}: check digit wrong; {_told(right, chosen)} was offered and is shown"


def scan_torn(stage: Stage) -> str:
    """A burst of a scanner that is no whole code is never taken for one."""
    before, scans = stage.head(), len(stage.witness.scans)
    stage.hands.scan_torn(stage.parcels.green.code[:9])
    banner = stage.station.bench.banner
    until(banner.isVisible, "the bench to say that a code could not be read", stage.said)
    expect(len(stage.witness.scans) == scans, "no scan from half a code", stage.witness.scans[scans:])
    # messages to the post are written beside, whenever their turn comes
    scanned = [entry for entry in stage.entries(before) if entry.kind == "item_scanned"]
    expect(not scanned, "no entry for half a code", scanned)
    stage.picture("code-unreadable")
    told = banner.said()
    # What follows a torn code at once is taken for the rest of it: the officer scans until it is read.
    for _ in range(4):
        stage.hands.scan(stage.parcels.green.code)
        if happens(lambda: len(stage.witness.scans) > scans, seconds=1.0):
            break
    stage.verdict(stage.parcels.green)
    _put_aside(stage)
    return f"“{told}”; scanned again, it is read"


def scan_secure(stage: Stage, parcel: Parcel) -> str:
    """A parcel that must not be opened."""
    scanned, chosen = _scan(stage, parcel)
    _lane(chosen, Lane.SECURE)
    stage.picture("secure-do-not-open")
    _put_aside(stage)
    return _told(scanned, chosen)


def scan_several(stage: Stage, parcel: Parcel) -> str:
    """A number under which several declarations count: the officer looks at one and the other."""
    scanned, chosen = _scan(stage, parcel)
    _remark(scanned, Remark.SEVERAL_DECLARATIONS)
    stage.picture("several-declarations")
    stage.hands.press("Alt+2")
    bench = stage.station.bench
    until(lambda: bench.chosen() is scanned.candidates[1], "the second declaration to be shown", stage.said)
    _put_aside(stage)
    return f"{len(scanned.candidates)} declarations; {_told(scanned, chosen)}"


def scan_amended(stage: Stage, parcel: Parcel) -> str:
    """A declaration that was amended: what has changed is shown."""
    scanned, chosen = _scan(stage, parcel)
    _remark(scanned, Remark.AMENDED)
    card = stage.station.bench.verdict.declaration
    stage.hands.press(CHANGES_KEY)
    until(card.changes_shown, "the changes between the versions", stage.said)
    stage.picture("amended-declaration")
    _put_aside(stage)
    return _told(scanned, chosen)


def scan_seen_before(stage: Stage, parcel: Parcel) -> str:
    """A number that was on another item a year ago."""
    scanned, chosen = _scan(stage, parcel)
    _remark(scanned, Remark.SEEN_BEFORE)
    stage.picture("number-used-before")
    _put_aside(stage)
    return _told(scanned, chosen)


def scan_right_to_left(stage: Stage, parcel: Parcel) -> str:
    """Names and goods that are written from right to left."""
    scanned, chosen = _scan(stage, parcel)
    stage.picture("names-from-right-to-left")
    _put_aside(stage)
    return _told(scanned, chosen)


def see_two_labels(stage: Stage) -> str:
    """Two parcels under the camera: the officer is asked which one is meant."""
    stage.on_screen("bench")
    pixels, numbers = stage.two_labels()
    before = len(stage.witness.together)
    stage.lay(pixels)
    until(lambda: len(stage.witness.together) > before, "the camera to see both labels", stage.said)
    seen = {scan.data.decode() for scan in stage.witness.together[-1]}
    expect(seen == set(numbers), f"{' and '.join(numbers)} side by side", seen)
    bench = stage.station.bench
    until(lambda: len(bench.labels.buttons()) == len(numbers), "the bench to ask which one is meant")
    expect(bench.shown() is None, "no verdict before one was chosen", bench.shown())
    stage.picture("two-labels-in-view")
    asked = [scan.data.decode() for scan in stage.witness.together[-1]]
    stage.hands.press(f"Alt+{asked.index(stage.parcels.green.code) + 1}")
    scanned, chosen = stage.verdict(stage.parcels.green)
    _put_aside(stage)
    stage.clear_camera(GONE_AFTER)
    return f"{' and '.join(asked)}; {_told(scanned, chosen)} was chosen"


def see_red(stage: Stage) -> str:
    """A parcel held under the camera, which the profiles select."""
    parcel = stage.parcels.red
    pixels, origin = stage.label_of(parcel)
    stage.lay(pixels)
    scanned, chosen = stage.verdict(parcel)
    _lane(chosen, Lane.RED)
    expect(scanned.scan.source == ScanSource.CAMERA, "the camera to have read it", scanned.scan.source)
    stage.picture("red-by-camera")
    return f"{_told(scanned, chosen)} (frame: {origin})"


def take_up(stage: Stage) -> str:
    """Its examination begins, by one key."""
    before = stage.head()
    stage.hands.press("F6")
    entry = stage.recorded("inspection_opened", before)
    stage.inspection = entry.payload["inspection"]
    stage.on_screen("examination")
    state = stage.station.examination.state
    expect(state is not None and state.id == stage.inspection, "the examination of the red parcel", state)
    stage.clear_camera(GONE_AFTER)
    stage.picture("taken-up")
    return f"inspection {stage.inspection}, journal entry {entry.sequence}"


def see_clean_frames(stage: Stage) -> str:
    """Each clean frame of the folder is held under the camera: it is read, and its declaration is found."""
    stage.hands.press("F2")
    frames = [frame for frame in stage.frames if frame.category == CLEAN and frame.truth]
    for frame in frames:
        stage.clear_camera()
        code = frame.truth[0]
        declared = bool(stage.station.desk.record.submit(partial(_find, code=code)).result())
        stage.lay(frame.pixels())
        scanned, chosen = stage.verdict(Parcel(code, Label(code), code))
        expect(scanned.scan.source == ScanSource.CAMERA, "the camera to have read it", scanned.scan)
        expect((chosen.held is not None) == declared, f"the declaration of {code}", chosen)
        lane = str(chosen.assessment.lane)
        stage.frames_read.append({"frame": frame.file.name, "text": code, "declared": declared, "lane": lane})
        _put_aside(stage)
    found = sum(1 for each in stage.frames_read if each["declared"])
    stage.picture("clean-frames")
    return f"{len(frames)} clean frames read, {found} of them with their declaration"


def _find(tx: Transaction, code: str) -> tuple[Held, ...]:
    return tx.find(code)


def _scan(stage: Stage, parcel: Parcel) -> tuple[Scanned, Candidate]:
    stage.on_screen("bench")
    before = stage.head()
    stage.hands.scan(parcel.code)
    shown = stage.verdict(parcel)
    entry = stage.recorded("item_scanned", before)
    expect(entry.payload["raw"] == parcel.code, f"the scan of {parcel.code} in the journal", entry.payload)
    return shown


def _put_aside(stage: Stage) -> None:
    stage.hands.press("Escape")
    until(stage.bench_waits, "the bench to wait for the next parcel", stage.said)


def _lane(chosen: Candidate, lane: Lane) -> None:
    expect(chosen.assessment.lane is lane, f"the lane {lane}", chosen.assessment)


def _remark(scanned: Scanned, remark: Remark) -> None:
    expect(remark in scanned.remarks, f"the remark {remark}", sorted(scanned.remarks))


def _told(scanned: Scanned, chosen: Candidate) -> str:
    """Return number, lane and reasons in a sentence."""
    reasons = "; ".join(part.sentence for part in reason_parts(chosen.assessment))
    remarks = ", ".join(sorted(scanned.remarks))
    told = f"{chosen.item_id}: {chosen.assessment.lane}"
    return told + (f" ({reasons})" if reasons else "") + (f", {remarks}" if remarks else "")
