"""The benchmark of the decoder: what it reads and how long it takes, beside zxing-cpp and pyzbar alone."""

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from time import thread_time

import cv2
import numpy as np

from borderpost.benchmarks.figures import Bound, Figure, save, table
from borderpost.benchmarks.label_scenes import Scene, bad_label, scenes
from borderpost.benchmarks.samples import Grey, Sample, SamplesError, load, read_manifest
from borderpost.devices.decoder import FrameDecoder, StillDecoder
from borderpost.devices.decoder.accept import is_item_number
from borderpost.devices.decoder.engines import POSTAL, EngineMissingError, Zxing, load_zbar

OURS, ZXING, ZBAR = "borderpost", "zxing-cpp", "pyzbar"
_SEED = 20260701
_PHOTO_FAMILIES = {
    "code128": "Code 128",
    "ean13": "EAN/UPC",
    "ean8": "EAN/UPC",
    "upca": "EAN/UPC",
    "upce": "EAN/UPC",
    "itf": "ITF",
    "datamatrix": "DataMatrix",
    "qrcode": "QR",
    "pdf417": "PDF417",
}

Reads = Callable[[Grey], list[str]]


@dataclass(slots=True)
class Tally:
    """What one engine made of the samples; times in seconds of processor time, one a sample."""

    read: Counter[str] = field(default_factory=Counter)
    items: int = 0
    wrong: list[tuple[str, str]] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    empty_times: list[float] = field(default_factory=list)

    @property
    def codes(self) -> int:
        """Codes read, of all kinds."""
        return sum(self.read.values())


@dataclass(slots=True)
class Outcome:
    """The tallies of all engines on the same samples, and what was there to read."""

    tallies: dict[str, Tally]
    there: Counter[str] = field(default_factory=Counter)
    items: int = 0
    stages: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))


def bench(argv: list[str]) -> int:
    """Measures and prints; 0 when all goals hold, 1 when one does not, 2 when the folder is of no use."""
    parser = argparse.ArgumentParser(prog="bench decode", description=__doc__)
    parser.add_argument(
        "folder", type=Path, nargs="?", help="frames with manifest.jsonl (default: drawn ones)"
    )
    parser.add_argument("--photos", type=Path, help="photographs (default: photos beside the folder)")
    parser.add_argument("--scenes", type=int, default=6, help="drawn frames of each kind")
    parser.add_argument("--sequences", type=int, default=30, help="bad labels of eight frames each")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there as well")
    options = parser.parse_args(argv)
    threads = cv2.getNumThreads()
    cv2.setNumThreads(1)
    try:
        figures = _figures(options)
    except SamplesError as unusable:
        print(unusable, file=sys.stderr)
        return 2
    finally:
        cv2.setNumThreads(threads)
    print(table(figures))
    if options.json is not None:
        save(figures, options.json)
    return 0 if all(figure.holds for figure in figures) else 1


def _figures(options: argparse.Namespace) -> list[Figure]:
    drawn = (_sample(scene) for scene in scenes(_SEED, options.scenes))
    figures: list[Figure] = []
    if options.folder is None:
        figures += labels(drawn)
    else:
        figures += labels(load(read_manifest(options.folder)))
        print("\ndrawn frames, for comparison")
        outcome = compare(drawn, {OURS: frame_reader()})
        mine = outcome.tallies[OURS]
        figures.append(Figure("drawn codes read", mine.codes / max(outcome.there.total(), 1)))
        figures.append(Figure("drawn codes read wrong", len(mine.wrong), 0, Bound.AT_MOST))
    if options.sequences:
        figures.append(sequences(options.sequences))
    photos = options.photos or (options.folder and options.folder.parent / "photos")
    if photos is not None and (options.photos is not None or (photos / "manifest.jsonl").is_file()):
        figures += photographs(load(read_manifest(photos)))
    return figures


def _sample(scene: Scene) -> Sample:
    return Sample(scene.category, scene.category, scene.frame, scene.truth)


