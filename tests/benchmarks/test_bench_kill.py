"""A few kills, to see that the benchmark kills programs at work and looks at what they left."""

from pathlib import Path

from borderpost.benchmarks.kill import figures, killed


def test_a_few_kills_lose_nothing(tmp_path: Path) -> None:
    toll = killed(tmp_path / "site", 2, rows=150)
    assert toll.kills == 2
    assert toll.shown > 2
    assert toll.declarations > 500
    assert all(figure.holds for figure in figures(toll)), toll
