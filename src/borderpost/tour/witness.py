"""Listens along during the tour: every scan of every device, and every warning that nobody should see."""

import logging
import sys
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Slot, qInstallMessageHandler

from borderpost.devices.camera import CameraPicture
from borderpost.domain.scan import RawScan

# The offscreen platform has no window manager to tell a least size to.
_HARMLESS = ("This plugin does not support propagateSizeHints()",)


class Complaints(logging.Handler):
    """Collects warnings of Qt and of Python's logs, and errors that nobody caught; a context manager."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []
        self._hook = sys.excepthook

    def __enter__(self) -> "Complaints":
        qInstallMessageHandler(self._from_qt)
        logging.getLogger().addHandler(self)
        self._hook, sys.excepthook = sys.excepthook, self._uncaught
        return self

    def __exit__(self, *_: object) -> None:
        qInstallMessageHandler(None)
        logging.getLogger().removeHandler(self)
        sys.excepthook = self._hook

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record of the log."""
        self.heard.append(self.format(record))

    def _from_qt(self, kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        if kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg) and message not in _HARMLESS:
            self.heard.append(f"Qt: {message}")

    def _uncaught(
        self, kind: type[BaseException], error: BaseException, traceback: TracebackType | None
    ) -> None:
        self.heard.append(f"{kind.__name__}: {error}")
        self._hook(kind, error, traceback)


class Witness(QObject):
    """Notes the scans as their devices gave them, and what the camera sees."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.scans: list[RawScan] = []
        self.together: list[tuple[RawScan, ...]] = []
        self.looks = 0
        self.looks_without_code = 0

    @Slot(object)
    def scanned(self, scan: RawScan) -> None:
        """A device read a code."""
        self.scans.append(scan)

    @Slot(object)
    def several(self, scans: tuple[RawScan, ...]) -> None:
        """The camera read several codes beside each other."""
        self.together.append(scans)
        self.scans.extend(scans)

    @Slot(object)
    def pictured(self, picture: CameraPicture) -> None:
        """The camera looked at a frame."""
        self.looks += 1
        self.looks_without_code = 0 if picture.codes else self.looks_without_code + 1
