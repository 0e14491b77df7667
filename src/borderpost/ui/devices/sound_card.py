"""The card of the sounds: on or off, how loud, and each of them to hear."""

from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from borderpost.domain.risk.lane import Lane
from borderpost.ui.devices.ports import Devices
from borderpost.ui.devices.slider import ValueSlider
from borderpost.ui.icons import TONE_ICONS, Icon
from borderpost.ui.kit import Button, Card, Notice, Text, lane_word
from borderpost.ui.theme.tokens import Space, TextStyle, Tone

ACCEPTED, ERROR = "accepted", "error"


class SoundCard(Card):
    """`edited` carries other SoundSettings."""

    edited = Signal(object)

    def __init__(self, devices: Devices, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_title(self.tr("Sounds"))
        self._devices = devices
        self.on = QCheckBox(self.tr("The bench sounds"))
        self.volume = ValueSlider(self.tr("Loudness"), "%")
        self.add(self.on)
        self.add(Text(self.tr("Loudness"), TextStyle.STRONG))
        self.add(self.volume)
        self.add(Text(self.tr("Hear them"), TextStyle.STRONG))
        self.buttons: dict[str, Button] = {}
        grid = QGridLayout()
        grid.setSpacing(Space.S)
        cues = [(str(lane), lane_word(lane), TONE_ICONS[Tone(lane.value)]) for lane in Lane]
        cues += [(ACCEPTED, self.tr("Recorded"), Icon.CHECK), (ERROR, self.tr("Refused"), Icon.CROSS)]
        for number, (cue, words, icon) in enumerate(cues):
            button = Button(words, icon=icon)
            button.setObjectName(cue)
            button.setAccessibleName(self.tr("Play: {sound}").format(sound=words))
            button.clicked.connect(self._play)
            self.buttons[cue] = button
            grid.addWidget(button, number // 3, number % 3)
        self.add(grid)
        self.silent = Notice("", Tone.CAUTION)
        self.add(self.silent)
        self.on.toggled.connect(self._switch)
        self.volume.turned.connect(self._turn)

    def renew(self) -> None:
        """Show how the sounds are set."""
        sounds = self._devices.settings.sounds
        self.on.blockSignals(True)
        self.on.setChecked(sounds.on)
        self.on.blockSignals(False)
        self.volume.setEnabled(sounds.on)
        self.volume.show_value(round(sounds.volume * 100), 0, 100, 5)
        for button in self.buttons.values():
            button.setEnabled(sounds.on)

    @Slot()
    def _play(self) -> None:
        heard = self._devices.play(self.sender().objectName())
        self.silent.set_notice(
            ""
            if heard
            else self.tr("This computer has no loudspeaker. The lanes are shown by colour, shape and word."),
            Tone.CAUTION,
        )

    @Slot(bool)
    def _switch(self, on: bool) -> None:
        self.edited.emit(replace(self._devices.settings.sounds, on=on))

    @Slot(float)
    def _turn(self, value: float) -> None:
        self.edited.emit(replace(self._devices.settings.sounds, volume=value / 100))
