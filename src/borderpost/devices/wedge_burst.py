"""The stream of keys taken apart into scans and typing, by timing alone and without any Qt.

A key that could belong to a scan is held back until that is decided. Three physical facts decide it: a
scanner leaves no more than some 35 ms between keys, it lets each key go within a few milliseconds where a
finger stays for 45 or more, and it closes with Enter or Tab (or frames the whole in STX and ETX). The second
fact also tells a person's key that falls into the middle of a scan, so both come out whole.
A source that sends no releases is judged by the gaps alone.
"""

from collections.abc import Hashable
from dataclasses import dataclass, field

from borderpost.devices.wedge_keys import (
    Act,
    Read,
    Role,
    Spoilt,
    Stroke,
    Typed,
    Unread,
    Verdict,
    WedgeSettings,
)

_NEVER = float("-inf")
_OVERLAP_MS = 2.0  # one report may let a key go and press the next; a longer overlap takes two devices
_SUSPECT_MS = 500.0  # what follows a torn burst this soon is the rest of it
_LONGEST = 8192  # keys; more than any symbol holds


@dataclass(slots=True, eq=False)
class _Held:
    stroke: Stroke
    quick: bool = False  # came up so soon that no finger did it
    released: float | None = None

    def is_slow(self, dwell: float, now: float) -> bool:
        return (now if self.released is None else self.released) - self.stroke.stamp > dwell


