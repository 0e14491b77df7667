"""How the scale stands, in words."""

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from borderpost.domain.weighing import ScaleState, Weighing
from borderpost.ui.theme.tokens import Tone
from borderpost.ui.words.amounts import weight_text

translate = QCoreApplication.translate

_WORDS: dict[ScaleState, object] = {
    ScaleState.STABLE: QT_TRANSLATE_NOOP("scale", "{weight}"),
    ScaleState.MOVING: QT_TRANSLATE_NOOP("scale", "{weight}, not yet still"),
    ScaleState.OVERLOAD: QT_TRANSLATE_NOOP("scale", "Too heavy for the scale"),
    ScaleState.UNDERLOAD: QT_TRANSLATE_NOOP("scale", "Scale below zero: set it to zero"),
    ScaleState.BUSY: QT_TRANSLATE_NOOP("scale", "Scale not ready"),
    ScaleState.WRONG_UNIT: QT_TRANSLATE_NOOP("scale", "Scale shows no weight unit: {line}"),
    ScaleState.UNREADABLE: QT_TRANSLATE_NOOP("scale", "Scale not understood: {line}"),
    ScaleState.SILENT: QT_TRANSLATE_NOOP("scale", "Scale does not answer"),
}
_TONES: dict[ScaleState, Tone] = {
    ScaleState.STABLE: Tone.POSITIVE,
    ScaleState.MOVING: Tone.CAUTION,
    ScaleState.BUSY: Tone.CAUTION,
}
_LONGEST = 24


def weighing_words(weighing: Weighing) -> str:
    """Return what the scale shows, or why there is no weight."""
    line = " ".join(weighing.text.split())[:_LONGEST]
    return translate("scale", str(_WORDS[weighing.state])).format(
        weight=weight_text(weighing.kg), line=line or "–"
    )


def weighing_tone(weighing: Weighing) -> Tone:
    """Return how much it hinders."""
    return _TONES.get(weighing.state, Tone.CRITICAL)
