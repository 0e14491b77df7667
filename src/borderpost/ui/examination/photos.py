"""The photographs: from the camera, from files, dropped or pasted; each kept by its SHA-256."""

from dataclasses import replace

from PySide6.QtCore import QMimeData, QSize, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from borderpost.domain.codes import PhotoSubject
from borderpost.domain.decisions import Verb
from borderpost.domain.inspection import Inspection, Photograph, correctable
from borderpost.ui.examination.beside import Beside
from borderpost.ui.examination.case import Case
from borderpost.ui.examination.course import Next, Part, next_subject
from borderpost.ui.examination.keeping import Keeping, Wanted
from borderpost.ui.examination.pick import Pick
from borderpost.ui.examination.places import place_of
from borderpost.ui.examination.section import Section
from borderpost.ui.examination.thumbnails import LARGEST, Thumbnails, picture_of
from borderpost.ui.examination.viewer import PhotoViewer
from borderpost.ui.icons import Icon
from borderpost.ui.kit import Button, FormField, Notice, Photo, PhotoStrip, ShortcutHint, Text
from borderpost.ui.theme.tokens import Size, Space, TextStyle, Tone
from borderpost.ui.words.amounts import isolated
from borderpost.ui.words.codes import choices, word
from borderpost.ui.words.rules import error_sentence

_FILES = "*.jpg *.jpeg *.png *.tif *.tiff *.bmp *.webp"
_SHOWN_HASH = 12


class EvidenceStrip(PhotoStrip):
    """A strip with what each photograph shows, in up to two lines, and the beginning of its hash beneath."""

    def restyle(self) -> None:
        """Give the captions a second and a third line, beneath a picture as high as they come."""
        super().restyle()
        self.setWordWrap(True)
        # a caption of two lines, or a higher picture, must not be cut to the measure of the first one
        self.setUniformItemSizes(False)
        grid = self.gridSize()
        grid.setHeight(grid.height() + 2 * self.fontMetrics().height())
        self.setGridSize(grid)
        self.setMinimumHeight(grid.height() + 2 * Space.S)

    def sizeHint(self) -> QSize:
        """As high as the least: a layout with wrapped text in it gives hints, not least sizes, their due."""
        return QSize(super().sizeHint().width(), self.minimumHeight())


