"""The look in force: it follows the system or the officer's choice and can change while the program runs."""

from enum import StrEnum

from PySide6.QtCore import QDir, QObject, Qt, Signal, Slot
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QApplication, QStyleFactory

from borderpost.ui.theme import look
from borderpost.ui.theme.drawings import icon_folder
from borderpost.ui.theme.sheet import SEARCH_PREFIX, style_sheet
from borderpost.ui.theme.tokens import Scheme, TextStyle

TEXT_SCALES = (1.0, 1.25, 1.5, 2.0)


class ThemeChoice(StrEnum):
    """What the officer chose."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


class Theme(QObject):
    """Owns palette, font and style sheet of the application. Make one, right after QApplication.

    `changed` is emitted after the new look is in force.
    """

    changed = Signal()

    def __init__(
        self, app: QApplication, choice: ThemeChoice = ThemeChoice.SYSTEM, scale: float = 1.0
    ) -> None:
        super().__init__(app)
        self._app = app
        self._choice = choice
        self._scale = scale
        style = QStyleFactory.create("Fusion")
        if style is not None:
            app.setStyle(style)
        QDir.setSearchPaths(SEARCH_PREFIX, [str(icon_folder())])
        hints = app.styleHints()
        hints.colorSchemeChanged.connect(self._system_changed)
        hints.accessibility().contrastPreferenceChanged.connect(self._system_changed)
        app.screenAdded.connect(self._screen_added)
        self.apply()

    @property
    def application(self) -> QApplication:
        """The application that this look is put on."""
        return self._app

    @property
    def choice(self) -> ThemeChoice:
        """What the officer chose, which may be to follow the system."""
        return self._choice

    @property
    def scheme(self) -> Scheme:
        """The scheme that the choice comes to now."""
        if self._choice is not ThemeChoice.SYSTEM:
            return Scheme(str(self._choice))
        hints = self._app.styleHints()
        if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
            return Scheme.CONTRAST
        dark = hints.colorScheme() == Qt.ColorScheme.Dark
        return Scheme.DARK if dark else Scheme.LIGHT

    @property
    def text_scale(self) -> float:
        """The text size as a factor."""
        return self._scale

    def choose(self, choice: ThemeChoice) -> None:
        """Take another scheme, or follow the system again."""
        self._choice = choice
        self.apply()

    def set_text_scale(self, scale: float) -> None:
        """Set the text size as a factor, held between 1.0 and 2.0."""
        self._scale = min(max(scale, TEXT_SCALES[0]), TEXT_SCALES[-1])
        self.apply()

    def apply(self) -> None:
        """Put the look in force on the whole application."""
        scheme = self.scheme
        look.remember(scheme, self._scale)
        self._ratios = look.pixel_ratios()
        # Taken off before another is put on: changing one for another costs Qt five times as much.
        self._app.setStyleSheet("")
        # The sheet comes last: it resolves its own palettes from the application's when it is set.
        self._app.setPalette(look.palette_of(scheme))
        self._app.setFont(look.font_at(TextStyle.BODY, self._scale))
        self._app.setStyleSheet(style_sheet(scheme, self._scale))
        for widget in self._app.allWidgets():
            if isinstance(widget, look.Themed):
                widget.restyle()
        self.changed.emit()

    @Slot(QScreen)
    def _screen_added(self, _screen: QScreen) -> None:
        # icons are drawn for the screens that are there
        if not look.pixel_ratios() <= self._ratios:
            self.apply()

    @Slot()
    def _system_changed(self) -> None:
        if self._choice is ThemeChoice.SYSTEM:
            self.apply()
