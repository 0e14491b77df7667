"""The photographs: from the camera, from files, dropped or pasted; each kept by its SHA-256."""

from dataclasses import replace

from PySide6.QtCore import QMimeData, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from borderpost.domain.codes import PhotoSubject
from borderpost.domain.decisions import Verb
from borderpost.domain.evidence_codes import FileForm
from borderpost.domain.evidence_kept import Paper
from borderpost.domain.inspection import Inspection, Photograph, correctable
from borderpost.domain.photo_set import Prompt
from borderpost.ui.aside import aside
from borderpost.ui.camera import CameraPreview, CameraView
from borderpost.ui.desk import StillImage
from borderpost.ui.examination.beside import Beside
from borderpost.ui.examination.case import Case
from borderpost.ui.examination.course import Next, Part
from borderpost.ui.examination.keeping import Keeping, Wanted
from borderpost.ui.examination.photo_arrivals import Arrivals
from borderpost.ui.examination.photo_form import PhotoForm
from borderpost.ui.examination.photo_image import picture_of
from borderpost.ui.examination.photo_offer import ArrivalOffer
from borderpost.ui.examination.photo_prompts import PhotoPrompts
from borderpost.ui.examination.photo_seal_check import SealCheck
from borderpost.ui.examination.photo_strip import EvidenceStrip, shown_of
from borderpost.ui.examination.section import Section
from borderpost.ui.examination.thumbnails import LARGEST, Thumbnails
from borderpost.ui.examination.viewer import PhotoViewer
from borderpost.ui.icons import Icon
from borderpost.ui.kit import Button, Notice, ShortcutHint, Text
from borderpost.ui.theme.tokens import Size, Space, TextStyle, Tone
from borderpost.ui.words.rules import error_sentence

_FILES = "*.jpg *.jpeg *.png *.tif *.tiff *.pdf"


