"""Finds and reads mappings in TOML files and folders."""

import tomllib
from pathlib import Path

from borderpost.feeds.mapping.faults import MappingFault, MappingProblem
from borderpost.feeds.mapping.model import Mapping
from borderpost.feeds.mapping.reading import mapping_from_plain

FILE_LIMIT = 1024 * 1024


def load_mapping(path: Path) -> Mapping | tuple[MappingFault, ...]:
    """Return the mapping in a file, or all of its faults."""
    name = path.stem
    try:
        with path.open("rb") as file:
            data = file.read(FILE_LIMIT + 1)
        if len(data) > FILE_LIMIT:
            return (MappingFault(name, "", MappingProblem.TOO_LARGE, str(FILE_LIMIT)),)
        untrusted = tomllib.loads(data.decode())
    except OSError as error:
        return (MappingFault(name, "", MappingProblem.NOT_READABLE, error.strerror or ""),)
    except (ValueError, RecursionError) as error:
        return (MappingFault(name, "", MappingProblem.NOT_TOML, str(error)[:200]),)
    return mapping_from_plain(untrusted, name)


def find_mapping(name: str, folders: tuple[Path, ...]) -> Path | None:
    """Return the file of a mapping that is named by its path, or by its id in one of the folders."""
    given = Path(name)
    if given.is_file():
        return given
    if given.name != name:
        return None
    return next((file for folder in folders if (file := folder / f"{name}.toml").is_file()), None)
