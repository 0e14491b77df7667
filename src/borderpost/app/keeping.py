"""For how long a site keeps its declarations."""

from datetime import date
from pathlib import Path

from borderpost.app.packs import NoPack, site_law
from borderpost.app.places import SITE_FILE, BadSite, SiteConfig, read_site
from borderpost.domain.law.keeping import Keeping, keeping_of
from borderpost.domain.law.pack import LegalPack


def keeping_of_site(config: SiteConfig, law: LegalPack, on: date) -> Keeping | None:
    """Return for how long a site keeps declarations; None where they are never erased, as on a demo site."""
    return None if config.demo else keeping_of(law, config.keep_declarations_days, on)


def keep_days(site: Path) -> int | None:
    """Return for how many days a site keeps declarations; None for a folder that does not say so itself.

    Who only takes declarations in needs no whole description: what it cannot tell here the workstation says.
    """
    try:
        config = read_site(site / SITE_FILE)
        keeping = keeping_of_site(config, site_law(config, site), date.today())  # noqa: DTZ011 - the site's own day
    except (BadSite, NoPack):
        return None
    return keeping.days if keeping is not None else None
