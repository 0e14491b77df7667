"""Frames of parcels: the right size, the same for a seed, and readable where they are meant to be."""

from datetime import date

import numpy as np
import pytest
import zxingcpp

from borderpost.demo.cast import cast
from borderpost.demo.label_frames import Difficulty, empty_frame, parcel_frame, two_parcels_frame
from borderpost.demo.labels import LABEL_SIZE, Label, barcode, draw_label, label_of, spaced
from borderpost.demo.pixels import Pixels

TODAY = date(2026, 11, 22)
LABELS = {
    member.key: label_of(member.declarations[-1], member.label)
    for member in cast(TODAY)
    if member.declarations
}


def texts(picture: Pixels) -> set[str]:
    return {code.text for code in zxingcpp.read_barcodes(picture)}


@pytest.mark.parametrize("key", sorted(LABELS))
def test_clean_frames_read(key: str) -> None:
    frame = parcel_frame(LABELS[key], Difficulty.CLEAN, seed=len(key))
    assert texts(frame) == {LABELS[key].code}


@pytest.mark.parametrize("difficulty", list(Difficulty))
def test_every_difficulty_is_a_full_frame_of_its_own_seed(difficulty: Difficulty) -> None:
    first = parcel_frame(LABELS["red"], difficulty, seed=3)
    assert first.shape == (1080, 1920, 3)
    assert first.dtype == np.uint8
    assert not np.array_equal(first, parcel_frame(LABELS["red"], difficulty, seed=4))
    assert texts(first) <= {LABELS["red"].code}


def test_low_contrast_is_low_and_noise_is_noisy() -> None:
    clean = parcel_frame(LABELS["green"], Difficulty.CLEAN, 1)
    assert parcel_frame(LABELS["green"], Difficulty.LOW_CONTRAST, 1).std() < clean.std() / 3
    corner = np.s_[100:200, 20:120]

    def roughness(frame: Pixels) -> float:
        return float(np.abs(np.diff(frame[corner].astype(np.int16), axis=1)).mean())

    assert roughness(parcel_frame(LABELS["green"], Difficulty.NOISE, 1)) > 2 * roughness(clean)


def test_two_parcels_show_two_codes() -> None:
    assert texts(two_parcels_frame(LABELS["green"], LABELS["red"], 1)) == {
        LABELS["green"].code,
        LABELS["red"].code,
    }


def test_an_empty_belt_shows_none() -> None:
    frame = empty_frame(1)
    assert frame.shape == (1080, 1920, 3)
    assert texts(frame) == set()


def test_a_label_without_a_declaration_can_be_drawn() -> None:
    picture = draw_label(Label("RR473124829GB"))
    assert picture.shape == (LABEL_SIZE[1], LABEL_SIZE[0], 3)
    assert texts(picture) == {"RR473124829GB"}


def test_a_barcode_keeps_its_quiet_zones() -> None:
    bars = barcode("RR473124829GB", module=2, height=10)
    assert bars.shape[0] == 10
    assert (bars[:, :20] == 255).all()
    assert (bars[:, -20:] == 255).all()
    assert (bars[:, 20:22] == 0).all()


def test_numbers_are_spaced_for_people() -> None:
    assert spaced("RR473124829GB") == "RR 473 124 829 GB"
    assert spaced("YT1234567812345678") == "YT1234567812345678"
