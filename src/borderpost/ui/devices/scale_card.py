"""The card of the scale: its port, the form in which it tells a weight, and what it shows now."""

from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from borderpost.ui.balance import take_weights
from borderpost.ui.devices.ports import Devices, DeviceState, ScaleFacts
from borderpost.ui.examination.pick import Pick
from borderpost.ui.icons import Icon
from borderpost.ui.kit import Card, FormField, StatusPill, Text
from borderpost.ui.theme.tokens import TextStyle, Tone
from borderpost.ui.words.weighing import weighing_tone, weighing_words
from borderpost.work.bench_settings import BAUDS, ScaleSettings

_NONE = "none"


class ScaleCard(Card):
    """`edited` carries other ScaleSettings."""

    edited = Signal(object)

    def __init__(self, devices: Devices, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.set_title(self.tr("Scale on a serial port"))
        self._devices = devices
        self._ports: dict[str, ScaleSettings] = {}
        self.state = StatusPill()
        self.header.addWidget(self.state)
        self.port = Pick()
        self.form = Pick()
        self.baud = Pick()
        self.source = Text("", TextStyle.CAPTION, muted=True, wrap=True)
        self.trial = QLineEdit()
        take_weights(self.trial)
        self.add(FormField(self.tr("Port of the scale"), self.port))
        self.add(FormField(self.tr("How it tells the weight"), self.form))
        self.add(self.source)
        self.add(FormField(self.tr("Rate of the scale"), self.baud))
        self.add(
            FormField(
                self.tr("Try it"),
                self.trial,
                self.tr("The weight comes here while the cursor is in this field"),
            )
        )
        for pick in (self.port, self.form, self.baud):
            pick.activated.connect(self._choose)

    def renew(self) -> None:
        """Show the ports that are there, and how the scale stands."""
        facts, settings = self._devices.scale_facts(), self._devices.settings.scale
        self._ports = {_key(port): port for port, _ in facts.ports}
        offered = [(_NONE, self.tr("No scale")), *((_key(port), name) for port, name in facts.ports)]
        self.port.set_choices(offered)
        self.port.choose(_key(settings) if settings.is_there else _NONE)
        self.form.set_choices([(form, name) for form, name, _, _ in facts.forms])
        self.form.choose(settings.protocol)
        own = self.tr("as usual for it")
        self.baud.set_choices([("0", own), *((str(rate), str(rate)) for rate in BAUDS)])
        self.baud.choose(str(settings.baud))
        self._show_source(facts, settings)
        self._show_state(facts)

    def _show_source(self, facts: ScaleFacts, settings: ScaleSettings) -> None:
        for form, _, source, verified in facts.forms:
            if form == settings.protocol:
                words = self.tr("Source: {source}") if verified else self.tr("Not verified: {source}")
                self.source.setText(words.format(source=source))

    def _show_state(self, facts: ScaleFacts) -> None:
        if facts.last is not None and facts.state is DeviceState.LIVE:
            self.state.set_status(weighing_words(facts.last), weighing_tone(facts.last), Icon.SCALE)
            return
        words = {
            DeviceState.LIVE: self.tr("In use"),
            DeviceState.ABSENT: self.tr("Not connected"),
            DeviceState.REFUSED: self.tr("Not let in"),
            DeviceState.OFF: self.tr("Not used"),
        }[facts.state]
        tones = {DeviceState.LIVE: Tone.POSITIVE, DeviceState.OFF: Tone.NEUTRAL}
        self.state.set_status(words, tones.get(facts.state, Tone.CAUTION), Icon.SCALE)

    @Slot()
    def _choose(self) -> None:
        port = self._ports.get(self.port.value(), ScaleSettings())
        self.edited.emit(replace(port, protocol=self.form.value(), baud=int(self.baud.value() or 0)))


def _key(port: ScaleSettings) -> str:
    return f"{port.vendor}:{port.product}:{port.serial_number}:{port.port}"
