"""What one key means to the wedge, what the wedge can conclude, and how the wedge of a bench is set."""

from collections.abc import Hashable
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """The part a key can play in a scan or in a person's typing."""

    CHARACTER = "character"  # one printable character, or a control character that scanners send as data
    ENDING = "ending"  # Enter or Tab
    EDITING = "editing"  # Backspace, arrows …: a person's, and to stay in order with their letters
    START = "start"  # STX
    STOP = "stop"  # ETX
    MODIFIER = "modifier"  # Shift and its kin: they colour other keys and say nothing themselves
    OTHER = "other"  # shortcuts, function keys: never held up


@dataclass(frozen=True, slots=True)
class Stroke:
    """One key going down.

    `stamp` is in milliseconds on any steady clock; `key` tells the physical key, so that its release can be
    matched; `token` is given back untouched when the stroke has to be replayed.
    """

    role: Role
    text: str
    stamp: float
    key: Hashable
    token: object = None
    auto_repeat: bool = False


@dataclass(frozen=True, slots=True)
class WedgeSettings:
    """How the scanners of a bench behave; times in milliseconds.

    `gap_ms`: the longest silence between two keys of one scan. `dwell_ms`: a scanner lets a key go sooner
    than this, a person later. `stall_ms`: the silence forgiven once a scanner is recognised by its releases.
    `min_keys`: shorter bursts are typing. `sure_keys`: that many quick releases prove a scanner.
    `prefix`, `suffix`: printable text that the scanner is programmed to send around every code; with a
    prefix, a burst without it is typing. `framed`: STX … ETX around a code is understood.
    `ending_required`: a burst without Enter or Tab is typing; otherwise silence ends a scan too.
    `group_separator_key`: the Qt key code of one key that stands for GS (0: none besides Ctrl+]).
    `layout`: the keyboard layout of the computer when the scanner sends the keys of a US keyboard.
    `minds_caps_lock`: the scanner itself makes up for a Caps Lock that is on.
    """

    gap_ms: float = 35.0
    dwell_ms: float = 30.0
    stall_ms: float = 150.0
    min_keys: int = 6
    sure_keys: int = 2
    prefix: str = ""
    suffix: str = ""
    framed: bool = True
    ending_required: bool = True
    group_separator_key: int = 0
    layout: str = "us"
    minds_caps_lock: bool = False

    def __post_init__(self) -> None:
        """Refuse what would make every person a scanner, or hold typing up for longer than is noticed."""
        if not 5 <= self.gap_ms <= 50:
            raise ValueError(f"gap_ms must lie between 5 and 50, not {self.gap_ms}")
        if not 5 <= self.dwell_ms <= 40:
            raise ValueError(f"dwell_ms must lie between 5 and 40, not {self.dwell_ms}")
        if not self.gap_ms <= self.stall_ms <= 1000:
            raise ValueError(f"stall_ms must lie between gap_ms and 1000, not {self.stall_ms}")
        if self.min_keys < 4 or self.sure_keys < 2:
            raise ValueError("a scan needs at least four keys, and proof at least two")


class Spoilt(StrEnum):
    """Why a burst that came from a scanner is no scan."""

    MIXED = "mixed"  # two scanners at once
    BROKEN = "broken"  # the rest of a burst whose beginning was lost
    NO_ENDING = "no_ending"  # an STX without its ETX


@dataclass(frozen=True, slots=True)
class Typed:
    """Keys that were a person's after all: replay the tokens in this order."""

    tokens: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Read:
    """A scan: its text without frame and ending, and when its first key came (milliseconds)."""

    text: str
    began: float


@dataclass(frozen=True, slots=True)
class Unread:
    """A scanner's burst that must not be taken for a code; `text` is all that came of it."""

    text: str
    began: float
    why: Spoilt


Act = Typed | Read | Unread


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to do: first `acts` in order, then let the event itself go on if `passes`."""

    passes: bool
    acts: tuple[Act, ...] = ()
