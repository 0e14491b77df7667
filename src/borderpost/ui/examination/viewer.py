"""One photograph at the size of the page, with everything that is known of it."""

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from borderpost.domain.inspection import Photograph
from borderpost.ui.examination.places import place_of
from borderpost.ui.icons import Icon
from borderpost.ui.kit import Button, Code, Notice, Text
from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import Radius, Role, Space, TextStyle, Tone
from borderpost.ui.words.amounts import isolated
from borderpost.ui.words.codes import word


class Picture(look.Themed, QWidget):
    """Paints an image as large as the room allows, never larger than it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_image(self, image: QImage) -> None:
        """Show another image."""
        self._image = image
        self.update()

    def restyle(self) -> None:
        """Paint again."""
        self.update()

    def sizeHint(self) -> QSize:
        """Room enough to see something."""
        return QSize(look.px(320), look.px(220))

    def minimumSizeHint(self) -> QSize:
        """No less."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the image in the middle."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.SmoothPixmapTransform | QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour(Role.SUNKEN))
        painter.drawRoundedRect(self.rect(), Radius.MEDIUM, Radius.MEDIUM)
        if not self._image.isNull():
            room = self.size() - QSize(2 * Space.S, 2 * Space.S)
            size = self._image.size()
            if size.width() > room.width() or size.height() > room.height():
                size = size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
            field = self.rect()
            field.setSize(size)
            field.moveCenter(self.rect().center())
            painter.drawImage(field, self._image)
        painter.end()


class PhotoViewer(QWidget):
    """Escape or the button goes back to the strip."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        self.picture = Picture()
        self._heading = Text("", TextStyle.HEADING, wrap=True)
        self._facts = Text("", TextStyle.BODY, muted=True, wrap=True)
        self._hash = Code("", TextStyle.CODE)
        self._hash.setWordWrap(True)
        self._problem = Notice("", Tone.CRITICAL)
        self.back = Button(self.tr("Back to the photographs"), icon=Icon.PHOTO)
        self.back.clicked.connect(self.closed)
        row = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(Space.HAIR)
        words.addWidget(self._heading)
        words.addWidget(self._facts)
        words.addWidget(self._hash)
        row.addLayout(words, 1)
        row.addWidget(self.back, 0, Qt.AlignmentFlag.AlignBottom)
        column.addWidget(self.picture, 1)
        column.addWidget(self._problem)
        column.addLayout(row)

    def show_photograph(self, photograph: Photograph, taken_by: str) -> None:
        """Tell of a photograph; its picture follows by `show_image`."""
        self.picture.show_image(QImage())
        heading = word(photograph.subject)
        if photograph.caption:
            heading = f"{heading}: {isolated(photograph.caption)}"
        self._heading.setText(heading)
        facts = self.tr("{width} × {height} px, {size} bytes, from {device}, by {officer}, {place}")
        self._facts.setText(
            facts.format(
                width=photograph.width,
                height=photograph.height,
                size=photograph.size,
                device=isolated(photograph.device),
                officer=isolated(taken_by),
                place=place_of(photograph.mark),
            )
        )
        self._hash.set_code(f"SHA-256 {photograph.sha256[:32]} {photograph.sha256[32:]}")
        self._problem.set_notice("")
        self.setAccessibleName(heading)

    def show_image(self, image: QImage) -> None:
        """Show the picture itself."""
        self.picture.show_image(image)

    @Slot(str)
    def show_problem(self, text: str) -> None:
        """Say why the picture cannot be shown."""
        self._problem.set_notice(text, Tone.CRITICAL)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)
