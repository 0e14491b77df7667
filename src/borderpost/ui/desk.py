"""What the composition root hands to the screens: ports to work with, and the session they share."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, Signal

from borderpost.domain.custody.tolerance import STANDARD, Tolerance
from borderpost.domain.evidence_codes import FileForm
from borderpost.domain.identifiers import CarrierTable, parse_action
from borderpost.domain.inspection import Inspection
from borderpost.domain.law.pack import LegalPack
from borderpost.domain.officer import Officer
from borderpost.domain.photo_set import STANDARD as STANDARD_SETS
from borderpost.domain.photo_set import PhotoSets
from borderpost.domain.scan import RawScan, ScanSource
from borderpost.ui.balance import Balance
from borderpost.ui.tasks import Tasks
from borderpost.work.changes import Done
from borderpost.work.documenting import Document
from borderpost.work.ports import Evidence, Pages, Passphrases, Record, Transaction
from borderpost.work.ports_brands import Brands
from borderpost.work.ports_evidence import NoSmallPictures, SmallPictures
from borderpost.work.scanning import Assess
from borderpost.work.shift_paper import ShiftPaper

T = TypeVar("T")
_SCANNERS = frozenset({ScanSource.WEDGE, ScanSource.SERIAL})


class Reads(Protocol):
    """Reads that are too slow for the screen's own thread."""

    def read(self, job: Callable[[Pages], T]) -> Future[T]:
        """Queue a read and return at once."""
        ...


class Reports(Protocol):
    """Makes documents from the record, on a thread of its own."""

    def seizure_report(self, state: Inspection) -> Future[bytes]:
        """Return the PDF of an inspection's seizure report; a draft before the seizure stands."""
        ...

    def evidence_label(self, state: Inspection, exhibit: str) -> Future[bytes]:
        """Return the PDF of the label of one exhibit; on that of a sealed bag stands a signed checkpoint."""
        ...

    def transfer_receipt(self, receipt: str) -> Future[bytes]:
        """Return the PDF of the receipt for a hand-over to another agency; as it was issued, once it was."""
        ...

    def shift_report(self, day: date) -> Future[ShiftPaper]:
        """Return the report of a day, with a checkpoint of the journal that is signed now."""
        ...

    def evidence_bundle(self, inspection: str, officer: Officer, path: Path) -> Future[None]:
        """Journal that the evidence bundle of an inspection is handed out, and write it to a file."""
        ...


class Printing(Protocol):
    """The system's printers."""

    def printers(self) -> list[str]:
        """Return the names of the printers, the default one first."""
        ...

    def print_pdf(self, document: Document, printer: str) -> Future[str]:
        """Hand a PDF to a printer; the result is the system's job name."""
        ...


@dataclass(frozen=True, slots=True)
class StillImage:
    """A file as it was captured: its bytes, its size in pixels (0 for a PDF), and what captured it.

    `pages` is 0 where nobody counted them; `name` is that of the file it came from. `small` is a thumbnail,
    empty where none fell off while the file was looked at.
    """

    data: bytes
    width: int
    height: int
    device: str
    form: FileForm = FileForm.JPEG
    pages: int = 1
    name: str = ""
    small: bytes = b""


class Stills(Protocol):
    """Where photographs come from."""

    def capture(self) -> Future[StillImage]:
        """Take a photograph with the camera in use; fails with NoPicture where there is none."""
        ...

    def load(self, path: str) -> Future[StillImage]:
        """Read a file as evidence, byte for byte: a picture (JPEG, PNG, TIFF) or a PDF.

        Fails with NoPicture where it is none.
        """
        ...

    def codes(self, data: bytes) -> Future[tuple[str, ...]]:
        """Read the codes off a picture: what the decoder makes of it, and no proof of anything."""
        ...


class NoPicture(Exception):
    """No picture could be had.

    `sentence_key` says why: `no_camera`, `no_frame`, `not_an_image` or `too_large`.
    """

    def __init__(self, sentence_key: str, detail: str = "") -> None:
        super().__init__(f"{sentence_key}: {detail}")
        self.sentence_key = sentence_key
        self.detail = detail


