"""The photographs of a story: a strip of thumbnails, and one of them by itself with all that proves it."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from borderpost.domain import acts
from borderpost.domain.evidence_acts import DrawnMark
from borderpost.ui.aside import aside
from borderpost.ui.desk import Desk
from borderpost.ui.examination.photo_marks import paint_marks
from borderpost.ui.icons import Icon
from borderpost.ui.kit import Button, KeyValueGrid, Notice, Photo, PhotoStrip, Text
from borderpost.ui.story.pictures import LARGE, Picture, Pictures, read_picture
from borderpost.ui.story.story import Event, Story
from borderpost.ui.story.told import taken_back_words
from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import Role, Space, TextStyle, Tone
from borderpost.ui.words.amounts import moment_text
from borderpost.ui.words.codes import word
from borderpost.ui.words.names import Names, own


def photographs_of(story: Story) -> list[tuple[Event, acts.PhotographTaken]]:
    """Return every photograph ever taken, those taken back too."""
    return [(event, event.act) for event in story.events if isinstance(event.act, acts.PhotographTaken)]


def marks_over(story: Story) -> dict[str, tuple[DrawnMark, ...]]:
    """Return the marks that count, by the entry of the photograph that they lie over."""
    found: dict[str, tuple[DrawnMark, ...]] = {}
    for event in story.events:
        if isinstance(event.act, acts.PhotographAnnotated) and event.counts:
            before = found.get(event.act.photograph, ())
            found[event.act.photograph] = (*before, *event.act.marks)
    return found


class StoryPhotographs(QWidget):
    """The strip, and a line above it that says which files are lost. `opened` gives an entry's id."""

    opened = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures = Pictures(desk, self)
        self._pictures.arrived.connect(self._arrived)
        self._taken: list[tuple[Event, acts.PhotographTaken]] = []
        self._hashes: dict[str, str] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        self.notice = Notice("", Tone.CRITICAL)
        self.strip = PhotoStrip(self.tr("Photographs"), self._thumbnail)
        self.strip.opened.connect(self.opened)
        column.addWidget(self.notice)
        column.addWidget(self.strip)

    def set_story(self, story: Story, *, afresh: bool) -> None:
        """Show the photographs of a story; `afresh` checks every file anew."""
        if afresh:
            self._pictures.forget()
        self._taken = photographs_of(story)
        self._hashes = {event.entry.id: act.sha256 for event, act in self._taken}
        self._show()
        if afresh:
            for event, _ in self._taken:
                self.strip.refresh(event.entry.id)
        for _, act in self._taken:
            self._pictures.want(act.sha256, act.form)

    def _thumbnail(self, key: str, side: int) -> QImage:
        return self._pictures.thumbnail(self._hashes.get(key, ""), side)

    @Slot(str)
    def _arrived(self, sha256: str) -> None:
        for key, known in self._hashes.items():
            if known == sha256:
                self.strip.refresh(key)
        if self._pictures.is_lost(sha256):
            self._show()

    def _show(self) -> None:
        lost = [act.sha256 for _, act in self._taken if self._pictures.is_lost(act.sha256)]
        text = self.tr("Missing, or no longer what was captured: {hashes}. Tell a supervisor.")
        hashes = ", ".join(f"{sha256[:12]}…" for sha256 in lost)
        self.notice.set_notice(text.format(hashes=hashes) if lost else "", Tone.CRITICAL)
        self.strip.set_photos([self._photo(event, act) for event, act in self._taken])

    def _photo(self, event: Event, act: acts.PhotographTaken) -> Photo:
        caption = own(act.caption) or word(act.subject)
        if not event.counts:
            caption = self.tr("Taken back: {caption}").format(caption=caption)
        if self._pictures.is_lost(act.sha256):
            caption = self.tr("Lost: {caption}").format(caption=caption)
        described = self.tr("{caption}, entry {number}, SHA-256 {hash}")
        return Photo(
            event.entry.id,
            caption,
            described.format(caption=caption, number=event.entry.sequence, hash=act.sha256[:12]),
        )


