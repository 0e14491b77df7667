"""The bench's scale as screens know it: what it shows goes into the weight field that has the focus."""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from borderpost.domain.weighing import ScaleState, Weighing

_TAKES_WEIGHT = "takesWeight"


def take_weights(field: QLineEdit) -> None:
    """Let a field be filled by the scale, in kilograms, while it has the focus."""
    field.setProperty(_TAKES_WEIGHT, True)


class Balance(QObject):
    """What somebody typed is never written over; what the scale put there follows it while it is stable.

    `shown` carries every Weighing, `wanted` whether a weight is being asked for, `filled` the field and the
    Weighing that it was filled from.
    """

    shown = Signal(object)
    wanted = Signal(bool)
    filled = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._field: QLineEdit | None = None
        self._put = ""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)

    @property
    def is_wanted(self) -> bool:
        """Tell whether the focus is in a field for a weight."""
        return self._field is not None

    def show_weight(self, weighing: Weighing) -> None:
        """Take what the scale says now."""
        self.shown.emit(weighing)
        field = self._field
        if field is None or weighing.state is not ScaleState.STABLE or weighing.kg is None:
            return
        text = field.text().strip()
        if weighing.kg <= 0 or not field.isEnabled() or text not in ("", self._put):
            return
        self._put = weighing.shown
        if text != self._put:
            field.setText(self._put)
        self.filled.emit(field, weighing)

    @Slot(QWidget, QWidget)
    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        takes = isinstance(new, QLineEdit) and bool(new.property(_TAKES_WEIGHT))
        field = new if takes and isinstance(new, QLineEdit) else None
        if field is self._field:
            return
        was, self._field = self._field, field
        self._put = ""
        if (was is None) != (field is None):
            self.wanted.emit(field is not None)
