"""A file of data that a site may put in the place of the one that is shipped."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeVar

from borderpost.app.places import BadSite

_T = TypeVar("_T")
_MOST_BYTES: Final = 65_536


def own_or_shipped(own: Path, shipped: Path, parse: Callable[[dict[str, Any]], _T]) -> _T:
    """Return what the site's own file says, else the shipped one; raise BadSite, naming file and place, where
    it is none."""
    path = own if own.exists() else shipped
    try:
        with path.open("rb") as file:
            untrusted = file.read(_MOST_BYTES + 1)
        if len(untrusted) > _MOST_BYTES:
            raise BadSite(f"{path}: too large")
        return parse(tomllib.loads(untrusted.decode("utf-8")))
    except (OSError, ValueError, RecursionError) as error:
        said = error.strerror if isinstance(error, OSError) else error
        raise BadSite(f"{path}: {said}") from error
