"""What the next photograph shows: its kind, its goods line or its bag, and a caption."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from borderpost.domain.codes import PhotoSubject
from borderpost.domain.evidence_codes import PaperKind
from borderpost.domain.inspection import Inspection
from borderpost.domain.photo_set import Prompt
from borderpost.ui.examination.beside import Beside
from borderpost.ui.examination.keeping import Wanted
from borderpost.ui.examination.pick import Pick
from borderpost.ui.kit import FormField
from borderpost.ui.theme.tokens import Space
from borderpost.ui.words.amounts import isolated
from borderpost.ui.words.codes import choices
from borderpost.ui.words.evidence_acts import paper_word

_PAPER = "paper:"


class PhotoForm(QWidget):
    """A photograph of a product is always of a line, once lines are listed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[tuple[str, str]] = []
        self._bags: list[str] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        document = self.tr("Document: {what}")
        papers = [(f"{_PAPER}{kind}", document.format(what=paper_word(kind))) for kind in PaperKind]
        self.subject = Pick([*choices(PhotoSubject), *papers])
        self.subject.currentIndexChanged.connect(self._turned)
        self.line, self.bag, self.caption = Pick(), Pick(), QLineEdit()
        self._line_field = FormField(self.tr("Of line"), self.line)
        self._bag_field = FormField(self.tr("Of bag"), self.bag)
        self._which = QWidget()
        beside = QVBoxLayout(self._which)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self._line_field)
        beside.addWidget(self._bag_field)
        first = Beside(FormField(self.tr("It shows"), self.subject), self._which, from_width=300)
        column.addWidget(Beside(first, FormField(self.tr("Caption"), self.caption), from_width=560))
        self._fit()

    def renew(self, state: Inspection) -> None:
        """Offer the lines and bags of the inspection."""
        self._lines = [
            (str(line.act.line), _line_words(line.act.line, line.act.description)) for line in state.lines
        ]
        self._bags = [bag.bag for bag in state.bags]
        self.bag.set_choices([(bag, bag) for bag in self._bags])
        self._fit()

    def aim(self, prompt: Prompt) -> None:
        """Say that the next photograph is this one."""
        self.subject.choose(prompt.subject)
        self.line.choose(str(prompt.line))
        self.bag.choose(prompt.exhibit)

    def wanted(self, inspection: str) -> Wanted:
        """Return what was said of the next photograph."""
        value = self.subject.value()
        if value.startswith(_PAPER):
            paper = PaperKind(value.removeprefix(_PAPER))
            return Wanted(inspection, PhotoSubject.OTHER, 0, self.caption.text(), paper=paper)
        subject = PhotoSubject(value)
        if subject is PhotoSubject.SEALED_BAG:
            bag = self.bag.value() if len(self._bags) > 1 else "".join(self._bags)
            return Wanted(inspection, subject, 0, self.caption.text(), exhibit=bag)
        return Wanted(inspection, subject, int(self.line.value() or 0), self.caption.text())

    def set_editable(self, editable: bool) -> None:
        """Let something be said, or not."""
        for field in (self.subject, self.line, self.bag, self.caption):
            field.setEnabled(editable)

    @Slot()
    def _turned(self) -> None:
        """Another kind of photograph: the line that was meant before is not meant any more."""
        self._fit()
        self.line.choose("0")

    def _fit(self) -> None:
        value = self.subject.value()
        of_bag = value == PhotoSubject.SEALED_BAG
        asks_bag = of_bag and len(self._bags) > 1
        asks_line = bool(self._lines) and not of_bag and not value.startswith(_PAPER)
        self._bag_field.setVisible(asks_bag)
        self._line_field.setVisible(asks_line)
        self._which.setVisible(asks_bag or asks_line)
        none = [] if value == PhotoSubject.PRODUCT and self._lines else [("0", self.tr("No line"))]
        self.line.set_choices([*none, *self._lines])


def _line_words(number: int, description: str) -> str:
    return f"{number}  {isolated(' '.join(description[:80].split()))}"
