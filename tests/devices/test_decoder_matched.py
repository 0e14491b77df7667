"""The matched reader: blur, noise and bent paper are undone, and doubt is told as doubt."""

import numpy as np
import pytest

from borderpost.devices.decoder.arrays import Floats, as_floats, as_grey
from borderpost.devices.decoder.blurred import Match, candidates, hopeful, match
from borderpost.devices.decoder.code128 import Spelled
from borderpost.devices.decoder.linear import beyond_doubt
from borderpost.devices.decoder.lines import aligned_bands, levelled
from borderpost.devices.decoder.matched import FINE, PAD, Blur, cheapest, likeliest
from devices.drawn_code128 import modules_of, values_of

ITEM = "RR123456785GB"
PIXELS = 3.0
QUIET = 14


def profile_of(
    text: str, blur: float, *, noise: float = 0.0, bow: float = 0.0, bands: int = 6, seed: int = 1
) -> Floats:
    """Bands of brightness (n, w) across a code: `blur` and `bow` in modules, `noise` in grey levels."""
    modules = np.array([0] * QUIET + modules_of(text) + [0] * QUIET, dtype=float)
    over = 16
    fine = np.repeat(modules, over)
    at = np.arange(-4 * over, 4 * over + 1) / over
    kernel = np.exp(-0.5 * np.square(at / max(blur, 0.05)))
    fine = np.convolve(fine, kernel / kernel.sum(), mode="same")
    share = np.linspace(0, 1, int(len(modules) * PIXELS))
    places = share * len(modules) + 4 * bow * share * (1 - share)
    line = np.interp(places, (np.arange(len(fine)) + 0.5) / over, fine)
    rng = np.random.default_rng(seed)
    return np.asarray(210 - 160 * line + rng.normal(0, noise, (bands, len(line))))


def matches(bands: Floats, *, glare: bool = False) -> list[Match]:
    left, right = QUIET * PIXELS, bands.shape[1] - QUIET * PIXELS
    view = bands.mean(axis=0)
    if glare:
        aligned, contrast = aligned_bands(as_grey(bands), left, right, 60 * PIXELS)
        bands, view = as_floats(aligned), as_floats(levelled(aligned, contrast, left, right, 22 * PIXELS))
    found = candidates(view, left, right, 0.5 * PIXELS, 2 * PIXELS)[:3]
    likely = [each for each in (hopeful(view, one, glare=glare) for one in found) if each is not None]
    return [each for each in (match(bands, view, one) for one in likely) if each is not None]


def read(bands: Floats, *, turned: bool = False, glare: bool = False) -> Match | None:
    found = matches(bands[:, ::-1] if turned else bands, glare=glare)
    return next(filter(beyond_doubt, found), None)


@pytest.mark.parametrize("blur", [0.3, 0.6, 0.9, 1.2])
@pytest.mark.parametrize("turned", [False, True])
def test_blurred_items_are_read_in_either_direction(blur: float, *, turned: bool) -> None:
    found = read(profile_of(ITEM, blur, noise=2.0), turned=turned)
    assert found is not None
    assert found.spelled.text == ITEM
    assert found.fit > 0.98


@pytest.mark.parametrize("dragged", [1.2, 2.0, 2.5])
def test_items_in_motion_are_read(dragged: float) -> None:
    bands = profile_of(ITEM, 0.3)
    box = np.ones(round(dragged * PIXELS)) / round(dragged * PIXELS)
    moving = np.stack([np.convolve(band, box, mode="same") for band in bands])
    moving[:, :8] = moving[:, -8:] = 210
    noise = np.random.default_rng(2).normal(0, 2, bands.shape)
    found = read(as_floats(moving + noise))
    assert found is not None
    assert found.spelled.text == ITEM


@pytest.mark.parametrize("bow", [-2.4, -1.2, 1.2, 2.4])
def test_a_bowed_code_is_read(bow: float) -> None:
    found = read(profile_of(ITEM, 0.6, noise=2.0, bow=bow))
    assert found is not None
    assert found.spelled.text == ITEM


def test_where_the_code_lies_is_told() -> None:
    bands = profile_of(ITEM, 0.8)
    found = read(bands)
    assert found is not None
    assert found.start == pytest.approx(QUIET * PIXELS, abs=2)
    assert found.end == pytest.approx(bands.shape[1] - QUIET * PIXELS, abs=2)


def burnt(symbol: float, modules: float) -> Floats:
    """A code with a reflection on the middle of a symbol that drowns so many modules."""
    bands = profile_of(ITEM, 0.4, noise=1.0)
    middle = (QUIET + 11 * (symbol + 0.5)) * PIXELS
    away = (np.arange(bands.shape[1]) - middle) / (modules * PIXELS / 2)
    return np.asarray(np.clip(bands + 200 * np.exp(-0.25 * away**8), 0, 255))


def test_one_symbol_burnt_out_is_worked_out_of_the_checksum() -> None:
    (found,) = matches(burnt(5, 7), glare=True)
    assert (found.spelled.text, found.mended) == (ITEM, True)


@pytest.mark.parametrize(
    ("text", "fit", "margin", "mended", "counts"),
    [
        (ITEM, 0.92, 3.0, False, True),
        (ITEM, 0.92, 1.0, False, False),
        (ITEM, 0.85, 9.0, False, False),
        (ITEM, 0.97, 30.0, True, True),
        (ITEM, 0.97, 12.0, True, False),
        ("RR123456784GB", 0.97, 30.0, False, False),
        ("ABC-123-456", 0.99, 200.0, False, True),
        ("ABC-123-456", 0.97, 200.0, False, False),
        ("ABC-123-456", 0.99, 200.0, True, False),
        ("ABCD", 0.99, 200.0, False, False),
    ],
)
def test_what_counts_depends_on_the_check_digit(
    text: str, fit: float, margin: float, *, mended: bool, counts: bool
) -> None:
    found = Match(Spelled(text, gs1=False), fit, margin, 0.0, 100.0, mended=mended)
    assert beyond_doubt(found) is counts


def test_two_symbols_burnt_out_are_not_guessed() -> None:
    assert read(burnt(5.5, 20), glare=True) is None


def test_bars_that_are_no_code_say_nothing() -> None:
    rng = np.random.default_rng(4)
    for _ in range(20):
        line = np.repeat(np.arange(200) % 2, rng.integers(2, 12, 200))[:560].astype(float)
        bands = np.tile(210 - 150 * np.pad(line, 42), (6, 1)) + rng.normal(0, 2, (6, 644))
        assert read(bands, glare=True) is None


def test_the_exact_search_agrees_with_the_quick_one() -> None:
    modules = modules_of(ITEM)
    signal = np.pad(np.repeat(np.array(modules, float), FINE), PAD * FINE)
    path = likeliest(signal, None, Blur(0.5))
    assert list(path.values) == values_of(ITEM)
    assert cheapest(signal, Blur(0.5)) == pytest.approx(path.cost, abs=1e-3)
    weighted = likeliest(signal, np.ones(len(signal)), Blur(0.5))
    assert weighted.values == path.values
    assert weighted.cost == pytest.approx(path.cost)


def test_the_margin_is_what_the_next_best_would_cost() -> None:
    signal = np.pad(np.repeat(np.array(modules_of(ITEM), float), FINE), PAD * FINE)
    sharp, soft = likeliest(signal, None, Blur(0.3)), likeliest(signal, None, Blur(1.3))
    assert min(sharp.margins) > min(soft.margins) > 0
