"""The procedure for small consignments: each of its conditions, and whether it holds for this item."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from borderpost.domain.codes import Disposition
from borderpost.domain.inspection import Inspection
from borderpost.domain.law.facts import facts_of
from borderpost.domain.law.pack import LegalPack
from borderpost.domain.law.small_consignment import Checked, small_conditions
from borderpost.ui.icons import Icon, IconLabel
from borderpost.ui.kit import Button, Text
from borderpost.ui.theme.tokens import Size, Space, TextStyle, Tone
from borderpost.ui.words.amounts import isolated
from borderpost.ui.words.codes import word
from borderpost.ui.words.law import condition_words


class _Condition(QWidget):
    """One condition: a shape, and words that say the same."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        self._icon = IconLabel(Icon.CHECK, Size.ICON_SMALL)
        self.words = Text("", wrap=True)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)

    def show_condition(self, checked: Checked) -> None:
        tone = Tone.POSITIVE if checked.holds else Tone.CAUTION
        self._icon.show_icon(Icon.CHECK if checked.holds else Icon.CROSS, tone=tone)
        self.words.setText(condition_words(checked))


class SmallPathPanel(QWidget):
    """Shown where the law has the procedure; `standard_asked` carries the standard one's disposition."""

    standard_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._standard = ""
        self._conditions: list[_Condition] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.XS)
        self._title = Text("", TextStyle.STRONG, wrap=True)
        self._column.addWidget(self._title)
        row = QHBoxLayout()
        self.standard = Button("", icon=Icon.NEXT)
        self.standard.clicked.connect(self._ask)
        row.addWidget(self.standard)
        row.addStretch(1)
        self._column.addLayout(row)
        self.hide()

    def renew(self, law: LegalPack | None, state: Inspection, disposition: Disposition | None) -> None:
        """Show the conditions of the disposition's procedure; nothing where it is no such procedure."""
        paths = law.small_paths if law else ()
        path = next((each for each in paths if each.disposition is disposition), None)
        self.setVisible(path is not None)
        if path is None or law is None:
            return
        checked = small_conditions(path, facts_of(state))
        while len(self._conditions) < len(checked):
            condition = _Condition()
            self._conditions.append(condition)
            self._column.insertWidget(len(self._conditions), condition)
        for condition, each in zip(self._conditions, checked, strict=True):
            condition.show_condition(each)
        title = self.tr("Small consignment: every condition has to hold ({source}; rule {rule})")
        self._title.setText(title.format(source=isolated(law.citation(path)), rule=path.id))
        fails = not all(each.holds for each in checked)
        self._standard = path.standard
        words = self.tr("Take the standard path: {disposition}")
        self.standard.setText(words.format(disposition=word(path.standard)))
        self.standard.setVisible(fails)

    def told(self) -> list[str]:
        """Return what is said of each condition."""
        return [condition.words.text() for condition in self._conditions]

    def _ask(self) -> None:
        self.standard_asked.emit(self._standard)