class Session(QObject):
    """Who works at this bench now."""

    changed = Signal(object)
    """Carries the Officer, or None when nobody is logged in."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._officer: Officer | None = None

    @property
    def officer(self) -> Officer:
        """The officer at the bench; only screens that a login opens may ask."""
        if self._officer is None:
            raise RuntimeError("nobody is logged in")
        return self._officer

    @property
    def anyone(self) -> bool:
        """Tell whether somebody is logged in."""
        return self._officer is not None

    def begin(self, officer: Officer) -> None:
        """An officer proved who they are."""
        self._officer = officer
        self.changed.emit(officer)

    def end(self) -> None:
        """The officer left."""
        self._officer = None
        self.changed.emit(None)


class ScanRouter(QObject):
    """Leads each scan to the one who asked for the next, else to the bench."""

    scanned = Signal(object)
    """Carries each RawScan, whoever takes it: somebody is at the bench."""
    item_scanned = Signal(object)
    """Carries a RawScan for the bench screen."""
    several_scanned = Signal(object)
    """Carries a tuple of RawScan that were seen together: the officer has to say which one is meant."""
    action_scanned = Signal(object)
    """Carries an Action (domain.identifiers) for the screen that is shown."""
    unreadable = Signal(str)
    """A device saw a code and could not read it; carries the device's name."""

    def __init__(
        self, parent: QObject | None = None, *, item_of: Callable[[RawScan], str] | None = None
    ) -> None:
        """`item_of` says which item a scan names ("" for none), so that of several codes only those count."""
        super().__init__(parent)
        self._wanted: Callable[[RawScan], bool] | None = None
        self._wanted_several: Callable[[tuple[RawScan, ...]], bool] | None = None
        self._item_of = item_of or _any_code
        self._beneath = ""

    def want(
        self,
        taker: Callable[[RawScan], bool] | None,
        several: Callable[[tuple[RawScan, ...]], bool] | None = None,
    ) -> None:
        """Let `taker` have the scans that follow (a bag number, a product code): it returns whether it took
        one. None gives them back to the bench. `several` has what is seen together, not the first of it."""
        self._wanted = taker
        self._wanted_several = several

    def route(self, scan: RawScan) -> None:
        """Lead one RawScan home. A command is taken from a scanner alone: what lies under a camera may have
        been printed by anybody."""
        self.scanned.emit(scan)
        if scan.source in _SCANNERS:
            action = parse_action(scan.data.decode("ascii", "replace"))
            if action is not None:
                self.action_scanned.emit(action)
                return
        if self._wanted is not None and self._wanted(scan):
            return
        self._beneath = self._item_of(scan) if scan.source is ScanSource.CAMERA else ""
        self.item_scanned.emit(scan)

    def route_several(self, scans: tuple[RawScan, ...]) -> None:
        """Lead codes home that were seen together: where one item alone is named, it is meant.

        A further code beside the item that lies under the camera already is no second scan of it.
        """
        if self._wanted_several is not None and self._wanted_several(scans):
            return
        if self._wanted is not None and any(self._wanted(scan) for scan in scans):
            return
        named: dict[str, RawScan] = {}
        for scan in scans:
            if item := self._item_of(scan):
                named.setdefault(item, scan)
        if len(named) == 1:
            item, scan = next(iter(named.items()))
            if scan.source is not ScanSource.CAMERA or item != self._beneath:
                self._beneath = item
                self.item_scanned.emit(scan)
        else:
            self._beneath = ""
            self.several_scanned.emit(tuple(named.values()) or scans)


def _any_code(scan: RawScan) -> str:
    return scan.data.decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class Place:
    """Where this bench stands."""

    administration: str
    facility: str
    station: str
    bench: str


@dataclass(slots=True)
class Desk:
    """Everything that a screen may use; made once by the composition root."""

    place: Place
    record: Record
    reads: Reads
    pages: Pages
    evidence: Evidence
    passphrases: Passphrases
    assess: Assess
    carriers: CarrierTable
    reports: Reports
    printing: Printing
    stills: Stills
    session: Session
    scans: ScanRouter
    tasks: Tasks
    clock: Callable[[], datetime]
    hints: tuple[tuple[str, str], ...] = field(default=())
    """Officer ids with their passphrases, shown on a demo site's login screen and nowhere else."""
    law: LegalPack | None = None
    """The law that the site works under; without one only the program's own rules hold."""
    photo_sets: PhotoSets = STANDARD_SETS
    """Which photographs an outcome needs."""
    small_pictures: SmallPictures = field(default_factory=NoSmallPictures)
    """Where thumbnails are kept."""
    custody: Tolerance = STANDARD
    """By how much the weight of a closed bag may drift before it has to be explained."""

    balance: Balance = field(default_factory=Balance)
    """The scale of the bench, for whichever field a weight is wanted in."""
    brands: Brands | None = None
    """What right-holders told of their goods; without it a product is held against the declaration alone."""

    def hand_over(self, verb: Callable[[Transaction], object]) -> None:
        """Let the writer carry out a verb behind all that was begun or waits, while the bench is being left:
        nobody is there any more to hear how it went."""
        self.tasks.begin_waiting()
        self.record.submit(verb)

    def do(
        self,
        verb: Callable[[Transaction], Done[T]],
        done: Callable[[T], None],
        failed: Callable[[BaseException], None],
        *,
        owner: QObject,
        after_painting: bool = False,
    ) -> None:
        """Let the writer carry out a verb; once it is durable, tell every view what changed, then `done`.

        `failed` hears Refused (the rules say no), MustWait and the like; all on the main thread. A verb that
        nobody waits for may begin `after_painting`, as in `Tasks.run`.
        """

        def finished(outcome: Done[T]) -> None:
            self.tasks.broadcast(outcome.changes)
            done(outcome.result)

        self.tasks.run(
            lambda: self.record.submit(verb), finished, failed, owner=owner, after_painting=after_painting
        )