class PhotosSection(Section):
    """What the next photograph shows is proposed by what is missing; files are kept one after the other."""

    part = Part.PHOTOGRAPHS

    def __init__(
        self,
        case: Case,
        camera: CameraView | None = None,
        arrivals: Arrivals | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`camera` is shown beside the photographs; `arrivals` are files of the X-ray machine."""
        super().__init__(case, parent)
        self._inspection = ""
        self._proposed: Prompt | None = None
        self._keeping = Keeping(case, self)
        self._keeping.had.connect(self._had)
        self._keeping.kept.connect(self._kept)
        self._keeping.failed.connect(self._failed)
        self._keeping.moved.connect(self._show_progress)
        self._opened = ""
        self._thumbnails = Thumbnails(case.desk, 2 * Size.THUMB, self)
        self._thumbnails.arrived.connect(self._show_strip)
        self._seals = SealCheck(case.desk, self)
        self._seals.told.connect(self._tell_of_seal)
        self.page = QWidget()
        self._lay_out_page(camera, arrivals)
        self.viewer = PhotoViewer(case)
        self.viewer.hide()
        self.viewer.closed.connect(self._close_viewer)
        self.viewer.removal_asked.connect(self.removal_asked)
        self.column.addWidget(self.page, 1)
        self.column.addWidget(self.viewer, 1)
        self.setAcceptDrops(True)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        paste.activated.connect(self._paste)

    def _lay_out_page(self, camera: CameraView | None, arrivals: Arrivals | None) -> None:
        column = QVBoxLayout(self.page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(
            Beside(self._taking(arrivals), self._asked_for(camera), from_width=620, shares=(3, 2)), 1
        )
        hint = self.tr(
            "Enter shows a photograph, Delete takes it back. Pictures and PDFs can be dropped or pasted here."
        )
        column.addWidget(Text(hint, TextStyle.CAPTION, muted=True, wrap=True))

    def _taking(self, arrivals: Arrivals | None) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        self.form = PhotoForm()
        self.subject, self.line, self.caption = self.form.subject, self.form.line, self.form.caption
        column.addWidget(self.form)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        self.take = Button(self.tr("Take a photograph"), icon=Icon.CAMERA)
        self.take.clicked.connect(self.submit)
        self.files = Button(self.tr("Files…"), icon=Icon.FOLDER, key="F9")
        self.files.clicked.connect(self._choose_files)
        row.addWidget(ShortcutHint("F8"))
        row.addWidget(self.take)
        row.addWidget(ShortcutHint("F9"))
        row.addWidget(self.files)
        row.addStretch(1)
        column.addLayout(row)
        self.offer = ArrivalOffer(arrivals)
        self.offer.taken.connect(self._keep_arrival)
        self.problem = Notice("", Tone.CRITICAL)
        self.progress = Notice("", Tone.INFO)
        self.seal = Notice("", Tone.INFO)
        self.again = Button(self.tr("Keep again"), icon=Icon.SYNC)
        self.again.clicked.connect(self._keep_again)
        self.again.hide()
        for widget in (self.offer, self.problem, self.again, self.progress, self.seal):
            column.addWidget(widget)
        self.strip = EvidenceStrip(self.tr("Photographs"), self._thumbnail, wrapping=True)
        self.strip.opened.connect(self._open)
        self.strip.removal_asked.connect(self._remove)
        column.addWidget(self.strip, 1)
        return whole

    def _asked_for(self, camera: CameraView | None) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        self.live = CameraPreview(camera)
        if camera is None:
            self.live.hide()
        self.prompts = PhotoPrompts(self.case)
        self.prompts.chosen.connect(self._aim)
        self.prompts.removal_asked.connect(self.removal_asked)
        column.addWidget(self.live)
        column.addWidget(self.prompts, 1)
        return whole

    def title(self) -> str:
        """Return the word for this part."""
        return self.tr("Photographs")

    def count(self, state: Inspection) -> int:
        """Return how many photographs and documents count."""
        return len(state.photographs) + len(state.evidence.papers)

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
        self.seal.set_notice("")
        self.prompts.put_away()
        self._close_viewer()

    def renew(self, state: Inspection, coming: Next) -> None:
        """Show the photographs, and propose what the next one shows."""
        if state.id != self._inspection:
            self._inspection = state.id
            self._thumbnails.forget()
            self._proposed = None
        self.form.renew(state)
        self.prompts.renew(state, coming.disposition)
        other = PhotoSubject.PRODUCT if state.lines else PhotoSubject.OTHER
        shot = self.prompts.next_shot() or Prompt(other)
        proposed = Prompt(shot.subject, shot.line, shot.exhibit)
        if proposed != self._proposed:
            self._proposed = proposed
            self.form.aim(proposed)
        for photograph in state.photographs:
            self._thumbnails.fetch(photograph.sha256, photograph.form)
        for paper in state.evidence.papers:
            self._thumbnails.fetch(paper.sha256, paper.form)
        self._show_strip()
        self.viewer.show_annotations()
        why_not = self.case.why_not(Verb.PHOTOGRAPH)
        for button in (self.take, self.files):
            button.setEnabled(not why_not)
            button.setToolTip(why_not)
            button.setAccessibleDescription(why_not)
        self.form.set_editable(not why_not)
        self.offer.set_open(not why_not)

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
        """Keep files, one after the other; all of them show what is chosen now."""
        if self.files.isEnabled():
            self._add([replace(self._wanted(), path=path) for path in paths])

    def _wanted(self) -> Wanted:
        return self.form.wanted(self.case.state.id if self.case.state else "")

    def _add(self, wanted: list[Wanted]) -> None:
        self.problem.set_notice("")
        self.seal.set_notice("")
        self._keeping.add(wanted)

    @Slot(str)
    def _keep_arrival(self, path: str) -> None:
        """A file of the X-ray machine is of this item: its officer has said so."""
        state = self.case.state
        if state is not None and self.files.isEnabled():
            self._add([Wanted(state.id, PhotoSubject.XRAY, 0, self.caption.text(), path=path)])

    @Slot(object)
    def _aim(self, prompt: Prompt) -> None:
        self.form.aim(prompt)
        self.take.setFocus()

    @Slot(object)
    def _had(self, still: StillImage) -> None:
        """Make it small while it is being kept; it is shown once it is recorded."""
        self._thumbnails.make_of(still)

    @Slot(object, object)
    def _kept(self, wanted: Wanted, still: StillImage) -> None:
        self.caption.clear()
        state = self.case.state
        if state is None or wanted.subject is not PhotoSubject.SEALED_BAG or still.form is FileForm.PDF:
            return
        bag = next((bag for bag in state.bags if bag.bag == wanted.exhibit), None)
        if bag is not None and state.id == wanted.inspection:
            self._seals.look(bag.seal, still.data)

    @Slot(str, object)
    def _tell_of_seal(self, text: str, tone: Tone) -> None:
        self.seal.set_notice(text, tone)

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
        if self.case.state is not None:
            self.strip.set_photos(shown_of(self.case.state, self._thumbnails))

    def _thumbnail(self, entry: str, side: int) -> QImage:
        found = self._found(entry)
        return self._thumbnails.image(found.sha256, side) if found else QImage()

    def _found(self, entry: str) -> Photograph | Paper | None:
        state = self.case.state
        kept: list[Photograph | Paper] = [*state.photographs, *state.evidence.papers] if state else []
        return next((one for one in kept if one.mark.entry == entry), None)

    @Slot(str)
    def _open(self, entry: str) -> None:
        found = self._found(entry)
        if found is None:
            return
        self._opened = entry
        name = self.case.name_of(found.mark.officer)
        if isinstance(found, Photograph):
            self.viewer.show_photograph(found, name)
        else:
            self.viewer.show_paper(found, name)
        self.page.hide()
        self.viewer.show()
        self.viewer.back.setFocus()
        evidence, sha256, form = self.case.desk.evidence, found.sha256, found.form

        def read() -> QImage | bytes:
            data = evidence.read(sha256)
            return data if form is FileForm.PDF else picture_of(data, LARGEST, form)

        def arrived(shown: QImage | bytes) -> None:
            if isinstance(shown, bytes):
                self.viewer.show_pages(shown)
            else:
                self.viewer.show_image(shown)

        def failed(error: BaseException) -> None:
            self.viewer.show_problem(error_sentence(error))

        self.case.desk.tasks.run(lambda: aside(read), arrived, failed, owner=self, key="viewer")

    @Slot()
    def _close_viewer(self) -> None:
        if not self._opened:
            return
        self._opened = ""
        self.viewer.leave()
        self.viewer.hide()
        self.page.show()
        self.strip.setFocus()

    @Slot(str)
    def _remove(self, entry: str) -> None:
        state, found = self.case.state, self._found(entry)
        if state is None or found is None or Verb.CORRECT not in self.case.verbs():
            return
        if entry in correctable(state):
            shown = next(photo for photo in self.strip.photos() if photo.key == entry)
            self.removal_asked.emit(entry, shown.caption.replace("\n", ", "))

    @Slot()
    def _choose_files(self) -> None:
        dialog = QFileDialog(self, self.tr("Choose photographs and documents"))
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters(
            [self.tr("Pictures and documents") + f" ({_FILES})", self.tr("All files") + " (*)"]
        )
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
