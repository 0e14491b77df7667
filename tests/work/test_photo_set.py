"""The photographs that an outcome asks for: in order, of lines and bags, excused with a reason, as data."""

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from borderpost.app.photo_sets import FILE, site_photo_sets
from borderpost.app.places import BadSite
from borderpost.domain.codes import Disposition, PhotoSubject, StepResult, StepType
from borderpost.domain.photo_set import (
    STANDARD,
    USUAL,
    BadPhotoSets,
    Each,
    PhotoSets,
    Shot,
    When,
    missing,
    photo_sets_of,
    prompts,
)
from borderpost.work import evidencing, inspecting
from station import ANNA, Station
from station_stories import examined, opened, photograph


def _subjects(state: Any) -> list[str]:
    return [f"{one.subject}:{one.line or one.exhibit}" for one in missing(state, USUAL)]


def test_the_usual_set_is_asked_for_in_order(station: Station) -> None:
    state = opened(station)
    at = {"officer": ANNA, "inspection": state.id}
    assert _subjects(state) == ["label:", "outside:"]
    state = photograph(station, state.id, b"1", PhotoSubject.LABEL)
    state = station.do(inspecting.record_step, **at, step=StepType.XRAY, result=StepResult.CLEAR)
    state = station.do(inspecting.record_step, **at, step=StepType.OPEN_FULL, result=StepResult.CLEAR)
    assert _subjects(state) == ["outside:", "xray:", "opened:", "product:"]


def test_every_line_and_every_bag_wants_its_own(station: Station) -> None:
    state = examined(station)
    taken = state.photographs
    bare = replace(state, photographs=())
    bag = state.bags[0].bag
    assert "product:1" in _subjects(bare)
    assert f"sealed_bag:{bag}" in _subjects(bare)
    # one line and one bag alone need not be named
    assert not {"product:1", f"sealed_bag:{bag}"} & set(_subjects(state))
    two = replace(state, lines=(*state.lines, replace(state.lines[0])), photographs=taken)
    assert "product:1" in _subjects(two)
    named = replace(state, photographs=tuple(replace(one, exhibit="ANOTHER") for one in taken))
    assert f"sealed_bag:{bag}" in _subjects(named)


def test_a_reason_excuses_and_is_taken_back(station: Station) -> None:
    state = opened(station)
    at = {"officer": ANNA, "inspection": state.id}
    state = station.do(evidencing.excuse_shot, **at, subject=PhotoSubject.LABEL, reason=" the label is gone ")
    assert _subjects(state) == ["outside:"]
    (excused,) = [one for one in prompts(state, USUAL) if one.excuse is not None]
    assert (excused.subject, excused.excuse.reason) == (PhotoSubject.LABEL, "the label is gone")
    entry = state.evidence.excuses[0].mark.entry
    state = station.do(inspecting.correct, **at, entry=entry, reason="found it")
    assert _subjects(state) == ["label:", "outside:"]


def test_more_than_one_may_be_wanted(station: Station) -> None:
    state = photograph(station, opened(station).id, b"1", PhotoSubject.OUTSIDE)
    sides = (Shot(PhotoSubject.OUTSIDE, least=2),)
    (prompt,) = missing(state, sides)
    assert (prompt.taken, prompt.least) == (1, 2)
    state = photograph(station, state.id, b"2", PhotoSubject.OUTSIDE)
    assert not missing(state, sides)


def test_the_shipped_sets_are_those_of_the_program(tmp_path: Path) -> None:
    shipped = site_photo_sets(tmp_path)
    assert shipped.usual == USUAL
    for disposition, shots in STANDARD.of.items():
        assert shipped.of[disposition] == shots
    assert shipped.shots(Disposition.RELEASE) == ()
    assert shipped.shots(None) == USUAL


def test_a_site_has_sets_of_its_own(tmp_path: Path) -> None:
    shot = '{ shows = "product", each = "line", when = "opened", least = 3 }'
    (tmp_path / FILE).write_text(f'[[set]]\noutcomes = ["SEIZE"]\nshots = [{shot}]\n')
    assert site_photo_sets(tmp_path) == PhotoSets(
        {Disposition.SEIZE: (Shot(PhotoSubject.PRODUCT, Each.LINE, When.OPENED, 3),)}
    )


@pytest.mark.parametrize(
    "text",
    [
        "set = 3",
        "other = 1",
        '[[set]]\nshots = "all"',
        '[[set]]\noutcomes = "SEIZE"\nshots = []',
        '[[set]]\noutcomes = ["STEAL"]\nshots = []',
        '[[set]]\nshots = [{ shows = "nothing" }]',
        '[[set]]\nshots = [{ shows = "label", least = 0 }]',
        '[[set]]\nshots = [{ shows = "label", least = true }]',
        '[[set]]\nshots = [{ shows = "label", each = "day" }]',
        '[[set]]\nshots = [{ shows = "label", colour = 1 }]',
        '[[set]]\noutcomes = ["SEIZE"]\nshots = []\n[[set]]\noutcomes = ["SEIZE"]\nshots = []',
    ],
)
def test_sets_that_say_nonsense_are_named(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadPhotoSets):
        photo_sets_of(tomllib.loads(text))
    (tmp_path / FILE).write_text(text)
    with pytest.raises(BadSite, match=FILE):
        site_photo_sets(tmp_path)
