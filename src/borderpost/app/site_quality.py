"""How good the declarations of a site are: reported beside the screens, or to a command."""

import contextlib
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date

from borderpost.app.opening import OpenSite
from borderpost.app.quality_count import count_site_quality
from borderpost.domain.risk.quality_ledger import CountedBy
from borderpost.store.folder import SiteFolder
from borderpost.store.quality_report import quality_report
from borderpost.work.ports_quality import QualityReport
from borderpost.work.ports_risk import Cancelled, never


class SiteQuality:
    """Fills `QualityBook` for an open site, on a thread of its own."""

    def __init__(self, site: OpenSite) -> None:
        self._site = site
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="quality")
        self._closed = False

    def close(self) -> None:
        """End the thread; what was asked is not answered any more."""
        self._closed = True
        self._thread.shutdown(wait=True, cancel_futures=True)

    def report(self, by: CountedBy, weeks: int, cancelled: Callable[[], bool]) -> "Future[QualityReport]":
        """Count what has come since, and return the newest weeks."""
        return self._thread.submit(self._report, by, weeks, cancelled)

    def _report(self, by: CountedBy, weeks: int, cancelled: Callable[[], bool]) -> QualityReport:
        def unwanted() -> bool:
            return self._closed or cancelled()

        today, folder = self._site.clock().date(), self._site.folder
        count_site_quality(folder, today, unwanted, self._site.risk.vague)
        if unwanted():
            raise Cancelled
        with contextlib.closing(folder.connect_record(readonly=True)) as record:
            return quality_report(folder, by, weeks, today, unwanted, record)


def site_report(folder: SiteFolder, by: CountedBy, weeks: int, today: date) -> QualityReport:
    """Count what has come since, and return the newest weeks of a site that no window has open."""
    count_site_quality(folder, today)
    if not folder.record.exists():
        return quality_report(folder, by, weeks, today, never)
    with contextlib.closing(folder.connect_record(readonly=True)) as record:
        return quality_report(folder, by, weeks, today, never, record)
