"""The trial of the watch lists runs, agrees with brute force, and writes recall by kind."""

import json
from pathlib import Path

from borderpost.benchmarks import run
from borderpost.benchmarks.watch_names import DAMAGES, SCRIPTS


def test_a_small_trial_agrees_with_brute_force(tmp_path: Path) -> None:
    run(["watch", "--names", "1500", "--asked", "60", "--json", str(tmp_path / "figures.json")])
    rows = json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))["figures"]
    values = {row["name"]: row["value"] for row in rows}
    assert values["look-ups with the matches of brute force"] == 1.0
    for kind in ("as listed", "tokens swapped", "another legal form"):
        assert values[f"found: {kind}"] == 1.0
    assert values["found: two edits"] > 0.6
    assert {f"found: {kind}" for kind in DAMAGES} <= set(values)
    assert {f"found: {name} for Latin" for name in SCRIPTS} <= set(values)
