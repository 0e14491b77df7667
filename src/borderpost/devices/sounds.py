"""The loudspeaker of the bench; a computer without one stays silent, and that is no error."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QIODevice,
    QMessageLogContext,
    QObject,
    QtMsgType,
    qInstallMessageHandler,
)

from borderpost.devices.tones import RATE, Cue, samples

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QAudioSink


class Output(Protocol):
    """Something that plays samples."""

    def play(self, sound: bytes, volume: float) -> None:
        """Play 16-bit samples (one channel, `RATE` a second) instead of what is playing; 0 … 1 loud."""
        ...

    def close(self) -> None:
        """Fall silent and let the device go."""
        ...


class Sounds(QObject):
    """Plays one cue at a time; a new one cuts the old one short. Lives in the main thread."""

    def __init__(
        self,
        *,
        on: bool = True,
        volume: float = 0.8,
        open_output: Callable[[], Output | None] | None = None,
        parent: QObject | None = None,
    ) -> None:
        """`volume` from 0 to 1; `open_output` gives the device at the first cue, or None for silence."""
        super().__init__(parent)
        self._on = on
        self._volume = min(max(volume, 0.0), 1.0)
        self._open_output = open_output or default_output
        self._output: Output | None = None
        self._looked = False

    @property
    def has_device(self) -> bool:
        """Whether there is anything to play on, as far as it has been tried."""
        return self._output is not None

    def switch(self, *, on: bool) -> None:
        """Turn the sounds on or off."""
        self._on = on
        if not on and self._output is not None:
            self._output.play(b"", 0.0)

    def set_volume(self, volume: float) -> None:
        """From 0 to 1."""
        self._volume = min(max(volume, 0.0), 1.0)

    def play(self, cue: Cue) -> None:
        """Play the cue, if sounds are on and there is a device; never waits."""
        if not self._on:
            return
        if not self._looked:
            self._looked = True
            self._output = self._open_output()
        if self._output is not None:
            self._output.play(samples(cue), self._volume)

    def close(self) -> None:
        """Let the device go; the next cue looks for one again, so this serves after plugging one in, too."""
        if self._output is not None:
            self._output.close()
        self._output = None
        self._looked = False


class SinkOutput:
    """The computer's own audio output."""

    def __init__(self, sink: "QAudioSink") -> None:
        """`sink` takes samples in the format of `default_output`."""
        self._sink = sink
        self._buffer = QBuffer()

    def play(self, sound: bytes, volume: float) -> None:
        """Play the samples instead of what is playing."""
        self._sink.stop()
        self._buffer.close()
        if not sound:
            return
        self._buffer.setData(QByteArray(sound))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._sink.setVolume(volume)
        self._sink.start(self._buffer)

    def close(self) -> None:
        """Stop and let the device go."""
        self._sink.stop()
        self._buffer.close()


def default_output() -> Output | None:
    """The computer's audio output, or None where there is none that takes our samples."""
    with _multimedia_kept_quiet():
        try:
            from PySide6.QtMultimedia import QAudioFormat, QAudioSink, QMediaDevices
        except ImportError:  # the system lacks a library that the module is linked to
            return None
        device = QMediaDevices.defaultAudioOutput()
        if device.isNull():
            return None
        form = QAudioFormat()
        form.setSampleRate(RATE)
        form.setChannelCount(1)
        form.setSampleFormat(QAudioFormat.SampleFormat.Int16)
        if not device.isFormatSupported(form):
            return None
        return SinkOutput(QAudioSink(device, form))


@contextmanager
def _multimedia_kept_quiet() -> Iterator[None]:
    """Qt names every optional library it does not find; what is about anything else is passed on."""

    def sieve(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        about = context.category or ""
        if about.startswith("qt.multimedia") or message.startswith("PulseAudioService"):
            return
        if before is not None:
            before(kind, context, message)

    before = qInstallMessageHandler(sieve)
    try:
        yield
    finally:
        qInstallMessageHandler(before)
