"""The thread on which a station's declarations are screened, so that neither bench nor search wait for it."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

from borderpost.store.declarations import Declarations
from borderpost.store.engine import DatabaseError
from borderpost.store.folder import SiteFolder
from borderpost.store.screening import StoreScreening
from borderpost.store.set_aside import SetAside
from borderpost.store.troubles import trouble_of
from borderpost.store.worker import Worker
from borderpost.work.ports_risk import Screening
from borderpost.work.troubles import NotRead

T = TypeVar("T")


class ScreeningThread:
    """Asks a folder's declarations one question after the other; the thread begins with the first.

    `features` makes those of what was taken in since, before a question is answered.
    """

    def __init__(self, folder: SiteFolder, aside: SetAside | None = None, *, features: bool = True) -> None:
        self._folder = folder
        self._aside = aside
        self._features = features
        self._lock = threading.Lock()
        self._worker: Worker[StoreScreening] | None = None

    def ask(self, job: Callable[[Screening], T]) -> Future[T]:
        """Queue a question and return at once. The future raises NotRead where the store cannot be read."""

        def answer(screening: StoreScreening) -> T:
            try:
                return job(screening)
            except (DatabaseError, OSError) as error:
                trouble = trouble_of(error)
                raise (NotRead(trouble, str(error)) if trouble else error) from error

        with self._lock:
            if self._worker is None:
                self._worker = Worker(
                    "screening", open_resource=self._opened, close_resource=StoreScreening.close
                )
            return self._worker.submit(answer)

    def close(self) -> None:
        """Answer what was asked, and end the thread. Whoever asked cancels what need not be answered."""
        with self._lock:
            worker, self._worker = self._worker, None
        if worker is not None:
            worker.stop()

    def _opened(self) -> StoreScreening:
        record = self._folder.connect_record(readonly=True)
        mirror = self._folder.connect_mirror(readonly=True)
        declarations = Declarations(self._folder, mirror, self._aside)
        return StoreScreening(self._folder, record, mirror, declarations, features=self._features)
