"""The benchmark of reading rows: it measures what it says, over rows of the demo and of a file."""

import json
from pathlib import Path

from borderpost.benchmarks import run
from borderpost.benchmarks.parse import demo_rows, measured


def test_the_same_rows_every_time() -> None:
    assert demo_rows(30) == demo_rows(30)


def test_each_way_has_its_figures() -> None:
    figures = {figure.name: figure for figure in measured(demo_rows(60), 1)}
    assert figures["share of rows on the short way"].value > 0.9
    assert all(figure.value > 0 for figure in figures.values())


def test_a_file_is_measured_and_the_figures_are_written(tmp_path: Path) -> None:
    feed, out = tmp_path / "rows.jsonl", tmp_path / "figures.json"
    feed.write_bytes(b"\n".join([*demo_rows(5), b"{}", b"", b"[]"]))
    assert run(["parse", str(feed), "--rounds", "1", "--json", str(out)]) in (0, 1)
    shares = [
        one for one in json.loads(out.read_text())["figures"] if one["name"].startswith("share of rows")
    ]
    assert [one["value"] for one in shares] == [5 / 7]


def test_no_rows_are_told(tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_bytes(b"\n\n")
    assert run(["parse", str(tmp_path / "empty.jsonl")]) == 2
