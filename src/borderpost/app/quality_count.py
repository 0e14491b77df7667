"""Counts how good declarations are behind each import, by what the site calls vague."""

from collections.abc import Callable
from datetime import date

from borderpost.app.site_risk import vague_files
from borderpost.domain.risk.quality import quality_of
from borderpost.domain.risk.vague import VagueDescriptions
from borderpost.feeds.vague_files import load_vague_words
from borderpost.store.folder import SiteFolder
from borderpost.store.quality_pass import count_quality
from borderpost.work.ports_risk import never


def count_site_quality(
    folder: SiteFolder,
    today: date,
    cancelled: Callable[[], bool] = never,
    vague: VagueDescriptions | None = None,
) -> int:
    """Count what was taken in since the last time, by the site's vague words; return of how many."""
    words = vague or load_vague_words(vague_files(folder.root), today).words
    return count_quality(folder, lambda declaration: quality_of(declaration, None, words), cancelled)