class PictureField(QWidget):
    """One picture, as large as fits."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self._marks: tuple[DrawnMark, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_image(self, image: QImage, name: str) -> None:
        """Show a picture and say what it is."""
        self._image = image
        self.setAccessibleName(name)
        self.update()

    def show_marks(self, marks: Sequence[DrawnMark]) -> None:
        """Show these marks over the picture, which stays as it is."""
        self._marks = tuple(marks)
        self.update()

    def minimumSizeHint(self) -> QSize:
        """Room enough to see something."""
        return QSize(320, 240)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture in the middle, and the focus around it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        field = self.rect().adjusted(Space.XS, Space.XS, -Space.XS, -Space.XS)
        painter.fillRect(self.rect(), look.colour(Role.SUNKEN))
        if not self._image.isNull():
            size = self._image.size().scaled(field.size(), Qt.AspectRatioMode.KeepAspectRatio)
            placed = QRect(field.topLeft(), size)
            placed.moveCenter(field.center())
            painter.drawImage(placed, self._image)
            paint_marks(painter, QRectF(placed), self._marks, look.font(TextStyle.STRONG))
        if self.hasFocus():
            painter.setPen(look.colour(Role.FOCUS))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
            painter.drawRect(self.rect().adjusted(1, 1, -2, -2))
        painter.end()


class PhotographPage(QWidget):
    """One photograph by itself: Left and Right go to its neighbours, Escape goes back (`closed`)."""

    closed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._taken: Sequence[tuple[Event, acts.PhotographTaken]] = ()
        self._names = Names()
        self._marks: dict[str, tuple[DrawnMark, ...]] = {}
        self._place = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        self._title = Text("", TextStyle.TITLE)
        self._count = Text("", muted=True)
        self.back = Button(self.tr("Back to the story"), icon=Icon.UNDO)
        self.back.clicked.connect(self.closed)
        head.addWidget(self._title)
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self.back)
        column.addLayout(head)
        self.notice = Notice("", Tone.CRITICAL)
        column.addWidget(self.notice)
        self.field = PictureField()
        column.addWidget(self.field, 1)
        self.facts = KeyValueGrid(1)
        column.addWidget(self.facts)

    def show_photograph(self, story: Story, entry: str) -> None:
        """Show the photograph of an entry."""
        self._taken = photographs_of(story)
        self._names = story.names
        self._marks = marks_over(story)
        entries = [event.entry.id for event, _ in self._taken]
        self._place = entries.index(entry) if entry in entries else 0
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right walk, in reading direction; Escape goes back."""
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        steps = {Qt.Key.Key_Left: 1 if mirrored else -1, Qt.Key.Key_Right: -1 if mirrored else 1}
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in steps and self._taken:
            self._place = (self._place + steps[Qt.Key(event.key())]) % len(self._taken)
            self._show()
        else:
            super().keyPressEvent(event)

    def _show(self) -> None:
        if not self._taken:
            return
        event, act = self._taken[self._place]
        entry = event.entry
        title = own(act.caption) or word(act.subject)
        self._title.setText(title)
        count = self.tr("{number} of {all}")
        self._count.setText(count.format(number=self._place + 1, all=len(self._taken)))
        taken = self.tr("{time} by {officer} with {device}").format(
            time=moment_text(entry.at, entry.offset_minutes),
            officer=own(self._names.officer(entry.officer)),
            device=own(act.device) or "–",
        )
        self.facts.set_rows(
            [
                (self.tr("Shows"), word(act.subject), False),
                (self.tr("Taken"), taken, False),
                (self.tr("SHA-256"), act.sha256, True),
                (self.tr("Journal"), f"#{entry.sequence}  {entry.hash}", True),
            ]
        )
        self.notice.set_notice(taken_back_words(event, self._names), Tone.CAUTION)
        self.field.show_image(QImage(), title)
        self.field.show_marks(self._marks.get(entry.id, ()))
        evidence = self._desk.evidence

        def done(picture: Picture) -> None:
            self.field.show_image(picture.image, title)
            if picture.lost or picture.image.isNull():
                lost = self.tr(
                    "The file is missing, or it is no longer what was captured. Tell a supervisor."
                )
                self.notice.set_notice(lost, Tone.CRITICAL)

        self._desk.tasks.run(
            lambda: aside(lambda: read_picture(evidence, act.sha256, LARGE, act.form)),
            done,
            owner=self,
            key="photograph",
        )
