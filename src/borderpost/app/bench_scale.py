"""The bench's scale: found on its port as it is set, asked while a weight is wanted, shown in the window."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot
from PySide6.QtSerialPort import QSerialPortInfo

from borderpost.app.places import resources_root
from borderpost.devices.scale import Scale
from borderpost.devices.scale_protocol import ScaleProtocol, load_protocols
from borderpost.devices.serial_device import SerialAddress, SerialPortFacts, SerialState
from borderpost.domain.weighing import Weighing
from borderpost.ui.balance import Balance
from borderpost.ui.icons import Icon
from borderpost.ui.shell import MainWindow
from borderpost.ui.theme.tokens import Tone
from borderpost.ui.words.weighing import weighing_tone, weighing_words
from borderpost.work.bench_settings import ScaleSettings

_STATUS = "scale"


class BenchScale(QObject):
    """`changed` comes when the scale came, went, was set, or shows something else."""

    changed = Signal()

    def __init__(
        self,
        balance: Balance,
        settings: ScaleSettings,
        *,
        list_ports: Callable[[], Iterable[SerialPortFacts]] = QSerialPortInfo.availablePorts,
        retry_ms: int = 1000,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        table = resources_root() / "scales" / "protocols.toml"
        self.protocols: tuple[ScaleProtocol, ...] = load_protocols(table.read_text(encoding="utf-8"))
        self._balance = balance
        self._list_ports = list_ports
        self._retry_ms = retry_ms
        self._settings = settings
        self._scale: Scale | None = None
        self._window: MainWindow | None = None
        self.last: Weighing | None = None
        balance.wanted.connect(self._want)
        self._make()

    @property
    def state(self) -> SerialState:
        """How the scale stands; OFF where none is set."""
        return self._scale.state if self._scale is not None else SerialState.OFF

    def show_in(self, window: MainWindow) -> None:
        """Tell in the window's top bar what the scale shows, where there is one."""
        self._window = window
        self._tell()

    def apply(self, settings: ScaleSettings) -> None:
        """Take other settings at once."""
        if settings == self._settings:
            return
        self._settings = settings
        self.close()
        self._make()
        self._tell()
        self.changed.emit()

    def close(self) -> None:
        """Let the port go."""
        scale, self._scale, self.last = self._scale, None, None
        if scale is not None:
            scale.stop()
            scale.deleteLater()

    def _make(self) -> None:
        settings = self._settings
        protocol = next((one for one in self.protocols if one.id == settings.protocol), None)
        if not settings.is_there or protocol is None:
            return
        where = settings.port or f"{settings.vendor:04x}:{settings.product:04x}"
        self._scale = Scale(
            SerialAddress(settings.vendor, settings.product, settings.serial_number, settings.port),
            protocol,
            device=f"{protocol.name} ({where.rpartition('/')[2]})",
            baud=settings.baud,
            retry_ms=self._retry_ms,
            list_ports=self._list_ports,
            parent=self,
        )
        self._scale.weighed.connect(self._weighed)
        self._scale.changed.connect(self._stands)
        self._scale.start()
        self._scale.want(self._balance.is_wanted)

    @Slot(bool)
    def _want(self, wanted: bool) -> None:
        if self._scale is not None:
            self._scale.want(wanted)

    @Slot(object)
    def _weighed(self, weighing: Weighing) -> None:
        self.last = weighing
        self._tell()
        self._balance.show_weight(weighing)
        self.changed.emit()

    @Slot(object)
    def _stands(self, state: SerialState) -> None:
        if state is not SerialState.LIVE:
            self.last = None
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        if self._window is None:
            return
        if self._scale is None:
            self._window.set_status(_STATUS, "", Tone.NEUTRAL, Icon.SCALE, "")
        elif self.state is not SerialState.LIVE:
            words = QCoreApplication.translate("scale", "Scale not connected")
            self._window.set_status(_STATUS, words, Tone.CAUTION, Icon.SCALE, self._settings.port)
        elif self.last is None:
            words = QCoreApplication.translate("scale", "Scale ready")
            self._window.set_status(_STATUS, words, Tone.NEUTRAL, Icon.SCALE, self._scale.protocol.name)
        else:
            words, tone = weighing_words(self.last), weighing_tone(self.last)
            self._window.set_status(_STATUS, words, tone, Icon.SCALE, self._scale.protocol.name)
