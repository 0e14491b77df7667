"""What other engines take for the same profiles: run by itself, in an environment that has them installed.

`python risk_rivals.py IN OUT` reads items and profiles as JSON and writes, by engine, processor seconds and
how many items each profile selects. It knows nothing of this program.
"""

import importlib
import json
import sys
import time
from pathlib import Path
from typing import Any

Plain = dict[str, Any]
_REPEATS = 2


def main(source: Path, target: Path) -> None:
    """Measure every engine on what a file holds."""
    given = json.loads(source.read_text(encoding="utf-8"))
    items, profiles = given["items"], given["profiles"]
    told: Plain = {}
    for name, measure in (("duckdb", _duckdb), ("numpy", _numpy)):
        seconds, counts = measure(items, profiles)
        told[name] = {"seconds": seconds, "counts": counts}
    some, asked = given["singles"], given["single_profiles"]
    for name, measure_one in (("rule-engine", _rule_engine), ("cel", _cel)):
        times, hits = measure_one(some, asked)
        told[name] = {"seconds": times, "hits": hits}
    target.write_text(json.dumps(told), encoding="utf-8")


def _duckdb(items: list[Plain], profiles: list[Plain]) -> tuple[float, list[int]]:
    duckdb: Any = importlib.import_module("duckdb")
    numpy: Any = importlib.import_module("numpy")
    conn = duckdb.connect()
    conn.execute("SET threads = 1")
    columns = _columns(numpy, items)
    conn.register("items_given", {"row": columns["row"], "country": columns["country_text"]})
    conn.register(
        "lines_given",
        {
            "row": columns["line_row"],
            "hs": columns["hs_text"],
            "quantity": columns["quantity"],
            "value": columns["value"],
            "text": columns["text_text"],
        },
    )
    conn.execute("CREATE TABLE items AS SELECT * FROM items_given")
    conn.execute("CREATE TABLE lines AS SELECT * FROM lines_given")
    conn.execute("CREATE INDEX lines_row ON lines(row)")
    queries = [_duckdb_query(profile) for profile in profiles]
    best = float("inf")
    counts: list[int] = []
    for _ in range(_REPEATS):
        begun = time.process_time()
        counts = [len(conn.execute(query).fetchnumpy()["row"]) for query in queries]
        best = min(best, time.process_time() - begun)
    return best, counts


def _duckdb_query(profile: Plain) -> str:
    countries = ", ".join(f"'{one}'" for one in profile["countries"])
    tests = []
    if profile["hs"]:
        tests.append("(" + " OR ".join(f"starts_with(hs, '{one}')" for one in profile["hs"]) + ")")
    if profile["words"]:
        tests.append("(" + " OR ".join(f"contains(text, ' {one} ')" for one in profile["words"]) + ")")
    tests += [f"{name} {sign} {profile[name]}" for name, sign in _THRESHOLDS if profile[name] is not None]
    return (
        f"SELECT row FROM items WHERE {f'country IN ({countries})' if countries else 'true'}"  # noqa: S608
        f" AND row IN (SELECT row FROM lines WHERE {' AND '.join(tests)})"
    )


_THRESHOLDS = (("quantity", ">="), ("value", ">"))


