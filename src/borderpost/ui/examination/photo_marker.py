"""The tools for marks over a photograph: what to draw, what stands beside it, and the record of it."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from borderpost.domain.evidence_acts import DrawnMark
from borderpost.domain.evidence_codes import Shape
from borderpost.domain.inspection import Photograph
from borderpost.ui.examination.case import Case
from borderpost.ui.examination.photo_picture import Picture
from borderpost.ui.examination.pick import Pick
from borderpost.ui.icons import Icon
from borderpost.ui.kit import Button, ButtonKind, FormField, Notice, Text
from borderpost.ui.theme.tokens import Space, TextStyle, Tone
from borderpost.ui.words.evidence_acts import shape_word
from borderpost.ui.words.rules import error_sentence
from borderpost.work import evidencing


class PhotoMarker(QWidget):
    """`begin` gives the picture a pen; what is drawn is one act, which `left` follows, or nothing at all."""

    left = Signal()

    def __init__(self, case: Case, picture: Picture, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.case = case
        self._picture = picture
        self._photograph: Photograph | None = None
        self._new: list[DrawnMark] = []
        self._before: tuple[DrawnMark, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        self.shape = Pick([(str(shape), shape_word(shape)) for shape in Shape])
        self.shape.currentIndexChanged.connect(self._take_pen)
        self.text = QLineEdit()
        self.text.returnPressed.connect(picture.setFocus)
        self._text_field = FormField(self.tr("Text beside it, or length in mm"), self.text)
        fields = QHBoxLayout()
        fields.setSpacing(Space.S)
        fields.addWidget(FormField(self.tr("Draw"), self.shape), 1)
        fields.addWidget(self._text_field, 2)
        column.addLayout(fields)
        self.problem = Notice("", Tone.CRITICAL)
        column.addWidget(self.problem)
        hint = self.tr(
            "Draw with the mouse, or on the picture with arrow keys and Space. The photograph stays as it is."
        )
        column.addWidget(Text(hint, TextStyle.CAPTION, muted=True, wrap=True))
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        self.undo = Button(self.tr("Undo the last mark"), icon=Icon.UNDO, key="Ctrl+Z")
        self.undo.clicked.connect(self._undo)
        self.no = Button(self.tr("Without these marks"))
        self.no.clicked.connect(self.end)
        self.yes = Button(self.tr("Record the marks"), ButtonKind.PRIMARY, Icon.MARK)
        self.yes.clicked.connect(self.record)
        row.addWidget(self.undo)
        row.addStretch(1)
        row.addWidget(self.no)
        row.addWidget(self.yes)
        column.addLayout(row)
        picture.drawn.connect(self._drawn)
        self.hide()

    @property
    def is_drawing(self) -> bool:
        """Tell whether marks are being drawn."""
        return self._photograph is not None

    def begin(self, photograph: Photograph) -> None:
        """Draw over this photograph."""
        self._photograph = photograph
        self._before, self._new = self._picture.marks(), []
        self.problem.set_notice("")
        self.text.clear()
        self.show()
        self._take_pen()
        self._show()
        self._picture.setFocus()

    @Slot()
    def end(self) -> None:
        """Let go of what was drawn and not recorded."""
        if self._photograph is None:
            return
        self._photograph = None
        self._picture.set_pen(None)
        self._picture.show_marks(self._before)
        self.hide()
        self.left.emit()

    @Slot()
    def record(self) -> None:
        """Record what was drawn."""
        if self._photograph is None or not self._new:
            return
        self.yes.setEnabled(False)
        self.case.act(
            evidencing.annotate,
            self._recorded,
            self._failed,
            owner=self,
            photograph=self._photograph.mark.entry,
            marks=tuple(self._new),
        )

    def _recorded(self) -> None:
        self._before = (*self._before, *self._new)
        self.end()

    def _failed(self, error: BaseException) -> None:
        self.problem.set_notice(error_sentence(error), Tone.CRITICAL)
        self._show()

    @Slot()
    def _take_pen(self) -> None:
        if self._photograph is not None:
            self._picture.set_pen(Shape(self.shape.value()))
            needs = Shape(self.shape.value()) in (Shape.TEXT, Shape.MEASURE)
            self._text_field.set_error("")
            self.text.setAccessibleDescription(self.tr("Needed for this mark") if needs else "")

    @Slot(object)
    def _drawn(self, mark: DrawnMark) -> None:
        text = self.text.text().strip().replace(",", ".") if mark.shape is Shape.MEASURE else self.text.text()
        if mark.shape is Shape.MEASURE and not _is_length(text):
            self._text_field.set_error(self.tr("Give the measured length in millimetres first."))
            self.text.setFocus()
            return
        if mark.shape is Shape.TEXT and not text.strip():
            self._text_field.set_error(self.tr("Write the text first."))
            self.text.setFocus()
            return
        x, y, to_x, to_y = mark.from_x, mark.from_y, mark.to_x, mark.to_y
        self._new.append(
            DrawnMark(shape=mark.shape, from_x=x, from_y=y, to_x=to_x, to_y=to_y, text=text.strip())
        )
        self._text_field.set_error("")
        self.text.clear()
        self._show()

    @Slot()
    def _undo(self) -> None:
        if self._new:
            self._new.pop()
            self._show()

    def _show(self) -> None:
        self._picture.show_marks((*self._before, *self._new))
        self.yes.setEnabled(bool(self._new))
        self.undo.setEnabled(bool(self._new))


def _is_length(text: str) -> bool:
    whole, _, part = text.partition(".")
    digits = whole + part
    return digits.isascii() and digits.isdigit() and len(digits) <= 9 and int(digits) > 0