def frame_reader(stages: dict[str, list[float]] | None = None) -> Reads:
    """The frame decoder as an engine; its stages' milliseconds are kept in `stages`."""
    decoder = FrameDecoder()

    def read(grey: Grey) -> list[str]:
        decoded = decoder.decode(grey)
        if stages is not None:
            for stage in decoded.stages:
                stages[stage.name].append(stage.milliseconds)
        return [code.text for code in decoded.codes]

    return read


def zxing_reader() -> Reads:
    """zxing-cpp with all its own searching, in the postal families."""
    engine = Zxing(downscale=True, invert=True)
    return lambda grey: [each.text for each in engine.read(grey, POSTAL)]


def zbar_reader() -> Reads:
    """pyzbar alone; raises `EngineMissingError` where it is not installed."""
    module = load_zbar()
    kinds = module.ZBarSymbol
    # Without DataBar, on which the library prints warnings of its own.
    symbols = [kinds.CODE128, kinds.EAN13, kinds.EAN8, kinds.I25, kinds.QRCODE]
    return lambda grey: [
        each.data.decode("utf-8", "replace") for each in module.decode(grey, symbols=symbols)
    ]


def compare(samples: Iterable[Sample], engines: dict[str, Reads]) -> Outcome:
    """Every engine on every sample, in an order that changes from sample to sample."""
    outcome = Outcome({name: Tally() for name in engines})
    names = list(engines)
    for at, sample in enumerate(samples):
        outcome.there[sample.kind] += len(sample.truth)
        outcome.items += sum(map(_is_item, sample.truth))
        for turn in range(len(names)):
            name = names[(at + turn) % len(names)]
            start = thread_time()
            texts = engines[name](sample.image)
            spent = thread_time() - start
            _count(outcome.tallies[name], sample, set(texts), spent)
    return outcome


def _count(tally: Tally, sample: Sample, texts: set[str], spent: float) -> None:
    tally.times.append(spent)
    if not sample.truth:
        tally.empty_times.append(spent)
    right = [text for text in sample.truth if text in texts]
    tally.read[sample.kind] += len(right)
    tally.items += sum(map(_is_item, right))
    tally.wrong += [(sample.name, text) for text in sorted(texts.difference(sample.truth))]


def _is_item(text: str) -> bool:
    return text.isascii() and is_item_number(text.encode("ascii"))


def labels(samples: Iterable[Sample]) -> list[Figure]:
    """The figures on frames of labels, and a table of the kinds of difficulty in print."""
    stages: dict[str, list[float]] = defaultdict(list)
    engines = {OURS: frame_reader(stages), ZXING: zxing_reader()}
    try:
        engines[ZBAR] = zbar_reader()
    except EngineMissingError as missing:
        print(f"pyzbar is left out: {missing}")
    warm = np.full((1080, 1920), 128, np.uint8)
    for read in engines.values():
        read(warm)
    stages.clear()
    outcome = compare(samples, engines)
    _print_kinds(outcome)
    _print_stages(stages, len(outcome.tallies[OURS].times))
    return _label_figures(outcome)


