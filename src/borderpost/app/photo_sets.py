"""Which photographs a site asks for: its own `photo-sets.toml`, else the shipped sets."""

import tomllib
from pathlib import Path
from typing import Final

from borderpost.app.places import BadSite, resources_root
from borderpost.domain.photo_set import PhotoSets, photo_sets_of

FILE: Final = "photo-sets.toml"
_MOST_BYTES: Final = 65_536


def site_photo_sets(site: Path) -> PhotoSets:
    """Return the photo sets that a site works by; raise BadSite, naming file and place, where it has none."""
    own = site / FILE
    path = own if own.exists() else resources_root() / "photo-sets" / "standard.toml"
    try:
        with path.open("rb") as file:
            untrusted = file.read(_MOST_BYTES + 1)
        if len(untrusted) > _MOST_BYTES:
            raise BadSite(f"{path}: too large")
        return photo_sets_of(tomllib.loads(untrusted.decode("utf-8")))
    except (OSError, ValueError, RecursionError) as error:
        said = error.strerror if isinstance(error, OSError) else error
        raise BadSite(f"{path}: {said}") from error
