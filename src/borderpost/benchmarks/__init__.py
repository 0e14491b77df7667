"""The benchmarks: what the program promises in numbers, measured, in ratios taken in one run."""

import sys
from collections.abc import Sequence
from importlib import import_module

BENCHMARKS = {
    "day": "borderpost.benchmarks.day",
    "decode": "borderpost.benchmarks.decode",
    "evidence": "borderpost.benchmarks.evidence",
    "fuzz": "borderpost.benchmarks.fuzz",
    "kill": "borderpost.benchmarks.kill",
    "parse": "borderpost.benchmarks.parse",
    "risk": "borderpost.benchmarks.risk",
    "store": "borderpost.benchmarks.store",
    "watch": "borderpost.benchmarks.watch",
    "wedge": "borderpost.benchmarks.wedge",
}
"""Every benchmark by name: a module whose `bench` takes the rest of the command line."""


def run(argv: Sequence[str]) -> int:
    """Runs the benchmark that the first argument names; 0 when all goals hold, 1 when not, 2 when unknown."""
    name, *rest = argv or [""]
    if name not in BENCHMARKS:
        print(f"there is no benchmark {name!r}; there are: {', '.join(sorted(BENCHMARKS))}", file=sys.stderr)
        return 2
    code: int = import_module(BENCHMARKS[name]).bench(list(rest))
    return code