def _label_figures(outcome: Outcome) -> list[Figure]:
    mine, zxing = outcome.tallies[OURS], outcome.tallies[ZXING]
    others = [tally for name, tally in outcome.tallies.items() if name != OURS]
    codes, items = max(outcome.there.total(), 1), max(outcome.items, 1)
    best, best_items = max(tally.codes for tally in others), max(tally.items for tally in others)
    own, theirs = np.array(mine.times), np.array(zxing.times)
    figures = [
        Figure("codes read", mine.codes / codes, 0.88, baseline=best / codes),
        Figure("S10 read", mine.items / items, 0.86, baseline=best_items / items),
        Figure("texts read wrong", len(mine.wrong), 0, Bound.AT_MOST, min(len(t.wrong) for t in others)),
        Figure("codes against the better of the others", mine.codes / max(best, 1), 1.6),
        Figure("S10 against the better of the others", mine.items / max(best_items, 1), 1.6),
        Figure(
            "median time against zxing-cpp", _ratio(np.median(own), np.median(theirs)), 0.65, Bound.AT_MOST
        ),
        Figure(
            "95th percentile against zxing-cpp's",
            _ratio(np.percentile(own, 95), np.percentile(theirs, 95)),
            1.2,
            Bound.AT_MOST,
        ),
        Figure(
            "95th percentile against zxing-cpp's median",
            _ratio(np.percentile(own, 95), np.median(theirs)),
            1.2,
            Bound.AT_MOST,
        ),
    ]
    if mine.empty_times:
        empty = _ratio(np.median(mine.empty_times), np.median(zxing.empty_times))
        figures.append(Figure("empty frame against zxing-cpp", empty, 0.6, Bound.AT_MOST))
    for name, text in mine.wrong:
        print(f"wrong: {text!r} on {name}")
    return figures


def _ratio(own: float | np.floating, theirs: float | np.floating) -> float:
    return float(own) / max(float(theirs), 1e-9)


def _print_kinds(outcome: Outcome) -> None:
    print(f"{'kind':<14} {'codes':>6}" + "".join(f" {name:>11}" for name in outcome.tallies))
    for kind, there in outcome.there.items():
        shares = "".join(f" {tally.read[kind]:>11}" for tally in outcome.tallies.values())
        print(f"{kind:<14} {there:>6}{shares}")
    totals = "".join(f" {tally.codes:>11}" for tally in outcome.tallies.values())
    print(f"{'all':<14} {outcome.there.total():>6}{totals}")
    medians = "".join(f" {np.median(tally.times) * 1000:>11.1f}" for tally in outcome.tallies.values())
    print(f"{'median CPU ms':<21}{medians}")


def _print_stages(stages: dict[str, list[float]], frames: int) -> None:
    print("stages, mean CPU ms a frame: ", end="")
    print(", ".join(f"{name} {sum(times) / max(frames, 1):.1f}" for name, times in stages.items()))


def sequences(count: int, frames: int = 8, by: int = 3) -> Figure:
    """How many bad labels, held before the camera by an unsteady hand, are read by the third frame."""
    first_seen: Counter[int] = Counter()
    wrong = 0
    for seed in range(_SEED, _SEED + count):
        decoder = FrameDecoder()
        for at, scene in enumerate(bad_label(seed, frames), 1):
            texts = {code.text for code in decoder.decode(scene.frame).codes}
            wrong += len(texts.difference(scene.truth))
            if texts.intersection(scene.truth):
                first_seen[at] += 1
                break
    shares = [sum(first_seen[at] for at in range(1, last + 1)) / count for last in range(1, frames + 1)]
    print("\nbad labels read by frame 1 to 8: " + ", ".join(f"{share:.0%}" for share in shares), end="")
    print(f"; wrong {wrong}")
    return Figure("bad label read by the third frame", shares[by - 1], 0.85)


def photographs(samples: Iterable[Sample]) -> list[Figure]:
    """What the still decoder reads on photographs, family by family, beside zxing-cpp."""
    still = StillDecoder()
    zxing = zxing_reader()
    known = [
        Sample(sample.name, _PHOTO_FAMILIES[sample.kind], sample.image, sample.truth)
        for sample in samples
        if sample.kind in _PHOTO_FAMILIES
    ]
    engines: dict[str, Reads] = {
        OURS: lambda grey: [code.text for code in still.decode(grey).codes],
        ZXING: zxing,
    }
    outcome = compare(known, engines)
    mine, theirs = outcome.tallies[OURS], outcome.tallies[ZXING]
    return [
        Figure(
            f"photographs of {family} read (of {there})",
            mine.read[family],
            theirs.read[family],
            baseline=theirs.read[family],
        )
        for family, there in sorted(outcome.there.items())
    ]
