"""The sounds: one for each lane, told apart by rhythm, and silence where there is no device."""

import os
import subprocess
import sys
from array import array
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication

from borderpost.devices.sounds import Output, Sounds, default_output
from borderpost.devices.tones import MELODIES, RATE, Cue, samples
from borderpost.domain.risk.lane import Lane


class Heard:
    """An output that remembers."""

    def __init__(self) -> None:
        self.played: list[tuple[bytes, float]] = []
        self.closed = 0

    def play(self, sound: bytes, volume: float) -> None:
        self.played.append((sound, volume))

    def close(self) -> None:
        self.closed += 1


def test_every_lane_has_its_sound() -> None:
    assert {lane.value for lane in Lane} <= {cue.value for cue in Cue}
    assert set(MELODIES) == set(Cue)


def test_the_lanes_differ_in_rhythm_and_in_pitch() -> None:
    lanes = [MELODIES[Cue(lane.value)] for lane in Lane]
    rhythms = [tuple(("tone" if n.hertz else "rest", n.milliseconds) for n in melody) for melody in lanes]
    assert len(set(rhythms)) == len(lanes)
    beats = [(sum(1 for n in m if n.hertz), max(n.milliseconds for n in m) > 300) for m in lanes]
    assert len(set(beats)) == len(lanes)
    pitches = sorted(melody[0].hertz for melody in lanes)
    assert all(higher / lower > 1.25 for lower, higher in pairwise(pitches))


@pytest.mark.parametrize("cue", list(Cue))
def test_the_samples_are_as_long_as_the_melody_and_neither_clip_nor_click(cue: Cue) -> None:
    sound = array("h", samples(cue))
    wanted = sum(note.milliseconds for note in MELODIES[cue]) * RATE / 1000
    assert abs(len(sound) - wanted) <= len(MELODIES[cue])
    assert 8_000 < max(sound) <= 32_767 // 2
    assert abs(sound[0]) < 50
    assert abs(sound[-1]) < 50
    assert len(sound) < RATE


def test_cues_are_played_while_they_are_on() -> None:
    heard = Heard()
    sounds = Sounds(open_output=lambda: heard, volume=7.0)
    sounds.play(Cue.RED)
    sounds.switch(on=False)
    sounds.play(Cue.GREEN)
    sounds.switch(on=True)
    sounds.set_volume(0.25)
    sounds.play(Cue.GREEN)
    assert heard.played == [(samples(Cue.RED), 1.0), (b"", 0.0), (samples(Cue.GREEN), 0.25)]
    sounds.close()
    assert heard.closed == 1
    assert not sounds.has_device


def test_without_a_device_there_is_silence_and_one_look() -> None:
    looks: list[int] = []

    def none_there() -> Output | None:
        looks.append(1)
        return None

    sounds = Sounds(open_output=none_there)
    for cue in Cue:
        sounds.play(cue)
    assert looks == [1]
    assert not sounds.has_device
    sounds.close()


def test_this_computer_plays_or_is_silent(qapp: QCoreApplication) -> None:
    output = default_output()
    if output is not None:
        output.play(samples(Cue.GREEN), 0.0)
        output.close()


def test_no_line_on_stderr(checkout: Path) -> None:
    program = (
        "from PySide6.QtCore import QCoreApplication\n"
        "from borderpost.devices.sounds import Sounds\n"
        "from borderpost.devices.tones import Cue\n"
        "app = QCoreApplication([])\n"
        "sounds = Sounds()\n"
        "sounds.play(Cue.GREEN)\n"
        "sounds.close()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": str(checkout / "src")},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
