"""Looks whether the number of a seal can be read in a photograph of its bag: advice, and no proof."""

from PySide6.QtCore import QObject, Signal

from borderpost.domain.item_key import item_key
from borderpost.ui.desk import Desk
from borderpost.ui.kit import ltr
from borderpost.ui.theme.tokens import Tone


class SealCheck(QObject):
    """`told` carries a sentence and its tone."""

    told = Signal(str, object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk

    def look(self, seal: str, data: bytes) -> None:
        """Read the codes off a photograph and compare them with the seal's number."""

        def read(codes: tuple[str, ...]) -> None:
            if any(item_key(seal) in item_key(code) for code in codes):
                text = self.tr("The number of seal {seal} was read in the photograph.")
                self.told.emit(text.format(seal=ltr(seal)), Tone.POSITIVE)
            else:
                text = self.tr(
                    "The number of seal {seal} was not read in the photograph. Look whether you can read it;"
                    " otherwise photograph it once more."
                )
                self.told.emit(text.format(seal=ltr(seal)), Tone.CAUTION)

        self._desk.tasks.run(lambda: self._desk.stills.codes(data), read, _cannot, owner=self, key="seal")


def _cannot(error: BaseException) -> None:
    """Advice that cannot be had is no fault of the photograph."""
