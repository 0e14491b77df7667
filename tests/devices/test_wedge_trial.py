"""The trial of the wedge in small, and that its judge would see if anything went wrong."""

from dataclasses import replace

import pytest

from borderpost.benchmarks import wedge as trial


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_nothing_is_lost_joined_or_invented(seed: int) -> None:
    outcome = trial.simulate(1_000, seed)
    assert outcome.clean
    assert outcome.in_scans > 500
    later = outcome.alone[3:]  # before its first release nobody knows whether a keyboard tells any
    assert max(later) <= 36.0


def test_the_trial_prints_its_figures(capsys: pytest.CaptureFixture[str]) -> None:
    assert trial.bench(["--scans", "50"]) == 0
    told = capsys.readouterr().out.splitlines()
    for name in ("scans lost", "scans joined", "scans invented", "typing whole and in order"):
        assert any(line.startswith(name) and "holds" in line for line in told), name


@pytest.mark.parametrize(
    ("reads", "expected"),
    [
        (["RR1", "CP2"], (0, 0, 0)),
        (["RR1"], (1, 0, 0)),
        (["RR1CP2"], (2, 1, 0)),
        (["RR1", "CP2", "EE3"], (0, 0, 1)),
        (["RR1", "CP2", "CP2"], (0, 0, 1)),
    ],
)
def test_the_judge_sees_what_goes_wrong(reads: list[str], expected: tuple[int, int, int]) -> None:
    heard = trial._Heard(reads=reads)
    outcome = trial._judge(heard, ["RR1", "CP2"], [], [])
    assert (outcome.lost, outcome.joined, outcome.invented) == expected
    assert outcome.clean is (expected == (0, 0, 0))
    assert not replace(outcome, typing_whole=False).clean
