"""What the bench lets be heard: the lane of a verdict, an act that was recorded, whatever was refused."""

from PySide6.QtCore import QObject, Slot

from borderpost.devices.sounds import Sounds
from borderpost.devices.tones import Cue
from borderpost.work.changes import Kind

_ACTS = frozenset({Kind.INSPECTIONS, Kind.APPROVALS, Kind.CUSTODY, Kind.DOCUMENTS})


class BenchSounds(QObject):
    """Slots to connect to whatever says that something happened."""

    def __init__(self, sounds: Sounds, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sounds = sounds
        self._sorting = False

    @Slot(bool)
    def sorting(self, on: bool) -> None:
        """Parcels are sorted by ear: no sound of a record may cut that of a lane short."""
        self._sorting = on

    @Slot(str)
    def sorted(self, cue: str) -> None:
        """A parcel was sorted; the cue says where to."""
        self._sounds.play(Cue(cue))

    @Slot(str)
    def lane(self, lane: str) -> None:
        """A parcel's verdict is shown."""
        self._sounds.play(Cue(lane))

    @Slot(object)
    def changed(self, kinds: frozenset[Kind]) -> None:
        """Something was recorded."""
        if kinds & _ACTS and not self._sorting:
            self._sounds.play(Cue.ACCEPTED)

    @Slot()
    def error(self) -> None:
        """Something was refused or could not be read; the sorting says so by a sound of its own."""
        if not self._sorting:
            self._sounds.play(Cue.ERROR)
