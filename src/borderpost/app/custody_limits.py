"""By how much weights in custody may drift at a site: its own `custody.toml`, else the shipped figures."""

import tomllib
from pathlib import Path
from typing import Final

from borderpost.app.places import BadSite, resources_root
from borderpost.domain.custody.tolerance import Tolerance, tolerance_of

FILE: Final = "custody.toml"
_MOST_BYTES: Final = 65_536


def site_tolerance(site: Path) -> Tolerance:
    """Return the tolerance that a site works by; raise BadSite, naming file and field, where it is none."""
    own = site / FILE
    path = own if own.exists() else resources_root() / "custody" / "weights.toml"
    try:
        with path.open("rb") as file:
            untrusted = file.read(_MOST_BYTES + 1)
        if len(untrusted) > _MOST_BYTES:
            raise BadSite(f"{path}: too large")
        return tolerance_of(tomllib.loads(untrusted.decode("utf-8")))
    except (OSError, ValueError, RecursionError) as error:
        said = error.strerror if isinstance(error, OSError) else error
        raise BadSite(f"{path}: {said}") from error
