"""What the screens know of a camera: its newest frame with the codes found on it, and how it stands."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage

Corner = tuple[float, float]
Outline = tuple[Corner, Corner, Corner, Corner]
"""The corners of a code in pixels of the frame, going round."""


class CameraView(QObject):
    """Fed by the composition root, on the main thread; drawn by whoever shows it.

    A code that was found but not read has an empty text.
    """

    frame_changed = Signal()
    state_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.frame = QImage()
        self.outlines: tuple[Outline, ...] = ()
        self.texts: tuple[str, ...] = ()
        self.state = ""
        self.working = False

    @Slot(QImage, object, object)
    def show_frame(self, frame: QImage, outlines: Sequence[Outline], texts: Sequence[str]) -> None:
        """Show the newest frame; `texts` are those of the codes, in the order of the outlines."""
        self.frame = frame
        self.outlines = tuple(outlines)
        self.texts = tuple(texts)
        self.frame_changed.emit()

    @Slot(str, bool)
    def show_state(self, text: str, ok: bool) -> None:
        """Say how the camera stands; where it does not work, its last frame goes."""
        self.state, self.working = text, ok
        if not ok:
            self.frame, self.outlines, self.texts = QImage(), (), ()
        self.state_changed.emit()
