"""Short jobs of the screens that would hold up the main thread, run on Qt's own pool of threads."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

from PySide6.QtCore import QThreadPool

T = TypeVar("T")


def aside(job: Callable[[], T]) -> "Future[T]":
    """Start a job that touches no widget and no database, and return at once."""
    future: Future[T] = Future()

    def run() -> None:
        if not future.set_running_or_notify_cancel():
            return
        try:
            result = job()
        except BaseException as error:  # noqa: BLE001 - it goes to whoever gave the job
            future.set_exception(error)
        else:
            future.set_result(result)

    QThreadPool.globalInstance().start(run)
    return future