class PhotosSection(Section):
    """What the next photograph shows is proposed by what is missing; files are kept one after the other."""

    part = Part.PHOTOGRAPHS

    def __init__(self, case: Case, parent: QWidget | None = None) -> None:
        super().__init__(case, parent)
        self._inspection = ""
        self._proposed: PhotoSubject | None = None
        self._keeping = Keeping(case, self)
        self._keeping.kept.connect(self._kept)
        self._keeping.failed.connect(self._failed)
        self._keeping.moved.connect(self._show_progress)
        self._opened = ""
        self._thumbnails = Thumbnails(case.desk, 2 * Size.THUMB, self)
        self._thumbnails.arrived.connect(self._show_strip)
        self.page = QWidget()
        self._lay_out_page()
        self.viewer = PhotoViewer()
        self.viewer.hide()
        self.viewer.closed.connect(self._close_viewer)
        self.column.addWidget(self.page, 1)
        self.column.addWidget(self.viewer, 1)
        self.setAcceptDrops(True)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        paste.activated.connect(self._paste)

    def _lay_out_page(self) -> None:
        column = QVBoxLayout(self.page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        self.subject = Pick(choices(PhotoSubject))
        self.line = Pick()
        self.caption = QLineEdit()
        self._line_field = FormField(self.tr("Of line"), self.line)
        first = Beside(FormField(self.tr("It shows"), self.subject), self._line_field, from_width=300)
        caption = FormField(self.tr("Caption"), self.caption)
        column.addWidget(Beside(first, caption, from_width=560, shares=(3, 2)))
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        self.take = Button(self.tr("Take a photograph"), icon=Icon.CAMERA)
        self.take.clicked.connect(self.submit)
        self.files = Button(self.tr("Choose files…"), icon=Icon.FOLDER, key="F9")
        self.files.clicked.connect(self._choose_files)
        row.addWidget(ShortcutHint("F8"))
        row.addWidget(self.take)
        row.addWidget(ShortcutHint("F9"))
        row.addWidget(self.files)
        row.addStretch(1)
        column.addLayout(row)
        self.problem = Notice("", Tone.CRITICAL)
        self.progress = Notice("", Tone.INFO)
        self.again = Button(self.tr("Keep again"), icon=Icon.SYNC)
        self.again.clicked.connect(self._keep_again)
        self.again.hide()
        column.addWidget(self.problem)
        column.addWidget(self.again)
        column.addWidget(self.progress)
        self.strip = EvidenceStrip(self.tr("Photographs"), self._thumbnail, wrapping=True)
        self.strip.opened.connect(self._open)
        self.strip.removal_asked.connect(self._remove)
        column.addWidget(self.strip, 1)
        hint = self.tr("Enter shows a photograph, Delete takes it back. Files can be dropped or pasted here.")
        column.addWidget(Text(hint, TextStyle.CAPTION, muted=True, wrap=True))

    def title(self) -> str:
        """Return the word for this part."""
        return self.tr("Photographs")

    def count(self, state: Inspection) -> int:
        """Return how many photographs count."""
        return len(state.photographs)

    def begin(self) -> None:
        """Start at the camera."""
        if self._opened:
            self.viewer.back.setFocus()
        elif self.take.isEnabled():
            self.take.setFocus()
        else:
            self.strip.setFocus()

    def clear(self) -> None:
        """Forget what was typed; what was asked for already is still kept, with the item it is of."""
        self.caption.clear()
        self.problem.set_notice("")
        self._close_viewer()

    def renew(self, state: Inspection, coming: Next) -> None:
        """Show the photographs, and propose what the next one shows."""
        if state.id != self._inspection:
            self._inspection = state.id
            self._thumbnails.forget()
            self._proposed = None
        lines = [("0", self.tr("No line"))]
        lines += [
            (str(line.act.line), _line_words(line.act.line, line.act.description)) for line in state.lines
        ]
        self.line.set_choices(lines)
        self._line_field.setVisible(bool(state.lines))
        proposed = next_subject(state)
        if proposed is not self._proposed:
            self._proposed = proposed
            self.subject.choose(proposed)
            one = proposed is PhotoSubject.PRODUCT and len(state.lines) == 1
            self.line.choose(str(state.lines[0].act.line) if one else "0")
        for photograph in state.photographs:
            self._thumbnails.fetch(photograph.sha256)
        self._show_strip()
        why_not = self.case.why_not(Verb.PHOTOGRAPH)
        for button in (self.take, self.files):
            button.setEnabled(not why_not)
            button.setToolTip(why_not)
            button.setAccessibleDescription(why_not)
        for field in (self.subject, self.line, self.caption):
            field.setEnabled(not why_not)

    def is_ready(self) -> bool:
        """A photograph can be taken at any time."""
        return self.take.isEnabled() and not self._opened

    def action(self) -> tuple[str, Icon]:
        """Return what `submit` does."""
        return self.take.text(), Icon.CAMERA

    @Slot()
    def submit(self) -> None:
        """Take a photograph with the camera."""
        if not self.take.isEnabled():
            return
        self._close_viewer()
        self._add([self._wanted()])

    def add_files(self, paths: list[str]) -> None:
        """Keep picture files, one after the other; all of them show what is chosen now."""
        if self.files.isEnabled():
            self._add([replace(self._wanted(), path=path) for path in paths])

    def _wanted(self) -> Wanted:
        state = self.case.state
        return Wanted(
            state.id if state else "",
            PhotoSubject(self.subject.value()),
            int(self.line.value() or 0),
            self.caption.text(),
        )

    def _add(self, wanted: list[Wanted]) -> None:
        self.problem.set_notice("")
        self._keeping.add(wanted)

    @Slot()
    def _kept(self) -> None:
        self.caption.clear()

    @Slot(object)
    def _failed(self, error: BaseException) -> None:
        self.problem.set_notice(error_sentence(error), Tone.CRITICAL)

    @Slot(int)
    def _show_progress(self, count: int) -> None:
        text = self.tr("Being kept: {count}").format(count=count) if count else ""
        self.progress.set_notice(text, Tone.INFO)
        held = self._keeping.held
        self.again.setText(self.tr("Keep photographs again: %n", "", held))
        self.again.setVisible(held > 0)

    @Slot()
    def _keep_again(self) -> None:
        """Give the photographs another try that were taken and could not be recorded."""
        self.problem.set_notice("")
        self.take.setFocus()
        self._keeping.again()

    @Slot()
    def _show_strip(self) -> None:
        state = self.case.state
        if state is None:
            return
        self.strip.set_photos(
            [
                Photo(p.mark.entry, f"{word(p.subject)}\n{p.sha256[:_SHOWN_HASH]}", self._description(p))
                for p in state.photographs
                if self._thumbnails.has(p.sha256)
            ]
        )

    def _thumbnail(self, entry: str, side: int) -> QImage:
        photograph = self._photograph(entry)
        return self._thumbnails.image(photograph.sha256, side) if photograph else QImage()

    def _description(self, photograph: Photograph) -> str:
        parts = [word(photograph.subject), isolated(photograph.caption), place_of(photograph.mark)]
        parts += [f"SHA-256 {photograph.sha256}", self._thumbnails.problem(photograph.sha256)]
        return "\n".join(part for part in parts if part)

    def _photograph(self, entry: str) -> Photograph | None:
        state = self.case.state
        taken = state.photographs if state else ()
        return next((photograph for photograph in taken if photograph.mark.entry == entry), None)

    @Slot(str)
    def _open(self, entry: str) -> None:
        photograph = self._photograph(entry)
        if photograph is None:
            return
        self._opened = entry
        self.viewer.show_photograph(photograph, self.case.name_of(photograph.mark.officer))
        self.page.hide()
        self.viewer.show()
        self.viewer.back.setFocus()
        evidence = self.case.desk.evidence

        def arrived(image: QImage) -> None:
            self.viewer.show_image(image)

        def failed(error: BaseException) -> None:
            self.viewer.show_problem(error_sentence(error))

        self.case.desk.tasks.run(
            lambda: self.case.desk.reads.read(
                lambda pages: picture_of(evidence.read(photograph.sha256), LARGEST)
            ),
            arrived,
            failed,
            owner=self,
            key="viewer",
        )

    @Slot()
    def _close_viewer(self) -> None:
        if not self._opened:
            return
        self._opened = ""
        self.viewer.hide()
        self.page.show()
        self.strip.setFocus()

    @Slot(str)
    def _remove(self, entry: str) -> None:
        state, photograph = self.case.state, self._photograph(entry)
        if state is None or photograph is None or Verb.CORRECT not in self.case.verbs():
            return
        if entry in correctable(state):
            words = self.tr("photograph {hash}").format(hash=photograph.sha256[:_SHOWN_HASH])
            self.removal_asked.emit(entry, f"{word(photograph.subject)}, {words}")

    @Slot()
    def _choose_files(self) -> None:
        dialog = QFileDialog(self, self.tr("Choose photographs"))
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters([self.tr("Pictures") + f" ({_FILES})", self.tr("All files") + " (*)"])
        dialog.filesSelected.connect(self._chosen_files)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot("QStringList")
    def _chosen_files(self, paths: list[str]) -> None:
        self.add_files(list(paths))

    @Slot()
    def _paste(self) -> None:
        self.add_files(_paths_in(QGuiApplication.clipboard().mimeData()))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if _paths_in(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Keep the files that were let go here."""
        self.add_files(_paths_in(event.mimeData()))
        event.acceptProposedAction()


def _paths_in(untrusted: QMimeData) -> list[str]:
    return [url.toLocalFile() for url in untrusted.urls() if url.isLocalFile()]


def _line_words(number: int, description: str) -> str:
    return f"{number}  {isolated(' '.join(description[:80].split()))}"
