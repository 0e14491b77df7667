"""Which photographs a site asks for: its own `photo-sets.toml`, else the shipped sets."""

from pathlib import Path
from typing import Final

from borderpost.app.own_settings import own_or_shipped
from borderpost.app.places import resources_root
from borderpost.domain.photo_set import PhotoSets, photo_sets_of

FILE: Final = "photo-sets.toml"


def site_photo_sets(site: Path) -> PhotoSets:
    """Return the photo sets that a site works by; raise BadSite, naming file and place, where it has none."""
    return own_or_shipped(site / FILE, resources_root() / "photo-sets" / "standard.toml", photo_sets_of)
