"""Threads that own the store's connections: one that writes, and one that reads for the screens."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")


class Closed(Exception):
    """A job came after the worker was told to stop."""


class Worker(Generic[R]):
    """One thread that opens a resource and runs jobs on it, in the order in which they were given.

    `open_resource` and `close_resource` run on the thread itself, since SQLite connections stay with
    theirs.
    """

    def __init__(
        self,
        name: str,
        *,
        open_resource: Callable[[], R],
        close_resource: Callable[[R], None],
    ) -> None:
        self._open = open_resource
        self._close = close_resource
        self._jobs: SimpleQueue[tuple[Callable[[R], object], Future[object]] | None] = SimpleQueue()
        self._lock = threading.Lock()
        self._stopping = False
        self._ready: Future[None] = Future()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def wait_ready(self) -> None:
        """Return when the resource is open; raise what opening it raised."""
        self._ready.result()

    def submit(self, job: Callable[[R], T]) -> Future[T]:
        """Queue a job and return at once; a cancelled future's job is not begun."""
        future: Future[T] = Future()
        with self._lock:
            if self._stopping:
                future.set_exception(Closed())
                return future
            self._jobs.put((job, future))  # type: ignore[arg-type]
        return future

    def stop(self) -> None:
        """Do what was queued, close the resource and end the thread."""
        with self._lock:
            if not self._stopping:
                self._stopping = True
                self._jobs.put(None)
        self._thread.join()

    def _run(self) -> None:
        try:
            resource = self._open()
        except BaseException as error:  # noqa: BLE001 - whoever waits for the worker has to hear it
            self._ready.set_exception(error)
            self._refuse_all()
            return
        self._ready.set_result(None)
        try:
            while (item := self._jobs.get()) is not None:
                job, future = item
                if not future.set_running_or_notify_cancel():
                    continue
                try:
                    result = job(resource)
                except BaseException as error:  # noqa: BLE001 - it goes to whoever gave the job
                    future.set_exception(error)
                else:
                    future.set_result(result)
        finally:
            self._close(resource)

    def _refuse_all(self) -> None:
        while (item := self._jobs.get()) is not None:
            if item[1].set_running_or_notify_cancel():
                item[1].set_exception(Closed())
