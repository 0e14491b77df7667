"""Reads the lists of vague descriptions: TOML as shipped, or plain text with a term a line as published."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from borderpost.domain.risk.profile import ProfileFault, ProfileProblem, WordList
from borderpost.domain.risk.profile_reading import list_from_plain
from borderpost.domain.risk.vague import VagueDescriptions

FILE_LIMIT = 8 * 1024 * 1024
_DATED = re.compile(r"#\s*valid_from\s*[:=]\s*(\S+)")


@dataclass(frozen=True, slots=True)
class LoadedVagueWords:
    """The lists in force, made ready, and what is wrong with the others."""

    words: VagueDescriptions
    faults: tuple[ProfileFault, ...]


def load_vague_words(paths: Iterable[Path], today: date) -> LoadedVagueWords:
    """Return the lists of `.toml` and `.txt` files; a file that is no good is named in the faults.

    A text file has a term a line and may say `# valid_from: 2026-05-04`; other lines with `#` are remarks.
    A TOML file may have `fillers` besides what a word list has.
    """
    faults: list[ProfileFault] = []
    lists: list[WordList] = []
    fillers: list[str] = []
    for path in paths:
        untrusted = _read(path)
        if isinstance(untrusted, ProfileFault):
            faults.append(untrusted)
            continue
        own = untrusted.pop("fillers", [])
        if not isinstance(own, list) or not all(isinstance(word, str) for word in own):
            faults.append(ProfileFault(path.stem, "fillers", ProfileProblem.WRONG_TYPE))
            own = []
        word_list = list_from_plain(untrusted, path.stem)
        if isinstance(word_list, WordList):
            lists.append(word_list)
            fillers += own
        else:
            faults.extend(word_list)
    return LoadedVagueWords(VagueDescriptions(lists, fillers, today), tuple(faults))


def _read(path: Path) -> dict[str, Any] | ProfileFault:
    try:
        with path.open("rb") as file:
            data = file.read(FILE_LIMIT + 1)
        if len(data) > FILE_LIMIT:
            return ProfileFault(path.stem, "", ProfileProblem.TOO_LARGE, str(FILE_LIMIT))
        text = data.decode("utf-8-sig")
        return tomllib.loads(text) if path.suffix == ".toml" else _plain(path.stem, text)
    except OSError as error:
        return ProfileFault(path.stem, "", ProfileProblem.NOT_READABLE, error.strerror or "")
    except UnicodeDecodeError as error:
        return ProfileFault(path.stem, "", ProfileProblem.NOT_READABLE, str(error)[:200])
    except (ValueError, RecursionError) as error:
        return ProfileFault(path.stem, "", ProfileProblem.NOT_TOML, str(error)[:200])


def _plain(name: str, text: str) -> dict[str, Any]:
    """Return a text file in the form of a word list; without a date, it has been in force for ever."""
    lines = [line.strip() for line in text.splitlines()]
    dated = next(filter(None, map(_DATED.match, lines)), None)
    return {
        "id": re.sub("[^a-z0-9]+", "-", name.lower()).strip("-") or "words",
        "version": 1,
        "title": name,
        "owner": name,
        "valid_from": dated.group(1) if dated else date.min,
        "entries": [line for line in lines if line and not line.startswith("#")],
    }
