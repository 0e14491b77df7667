"""A field for one day: typed, or stepped with Up and Down."""

from datetime import date, timedelta

from PySide6.QtCore import QDate, QLocale, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from borderpost.ui.theme.tokens import TextStyle


def read_day(untrusted_text: str) -> date | None:
    """Return the day that was typed: year first, or as the system's language writes short dates."""
    text = untrusted_text.strip()
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    locale = QLocale()
    for form in (locale.dateFormat(QLocale.FormatType.ShortFormat), "dd.MM.yyyy", "d.M.yyyy", "yyyy-M-d"):
        found = locale.toDate(text, form)
        if found.isValid() and found.year() >= 1990:
            return _plain(found)
    return None


def _plain(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())


class DayField(QLineEdit):
    """`chosen` comes when another day (or none) is in the field; a day that is none is marked as a fault."""

    chosen = Signal()

    def __init__(self, name: str, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._said: date | None = None
        self.setAccessibleName(name)
        self.setPlaceholderText("yyyy-mm-dd")
        self.setProperty("textStyle", str(TextStyle.CODE))
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setMaxLength(10)
        hint = self.tr("{name}: type a day, or step with Up and Down. Empty: any day.")
        self.setToolTip(hint.format(name=name))
        self.setAccessibleDescription(hint.format(name=name))
        self.textEdited.connect(self._typed)

    def day(self) -> date | None:
        """Return the day in the field, None where there is none."""
        return read_day(self.text()) if self.text().strip() else None

    def set_day(self, day: date | None) -> None:
        """Put a day into the field, or empty it."""
        self.setText(day.isoformat() if day else "")
        self._typed()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down step by a day, from today where there is none yet; Page keys by a month."""
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_PageUp: 30, Qt.Key.Key_PageDown: -30}
        key = Qt.Key(event.key())
        if key in steps:
            day = self.day()
            self.set_day(day + timedelta(days=steps[key]) if day else self._today)
            return
        super().keyPressEvent(event)

    @Slot()
    def _typed(self) -> None:
        day = self.day()
        wrong = bool(self.text().strip()) and day is None
        if bool(self.property("fault")) != wrong:
            self.setProperty("fault", wrong)
            self.style().unpolish(self)
            self.style().polish(self)
        if not wrong and day != self._said:
            self._said = day
            self.chosen.emit()
