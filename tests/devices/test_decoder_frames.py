"""The decoders on whole frames: each kind of difficulty, two labels, none, and pictures of any size."""

import json
from pathlib import Path

import cv2
import numpy as np
import pytest
import zxingcpp
from numpy.typing import NDArray

from borderpost.benchmarks.label_scenes import DIFFICULTIES, Pose, background, label, lay, scene
from borderpost.devices.decoder import CodeFound, FrameDecoder, StillDecoder, Symbology

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data"


@pytest.fixture(scope="module")
def decoder() -> FrameDecoder:
    return FrameDecoder()


def texts(codes: tuple[CodeFound, ...]) -> list[str]:
    return sorted(code.text for code in codes)


@pytest.mark.parametrize("difficulty", DIFFICULTIES)
def test_a_label_is_read_in_spite_of(difficulty: str, decoder: FrameDecoder) -> None:
    drawn = scene(np.random.default_rng((1, DIFFICULTIES.index(difficulty))), difficulty)
    assert texts(decoder.decode(drawn.frame).codes) == list(drawn.truth)


def test_an_empty_belt_says_nothing_and_is_looked_at_once_more(decoder: FrameDecoder) -> None:
    last = set()
    for seed in range(8):
        empty = scene(np.random.default_rng((2, seed)), "empty")
        decoded = decoder.decode(empty.frame)
        assert decoded.codes == ()
        last.add(decoded.stages[-1].name)
    assert last == {"faint", "extra"}


@pytest.mark.parametrize("turn", [0.0, 35.0, 90.0, 200.0])
def test_the_outline_lies_on_the_code(turn: float, decoder: FrameDecoder) -> None:
    rng = np.random.default_rng(3)
    pose = Pose(x=900, y=520, turn=turn, module=2.4)
    frame = lay(background(rng), label(rng, "RR123456785GB"), pose, rng, 0.9, 30, 220)
    (code,) = decoder.decode(frame).codes
    sides = [np.hypot(*np.subtract(a, b)) for a, b in zip(code.outline, code.outline[1:], strict=False)]
    assert max(sides) == pytest.approx(156 * 2.4, rel=0.06)
    along = np.subtract(code.outline[1], code.outline[0])
    lies = np.rad2deg(np.arctan2(along[1], along[0])) % 360
    assert min(abs(lies - turn), 360 - abs(lies - turn)) < 4
    assert np.hypot(code.centre[0] - 900, code.centre[1] - 520) < 80


def test_two_labels_are_two_codes(decoder: FrameDecoder) -> None:
    rng = np.random.default_rng(6)
    frame = background(rng)
    for text, x, turn in (("RR123456785GB", 450, 20), ("EE025447491PL", 1350, 110)):
        frame = lay(frame, label(rng, text), Pose(x, 540, turn, 2.3), rng, 0.9, 30, 220)
    assert texts(decoder.decode(frame).codes) == ["EE025447491PL", "RR123456785GB"]


def test_colour_and_grey_are_read_alike(decoder: FrameDecoder) -> None:
    drawn = scene(np.random.default_rng(9), "rotate")
    blue_ink = cv2.cvtColor(drawn.frame, cv2.COLOR_GRAY2BGR)
    assert texts(decoder.decode(np.asarray(blue_ink, np.uint8)).codes) == list(drawn.truth)


def on_belt(family: str, text: str, turn: float, scale: int = 3) -> NDArray[np.uint8]:
    code = zxingcpp.create_barcode(text, getattr(zxingcpp.BarcodeFormat, family))
    picture = np.asarray(code.to_image(scale=scale, add_quiet_zones=True), np.uint8)
    picture = cv2.copyMakeBorder(picture, 30, 30, 30, 30, cv2.BORDER_CONSTANT, value=255)
    rng = np.random.default_rng(12)
    return lay(background(rng), np.asarray(picture, np.uint8), Pose(960, 540, turn, 6.0), rng, 0.9, 30, 230)


@pytest.mark.parametrize(
    ("family", "text", "symbology"),
    [
        ("DataMatrix", "J18CGBVT4UVCULM5FT", Symbology.DATAMATRIX),
        ("QRCode", "https://track.example/LP532998272SE", Symbology.QR),
        ("PDF417", "S10=UA793168610NL;W=18920;V=499EUR;NJGBBBJHN", Symbology.PDF417),
        ("EAN13", "5900699605256", Symbology.EAN),
        ("ITF", "18158047434865", Symbology.ITF),
    ],
)
@pytest.mark.parametrize("turn", [3.0, 33.0])
def test_every_postal_family_is_read_at_an_angle(
    family: str, text: str, symbology: Symbology, turn: float, decoder: FrameDecoder
) -> None:
    (code,) = decoder.decode(on_belt(family, text, turn)).codes
    assert (code.text, code.symbology) == (text, symbology)


def test_an_itf_that_is_no_gtin_is_left_out_of_a_stream(decoder: FrameDecoder) -> None:
    frame = on_belt("ITF", "1234567890", 0.0, scale=4)
    assert decoder.decode(frame).codes == ()
    assert texts(StillDecoder().decode(frame).codes) == ["1234567890"]


@pytest.mark.parametrize("size", [(1, 1), (3, 200), (40, 40), (63, 900), (70, 70), (481, 333)])
def test_pictures_of_any_size_are_taken(size: tuple[int, int], decoder: FrameDecoder) -> None:
    noise = np.random.default_rng(1).integers(0, 255, size).astype(np.uint8)
    assert decoder.decode(noise).codes == ()
    StillDecoder().decode(noise)


def test_a_view_of_a_larger_picture_is_taken(decoder: FrameDecoder) -> None:
    drawn = scene(np.random.default_rng(10), "clean")
    doubled = np.repeat(drawn.frame, 2, axis=1)
    assert texts(decoder.decode(doubled[:, ::2]).codes) == list(drawn.truth)


def test_a_code_that_fills_a_still_picture_is_read() -> None:
    code = zxingcpp.create_barcode("RR123456785GB", zxingcpp.BarcodeFormat.Code128)
    picture = np.asarray(code.to_image(scale=2, add_quiet_zones=True), np.uint8)
    (found,) = StillDecoder().decode(picture).codes
    assert (found.text, found.stage) == ("RR123456785GB", "whole")


def test_stages_tell_their_time_and_what_they_found(decoder: FrameDecoder) -> None:
    drawn = scene(np.random.default_rng(11), "clean")
    decoded = decoder.decode(drawn.frame)
    assert [stage.name for stage in decoded.stages][:3] == ["whole", "tensor", "find"]
    assert sum(stage.found for stage in decoded.stages) == len(decoded.codes) == 1
    assert decoded.milliseconds == pytest.approx(sum(stage.milliseconds for stage in decoded.stages))


def test_given_clean_frames_are_all_read(decoder: FrameDecoder) -> None:
    manifest = SHARED / "labels" / "manifest.jsonl"
    if not manifest.is_file():
        pytest.skip("the given label frames are not beside this checkout")
    rows = [json.loads(line) for line in manifest.read_text(encoding="utf-8").splitlines()]
    clean = [row for row in rows if row["category"] in {"clean", "two", "occlusion"}]
    assert clean
    for row in clean:
        frame = np.asarray(cv2.imread(str(manifest.parent / row["path"])), np.uint8)
        assert texts(decoder.decode(frame).codes) == sorted(row["truth"]), row["path"]
