"""A right-holder's features, one at a time: how genuine goods look beside how fake ones do."""

from collections.abc import Callable

from PySide6.QtCore import QRect, QSize, Qt, Slot
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from borderpost.domain.brands.pack import BrandPack, Feature
from borderpost.ui.icons import Icon
from borderpost.ui.kit import Button, ButtonKind, StatusPill, Text
from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import Role, Space, TextStyle, Tone

_LARGEST = 900
_PICTURE = (120, 90)  # px at 100 % text size, at the least
_TALLEST = 260


class FeaturePicture(look.Themed, QWidget):
    """One picture, as large as there is room for; its words are for the ear."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_picture(self, image: QImage, words: str) -> None:
        """Show another picture; a null one hides it."""
        self._image = image
        self.setAccessibleName(words)
        self.setVisible(not image.isNull())
        self.updateGeometry()
        self.update()

    def image(self) -> QImage:
        """Return what is shown."""
        return self._image

    def restyle(self) -> None:
        """Measure again."""
        self.updateGeometry()
        self.update()

    def heightForWidth(self, width: int) -> int:
        """As high as the picture is at a width."""
        size = self._image.size()
        return min(look.px(_TALLEST), width * size.height() // max(1, size.width()))

    def sizeHint(self) -> QSize:
        """As the picture is shaped."""
        size = self._image.size() if not self._image.isNull() else QSize(4, 3)
        return size.scaled(look.px(320), look.px(_TALLEST), Qt.AspectRatioMode.KeepAspectRatio)

    def minimumSizeHint(self) -> QSize:
        """Large enough to tell one from the other."""
        return QSize(look.px(_PICTURE[0]), look.px(_PICTURE[1]))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture in the middle, framed."""
        if self._image.isNull():
            return
        room = self.rect().adjusted(1, 1, -1, -1)
        size = self._image.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        field = QRect(0, 0, size.width(), size.height())
        field.moveCenter(room.center())
        field.moveTop(room.top())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(field, self._image)
        painter.setPen(look.colour(Role.BORDER))
        painter.drawRect(field)
        painter.end()


class _Side(QWidget):
    """One side of a feature: its word, its picture, what to look for."""

    def __init__(self, word: str, tone: Tone, icon: Icon, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._word = word
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(StatusPill(word, tone, icon))
        self.picture = FeaturePicture()
        self.words = Text("", wrap=True)
        self.words.align(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.picture)
        column.addWidget(self.words)
        column.addStretch(1)

    def show_side(self, image: QImage, words: str) -> None:
        self.words.setText(words)
        self.picture.show_picture(image, f"{self._word}: {words}")


class FeaturePanel(QWidget):
    """Steps through the features that are for the goods in hand; hidden where there is none."""

    def __init__(self, picture: Callable[[str], bytes], parent: QWidget | None = None) -> None:
        """`picture` gives the bytes of a picture by its SHA-256."""
        super().__init__(parent)
        self._read = picture
        self._pack: BrandPack | None = None
        self._features: tuple[Feature, ...] = ()
        self._number = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        self.heading = Text("", TextStyle.HEADING, wrap=True)
        self.next = Button(self.tr("Next feature"), ButtonKind.QUIET, Icon.NEXT, key="Alt+F")
        self.next.clicked.connect(self._on)
        head.addWidget(self.heading, 1)
        head.addWidget(self.next)
        column.addLayout(head)
        sides = QHBoxLayout()
        sides.setSpacing(Space.M)
        self.genuine = _Side(self.tr("Genuine"), Tone.POSITIVE, Icon.CHECK)
        self.fake = _Side(self.tr("Fake"), Tone.CRITICAL, Icon.CROSS)
        sides.addWidget(self.genuine, 1)
        sides.addWidget(self.fake, 1)
        column.addLayout(sides)
        self.source = Text("", TextStyle.CAPTION, muted=True, wrap=True)
        column.addWidget(self.source)
        self.hide()

    def show_features(self, pack: BrandPack | None, features: tuple[Feature, ...]) -> None:
        """Show these, the first one first; what is shown already stays where it is."""
        if (pack, features) == (self._pack, self._features):
            return
        self._pack, self._features, self._number = pack, features, 0
        self._renew()

    @Slot()
    def _on(self) -> None:
        if self._features:
            self._number = (self._number + 1) % len(self._features)
            self._renew()

    def _renew(self) -> None:
        self.setVisible(bool(self._features))
        if not self._features or self._pack is None:
            return
        feature = self._features[self._number]
        count = self.tr("{number} of {all}").format(number=self._number + 1, all=len(self._features))
        self.heading.setText(f"{feature.title} ({count})" if len(self._features) > 1 else feature.title)
        self.next.setVisible(len(self._features) > 1)
        self.genuine.show_side(self._picture(feature.genuine_picture), feature.genuine)
        self.fake.show_side(self._picture(feature.fake_picture), feature.fake)
        self.source.setText(self.tr("Source: {source}").format(source=self._pack.source_title(feature)))

    def _picture(self, name: str) -> QImage:
        pictures = self._pack.pictures if self._pack is not None else ()
        sha256 = next((one.sha256 for one in pictures if one.name == name), "") if name else ""
        data = self._read(sha256) if sha256 else b""
        image = QImage.fromData(data) if data else QImage()
        room = QSize(_LARGEST, _LARGEST)
        if image.width() <= _LARGEST and image.height() <= _LARGEST:
            return image
        return image.scaled(
            room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
