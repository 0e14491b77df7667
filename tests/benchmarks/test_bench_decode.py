"""The benchmark of the decoder: its figures, its files, and what it says of a folder that is of no use."""

import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from borderpost.benchmarks import run
from borderpost.benchmarks.decode import OURS, compare
from borderpost.benchmarks.figures import Bound, Figure, save, table
from borderpost.benchmarks.label_scenes import scene
from borderpost.benchmarks.samples import Sample, SamplesError, read_manifest


def test_a_figure_lies_on_one_side_of_its_goal() -> None:
    assert Figure("codes", 0.9, 0.88).holds
    assert not Figure("codes", 0.87, 0.88).holds
    assert Figure("time", 0.5, 0.65, Bound.AT_MOST).holds
    assert not Figure("time", 0.7, 0.65, Bound.AT_MOST).holds
    assert Figure("only told", 3).holds


def test_figures_are_printed_and_saved(tmp_path: Path) -> None:
    figures = [Figure("codes read", 0.5, 0.88, baseline=0.4), Figure("wrong", 0, 0, Bound.AT_MOST)]
    assert "MISSED" in table(figures).splitlines()[0]
    save(figures, tmp_path / "figures.json")
    first, second = json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))["figures"]
    assert (first["name"], first["value"], first["goal"], first["holds"]) == ("codes read", 0.5, 0.88, False)
    assert (first["baseline"], second["holds"]) == (0.4, True)


def test_right_and_wrong_texts_are_told_apart() -> None:
    image = np.zeros((8, 8), np.uint8)
    samples = [Sample("a", "clean", image, ("RR123456785GB", "X")), Sample("b", "empty", image, ())]
    outcome = compare(samples, {OURS: lambda _: ["RR123456785GB", "Y"]})
    mine = outcome.tallies[OURS]
    assert (outcome.there.total(), outcome.items, mine.codes, mine.items) == (2, 1, 1, 1)
    assert mine.wrong == [("a", "Y"), ("b", "RR123456785GB"), ("b", "Y")]
    assert len(mine.empty_times) == 1


def test_a_folder_is_measured_and_its_figures_are_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = []
    for at, category in enumerate(("clean", "rotate", "empty")):
        drawn = scene(np.random.default_rng(at), category)
        cv2.imwrite(str(tmp_path / f"{category}.png"), drawn.frame)
        rows.append({"path": f"{category}.png", "category": category, "truth": list(drawn.truth)})
    (tmp_path / "manifest.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    out = tmp_path / "figures.json"
    run(["decode", str(tmp_path), "--scenes", "0", "--sequences", "0", "--json", str(out)])
    figures = {row["name"]: row for row in json.loads(out.read_text(encoding="utf-8"))["figures"]}
    assert figures["codes read"]["value"] == 1
    assert figures["texts read wrong"]["value"] == 0
    assert {"median time against zxing-cpp", "empty frame against zxing-cpp"} <= figures.keys()
    assert "rotate" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "no such file"),
        ("", "no rows"),
        ("{", "manifest.jsonl:1"),
        ('{"path": "a.png"}', "truth"),
        ("[]", "manifest.jsonl:1"),
    ],
)
def test_a_manifest_that_is_none_is_refused_with_its_reason(
    content: str | None, says: str, tmp_path: Path
) -> None:
    if content is not None:
        (tmp_path / "manifest.jsonl").write_text(content, encoding="utf-8")
    with pytest.raises(SamplesError, match=says):
        read_manifest(tmp_path)


def test_a_missing_image_ends_the_run_with_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "manifest.jsonl").write_text('{"path": "gone.png", "truth": []}', encoding="utf-8")
    assert run(["decode", str(tmp_path), "--scenes", "0", "--sequences", "0"]) == 2
    assert "gone.png" in capsys.readouterr().err


def test_an_unknown_benchmark_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["speed"]) == 2
    assert run([]) == 2
    assert "decode" in capsys.readouterr().err
