"""What the bench sounds like: for each cue a rhythm and a pitch of its own, drawn as samples."""

import math
from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

RATE = 44_100  # samples a second, one channel, 16 bits
_FADE = 0.006  # seconds; without it every tone begins and ends with a click
_LOUDNESS = 0.45


class Cue(StrEnum):
    """What a sound says. The lanes are named as in the assessment."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    SECURE = "secure"
    ACCEPTED = "accepted"
    ERROR = "error"
    UNREADABLE = "unreadable"
    UNKNOWN = "unknown"
    UNDECLARED = "undeclared"
    AGAIN = "again"


@dataclass(frozen=True, slots=True)
class Note:
    """A tone of so many hertz (0: silence) for so many milliseconds."""

    hertz: float
    milliseconds: int


# Told apart by rhythm alone, for those who hear no pitch and for halls where only the beat comes through.
MELODIES: Mapping[Cue, tuple[Note, ...]] = {
    Cue.GREEN: (Note(1047, 110),),
    Cue.YELLOW: (Note(740, 110), Note(0, 90), Note(740, 110)),
    Cue.RED: (Note(494, 130), Note(0, 70), Note(494, 130), Note(0, 70), Note(494, 130)),
    Cue.SECURE: (Note(349, 420), Note(0, 80), Note(466, 90), Note(0, 60), Note(466, 90)),
    Cue.ACCEPTED: (Note(784, 50), Note(1175, 70)),
    Cue.ERROR: (Note(208, 600),),
    # two long ones: the label has to be read once more
    Cue.UNREADABLE: (Note(277, 240), Note(0, 90), Note(208, 240)),
    # four short ones on one pitch: a code, but of no parcel
    Cue.UNKNOWN: (
        Note(330, 60),
        Note(0, 60),
        Note(330, 60),
        Note(0, 60),
        Note(330, 60),
        Note(0, 60),
        Note(330, 60),
    ),
    # short, short, long: nobody declared it
    Cue.UNDECLARED: (Note(587, 80), Note(0, 60), Note(587, 80), Note(0, 60), Note(392, 320)),
    # long, short: it has been through already
    Cue.AGAIN: (Note(880, 200), Note(0, 70), Note(880, 70)),
}


@cache
def samples(cue: Cue) -> bytes:
    """The cue as signed 16-bit samples in this machine's byte order."""
    sound = array("h")
    for note in MELODIES[cue]:
        count = RATE * note.milliseconds // 1000
        fade = max(1, min(int(RATE * _FADE), count // 2))
        for place in range(count):
            turn = 2 * math.pi * note.hertz * place / RATE
            # Two overtones carry through the noise of a conveyor where a pure tone is lost.
            wave = (math.sin(turn) + math.sin(2 * turn) / 3 + math.sin(3 * turn) / 6) / 1.5
            edge = min(1.0, place / fade, (count - 1 - place) / fade)
            sound.append(int(32767 * _LOUDNESS * edge * wave))
    return sound.tobytes()
