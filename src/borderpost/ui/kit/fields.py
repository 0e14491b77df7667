"""Fields of a form: a label, an editor, and a line beneath it that says what is wrong."""

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from borderpost.ui import icons
from borderpost.ui.announce import announce
from borderpost.ui.icons import Icon, IconLabel
from borderpost.ui.kit.text import Text
from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import Role, Size, Space, TextStyle

_HINT_AT = 2  # below the label and the editor


class FormField(QWidget):
    """A label above an editor (any widget), a quiet hint, and an error line that a screen reader hears."""

    def __init__(
        self,
        label: str,
        editor: QWidget,
        hint: str = "",
        *,
        required: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.editor = editor
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        head = QHBoxLayout()
        head.setSpacing(Space.XS)
        self._label = Text(label, TextStyle.STRONG)
        self._label.setBuddy(editor)
        head.addWidget(self._label)
        if required:
            head.addWidget(Text(self.tr("required"), TextStyle.CAPTION, muted=True))
        head.addStretch(1)
        column.addLayout(head)
        column.addWidget(editor)
        self._column = column
        # made when there is something to say: most fields of most forms never say it
        self._hint: Text | None = None
        self._error: _ErrorLine | None = None
        self._show_hint(hint)
        editor.setAccessibleName(label)
        editor.setAccessibleDescription(hint)

    def set_words(self, label: str, hint: str = "") -> None:
        """Call the field otherwise: what stands in it is of another kind now."""
        self._label.setText(label)
        self._show_hint(hint)
        self.editor.setAccessibleName(label)
        self.editor.setAccessibleDescription(self.error() or hint)

    def set_error(self, text: str) -> None:
        """Mark the field as wrong and say why; empty text clears the mark."""
        if text == self.error():
            return
        if self._error is None:
            self._error = _ErrorLine(self)
            self._column.addWidget(self._error)
        self._error.text.setText(text)
        self._error.setVisible(bool(text))
        hint = self._hint.text() if self._hint is not None else ""
        self._show_hint(hint)
        self.editor.setProperty("fault", bool(text))
        self.editor.setAccessibleDescription(text or hint)
        style = self.editor.style()
        style.unpolish(self.editor)
        style.polish(self.editor)
        if text:
            announce(self.editor, f"{self._label.text()}: {text}", urgent=True)

    def error(self) -> str:
        """Return what is said to be wrong, or nothing."""
        return self._error.text.text() if self._error is not None else ""

    def _show_hint(self, hint: str) -> None:
        if self._hint is None:
            if not hint:
                return
            self._hint = Text("", TextStyle.CAPTION, muted=True, wrap=True, parent=self)
            self._column.insertWidget(_HINT_AT, self._hint)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint) and not self.error())


class _ErrorLine(QWidget):
    """What is wrong with a field: shape and words."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(Space.XS)
        self.text = Text("", TextStyle.CAPTION, wrap=True)
        self.text.set_ink(Role.ERROR_TEXT)
        icon = IconLabel(Icon.WARNING, Size.ICON_SMALL, Role.ERROR_TEXT)
        line.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.text, 1)


class _IconedLine(look.Themed, QLineEdit):
    """A line edit with an icon in it."""

    def __init__(self, icon: Icon, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drawing = icon
        self._lead = QAction(self)
        self.addAction(self._lead, QLineEdit.ActionPosition.LeadingPosition)
        self.restyle()

    def restyle(self) -> None:
        """Draw the icon in the colours in force."""
        self._lead.setIcon(icons.icon(self._drawing, Role.MUTED))


class CodeField(QLineEdit):
    """An editor for identifiers: code face, left-to-right."""

    def __init__(self, name: str, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("textStyle", str(TextStyle.CODE))
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setInputMethodHints(Qt.InputMethodHint.ImhNoPredictiveText | Qt.InputMethodHint.ImhLatinOnly)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name)


class PassphraseField(_IconedLine):
    """A hidden passphrase; Ctrl+Space or the eye shows it."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(Icon.LOCK, parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setAccessibleName(name)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhNoAutoUppercase
            | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self._peek = QAction(self)
        self._peek.setCheckable(True)
        self._peek.setShortcut(QKeySequence("Ctrl+Space"))
        self._peek.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._peek.setText(self.tr("Show the passphrase"))
        self._peek.setToolTip(self.tr("Show the passphrase (Ctrl+Space)"))
        self._peek.toggled.connect(self._show)
        self.addAction(self._peek, QLineEdit.ActionPosition.TrailingPosition)
        self.restyle()

    def wipe(self) -> None:
        """Empty the field and hide what is typed next."""
        self.clear()
        self._peek.setChecked(False)

    def restyle(self) -> None:
        """Draw both icons in the colours in force."""
        super().restyle()
        if hasattr(self, "_peek"):
            shown = self._peek.isChecked()
            self._peek.setIcon(icons.icon(Icon.EYE_OFF if shown else Icon.EYE, Role.MUTED))

    @Slot(bool)
    def _show(self, shown: bool) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self.restyle()


class SearchField(_IconedLine):
    """Text to find; `searched` comes after a short rest, at once on Enter; Escape empties it.

    Down hands the focus on through `left_down`, so that a table beneath can take it.
    """

    searched = Signal(str)
    left_down = Signal()

    def __init__(
        self, name: str, placeholder: str = "", rest_ms: int = 200, parent: QWidget | None = None
    ) -> None:
        super().__init__(Icon.SEARCH, parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder or name)
        self.setClearButtonEnabled(True)
        self._said = ""
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(rest_ms)
        self._rest.timeout.connect(self._say)
        self.textChanged.connect(self._typed)
        self.returnPressed.connect(self._say)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape empties, Down leaves."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self._say()
            return
        if event.key() == Qt.Key.Key_Down:
            self._say()
            self.left_down.emit()
            return
        super().keyPressEvent(event)

    @Slot(str)
    def _typed(self, text: str) -> None:
        self._rest.start()

    @Slot()
    def _say(self) -> None:
        self._rest.stop()
        text = self.text().strip()
        if text != self._said:
            self._said = text
            self.searched.emit(text)
