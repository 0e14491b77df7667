"""By how much weights in custody may drift at a site: its own `custody.toml`, else the shipped figures."""

from pathlib import Path
from typing import Final

from borderpost.app.own_settings import own_or_shipped
from borderpost.app.places import resources_root
from borderpost.domain.custody.tolerance import Tolerance, tolerance_of

FILE: Final = "custody.toml"


def site_tolerance(site: Path) -> Tolerance:
    """Return the tolerance that a site works by; raise BadSite, naming file and field, where it is none."""
    return own_or_shipped(site / FILE, resources_root() / "custody" / "weights.toml", tolerance_of)