def _numpy(items: list[Plain], profiles: list[Plain]) -> tuple[float, list[int]]:
    numpy: Any = importlib.import_module("numpy")
    columns = _columns(numpy, items)
    hs_all, texts_all = columns["hs_all"], columns["texts_all"]
    countries_all, line_row = columns["countries_all"], columns["line_row"]
    best = float("inf")
    counts: list[int] = []
    for _ in range(_REPEATS):
        begun = time.process_time()
        counts = []
        for profile in profiles:
            mask = numpy.ones(len(line_row), dtype=bool)
            if profile["hs"]:
                beginnings = tuple(profile["hs"])
                mask &= numpy.array([one.startswith(beginnings) for one in hs_all])[columns["hs"]]
            if profile["words"]:
                words = [f" {one} " for one in profile["words"]]
                found = [any(word in text for word in words) for text in texts_all]
                mask &= numpy.array(found)[columns["text"]]
            if profile["quantity"] is not None:
                mask &= columns["quantity"] >= profile["quantity"]
            if profile["value"] is not None:
                mask &= columns["value"] > profile["value"]
            held = numpy.zeros(len(items), dtype=bool)
            held[line_row[mask]] = True
            if wanted := set(profile["countries"]):
                held &= numpy.array([one in wanted for one in countries_all])[columns["country"]]
            counts.append(len(numpy.flatnonzero(held)))
        best = min(best, time.process_time() - begun)
    return best, counts


def _columns(numpy: Any, items: list[Plain]) -> Plain:
    lines = [(row, line) for row, item in enumerate(items) for line in item["lines"]]
    columns: Plain = {
        "row": numpy.arange(len(items)),
        "line_row": numpy.array([row for row, _ in lines]),
        "quantity": numpy.array([line["quantity"] for _, line in lines], dtype=float),
        "value": numpy.array([line["value"] for _, line in lines], dtype=float),
    }
    for name, all_of, values in (
        ("country", "countries_all", [item["country"] for item in items]),
        ("hs", "hs_all", [line["hs"] for _, line in lines]),
        ("text", "texts_all", [line["text"] for _, line in lines]),
    ):
        known = {one: place for place, one in enumerate(dict.fromkeys(values))}
        columns[all_of] = list(known)
        columns[name] = numpy.array([known[one] for one in values])
        columns[f"{name}_text"] = numpy.array(values, dtype=object)
    return columns


def _rule_engine(items: list[Plain], profiles: list[Plain]) -> tuple[list[float], list[int]]:
    engine: Any = importlib.import_module("rule_engine")
    context = engine.Context(resolver=engine.resolve_item)
    rules = [engine.Rule(_rule(profile), context=context).matches for profile in profiles]
    return _timed(items, rules)


def _rule(profile: Plain) -> str:
    tests = []
    if profile["hs"]:
        tests.append(f'l["hs"] =~ "({"|".join(profile["hs"])})"')
    if profile["words"]:
        tests.append(f'l["text"] =~~ " ({"|".join(profile["words"])}) "')
    tests += [
        f'l["{name}"] {sign} {profile[name]}' for name, sign in _THRESHOLDS if profile[name] is not None
    ]
    countries = ", ".join(f'"{one}"' for one in profile["countries"])
    first = f"country in [{countries}] and " if countries else ""
    return f"{first}[l for l in lines if {' and '.join(tests)}].length > 0"


def _cel(items: list[Plain], profiles: list[Plain]) -> tuple[list[float], list[int]]:
    cel: Any = importlib.import_module("cel")
    programs = [cel.compile(_expression(profile)).execute for profile in profiles]
    return _timed(items, programs)


def _expression(profile: Plain) -> str:
    tests = []
    if profile["hs"]:
        tests.append("(" + " || ".join(f'l.hs.startsWith("{one}")' for one in profile["hs"]) + ")")
    if profile["words"]:
        tests.append("(" + " || ".join(f'l.text.contains(" {one} ")' for one in profile["words"]) + ")")
    tests += [
        f"l.{name} {sign} {float(profile[name])}" for name, sign in _THRESHOLDS if profile[name] is not None
    ]
    countries = ", ".join(f'"{one}"' for one in profile["countries"])
    first = f"country in [{countries}] && " if countries else ""
    return f"{first}lines.exists(l, {' && '.join(tests)})"


def _timed(items: list[Plain], rules: list[Any]) -> tuple[list[float], list[int]]:
    times, hits = [], []
    for item in items:
        begun = time.process_time()
        hits.append(sum(bool(rule(item)) for rule in rules))
        times.append(time.process_time() - begun)
    return times, hits


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
