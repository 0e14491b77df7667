"""The card of the scanners on serial ports: those found, those in use, and how they stand."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from borderpost.ui.devices.ports import Devices, DeviceState, SerialFacts
from borderpost.ui.examination.pick import Pick
from borderpost.ui.kit import Button, Card, FormField, Text
from borderpost.ui.tables import Column, PagedTableModel, PagedTableView
from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import Size, Space, Tone
from borderpost.work.bench_settings import BAUDS, SerialChoice

_ROWS, _HEADING = 3, 34  # rows shown at least; px at 100 % text size
_TONES = {
    DeviceState.LIVE: Tone.POSITIVE,
    DeviceState.ABSENT: Tone.CAUTION,
    DeviceState.REFUSED: Tone.CRITICAL,
    DeviceState.OFF: None,
}


class SerialCard(look.Themed, Card):
    """`edited` carries the tuple of SerialChoice that are to be in use."""

    edited = Signal(object)

    def __init__(self, devices: Devices, parent: QWidget | None = None) -> None:
        Card.__init__(self, "", parent)
        self.set_title(self.tr("Hand scanners on a serial port"))
        self._devices = devices
        self._ports: tuple[SerialFacts, ...] = ()
        self.none = Text(
            self.tr("No serial port was found. One that is plugged in shows here by itself."),
            muted=True,
            wrap=True,
        )
        self.add(self.none)
        self.model: PagedTableModel[SerialFacts] = PagedTableModel(
            [
                Column("name", self.tr("Port"), lambda port: port.name, stretch=True, sortable=False),
                Column(
                    "state",
                    self.tr("State"),
                    lambda port: self._words(port),
                    width=150,
                    tone=lambda port: _TONES[port.state],
                    sortable=False,
                ),
                Column(
                    "baud",
                    self.tr("Rate"),
                    lambda port: str(port.choice.baud) if port.chosen else "–",
                    width=80,
                    number=True,
                    sortable=False,
                ),
            ],
            lambda ids: [self._ports[number] if number < len(self._ports) else None for number in ids],
        )
        self.table = PagedTableView(self.tr("Serial ports"), self.model)
        self.add(self.table)
        self.toggle = Button(self.tr("Use it"))
        self.baud = Pick([(str(rate), str(rate)) for rate in BAUDS])
        self._below = QWidget()
        row = QHBoxLayout(self._below)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.M)
        row.addWidget(FormField(self.tr("Rate of the scanner"), self.baud), 1)
        row.addWidget(self.toggle)
        self.add(self._below)
        self.table.opened.connect(self._toggle)
        self.table.current_changed.connect(self._show_current)
        self.toggle.clicked.connect(self._toggle)
        self.baud.currentIndexChanged.connect(self._change_rate)
        self.restyle()

    def renew(self) -> None:
        """Show the ports that are there now."""
        ports = self._devices.serial_ports()
        if ports != self._ports:
            current = self.table.current_id()
            self._ports = ports
            self.model.set_ids(range(len(ports)))
            self.table.select_id(current if current is not None and current < len(ports) else 0)
        self.none.setVisible(not ports)
        self.table.setVisible(bool(ports))
        self._below.setVisible(bool(ports))
        self._show_current()

    def restyle(self) -> None:
        """Keep the table low: a bench has one or two of them."""
        self.table.setFixedHeight(look.px(Size.ROW) * _ROWS + look.px(_HEADING))

    def _current(self) -> SerialFacts | None:
        number = self.table.current_id()
        return self._ports[number] if isinstance(number, int) and number < len(self._ports) else None

    def _words(self, port: SerialFacts) -> str:
        return {
            DeviceState.LIVE: self.tr("In use"),
            DeviceState.ABSENT: self.tr("Not connected"),
            DeviceState.REFUSED: self.tr("Not let in"),
            DeviceState.OFF: self.tr("Not used"),
        }[port.state]

    def _chosen(self) -> Sequence[SerialChoice]:
        return self._devices.settings.serial

    @Slot()
    def _show_current(self) -> None:
        port = self._current()
        self.toggle.setText(self.tr("Stop using it") if port and port.chosen else self.tr("Use it"))
        self.baud.blockSignals(True)
        self.baud.choose(str(port.choice.baud if port else 9600))
        self.baud.blockSignals(False)

    @Slot()
    def _toggle(self) -> None:
        port = self._current()
        if port is None:
            return
        others = tuple(choice for choice in self._chosen() if not choice.same_port(port.choice))
        self.edited.emit(others if port.chosen else (*others, self._with_rate(port)))

    @Slot()
    def _change_rate(self) -> None:
        port = self._current()
        if port is None or not port.chosen:
            return
        others = tuple(choice for choice in self._chosen() if not choice.same_port(port.choice))
        self.edited.emit((*others, self._with_rate(port)))

    def _with_rate(self, port: SerialFacts) -> SerialChoice:
        choice = port.choice
        return SerialChoice(
            choice.vendor, choice.product, choice.serial_number, choice.port, int(self.baud.value())
        )
