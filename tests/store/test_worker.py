"""The thread that owns a connection: in order, never half-way, and never gone without a word."""

import threading
from concurrent.futures import CancelledError

import pytest

from borderpost.store.worker import Closed, Worker


def worker(opened: list[str] | None = None) -> Worker[list[str]]:
    log: list[str] = opened if opened is not None else []
    return Worker("test", open_resource=lambda: log, close_resource=lambda r: r.append("closed"))


def held(one: Worker[list[str]]) -> threading.Event:
    """Keep the worker busy until the event is set."""
    gate, begun = threading.Event(), threading.Event()

    def wait(_: list[str]) -> None:
        begun.set()
        gate.wait(20)

    one.submit(wait)
    assert begun.wait(20)
    return gate


def test_jobs_run_in_the_order_in_which_they_were_given() -> None:
    one = worker()
    done: list[int] = []
    futures = [one.submit(lambda _, n=n: done.append(n)) for n in range(50)]  # type: ignore[misc]
    for future in futures:
        future.result(20)
    one.stop()
    assert done == list(range(50))


def test_all_jobs_run_on_the_thread_that_opened_the_resource() -> None:
    where: list[int] = []

    def note() -> list[str]:
        where.append(threading.get_ident())
        return []

    one: Worker[list[str]] = Worker("test", open_resource=note, close_resource=lambda _: None)
    where.append(one.submit(lambda _: threading.get_ident()).result(20))
    one.stop()
    assert len(set(where)) == 1
    assert threading.get_ident() not in where


def test_a_job_that_fails_tells_whoever_gave_it_and_nobody_else() -> None:
    one = worker()

    def fails(_: list[str]) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        one.submit(fails).result(20)
    assert one.submit(lambda _: "well").result(20) == "well"
    one.stop()


def test_a_cancelled_job_is_never_begun_and_holds_nobody_up() -> None:
    one = worker()
    gate = held(one)
    done: list[str] = []
    cancelled = one.submit(lambda _: done.append("cancelled"))
    after = one.submit(lambda _: done.append("after"))
    assert cancelled.cancel()
    gate.set()
    after.result(20)
    one.stop()
    assert done == ["after"]
    with pytest.raises(CancelledError):
        cancelled.result(20)


def test_a_listener_that_fails_does_not_end_the_worker(caplog: pytest.LogCaptureFixture) -> None:
    one = worker()
    gate = held(one)
    future = one.submit(lambda _: 1)

    def broken(_: object) -> None:
        raise RuntimeError("a listener of our own")

    future.add_done_callback(broken)
    gate.set()
    assert one.submit(lambda _: 2).result(20) == 2
    one.stop()
    assert "a listener of our own" in caplog.text
    caplog.clear()


def test_stopping_does_what_was_queued_and_takes_nothing_more() -> None:
    log: list[str] = []
    one = worker(log)
    gate = held(one)
    queued = one.submit(lambda r: r.append("queued"))
    threading.Timer(0, gate.set).start()
    one.stop()
    one.stop()
    queued.result(0)
    assert log == ["queued", "closed"]
    with pytest.raises(Closed):
        one.submit(lambda _: 1).result(0)


def test_a_resource_that_cannot_be_opened_is_told_and_no_job_waits_for_ever() -> None:
    def fails() -> list[str]:
        raise OSError("no such folder")

    one: Worker[list[str]] = Worker("test", open_resource=fails, close_resource=lambda _: None)
    with pytest.raises(OSError, match="no such folder"):
        one.wait_ready()
    late = one.submit(lambda _: 1)
    one.stop()
    with pytest.raises(Closed):
        late.result(20)
