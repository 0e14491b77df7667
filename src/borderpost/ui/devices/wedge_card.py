"""The card of the scanners that type: how they are programmed, and teaching the keyboard layout."""

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QLocale, Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QWidget

from borderpost.domain.scan import RawScan
from borderpost.ui.announce import announce
from borderpost.ui.devices.ports import Devices
from borderpost.ui.devices.slider import ValueSlider
from borderpost.ui.examination.beside import Beside
from borderpost.ui.examination.pick import Pick
from borderpost.ui.kit import Button, Card, CodeField, FormField, Notice, Text
from borderpost.ui.theme.tokens import Space, TextStyle, Tone
from borderpost.ui.words.scans import code_text
from borderpost.work.bench_settings import PHYSICAL_KEYS, BadSettings, WedgeChoices

translate = QCoreApplication.translate

_GS_KEYS = (
    *(f"F{number}" for number in range(13, 25)),
    "|",
    "~",
    "^",
)
_LEAST_GAP, _MOST_GAP = 5.0, 50.0


class WedgeCard(Card):
    """`edited` carries other WedgeChoices."""

    edited = Signal(object)

    def __init__(self, devices: Devices, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_title(self.tr("Hand scanner that types (USB keyboard)"))
        self._devices = devices
        self.teaching = False
        self.gap = ValueSlider(self.tr("Longest silence within a scan"), self.tr("ms"))
        self.add(Text(self.tr("Longest silence within a scan"), TextStyle.STRONG))
        self.add(self.gap)
        self.prefix = CodeField("")
        self.suffix = CodeField("")
        for field in (self.prefix, self.suffix):
            field.setMaxLength(16)
        self._prefix_field = FormField(self.tr("Prefix"), self.prefix)
        self._suffix_field = FormField(self.tr("Suffix"), self.suffix)
        self.add(Beside(self._prefix_field, self._suffix_field, from_width=240))
        self.framed = QCheckBox(self.tr("Codes may stand between STX and ETX"))
        self.ending = QCheckBox(self.tr("Every scan ends with Enter or Tab"))
        self.caps = QCheckBox(self.tr("The scanner makes up for Caps Lock"))
        for box in (self.framed, self.ending, self.caps):
            self.add(box)
        self.gs_key = Pick()
        self.layout_pick = Pick()
        self.add(
            Beside(
                FormField(self.tr("Keyboard layout of this computer"), self.layout_pick),
                FormField(self.tr("Key that stands for GS"), self.gs_key),
                from_width=320,
            )
        )
        self._add_teaching()
        self.gap.turned.connect(self._edit)
        for line in (self.prefix, self.suffix):
            line.editingFinished.connect(self._edit)
        for box in (self.framed, self.ending, self.caps):
            box.toggled.connect(self._edit)
        for pick in (self.gs_key, self.layout_pick):
            pick.currentIndexChanged.connect(self._edit)

    def _add_teaching(self) -> None:
        self.meant = QLineEdit()
        self.meant.setProperty("textStyle", str(TextStyle.CODE))
        self.meant.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.teach = Button(self.tr("Teach the layout"))
        self.teach.setCheckable(True)
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(Space.S)
        across.addWidget(self.meant, 1)
        across.addWidget(self.teach)
        self.add(FormField(self.tr("What is printed beneath a code with many letters"), row))
        self.meant.setAccessibleName(self.tr("What is printed beneath a code with many letters"))
        self.taught = Notice("", Tone.INFO)
        self.add(self.taught)
        self.teach.toggled.connect(self._begin_or_end)

    def renew(self) -> None:
        """Show how the scanners are set."""
        choices = self._devices.settings.wedge
        widgets = (self.framed, self.ending, self.caps, self.gs_key, self.layout_pick)
        for widget in widgets:
            widget.blockSignals(True)
        self.gap.show_value(choices.gap_ms, _LEAST_GAP, _MOST_GAP)
        for line, text in ((self.prefix, choices.prefix), (self.suffix, choices.suffix)):
            if not line.hasFocus():
                line.setText(text)
        self.framed.setChecked(choices.framed)
        self.ending.setChecked(choices.ending_required)
        self.caps.setChecked(choices.minds_caps_lock)
        keys = [("0", self.tr("none but Ctrl+]")), *((str(_code_of(key)), key) for key in _GS_KEYS)]
        if str(choices.gs_key) not in [value for value, _ in keys]:
            keys.append((str(choices.gs_key), self.tr("key {number}").format(number=choices.gs_key)))
        self.gs_key.set_choices(keys)
        self.gs_key.choose(str(choices.gs_key))
        offered = [(code, layout_word(code)) for code in self._devices.layouts()]
        self.layout_pick.set_choices([*offered, (PHYSICAL_KEYS, layout_word(PHYSICAL_KEYS))])
        self.layout_pick.choose(choices.layout)
        for widget in widgets:
            widget.blockSignals(False)

    def take_scan(self, scan: RawScan) -> bool:
        """Learn from a scan while the layout is taught; return whether it was for that."""
        if not self.teaching:
            return False
        meant = self.meant.text().strip()
        text = scan.data.decode("utf-8", "replace")
        self._learn(text, meant)
        return True

    def end_teaching(self) -> None:
        """Go back to the layout that is set."""
        self.teach.setChecked(False)

    def _learn(self, text: str, meant: str) -> None:
        found = self._devices.layouts_that_made(text, meant)
        if not found:
            self._say(
                self.tr("No known layout makes {text} of {meant}. Compare what is printed, and scan again."),
                Tone.CAUTION,
                text=text,
                meant=meant,
            )
            return
        words = ", ".join(layout_word(code) for code in found)
        current = self._devices.settings.wedge.layout
        chosen = current if current in found else found[0]
        self.teach.setChecked(False)
        self.edited.emit(replace(self._devices.settings.wedge, layout=chosen))
        if len(found) == 1:
            self._say(self.tr("The layout is {layout}. It is set."), Tone.POSITIVE, layout=words)
        else:
            self._say(
                self.tr(
                    "{layout} is set, but several layouts write this code so: {layouts}. A code with the"
                    " letters A, M, Q, W, Y and Z tells them apart."
                ),
                Tone.CAUTION,
                layout=layout_word(chosen),
                layouts=words,
            )

    def _say(self, sentence: str, tone: Tone, **values: str) -> None:
        shown = {
            name: value if name.startswith("layout") else code_text(value) for name, value in values.items()
        }
        said = sentence.format(**shown)
        self.taught.set_notice(said, tone)
        announce(self, said)

    @Slot(bool)
    def _begin_or_end(self, on: bool) -> None:
        if on and not self.meant.text().strip():
            self.teach.blockSignals(True)
            self.teach.setChecked(False)
            self.teach.blockSignals(False)
            self._say(self.tr("Type first what is printed beneath the code."), Tone.CAUTION)
            self.meant.setFocus()
            return
        self.teaching = on
        self._devices.hear_plain(on)
        if on:
            self._say(self.tr("Now scan that code."), Tone.INFO)

    @Slot()
    def _edit(self) -> None:
        self._prefix_field.set_error("")
        self._suffix_field.set_error("")
        try:
            choices = WedgeChoices(
                gap_ms=self.gap.value(),
                prefix=self.prefix.text(),
                suffix=self.suffix.text(),
                framed=self.framed.isChecked(),
                ending_required=self.ending.isChecked(),
                layout=self.layout_pick.value(),
                gs_key=int(self.gs_key.value()),
                minds_caps_lock=self.caps.isChecked(),
            )
        except BadSettings as error:
            field = self._prefix_field if error.field == "wedge.prefix" else self._suffix_field
            field.set_error(self.tr("Only printable characters can be used."))
            return
        if choices != self._devices.settings.wedge:
            self.edited.emit(choices)


def layout_word(code: str) -> str:
    """Return the name of a keyboard layout."""
    if code == PHYSICAL_KEYS:
        return translate("WedgeCard", "Any: by the places of the keys")
    if code == "us":
        return translate("WedgeCard", "United States")
    territory = QLocale.codeToTerritory(code.upper())
    return QLocale.territoryToString(territory)


def _code_of(key: str) -> int:
    if key.startswith("F"):
        return int(Qt.Key.Key_F1.value) + int(key[1:]) - 1
    return ord(key)
