"""What reads whole files waits until nobody works, but not for ever, and not past the end."""

import threading
import time

from borderpost.store.quiet import Quiet

LONG = 600.0


def waits(quiet: Quiet, rest_seconds: float = 0.0) -> threading.Thread:
    thread = threading.Thread(target=quiet.wait, args=(rest_seconds,))
    thread.start()
    return thread


def test_it_waits_as_long_as_somebody_works() -> None:
    quiet = Quiet(threading.Event(), seconds=2.0, patience=LONG)
    waiting = waits(quiet)
    worked = time.monotonic()
    while time.monotonic() - worked < 4.0:
        quiet.disturb()
        waiting.join(0.02)
        assert waiting.is_alive()
    last = time.monotonic()
    waiting.join()
    assert time.monotonic() - last >= 1.0


def test_the_opening_counts_as_work_and_a_rest_comes_before() -> None:
    begun = time.monotonic()
    quiet = Quiet(threading.Event(), seconds=0.2, patience=LONG)
    assert not quiet.wait()
    assert time.monotonic() - begun >= 0.2
    begun = time.monotonic()
    assert not quiet.wait(0.2)
    assert time.monotonic() - begun >= 0.2


def test_its_patience_ends_for_all_that_wait() -> None:
    quiet = Quiet(threading.Event(), seconds=LONG, patience=0.1)
    for _ in range(3):
        waiting = waits(quiet)
        waiting.join(timeout=60)
        assert not waiting.is_alive()


def test_nobody_waits_past_the_end() -> None:
    ending = threading.Event()
    quiet = Quiet(ending, seconds=LONG, patience=LONG)
    threads = [waits(quiet), waits(quiet, LONG)]
    ending.set()
    for thread in threads:
        thread.join(timeout=60)
        assert not thread.is_alive()
    assert quiet.wait()
