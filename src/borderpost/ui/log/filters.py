"""What the log is narrowed to: stage, lane, officer and days, each by one key press or two."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from borderpost.domain.inspection import Stage
from borderpost.domain.officer import Officer
from borderpost.ui.examination.beside import Beside
from borderpost.ui.icons import Icon, icon
from borderpost.ui.kit import Button, Text, lane_word
from borderpost.ui.kit.button import ButtonKind
from borderpost.ui.log.days import DayField
from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import LANES, Space
from borderpost.ui.words.codes import choices
from borderpost.work.ports import LogFilter


class FilterBar(look.Themed, QWidget):
    """`changed` comes whenever the choice is another one."""

    changed = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stage = _choice(self.tr("Stage"))
        self.stage.addItem(self.tr("All stages"), "")
        for stage, shown in choices(Stage):
            self.stage.addItem(shown, str(stage))
        self.lane = _choice(self.tr("Lane"))
        self.lane.addItem(self.tr("All lanes"), "")
        for lane in LANES:
            self.lane.addItem(lane_word(lane), str(lane))
        self.officer = _choice(self.tr("Officer"))
        self.since = DayField(self.tr("From day"), today)
        self.until = DayField(self.tr("To day"), today)
        self.clear = Button(self.tr("Show all"), ButtonKind.QUIET, Icon.CROSS, "F8")
        self.clear.clicked.connect(self.reset)
        for field in (self.stage, self.lane, self.officer):
            field.currentIndexChanged.connect(self._changed)
        self._from = Text(self.tr("From"), muted=True)
        self._to = Text(self.tr("to"), muted=True)
        self._from.setBuddy(self.since)
        self._to.setBuddy(self.until)
        kinds = _row(self.stage, self.lane, self.officer)
        days = _row(self._from, self.since, self._to, self.until, None, self.clear)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(Beside(kinds, days, from_width=880, shares=(0, 1)))
        self.since.chosen.connect(self._changed)
        self.until.chosen.connect(self._changed)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.set_officers(())
        self.restyle()
        self._enable()

    def set_officers(self, officers: Sequence[Officer]) -> None:
        """Offer these officers; the one chosen stays so where still there."""
        before = self.officer.currentData()
        with QSignalBlocker(self.officer):
            self.officer.clear()
            self.officer.addItem(self.tr("All officers"), "")
            for officer in officers:
                self.officer.addItem(officer.name, officer.id)
            self.officer.setCurrentIndex(max(self.officer.findData(before), 0))

    def chosen(self, text: str) -> LogFilter:
        """Return the filter that is chosen, together with the text that is searched for."""
        stage = self.stage.currentData()
        return LogFilter(
            text=text,
            stage=Stage(stage) if stage else None,
            lane=str(self.lane.currentData() or ""),
            officer=str(self.officer.currentData() or ""),
            since=self.since.day(),
            until=self.until.day(),
        )

    def narrows(self) -> bool:
        """Tell whether anything is left out."""
        return self.chosen("") != LogFilter()

    @Slot()
    def reset(self) -> None:
        """Leave nothing out."""
        for field in (self.stage, self.lane, self.officer):
            with QSignalBlocker(field):
                field.setCurrentIndex(0)
        for day in (self.since, self.until):
            with QSignalBlocker(day):
                day.set_day(None)
        self._changed()

    def restyle(self) -> None:
        """Size the day fields and draw the lanes for the look in force."""
        for field in (self.since, self.until):
            field.setFixedWidth(field.fontMetrics().horizontalAdvance("0000-00-00") + look.px(36))
        for number, lane in enumerate(LANES, start=1):
            self.lane.setItemIcon(number, icon(_lane_icon(lane)))

    @Slot()
    def _changed(self) -> None:
        self._enable()
        self.changed.emit()

    def _enable(self) -> None:
        self.clear.setEnabled(self.narrows())


def _row(*parts: QWidget | None) -> QWidget:
    """Put parts in a row; None is where the room left over goes, else it goes to the end."""
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(Space.S)
    for part in parts:
        if part is None:
            layout.addStretch(1)
        else:
            layout.addWidget(part)
    if None not in parts:
        layout.addStretch(1)
    return row


def _choice(name: str) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    made.setToolTip(name)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return made


def _lane_icon(lane: str) -> Icon:
    return Icon(f"lane-{lane}")
