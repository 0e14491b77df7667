"""The parts of the examination in a row of keys: which one is shown, which are done, which comes next."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from borderpost.ui.examination.course import Part
from borderpost.ui.icons import Icon
from borderpost.ui.kit import Button
from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import Space


class SectionBar(look.Themed, QWidget):
    """Alt and the number shows a part. The row folds into two or three where the window is narrow."""

    chosen = Signal(str)

    def __init__(self, titles: Sequence[tuple[Part, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(Space.S)
        self._buttons: dict[Part, Button] = {}
        self._titles = dict(titles)
        self._columns = 0
        for number, (part, title) in enumerate(titles, start=1):
            button = Button(f"{number} {title}", key=f"Alt+{number}")
            button.setCheckable(True)
            button.setObjectName(part)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self._buttons[part] = button
            button.clicked.connect(self._clicked)
        self.restyle()

    def show_part(self, part: Part) -> None:
        """Mark the part that is shown."""
        for each, button in self._buttons.items():
            button.setChecked(each is part)

    def set_marks(self, counts: dict[Part, int], coming: Part | None) -> None:
        """Show how many things each part holds, and which part comes next."""
        for number, (part, button) in enumerate(self._buttons.items(), start=1):
            count = counts.get(part, 0)
            title = self._titles[part]
            button.setText(
                f"{number} {title} ({count})" if count and part is not Part.OUTCOME else f"{number} {title}"
            )
            done = Icon.CLOCK if part is Part.LAW else Icon.CHECK
            drawing = Icon.NEXT if part is coming else done if count else None
            button.set_drawing(drawing)
            state = self.tr("next") if part is coming else self.tr("holds {count}").format(count=count)
            button.setAccessibleName(f"{title}, {state}" if part is coming or count else title)
        self.restyle()

    def button(self, part: Part) -> Button:
        """Return the button of a part."""
        return self._buttons[part]

    def restyle(self) -> None:
        """Fold the row by the room there is."""
        widths = [button.sizeHint().width() + Space.S for button in self._buttons.values()]
        room = self.width() + Space.S
        half = (len(widths) + 1) // 2
        columns = next((many for many in (len(widths), half, 3) if _width(widths, many) <= room), 2)
        if columns == self._columns:
            return
        self._columns = columns
        for number, button in enumerate(self._buttons.values()):
            self._grid.removeWidget(button)
            self._grid.addWidget(button, number // columns, number % columns)
        for column in range(len(widths)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """Two keys beside each other at the least."""
        widest = max(button.sizeHint().width() for button in self._buttons.values())
        return QSize(2 * widest + Space.S, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold anew."""
        super().resizeEvent(event)
        self.restyle()

    @Slot()
    def _clicked(self) -> None:
        pressed = self.sender().objectName()
        self.show_part(Part(pressed))
        self.chosen.emit(pressed)


def _width(widths: list[int], columns: int) -> int:
    """Return how wide a row of so many keys is: all of them as they are, else as wide as the widest."""
    return sum(widths) if columns == len(widths) else columns * max(widths)
