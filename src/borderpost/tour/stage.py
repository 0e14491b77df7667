"""What the tour plays on: the workstation, its hands, its camera's scene, its record and the notes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtGui import QImage

from borderpost.app.trying_out import framed
from borderpost.app.workstation import Workstation
from borderpost.demo import site as demo
from borderpost.demo.label_frames import Difficulty, empty_frame, parcel_frame, two_parcels_frame
from borderpost.demo.photographs import Subject, photograph
from borderpost.devices.frame_source import Pixels
from borderpost.devices.scene_source import SceneSource
from borderpost.domain.entry import Entry
from borderpost.domain.inspection import Inspection
from borderpost.store import journal
from borderpost.store.engine import Connection
from borderpost.tour.driver import Hands, expect, until
from borderpost.tour.evidence import Album
from borderpost.tour.frames import CLEAN, Frame
from borderpost.tour.parcels import Parcel, Parcels
from borderpost.tour.witness import Witness
from borderpost.ui.kit.paper import Paper
from borderpost.work.scanning import Candidate, Scanned

# A page of a report, looked at from afar, has at least so many dots darker than this shade of 255.
_INK = 160
_LEAST_INK = 60
GONE_AFTER = 32
"""Frames without a code after which the camera takes what it sees for a new parcel."""
APART_AFTER = 6
"""Frames without a code after which two labels no longer count as lying side by side."""


@dataclass(slots=True)
class Stage:
    """Everything that the steps share."""

    station: Workstation
    hands: Hands
    camera: SceneSource
    parcels: Parcels
    frames: Sequence[Frame]
    album: Album
    witness: Witness
    record: Connection
    passphrases: Mapping[str, str]
    pictures: list[str] = field(default_factory=list)
    frames_read: list[dict[str, Any]] = field(default_factory=list)
    inspection: str = ""
    report: dict[str, Any] = field(default_factory=dict)

    # --- the record

    def entries(self, after: int = 0) -> list[Entry]:
        """Return the journal's entries behind a sequence number."""
        return [entry for entry in journal.entries(self.record) if entry.sequence > after]

    def head(self) -> int:
        """Return the sequence number of the newest entry."""
        return journal.head(self.record).sequence

    def recorded(self, kind: str, after: int) -> Entry:
        """Wait for an entry of this kind behind a sequence number, and return it."""
        found: list[Entry] = []

        def there() -> bool:
            found[:] = [entry for entry in self.entries(after) if entry.kind == kind]
            return bool(found)

        until(
            there,
            f"the journal to hold a new entry of the kind {kind}",
            lambda: f"after {after}: {[entry.kind for entry in self.entries(after)]}; {self.said()}",
        )
        self.quiet()
        return found[-1]

    def state(self) -> Inspection:
        """Return the inspection of the red parcel as it stands."""
        state = self.station.desk.pages.inspection(self.inspection)
        expect(state is not None, "the inspection to be in the record", self.inspection)
        assert state is not None  # noqa: S101 - expect has seen it
        return state

    # --- the window

    def quiet(self) -> None:
        """Wait until nothing is under way any more."""
        until(lambda: not self.station.tasks.pending(), "all results to come home")

    def picture(self, name: str) -> None:
        """Take a picture of the window when it has come to rest."""
        self.quiet()
        self.pictures.append(self.album.picture(self.station.window, name))

    def said(self) -> str:
        """Return what the window says to the officer at this moment."""
        window = self.station.window
        return f"screen '{window.current_screen()}', '{window.said()}'"

    def on_screen(self, name: str) -> None:
        """Wait until a screen is in front."""
        window = self.station.window
        until(lambda: window.current_screen() == name, f"the screen '{name}'", self.said)

    def verdict(self, parcel: Parcel) -> tuple[Scanned, Candidate]:
        """Wait until the bench shows the verdict on a parcel, and return it."""
        self.on_screen("bench")
        bench = self.station.bench

        def there() -> bool:
            scanned, chosen = bench.shown(), bench.chosen()
            if scanned is None or chosen is None or self.station.tasks.pending():
                return False
            return parcel.code in (scanned.reading.text, chosen.item_id)

        until(there, f"the bench to show {parcel.code}", lambda: f"{self.on_bench()}; {self.said()}")
        scanned, chosen = bench.shown(), bench.chosen()
        assert scanned is not None and chosen is not None  # noqa: S101, PT018 - there() has seen them
        return scanned, chosen

    def on_bench(self) -> str:
        """Return number and lane of the parcel on the bench."""
        chosen = self.station.bench.chosen()
        return f"{chosen.item_id} ({chosen.assessment.lane})" if chosen else "no parcel"

    def bench_waits(self) -> bool:
        """Tell whether there is no parcel on the bench."""
        return self.station.bench.shown() is None

    def see_paper(self, paper: Paper) -> None:
        """Wait until the pages in view are drawn, which the program does when it has nothing else to do."""
        field = paper.viewport()

        def drawn() -> bool:
            seen = field.grab().toImage().scaled(160, 100).convertToFormat(QImage.Format.Format_Grayscale8)
            row = seen.bytesPerLine()
            return sum(shade < _INK for shade in bytes(seen.constBits())[: row * seen.height()]) > _LEAST_INK

        until(drawn, "the pages to be drawn")

    # --- what lies under the camera

    def lay(self, pixels: Pixels) -> None:
        """Lay something under the camera."""
        eyes = self.station.eyes
        until(lambda: eyes.camera_live, "the camera to deliver frames")
        self.camera.show(pixels)

    def clear_camera(self, looks: int = APART_AFTER) -> None:
        """Take everything away from under the camera, and wait until it has seen that."""
        self.camera.show(empty_frame(demo.SEED))
        self.witness.looks_without_code = 0
        until(lambda: self.witness.looks_without_code >= looks, "the camera to see an empty desk")

    def label_of(self, parcel: Parcel) -> tuple[Pixels, str]:
        """Return what the camera sees of a parcel, and where that comes from: a clean frame, or drawn."""
        for frame in self.frames:
            if frame.category == CLEAN and frame.truth == (parcel.code,):
                return frame.pixels(), frame.file.name
        return parcel_frame(parcel.label, Difficulty.PERSPECTIVE, demo.SEED), "drawn"

    def two_labels(self) -> tuple[Pixels, tuple[str, str]]:
        """Return a view of two parcels side by side, and their numbers."""
        one, other = self.parcels.green, self.parcels.red
        return two_parcels_frame(one.label, other.label, demo.SEED), (one.code, other.code)

    def photograph(self, subject: Subject) -> bytes:
        """Return a photograph (JPEG) of the red parcel or of its goods."""
        today = self.station.site.clock().date()
        return photograph(
            subject,
            self.parcels.red.label,
            taken_on=today,
            bag=demo.BAG_NUMBER,
            seal=demo.SEAL_NUMBER,
        )

    def scene(self, subject: Subject) -> Pixels:
        """Return what the camera sees of the opened parcel, its goods or the sealed bag."""
        return framed(self.photograph(subject))

    def lay_in_view(self, pixels: Pixels) -> None:
        """Lay something under the camera, and wait until it is seen."""
        self.lay(pixels)
        before = self.witness.looks
        until(lambda: self.witness.looks >= before + 2, "the camera to see what was laid under it")
