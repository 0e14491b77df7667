"""The script of the tour: its steps in order, each with what it promises."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from borderpost.tour import at_the_bench as bench
from borderpost.tour import at_the_counter as counter
from borderpost.tour import at_the_door as door
from borderpost.tour import at_the_photographs as photographs
from borderpost.tour import at_the_search as search
from borderpost.tour import at_the_table as table
from borderpost.tour import looks
from borderpost.tour import on_the_record as record
from borderpost.tour.frames import CLEAN
from borderpost.tour.parcels import Parcel
from borderpost.tour.stage import Stage

Play = Callable[[Stage], str]


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its name, and what plays it and returns what was seen. Unmet is raised where it fails."""

    name: str
    play: Play


def script(stage: Stage) -> Iterator[Step]:
    """Yield the steps; what the given declarations hold no parcel for is left out."""
    yield Step("the login asks who works here", door.see_login)
    yield Step("a wrong passphrase opens nothing", door.mistype_passphrase)
    yield Step("the right passphrase opens the bench", door.sign_in)
    yield Step("hand scanner: green", bench.scan_green)
    yield Step("release", bench.release_green)
    yield Step("the same parcel again: inspected already", bench.scan_again)
    yield Step("the release taken back", counter.take_back)
    yield Step("no declaration", bench.scan_undeclared)
    yield Step("check digit wrong", bench.scan_misprinted)
    yield Step("code unreadable", bench.scan_torn)
    yield Step("found by name, without a label", search.find_by_name)
    yield from _oddities(stage)
    if counter.sortable(stage):
        yield Step("sorting", counter.sort)
    yield Step("two labels under the camera", bench.see_two_labels)
    yield Step("camera: red", bench.see_red)
    yield Step("taken up for examination", bench.take_up)
    yield Step("X-ray", table.x_ray)
    yield Step("opened in full", table.open_in_full)
    yield Step("finding", table.record_finding)
    if table.known_brand(stage) is not None:
        yield Step("product code", table.scan_product)
    yield Step("goods", table.list_goods)
    yield Step("photograph of the label", photographs.photograph_label)
    yield Step("photograph of the opened parcel", photographs.photograph_opened)
    yield Step("photograph of the goods", photographs.photograph_goods)
    yield Step("photograph from a file", photographs.photograph_from_file)
    yield Step("X-ray image", photographs.bring_xray)
    yield Step("bag and seal", table.seal_bag)
    yield Step("photograph of the sealed bag", photographs.photograph_bag)
    yield Step("a photograph in full", photographs.open_photograph)
    yield Step("label of the exhibit", counter.label_exhibit)
    yield Step("seizure proposed", table.propose_seizure)
    yield Step("the approver's queue", record.see_queue)
    yield Step("approved by a second officer", table.approve)
    yield Step("the report on the screen", record.read_report)
    yield Step("the report issued", record.issue_report)
    yield Step("the evidence handed out", record.hand_out_evidence)
    yield Step("the log, searched", record.search_log)
    yield Step("the story of the inspection", record.read_story)
    yield Step("custody", counter.see_custody)
    yield Step("the report of the shift", counter.read_shift_report)
    yield Step("people", counter.see_people)
    yield Step("from right to left, and in the dark", looks.see_other_looks)
    if any(frame.category == CLEAN for frame in stage.frames):
        yield Step("every clean frame", bench.see_clean_frames)
    yield Step("locked", door.lock)
    yield Step("taken over by another officer", door.unlock_by_another)
    yield Step("quality of declarations", counter.see_quality)


def _oddities(stage: Stage) -> Iterator[Step]:
    parcels = stage.parcels
    plays: tuple[tuple[str, Callable[[Stage, Parcel], str], Parcel | None], ...] = (
        ("secure: do not open", bench.scan_secure, parcels.secure),
        ("several declarations", bench.scan_several, parcels.several),
        ("amended declaration", bench.scan_amended, parcels.amended),
        ("number used before", bench.scan_seen_before, parcels.seen_before),
        ("names from right to left", bench.scan_right_to_left, parcels.right_to_left),
    )
    for name, play, parcel in plays:
        if parcel is not None:
            yield Step(name, _with(play, parcel))


def _with(play: Callable[[Stage, Parcel], str], parcel: Parcel) -> Play:
    return lambda stage: play(stage, parcel)
