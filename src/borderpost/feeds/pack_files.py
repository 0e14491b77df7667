"""Reads the legal packs of a site, and those that are shipped, from folders of TOML files."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from borderpost.domain.law.pack import LegalPack
from borderpost.domain.law.pack_faults import PackFault, PackProblem
from borderpost.domain.law.pack_reading import convention_from_plain, pack_from_plain

FILE_LIMIT = 4 * 1024 * 1024
FILES_LIMIT = 200
HEAD = "pack.toml"
AGENCIES = "agencies"


def load_pack(
    folder: Path, convention_folder: Path, agencies: Path | None = None
) -> LegalPack | tuple[PackFault, ...]:
    """Return the pack of `folder/*.toml` under the convention of the other folder, or all of their faults.

    Where a site has a file of its own `agencies`, they stand in the place of the pack's. OSError where a
    folder cannot be listed.
    """
    faults: list[PackFault] = []
    sources, prohibitions, wrong = convention_from_plain(_read_all(convention_folder, faults))
    files = list(_read_all(folder, faults))
    if agencies is not None and agencies.is_file():
        own = _read(agencies)
        if isinstance(own, PackFault):
            faults.append(own)
        else:
            files = [(name, {k: v for k, v in tables.items() if k != AGENCIES}) for name, tables in files]
            files.append((agencies.stem, own))
    if faults or wrong:
        return (*faults, *wrong)
    return pack_from_plain(files, (sources, prohibitions), known_zone)


def find_pack(name: str, folders: Iterable[Path]) -> Path | None:
    """Return the folder of a pack: one of that name in the folders, else the folder that is named."""
    if name and not (set("/\\") & set(name) or name.startswith(".")):
        for folder in folders:
            if (folder / name / HEAD).is_file():
                return folder / name
    return Path(name) if name and (Path(name) / HEAD).is_file() else None


def pack_names(folders: Iterable[Path]) -> tuple[str, ...]:
    """Return the names of the packs in the folders, in order."""
    found = {
        each.name
        for folder in folders
        if folder.is_dir()
        for each in folder.iterdir()
        if (each / HEAD).is_file()
    }
    return tuple(sorted(found))


def known_zone(name: str) -> bool:
    """Tell whether the system knows the time zone."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _read_all(folder: Path, faults: list[PackFault]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    paths = sorted(
        path for path in folder.iterdir() if path.suffix == ".toml" and not path.name.startswith(".")
    )
    if not paths or len(paths) > FILES_LIMIT:
        faults.append(PackFault(folder.name, "", PackProblem.NO_FILES, str(len(paths))))
        return
    for path in paths:
        untrusted = _read(path)
        if isinstance(untrusted, PackFault):
            faults.append(untrusted)
        else:
            yield path.stem, untrusted


def _read(path: Path) -> Mapping[str, Any] | PackFault:
    try:
        with path.open("rb") as file:
            data = file.read(FILE_LIMIT + 1)
        if len(data) > FILE_LIMIT:
            return PackFault(path.stem, "", PackProblem.TOO_LARGE, str(FILE_LIMIT))
        return tomllib.loads(data.decode(), parse_float=_number)
    except OSError as error:
        return PackFault(path.stem, "", PackProblem.NOT_READABLE, error.strerror or "")
    except (ValueError, RecursionError) as error:
        return PackFault(path.stem, "", PackProblem.NOT_TOML, str(error)[:200])


def _number(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        return Decimal("NaN")
