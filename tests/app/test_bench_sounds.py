"""What is heard at the bench: each lane, what was recorded, what was refused, and nothing when it is off."""

from collections.abc import Iterator

import pytest

from borderpost.app.bench_sounds import BenchSounds
from borderpost.devices.sounds import Sounds
from borderpost.devices.tones import Cue, samples
from borderpost.domain.risk.lane import Lane
from borderpost.ui.trolley.spots import SIGNS
from borderpost.work.changes import Kind


class Ear:
    """A loudspeaker that remembers what was played on it."""

    def __init__(self) -> None:
        self.heard: list[Cue] = []

    def play(self, sound: bytes, volume: float) -> None:
        self.heard += [cue for cue in Cue if samples(cue) == sound]

    def close(self) -> None:
        pass


@pytest.fixture
def ear() -> Ear:
    return Ear()


@pytest.fixture
def sounds(qapp: object, ear: Ear) -> Iterator[Sounds]:
    made = Sounds(open_output=lambda: ear)
    yield made
    made.close()


def test_every_lane_has_its_sound(sounds: Sounds, ear: Ear) -> None:
    heard = BenchSounds(sounds)
    for lane in Lane:
        heard.lane(lane.value)
    assert [cue.value for cue in ear.heard] == [lane.value for lane in Lane]


def test_an_act_is_heard_and_a_look_up_is_not(sounds: Sounds, ear: Ear) -> None:
    heard = BenchSounds(sounds)
    heard.changed(frozenset({Kind.SCANS}))
    heard.changed(frozenset({Kind.SESSION}))
    heard.changed(frozenset({Kind.DECLARATIONS}))
    assert ear.heard == []
    heard.changed(frozenset({Kind.INSPECTIONS, Kind.APPROVALS}))
    heard.error()
    assert ear.heard == [Cue.ACCEPTED, Cue.ERROR]
    sounds.switch(on=False)
    heard.error()
    assert ear.heard == [Cue.ACCEPTED, Cue.ERROR]


def test_while_parcels_are_sorted_nothing_cuts_the_sound_of_a_lane_short(sounds: Sounds, ear: Ear) -> None:
    heard = BenchSounds(sounds)
    heard.sorting(True)
    for sign in SIGNS.values():
        heard.sorted(sign.cue)
    ear.heard.clear()
    heard.sorted("green")
    heard.changed(frozenset({Kind.INSPECTIONS}))
    heard.error()
    assert ear.heard == [Cue.GREEN]
    heard.sorting(False)
    heard.changed(frozenset({Kind.INSPECTIONS}))
    assert ear.heard == [Cue.GREEN, Cue.ACCEPTED]
