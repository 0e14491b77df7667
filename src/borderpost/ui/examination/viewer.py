"""One photograph or document at the size of the page, with everything that is known of it."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from borderpost.domain.decisions import Verb
from borderpost.domain.evidence_acts import DrawnMark
from borderpost.domain.evidence_kept import Annotation, Paper, Photograph
from borderpost.ui.examination.case import Case
from borderpost.ui.examination.photo_marker import PhotoMarker
from borderpost.ui.examination.photo_picture import Picture
from borderpost.ui.examination.places import place_of
from borderpost.ui.icons import Icon
from borderpost.ui.kit import Button, ButtonKind, Code, Notice, Text
from borderpost.ui.kit.paper import Paper as Pages
from borderpost.ui.theme.tokens import Space, TextStyle, Tone
from borderpost.ui.words.amounts import isolated
from borderpost.ui.words.codes import word
from borderpost.ui.words.evidence_acts import paper_word


class PhotoViewer(QWidget):
    """Escape or the button goes back to the strip. `removal_asked` names the newest marks over a picture."""

    closed = Signal()
    removal_asked = Signal(str, str)

    def __init__(self, case: Case, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.case = case
        self._photograph: Photograph | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        self.picture = Picture()
        self.pages = Pages(self.tr("Document"))
        self.pages.setMinimumHeight(self.picture.minimumSizeHint().height())
        self.pages.hide()
        self._heading = Text("", TextStyle.HEADING, wrap=True)
        self._facts = Text("", TextStyle.BODY, muted=True, wrap=True)
        self._drawn = Text("", TextStyle.BODY, wrap=True)
        self._hash = Code("", TextStyle.CODE)
        self._hash.setWordWrap(True)
        self._problem = Notice("", Tone.CRITICAL)
        self.marker = PhotoMarker(case, self.picture)
        self.marker.left.connect(self._drawing_ended)
        self.bare = Button(self.tr("Without marks"), ButtonKind.QUIET)
        self.bare.setCheckable(True)
        self.bare.toggled.connect(self._show_marks)
        self.take_back = Button(self.tr("Take marks back…"), ButtonKind.QUIET, Icon.UNDO)
        self.take_back.clicked.connect(self._ask_removal)
        self.draw = Button(self.tr("Draw marks…"), icon=Icon.MARK)
        self.draw.clicked.connect(self.begin_drawing)
        self.back = Button(self.tr("Back to the photographs"), icon=Icon.PHOTO)
        self.back.clicked.connect(self.closed)
        self._foot = QWidget()
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(Space.HAIR)
        for widget in (self._heading, self._facts, self._drawn, self._hash):
            foot.addWidget(widget)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addStretch(1)
        for button in (self.bare, self.take_back, self.draw, self.back):
            row.addWidget(button)
        foot.addLayout(row)
        column.addWidget(self.picture, 1)
        column.addWidget(self.pages, 1)
        column.addWidget(self._problem)
        column.addWidget(self.marker)
        column.addWidget(self._foot)

    def show_photograph(self, photograph: Photograph, taken_by: str) -> None:
        """Tell of a photograph; its picture follows by `show_image`."""
        self._photograph = photograph
        self._begin(picture=True)
        heading = word(photograph.subject)
        if photograph.caption:
            heading = f"{heading}: {isolated(photograph.caption)}"
        facts = self.tr("{width} × {height} px, {size} bytes, from {device}, by {officer}, {place}")
        told = facts.format(
            width=photograph.width,
            height=photograph.height,
            size=photograph.size,
            device=isolated(photograph.device),
            officer=isolated(taken_by),
            place=place_of(photograph.mark),
        )
        self._tell(heading, told, photograph.sha256)
        self.show_annotations()

    def show_paper(self, paper: Paper, kept_by: str) -> None:
        """Tell of a document; its pages follow by `show_pages`, or its picture by `show_image`."""
        self._photograph = None
        self._begin(picture=True)
        heading = paper_word(paper.what)
        if paper.caption:
            heading = f"{heading}: {isolated(paper.caption)}"
        facts = self.tr("{name}, {size} bytes, from {device}, by {officer}, {place}")
        told = facts.format(
            name=isolated(paper.name or paper.form.upper()),
            size=paper.size,
            device=isolated(paper.device),
            officer=isolated(kept_by),
            place=place_of(paper.mark),
        )
        if paper.pages > 1:
            told = f"{told}, {self.tr('%n pages, the first is shown', '', paper.pages)}"
        self._tell(heading, told, paper.sha256)
        self.show_annotations()

    @Slot()
    def show_annotations(self) -> None:
        """Show the marks as the record has them now, and what may be done with them."""
        if self.marker.is_drawing:
            return
        over = self._annotations()
        told = self.tr("Marks drawn by {officer}, {place}")
        lines = [
            told.format(officer=isolated(self.case.name_of(one.mark.officer)), place=place_of(one.mark))
            for one in over
        ]
        self._drawn.setText("\n".join(lines))
        self._drawn.setVisible(bool(lines))
        self.bare.setVisible(bool(over))
        can_take_back = bool(over) and Verb.CORRECT in self.case.verbs()
        self.take_back.setVisible(can_take_back)
        why_not = self.case.why_not(Verb.PHOTOGRAPH)
        self.draw.setVisible(self._photograph is not None)
        self.draw.setEnabled(not why_not)
        self.draw.setToolTip(why_not)
        self._show_marks()

    def show_image(self, image: QImage) -> None:
        """Show the picture itself."""
        self.picture.show_image(image)

    def show_pages(self, pdf: bytes) -> None:
        """Show a PDF, of which nothing is executed."""
        self.picture.hide()
        self.pages.show()
        if not self.pages.show_pdf(pdf):
            self.show_problem(self.tr("This PDF was kept as it came, but its pages cannot be shown."))

    @Slot(str)
    def show_problem(self, text: str) -> None:
        """Say why the picture cannot be shown."""
        self._problem.set_notice(text, Tone.CRITICAL)

    @Slot()
    def begin_drawing(self) -> None:
        """Give the picture a pen."""
        if self._photograph is None or not self.draw.isEnabled():
            return
        self.bare.setChecked(False)
        self._foot.hide()
        self.marker.begin(self._photograph)

    def leave(self) -> None:
        """Let go of what was being drawn, and of the file."""
        self.marker.end()
        self.pages.show_pdf(b"")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back, from the pen first."""
        if event.key() == Qt.Key.Key_Escape:
            if self.marker.is_drawing:
                self.marker.end()
            else:
                self.closed.emit()
            return
        super().keyPressEvent(event)

    def _begin(self, *, picture: bool) -> None:
        self.marker.end()
        self.picture.show_image(QImage())
        self.picture.setVisible(picture)
        self.pages.hide()
        self.bare.setChecked(False)
        self._problem.set_notice("")

    def _tell(self, heading: str, facts: str, sha256: str) -> None:
        self._heading.setText(heading)
        self._facts.setText(facts)
        self._hash.set_code(f"SHA-256 {sha256[:32]} {sha256[32:]}")
        self.setAccessibleName(heading)

    def _annotations(self) -> tuple[Annotation, ...]:
        state = self.case.state
        if state is None or self._photograph is None:
            return ()
        return state.evidence.over(self._photograph.mark.entry)

    @Slot()
    def _show_marks(self) -> None:
        shown: list[DrawnMark] = []
        if not self.bare.isChecked():
            shown = [mark for one in self._annotations() for mark in one.marks]
        self.picture.show_marks(shown)

    @Slot()
    def _drawing_ended(self) -> None:
        self._foot.show()
        self.show_annotations()
        if self.isVisible():
            self.draw.setFocus()

    @Slot()
    def _ask_removal(self) -> None:
        over = self._annotations()
        if over:
            words = self.tr("the marks of {place}").format(place=place_of(over[-1].mark))
            self.removal_asked.emit(over[-1].mark.entry, words)
