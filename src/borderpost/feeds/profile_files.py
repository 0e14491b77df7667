"""Reads the risk profiles and word lists of a site from a folder of TOML or JSON files."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from borderpost.domain.risk.profile import Profile, ProfileFault, ProfileProblem, WordList
from borderpost.domain.risk.profile_json import plain_from_json
from borderpost.domain.risk.profile_reading import list_from_plain, profile_from_plain, profile_set_of
from borderpost.domain.risk.profile_set import ProfileSet

FILE_LIMIT = 8 * 1024 * 1024
FILES_LIMIT = 5_000
_SUFFIXES = frozenset({".toml", ".json"})


@dataclass(frozen=True, slots=True)
class LoadedProfiles:
    """The profiles that are good, and what is wrong with the others."""

    profiles: ProfileSet
    faults: tuple[ProfileFault, ...]


def load_profiles(folder: Path) -> LoadedProfiles:
    """Return the profiles of `folder/*.toml` and `*.json` with the lists of `folder/lists`.

    A file that is no good is named in the faults and does not keep the others from being loaded.
    OSError where the folder cannot be listed.
    """
    faults: list[ProfileFault] = []
    lists: list[WordList] = []
    for name, untrusted in _read_all(folder / "lists", faults):
        word_list = list_from_plain(untrusted, name)
        if isinstance(word_list, WordList):
            lists.append(word_list)
        else:
            faults.extend(word_list)
    profiles: list[Profile] = []
    for name, untrusted in _read_all(folder, faults):
        profile = profile_from_plain(untrusted, name)
        if isinstance(profile, Profile):
            profiles.append(profile)
        else:
            faults.extend(profile)
    joined, misfits = profile_set_of(profiles, lists)
    return LoadedProfiles(joined, (*faults, *misfits))


def _read_all(folder: Path, faults: list[ProfileFault]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if not folder.is_dir() and folder.name == "lists":
        return
    paths = sorted(
        path for path in folder.iterdir() if path.suffix in _SUFFIXES and not path.name.startswith(".")
    )
    if len(paths) > FILES_LIMIT:
        faults.append(ProfileFault(folder.name, "", ProfileProblem.TOO_MANY, str(len(paths))))
    for path in paths[:FILES_LIMIT]:
        untrusted = _read(path)
        if isinstance(untrusted, ProfileFault):
            faults.append(untrusted)
        else:
            yield path.stem, untrusted


def _read(path: Path) -> Mapping[str, Any] | ProfileFault:
    try:
        with path.open("rb") as file:
            data = file.read(FILE_LIMIT + 1)
        if len(data) > FILE_LIMIT:
            return ProfileFault(path.stem, "", ProfileProblem.TOO_LARGE, str(FILE_LIMIT))
        if path.suffix == ".json":
            return plain_from_json(data, path.stem)
        return tomllib.loads(data.decode(), parse_float=_number)
    except OSError as error:
        return ProfileFault(path.stem, "", ProfileProblem.NOT_READABLE, error.strerror or "")
    except (ValueError, RecursionError) as error:
        return ProfileFault(path.stem, "", ProfileProblem.NOT_TOML, str(error)[:200])


def _number(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        return Decimal("NaN")
