"""The card of the libraries that read barcodes: which are present, and what to do about one that is not."""

from PySide6.QtWidgets import QWidget

from borderpost.ui.devices.ports import Devices, EngineFacts
from borderpost.ui.kit import Card, KeyValueGrid, Notice
from borderpost.ui.theme.tokens import Tone


class EnginesCard(Card):
    """Absence is shown, and no reason to stop: the bench reads with what is there."""

    def __init__(self, devices: Devices, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_title(self.tr("Barcode engines"))
        self._devices = devices
        self.facts = KeyValueGrid()
        self.add(self.facts)
        self.missing = Notice("", Tone.CAUTION)
        self.add(self.missing)

    def renew(self) -> None:
        """Look for them again."""
        engines = self._devices.engines()
        self.facts.set_rows([(engine.name, self._words(engine), False) for engine in engines])
        sentences = [
            self.tr(
                "{engine} is not installed; some worn labels stay unread. Install {package} and start again."
            ).format(engine=engine.name, package=engine.package)
            for engine in engines
            if not engine.version
        ]
        self.missing.set_notice("\n".join(sentences), Tone.CAUTION)

    def _words(self, engine: EngineFacts) -> str:
        if not engine.version:
            return self.tr("absent")
        return self.tr("present, version {version}").format(version=engine.version)
