"""The card of the camera: which one, what it sees, and its exposure and focus where it has them."""

from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QWidget

from borderpost.ui.camera.camera_view import CameraView
from borderpost.ui.camera.preview import CameraPreview
from borderpost.ui.devices.ports import CameraFacts, ControlFacts, Devices, DeviceState
from borderpost.ui.devices.slider import ValueSlider
from borderpost.ui.examination.pick import Pick
from borderpost.ui.icons import Icon
from borderpost.ui.kit import Card, FormField, StatusPill, Text
from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import Space, TextStyle, Tone
from borderpost.work.bench_settings import FIRST_CAMERA, NO_CAMERA, CameraSettings

_PREVIEW = (320, 180)  # px at 100 % text size


class CameraCard(look.Themed, Card):
    """`edited` carries other CameraSettings."""

    edited = Signal(object)

    def __init__(self, devices: Devices, camera: CameraView, parent: QWidget | None = None) -> None:
        Card.__init__(self, "", parent)
        self.set_title(self.tr("Camera"))
        self._devices = devices
        self._shown = CameraFacts(DeviceState.OFF, "")
        self.state = StatusPill()
        self.header.addWidget(self.state)
        self.choice = Pick()
        self.add(FormField(self.tr("Camera in use"), self.choice))
        self.preview = CameraPreview(camera)
        self.add(self.preview)
        self.auto_exposure = QCheckBox(self.tr("Exposure is set by the camera"))
        self.exposure = ValueSlider(self.tr("Exposure"))
        self.auto_focus = QCheckBox(self.tr("Focus is set by the camera"))
        self.focus = ValueSlider(self.tr("Focus"))
        self._exposure_words = Text(self.tr("Exposure"), TextStyle.STRONG)
        self._focus_words = Text(self.tr("Focus"), TextStyle.STRONG)
        self.fixed = Text(
            self.tr("This camera's driver lets neither exposure nor focus be set."), muted=True, wrap=True
        )
        for widget in (
            self._exposure_words,
            self.auto_exposure,
            self.exposure,
            self._focus_words,
            self.auto_focus,
            self.focus,
            self.fixed,
        ):
            self.add(widget)
        self.choice.currentIndexChanged.connect(self._choose)
        self.auto_exposure.toggled.connect(self._switch_exposure)
        self.auto_focus.toggled.connect(self._switch_focus)
        self.exposure.turned.connect(self._turn_exposure)
        self.focus.turned.connect(self._turn_focus)
        self.restyle()

    def renew(self) -> None:
        """Show the cameras that are there and how the one in use stands."""
        settings = self._settings()
        offered = [(FIRST_CAMERA, self.tr("The first that is found")), *self._devices.cameras()]
        if settings.address not in (*(address for address, _ in offered), NO_CAMERA):
            gone = self.tr("{camera} (not connected)").format(camera=settings.address.rpartition("/")[2])
            offered.append((settings.address, gone))
        offered.append((NO_CAMERA, self.tr("No camera")))
        self.choice.blockSignals(True)
        self.choice.set_choices(offered)
        self.choice.choose(settings.address)
        self.choice.blockSignals(False)
        facts = self._devices.camera()
        self._shown = facts
        live = facts.state is DeviceState.LIVE
        self.state.set_status(self._words(facts), Tone.POSITIVE if live else Tone.CAUTION, Icon.CAMERA)
        self.preview.setVisible(settings.address != NO_CAMERA)
        self._show(facts.exposure, self._exposure_words, self.auto_exposure, self.exposure)
        self._show(facts.focus, self._focus_words, self.auto_focus, self.focus)
        self.fixed.setVisible(live and facts.exposure is None and facts.focus is None)

    def restyle(self) -> None:
        """Keep the picture small: the bench shows it large."""
        self.preview.setFixedSize(look.px(_PREVIEW[0]), look.px(_PREVIEW[1]))
        self.body.setSpacing(Space.S)

    def _settings(self) -> CameraSettings:
        return self._devices.settings.camera

    def _words(self, facts: CameraFacts) -> str:
        if facts.state is DeviceState.LIVE:
            return self.tr("Live: {camera}").format(camera=facts.name)
        if facts.state is DeviceState.OFF:
            return self.tr("Off")
        return self.tr("Not connected; it is looked for")

    def _show(self, facts: ControlFacts | None, words: Text, switch: QCheckBox, slider: ValueSlider) -> None:
        automatic = facts.automatic if facts is not None else None
        words.setVisible(facts is not None)
        slider.setVisible(facts is not None)
        switch.setVisible(automatic is not None)
        if facts is None:
            return
        switch.blockSignals(True)
        switch.setChecked(bool(automatic))
        switch.blockSignals(False)
        slider.setEnabled(not automatic)
        slider.show_value(facts.value, facts.least, facts.most, facts.step)

    @Slot()
    def _choose(self) -> None:
        # what was set for one camera means nothing to another
        self.edited.emit(CameraSettings(address=self.choice.value()))

    @Slot(bool)
    def _switch_exposure(self, on: bool) -> None:
        self.exposure.setEnabled(not on)
        self.edited.emit(replace(self._settings(), auto_exposure=on))

    @Slot(bool)
    def _switch_focus(self, on: bool) -> None:
        self.focus.setEnabled(not on)
        self.edited.emit(replace(self._settings(), auto_focus=on))

    @Slot(float)
    def _turn_exposure(self, value: float) -> None:
        automatic = None if self._shown.exposure is None else self._shown.exposure.automatic
        by_hand = None if automatic is None else False
        self.edited.emit(replace(self._settings(), exposure=value, auto_exposure=by_hand))

    @Slot(float)
    def _turn_focus(self, value: float) -> None:
        automatic = None if self._shown.focus is None else self._shown.focus.automatic
        by_hand = None if automatic is None else False
        self.edited.emit(replace(self._settings(), focus=value, auto_focus=by_hand))
