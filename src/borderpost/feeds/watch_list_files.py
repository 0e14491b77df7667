"""Reads the watch lists of a site: a TOML head each, its entries in it or in a CSV or JSONL file."""

import csv
import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from borderpost.domain.risk.profile import ProfileFault, ProfileProblem
from borderpost.domain.risk.watch.name_words import NO_WORDS, NameWords, name_words_of
from borderpost.domain.risk.watch.site_lists import SiteWatchLists
from borderpost.domain.risk.watch.watch_entry import WatchList
from borderpost.domain.risk.watch.watch_reading import Row, watch_list_of

HEAD_LIMIT = 8 * 1024 * 1024
ROWS_LIMIT = 256 * 1024 * 1024
LINE_LIMIT = 64 * 1024
LISTS_LIMIT = 500
_WORD_PARTS = ("legal_forms", "trades", "places", "unspaced", "double_surnames")


@dataclass(frozen=True, slots=True)
class LoadedWatchLists:
    """The lists that are good, with the rows that are, and what is wrong with the others."""

    lists: SiteWatchLists
    faults: tuple[ProfileFault, ...]


def load_watch_lists(folder: Path, words: NameWords) -> LoadedWatchLists:
    """Return the lists of `folder/*.toml`; a folder that is not there holds none.

    A head without entries of its own names their file: `entries = "people.csv"` (with a row of column
    names, UTF-8) or `"people.jsonl"` (an object a line). A list or a row that is no good is named in the
    faults and does not keep the others from being used. OSError where the folder cannot be listed.
    """
    faults: list[ProfileFault] = []
    lists: dict[str, WatchList] = {}
    heads = sorted(folder.glob("[!.]*.toml")) if folder.is_dir() else []
    if len(heads) > LISTS_LIMIT:
        faults.append(ProfileFault(folder.name, "", ProfileProblem.TOO_MANY, str(len(heads))))
    for path in heads[:LISTS_LIMIT]:
        untrusted = _head(path)
        if isinstance(untrusted, ProfileFault):
            faults.append(untrusted)
            continue
        watch_list, own = watch_list_of(untrusted, _rows(path, untrusted), path.stem)
        faults.extend(own)
        if watch_list is None:
            continue
        if watch_list.id in lists:
            faults.append(ProfileFault(watch_list.id, "id", ProfileProblem.DUPLICATE_ID))
        else:
            lists[watch_list.id] = watch_list
    return LoadedWatchLists(SiteWatchLists(lists.values(), words), tuple(faults))


def load_name_words(path: Path) -> tuple[NameWords, tuple[ProfileFault, ...]]:
    """Return the words of a TOML file that tell no names apart; none, with the fault, where it is no good."""
    untrusted = _head(path)
    if isinstance(untrusted, ProfileFault):
        return NO_WORDS, (untrusted,)
    parts: dict[str, list[str]] = {}
    for name in _WORD_PARTS:
        words = untrusted.get(name, [])
        if not isinstance(words, list) or not all(isinstance(word, str) and word for word in words):
            return NO_WORDS, (ProfileFault(path.stem, name, ProfileProblem.WRONG_TYPE),)
        parts[name] = words
    surnames = untrusted.get("surnames", {})
    if not isinstance(surnames, dict) or not all(isinstance(latin, str) for latin in surnames.values()):
        return NO_WORDS, (ProfileFault(path.stem, "surnames", ProfileProblem.WRONG_TYPE),)
    told = {name: value for name, value in untrusted.items() if name not in (*parts, "surnames")}
    head, faults = watch_list_of({"title": path.stem, "owner": path.stem} | told, (), path.stem)
    if head is None:
        return NO_WORDS, faults
    words = name_words_of(
        parts, surnames, identifier=head.id, version=head.version, valid_from=head.valid_from
    )
    return words, ()


def _head(path: Path) -> Mapping[str, Any] | ProfileFault:
    try:
        with path.open("rb") as file:
            data = file.read(HEAD_LIMIT + 1)
        if len(data) > HEAD_LIMIT:
            return ProfileFault(path.stem, "", ProfileProblem.TOO_LARGE, str(HEAD_LIMIT))
        return tomllib.loads(data.decode("utf-8"))
    except OSError as error:
        return ProfileFault(path.stem, "", ProfileProblem.NOT_READABLE, error.strerror or "")
    except (ValueError, RecursionError) as error:
        return ProfileFault(path.stem, "", ProfileProblem.NOT_TOML, str(error)[:200])


def _rows(head: Path, untrusted: Mapping[str, Any]) -> Iterator[Row]:
    inline = untrusted.get("entry", [])
    if not isinstance(inline, list):
        yield "entry", ProfileProblem.WRONG_TYPE
        inline = []
    for number, row in enumerate(inline):
        yield f"entry[{number}]", row if isinstance(row, dict) else ProfileProblem.WRONG_TYPE
    name = untrusted.get("entries")
    if name is None:
        return
    # The file lies beside its head: a list cannot make the program read elsewhere.
    if not isinstance(name, str) or Path(name).name != name or not name.endswith((".csv", ".jsonl")):
        yield "entries", ProfileProblem.WRONG_TYPE
        return
    path = head.with_name(name)
    try:
        if path.stat().st_size > ROWS_LIMIT:
            yield name, ProfileProblem.TOO_LARGE
            return
        with path.open("rb") as file:
            yield from _numbered(name, file)
    except OSError:
        yield name, ProfileProblem.NOT_READABLE


def _numbered(name: str, lines: Iterable[bytes]) -> Iterator[Row]:
    columns: list[str] | None = None
    for number, untrusted_line in enumerate(lines, start=1):
        place = f"{name}: row {number}"
        if len(untrusted_line) > LINE_LIMIT:
            yield place, ProfileProblem.TOO_LONG
            continue
        try:
            line = untrusted_line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError:
            yield place, ProfileProblem.NOT_READABLE
            continue
        if not line.strip():
            continue
        if name.endswith(".jsonl"):
            yield place, _object(line)
            continue
        cells = next(csv.reader([line]), [])
        if columns is None:
            columns = [cell.strip() for cell in cells]
        elif len(cells) > len(columns):
            yield place, ProfileProblem.TOO_MANY
        else:
            yield place, dict(zip(columns, cells, strict=False))


def _object(line: str) -> Mapping[str, Any] | ProfileProblem:
    try:
        untrusted = json.loads(line)
    except (ValueError, RecursionError):
        return ProfileProblem.NOT_READABLE
    return untrusted if isinstance(untrusted, dict) else ProfileProblem.WRONG_TYPE