@dataclass(slots=True)
class Burst:
    """The keys of one keyboard that are still undecided."""

    settings: WedgeSettings = field(default_factory=WedgeSettings)
    _held: list[_Held] = field(default_factory=list)
    _open: list[_Held] = field(default_factory=list)  # those of the held that are not quick, in order
    _queue: list[tuple[_Held, object]] = field(default_factory=list)  # presses and releases as they came
    _swallowed: set[Hashable] = field(default_factory=set)
    _releases_seen: bool = False
    _tells_releases: bool = False  # this keyboard has told one; those that never do are judged by gaps alone
    _mixed: bool = False
    _last: float = _NEVER
    _ended: float = _NEVER
    _ended_by_gaps: bool = False
    _suspect_until: float = _NEVER
    _fragment_until: float = _NEVER  # keys that no finger typed were sent on: a scan so soon lacks them

    @property
    def is_forming(self) -> bool:
        """Whether keys are held back."""
        return bool(self._held)

    @property
    def due(self) -> float | None:
        """The moment after which `tick` has something to decide, or None while nothing is held."""
        if not self._held:
            return None
        moments = [self._last + self._patience()]
        if self._is_proved() or self._tells_releases:
            moments += [h.stroke.stamp + self.settings.dwell_ms for h in self._open]
        return min(moments)

    def would_hold(self, stroke: Stroke) -> bool:
        """Whether `press` would hold this stroke back; changes nothing."""
        if stroke.auto_repeat or len(self._held) >= _LONGEST:
            return False
        forming = bool(self._held) and stroke.stamp - self._last <= self._patience()
        match stroke.role:
            case Role.CHARACTER:
                return stroke.text >= " " or forming
            case Role.ENDING:
                return forming or self._is_tail(stroke)
            case Role.EDITING:
                return forming
            case Role.START:
                return self.settings.framed
            case Role.STOP:
                return self._is_tail(stroke) or (forming and (self._is_framed() or self._is_proved()))
            case _:
                return False

    def press(self, stroke: Stroke) -> Verdict:
        """Take a key that went down."""
        acts = list(self.tick(stroke.stamp))
        if stroke.role is Role.MODIFIER:
            return Verdict(True, tuple(acts))
        self._swallowed.discard(stroke.key)
        if not self.would_hold(stroke):
            acts += self.step_aside(stroke.stamp)
            return Verdict(True, tuple(acts))
        if stroke.role is Role.START and self._held:
            if self._is_framed() or self._is_proved():
                self._mixed = True
            else:
                acts += self._flush()
        held = _Held(stroke)
        judged_by_gaps = self._is_judged_by_gaps()
        self._held.append(held)
        self._open.append(held)
        self._queue.append((held, stroke.token))
        self._last = stroke.stamp
        if stroke.role in (Role.ENDING, Role.STOP) and judged_by_gaps:
            acts += self._conclude(held, by_gaps=True)
        return Verdict(False, tuple(acts))

    def release(self, key: Hashable, stamp: float, token: object = None) -> Verdict:
        """Take a key that came up."""
        acts = list(self.tick(stamp))
        held = next((h for h in self._open if h.released is None and h.stroke.key == key), None)
        if held is None:
            swallowed = key in self._swallowed
            self._swallowed.discard(key)
            return Verdict(not swallowed, tuple(acts))
        held.released = stamp
        held.quick = not held.is_slow(self.settings.dwell_ms, stamp)
        self._releases_seen = self._tells_releases = True
        self._queue.append((held, token))
        if held.quick:
            self._open.remove(held)
        acts += self._extract(stamp)
        if held.quick and held.stroke.role in (Role.ENDING, Role.STOP):
            acts += self._conclude(held, by_gaps=False)
        return Verdict(False, tuple(acts))

    def tick(self, now: float) -> tuple[Act, ...]:
        """Decide what time alone decides; `now` is on the clock of the strokes."""
        if not self._held:
            return ()
        acts = self._extract(now) if self._is_proved() or self._tells_releases else []
        if self._held and now - self._last > self._patience():
            acts += self._give_up()
        return tuple(acts)

    def step_aside(self, now: float) -> tuple[Act, ...]:
        """Something else happens (shortcut, mouse button, other focus): what is a person's goes first."""
        if not self._held:
            return ()
        if self._is_proved():
            return tuple(self._extract(now))
        self._suspect_until = max(self._suspect_until, self._last + self.settings.gap_ms)
        return tuple(self._flush())

    def let_go(self) -> tuple[Act, ...]:
        """Send everything on as typing, whatever it might have become."""
        return tuple(self._flush())

    def _patience(self) -> float:
        return self.settings.stall_ms if self._is_proved() or self._is_framed() else self.settings.gap_ms

    def _is_framed(self) -> bool:
        return bool(self._held) and self._held[0].stroke.role is Role.START

    def _is_proved(self) -> bool:
        return len(self._held) - len(self._open) >= self.settings.sure_keys

    def _is_tail(self, stroke: Stroke) -> bool:
        """Whether an ending belongs to the scan just over: LF after CR, or the last of a torn burst."""
        torn = stroke.role is Role.STOP and stroke.stamp <= self._suspect_until
        return torn or 0 <= stroke.stamp - self._ended <= self.settings.gap_ms

    def _is_judged_by_gaps(self) -> bool:
        """Whether the next ending has to be judged without waiting to see how soon it comes up."""
        if self._tells_releases and len(self._held) < self.settings.min_keys:
            return False
        return not self._releases_seen if self._held else self._ended_by_gaps

    def _extract(self, now: float) -> list[Act]:
        """Send on the keys that stayed down too long for a scanner; the eldest always come first."""
        theirs = [held for held in self._open if held.is_slow(self.settings.dwell_ms, now)]
        return self._replay(theirs)

    def _conclude(self, ending: _Held, *, by_gaps: bool) -> list[Act]:
        """The ending has come: a scan, or typing that happened to close like one."""
        before = self._held[: self._held.index(ending)]
        alone = len(before) < self.settings.min_keys if by_gaps else not any(h.quick for h in before)
        if alone and self._is_tail(ending.stroke):
            self._ended = ending.stroke.stamp
            self._drop([ending])
            return []
        if not before:
            return []
        if by_gaps:
            earlier = [i for i, h in enumerate(before) if h.stroke.role is Role.ENDING]
            if earlier and not self._is_framed():
                before = before[earlier[-1] + 1 :]
        parts = [h for h in before if _is_data(h) and (by_gaps or h.quick)]
        framed = bool(parts) and parts[0].stroke.role is Role.START
        if framed and ending.stroke.role is Role.ENDING:
            return []  # data within a frame
        text = "".join(h.stroke.text for h in parts)
        began = parts[0].stroke.stamp if parts else ending.stroke.stamp
        torn = began <= self._suspect_until
        if not self._is_scan(text, framed=framed):
            if by_gaps:  # releases may come yet; silence decides
                return []
            if not parts or not torn:
                return self._flush(through=ending)
        mixed = self._mixed or (not by_gaps and _overlap(parts))
        chosen = {*parts, ending}
        acts = self._replay([h for h in self._held[: self._held.index(ending)] if h not in chosen])
        self._drop([*parts, ending])
        self._ended = ending.stroke.stamp if ending.released is None else ending.released
        self._ended_by_gaps = by_gaps
        if mixed or torn or began <= self._fragment_until:
            self._suspect_until = ending.stroke.stamp + _SUSPECT_MS
            return [*acts, Unread(text, began, Spoilt.MIXED if mixed else Spoilt.BROKEN)]
        return [*acts, Read(self._bare(text), began)]

    def _is_scan(self, text: str, *, framed: bool) -> bool:
        if framed:
            return bool(text)
        return len(text) >= self.settings.min_keys and text.startswith(self.settings.prefix)

    def _bare(self, text: str) -> str:
        return text.removeprefix(self.settings.prefix).removesuffix(self.settings.suffix)

    def _give_up(self) -> list[Act]:
        """Silence without an ending."""
        proved = self._is_proved()
        parts = [h for h in self._held if _is_data(h) and (h.quick or not proved)]
        text = "".join(h.stroke.text for h in parts)
        framed = bool(parts) and parts[0].stroke.role is Role.START
        long = len(text) >= self.settings.min_keys
        if proved or long:
            self._suspect_until = self._last + _SUSPECT_MS
        elif parts and all(held.quick for held in parts):
            self._fragment_until = self._last + self.settings.stall_ms
        silence_ends = not self.settings.ending_required and text.startswith(self.settings.prefix)
        if not long or not (framed or silence_ends):
            return self._flush()
        began, mixed = parts[0].stroke.stamp, self._mixed or (proved and _overlap(parts))
        acts = self._replay([h for h in self._held if h not in set(parts)])
        self._drop(parts)
        if framed or mixed:
            return [*acts, Unread(text, began, Spoilt.MIXED if mixed else Spoilt.NO_ENDING)]
        self._suspect_until = _NEVER
        return [*acts, Read(self._bare(text), began)]

    def _flush(self, *, through: _Held | None = None) -> list[Act]:
        stop = len(self._held) if through is None else self._held.index(through) + 1
        return self._replay(self._held[:stop])

    def _replay(self, which: list[_Held]) -> list[Act]:
        if not which:
            return []
        chosen = set(which)
        tokens = tuple(token for held, token in self._queue if held in chosen)
        self._forget(chosen)
        return [Typed(tokens)]

    def _drop(self, which: list[_Held]) -> None:
        self._swallowed.update(h.stroke.key for h in which if h.released is None)
        self._forget(set(which))

    def _forget(self, which: set[_Held]) -> None:
        self._queue = [entry for entry in self._queue if entry[0] not in which]
        self._held = [h for h in self._held if h not in which]
        self._open = [h for h in self._open if h not in which]
        self._releases_seen = any(h.released is not None for h in self._held)
        self._mixed = self._mixed and bool(self._held)


def _is_data(held: _Held) -> bool:
    return held.stroke.role is not Role.EDITING


def _overlap(parts: list[_Held]) -> bool:
    """Whether a key went down well before another of the same burst came up: two scanners."""
    latest = _NEVER
    for held in parts:
        if latest - held.stroke.stamp > _OVERLAP_MS:
            return True
        latest = max(latest, held.stroke.stamp if held.released is None else held.released)
    return False
