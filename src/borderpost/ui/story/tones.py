"""Which tone a stage or a result is shown in, beside its word."""

from borderpost.domain.codes import StepResult
from borderpost.domain.inspection import Stage
from borderpost.ui.icons import Icon
from borderpost.ui.theme.tokens import Tone

_STAGES: dict[Stage, tuple[Tone, Icon]] = {
    Stage.OPEN: (Tone.INFO, Icon.EXAMINE),
    Stage.AWAITING_APPROVAL: (Tone.CAUTION, Icon.CLOCK),
    Stage.HELD: (Tone.CAUTION, Icon.HOLD),
    Stage.RELEASED: (Tone.POSITIVE, Icon.RELEASE),
    Stage.REFERRED: (Tone.NEUTRAL, Icon.NEXT),
    Stage.SEIZED: (Tone.CRITICAL, Icon.SEIZE),
    Stage.RETURNED: (Tone.NEUTRAL, Icon.UNDO),
    Stage.REFUSED_ENTRY: (Tone.CRITICAL, Icon.REFUSE),
    Stage.DISPOSED: (Tone.CRITICAL, Icon.REMOVE),
    Stage.NOT_LOCATED: (Tone.CAUTION, Icon.SEARCH),
}
_LANES = frozenset(str(tone) for tone in (Tone.GREEN, Tone.YELLOW, Tone.RED, Tone.SECURE))


def stage_tone(stage: Stage) -> Tone:
    """Return the tone of a stage."""
    return _STAGES[stage][0]


def stage_icon(stage: Stage) -> Icon:
    """Return the drawing of a stage."""
    return _STAGES[stage][1]


def lane_tone(lane: str) -> Tone | None:
    """Return the tone of a lane, None where this program knows no such lane."""
    return Tone(lane) if lane in _LANES else None


def result_tone(result: StepResult) -> Tone:
    """Return the tone of a step's result."""
    return {
        StepResult.CLEAR: Tone.POSITIVE,
        StepResult.ANOMALY: Tone.CRITICAL,
        StepResult.INCONCLUSIVE: Tone.CAUTION,
    }[result]
