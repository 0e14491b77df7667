"""Facts as pairs of a quiet label and a value that can be selected and copied."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from borderpost.ui.kit.paragraph import Paragraph
from borderpost.ui.kit.text import Code, Text, selectable
from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import Space, TextStyle

_ONE_COLUMN_FROM = 1.5


class KeyValueGrid(look.Themed, QWidget):
    """Labelled values in one or more columns; every value is selectable, every code stays left-to-right.

    Large text is set in one column, whatever was asked for.
    An empty value shows an en dash, so that a missing fact is seen as missing.
    """

    def __init__(self, columns: int = 1, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = columns
        self._values: list[tuple[Text, Text]] = []
        self._spare: list[tuple[Text, Text]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(Space.M)
        self._grid.setVerticalSpacing(Space.XS + 2)
        self._shown_columns = columns
        self.restyle()

    def add_row(self, label: str, value: str = "", *, code: bool = False) -> Text:
        """Append a pair and return the value's label."""
        number = len(self._values)
        known = next((pair for pair in self._spare if isinstance(pair[1], Code) is code), None)
        if known is not None:
            self._spare.remove(known)
        key, shown = known or _pair(code=code)
        key.setText(label)
        self._values.append((key, shown))
        self._place(number)
        self.set_value(number, value)
        if known is not None:
            key.show()
            shown.show()
        return shown

    def make_ready(self, texts: int, codes: int) -> None:
        """Make so many pairs while nothing else is to be done, hidden."""
        for code, count in ((False, texts), (True, codes)):
            there = sum(isinstance(shown, Code) is code for _, shown in (*self._values, *self._spare))
            for _ in range(count - there):
                pair = _pair(code=code)
                for label in pair:
                    # the grid would show what is not hidden when it is shown itself
                    label.hide()
                    label.setParent(self)
                    label.ensurePolished()
                self._spare.append(pair)

    def set_value(self, number: int, value: str) -> None:
        """Show another value in the pair of that number, counted from 0."""
        key, shown = self._values[number]
        if isinstance(shown, Code) and value:
            shown.set_code(value)
        else:
            shown.setText(value or "–")
        shown.setAccessibleName(f"{key.text()}: {value or '–'}")

    def value(self, number: int) -> str:
        """Return the value shown in the pair of that number."""
        return self._values[number][1].text().strip("\u2066\u2069")

    def set_rows(self, rows: list[tuple[str, str, bool]]) -> None:
        """Show these pairs (label, value, is it a code) in place of all others."""
        if [isinstance(shown, Code) for _, shown in self._values] != [code for _, _, code in rows]:
            self.clear()
            for label, value, code in rows:
                self.add_row(label, value, code=code)
            return
        for number, (label, value, _) in enumerate(rows):
            self._values[number][0].setText(label)
            self.set_value(number, value)

    def set_columns(self, columns: int) -> None:
        """Share the pairs among so many columns."""
        for column in range(columns, self._columns):
            self._grid.setColumnStretch(column * 2 + 1, 0)
        self._columns = columns
        self.restyle()

    def restyle(self) -> None:
        """Share the columns anew at another text size."""
        self._shown_columns = 1 if look.text_scale() >= _ONE_COLUMN_FROM else self._columns
        for column in range(self._columns):
            self._grid.setColumnStretch(column * 2 + 1, int(column < self._shown_columns))
        for number in range(len(self._values)):
            self._place(number)

    def _place(self, number: int) -> None:
        row, column = divmod(number, self._shown_columns)
        for offset, label in enumerate(self._values[number]):
            self._grid.addWidget(label, row, column * 2 + offset)

    def clear(self) -> None:
        """Take all pairs away."""
        for pair in self._values:
            for label in pair:
                self._grid.removeWidget(label)
                label.hide()
        self._spare += self._values
        self._values.clear()


def _pair(*, code: bool) -> tuple[Text, Text]:
    key = Text("", TextStyle.BODY, muted=True)
    key.align(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    shown: Text = Code() if code else Paragraph()
    if not code:
        selectable(shown)
    shown.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    shown.align(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    key.setBuddy(shown)
    return key, shown
