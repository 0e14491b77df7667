"""The pages of a PDF on the screen: scrolled, zoomed and counted by keys."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView

from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import Role, Space

LEAST_ZOOM, LARGEST_ZOOM = 0.25, 4.0
_STEP = 1.25


class Paper(look.Themed, QPdfView):
    """Plus and minus zoom, 0 fits the width, 1 the whole page; Page keys and Home and End turn pages.

    `turned()`: another page, another number of pages or another zoom is in force.
    """

    turned = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        # no child of the view: deleted with its children, it would still call back into what is left of it
        self._pdf = QPdfDocument()
        self._buffer: QBuffer | None = None
        self.setDocument(self._pdf)
        self.setPageMode(QPdfView.PageMode.MultiPage)
        self.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.setPageSpacing(Space.M)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        self.pageNavigator().currentPageChanged.connect(self._turned)
        self.zoomFactorChanged.connect(self._turned)
        self.restyle()

    def restyle(self) -> None:
        """Lay the pages on the ground of the colours in force."""
        ground = self.palette()
        ground.setColor(QPalette.ColorRole.Dark, look.colour(Role.SUNKEN))
        self.setPalette(ground)

    def show_pdf(self, pdf: bytes) -> bool:
        """Show a document; return whether it could be read. Empty bytes show nothing."""
        page = self.page()
        self._pdf.close()
        before, self._buffer = self._buffer, None
        if before is not None:
            before.deleteLater()
        if not pdf:
            self._turned()
            return False
        buffer = QBuffer(self._pdf)
        buffer.setData(QByteArray(pdf))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._buffer = buffer
        self._pdf.load(buffer)
        if 1 < page <= self.pages():
            self.go_to(page)
        self._turned()
        return self._pdf.status() == QPdfDocument.Status.Ready and self.pages() > 0

    def pages(self) -> int:
        """Return how many pages there are."""
        return self._pdf.pageCount()

    def page(self) -> int:
        """Return the number of the page in view, from 1."""
        return self.pageNavigator().currentPage() + 1

    def go_to(self, page: int) -> None:
        """Bring a page into view."""
        if 1 <= page <= self.pages():
            self.pageNavigator().jump(page - 1, QPointF(), 0)

    def percent(self) -> int:
        """Return the size on the screen, in per cent of the size on paper; 0 where it fits the window."""
        custom = self.zoomMode() == QPdfView.ZoomMode.Custom
        return round(self.zoomFactor() * 100) if custom else 0

    def zoom(self, *, closer: bool) -> None:
        """Come a step closer, or go a step back."""
        if self.zoomMode() != QPdfView.ZoomMode.Custom:
            self.setZoomFactor(self._fitting())
            self.setZoomMode(QPdfView.ZoomMode.Custom)
        factor = self.zoomFactor() * (_STEP if closer else 1 / _STEP)
        self.setZoomFactor(min(max(factor, LEAST_ZOOM), LARGEST_ZOOM))
        self._turned()

    def fit_width(self) -> None:
        """As wide as the window."""
        self.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self._turned()

    def fit_page(self) -> None:
        """One whole page in the window."""
        self.setZoomMode(QPdfView.ZoomMode.FitInView)
        self._turned()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Zoom and turn by plain keys."""
        key = event.key()
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(closer=True)
        elif key == Qt.Key.Key_Minus:
            self.zoom(closer=False)
        elif key == Qt.Key.Key_0:
            self.fit_width()
        elif key == Qt.Key.Key_1:
            self.fit_page()
        elif key == Qt.Key.Key_Home:
            self.go_to(1)
        elif key == Qt.Key.Key_End:
            self.go_to(self.pages())
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_Left):
            mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            self.go_to(self.page() + (1 if (key == Qt.Key.Key_Right) != mirrored else -1))
        else:
            super().keyPressEvent(event)

    def _fitting(self) -> float:
        size = self._pdf.pagePointSize(max(self.pageNavigator().currentPage(), 0))
        if not size.isValid() or size.width() <= 0:
            return 1.0
        points = self.logicalDpiX() / 72
        margins = self.documentMargins()
        room = self.viewport().width() - margins.left() - margins.right()
        across = room / (size.width() * points)
        if self.zoomMode() == QPdfView.ZoomMode.FitInView:
            return min(across, self.viewport().height() / (size.height() * points))
        return across

    @Slot()
    def _turned(self) -> None:
        told = self.tr("{name}, page {page} of {pages}")
        text = told.format(name=self._name, page=self.page(), pages=self.pages())
        self.setAccessibleName(text if self.pages() else self._name)
        self.turned.emit()
