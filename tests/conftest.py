"""What holds in every test: an invisible window, the given data, nothing left running, no log unread."""

import gc
import logging
import multiprocessing
import os
import re
import threading
import weakref
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

CHECKOUT = Path(__file__).resolve().parents[1]
SHARED_DATA = CHECKOUT.parent / "shared" / "data"
GRACE = 5.0  # seconds in which a thread that was told to end has to have ended

# The same examples on every machine, and no verdict by the clock of a busy one.
hypothesis.settings.register_profile("borderpost", derandomize=True, deadline=None, print_blob=True)
hypothesis.settings.load_profile("borderpost")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take `--onscreen`."""
    parser.addoption(
        "--onscreen", action="store_true", help="show the windows instead of drawing them offscreen"
    )


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Choose the platform before anything loads Qt, and name our markers."""
    if not config.getoption("--onscreen"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    config.addinivalue_line(
        "markers",
        "expects_log(*patterns): the test logs warnings or errors: each one matches, and each pattern is met",
    )


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """From here on garbage is collected between two tests, in the main thread.

    Left to itself the interpreter would do so in any thread, and end the windows of tests before beside the
    window of this one.
    """
    gc.disable()
    _collect()


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The top folder of the repository."""
    return CHECKOUT


@pytest.fixture(scope="session")
def resources() -> Path:
    """The folder of everything that is shipped beside the code."""
    return CHECKOUT / "resources"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The data given to the project for trials; a test that needs it is skipped where it is not there."""
    if not SHARED_DATA.is_dir():
        pytest.skip(f"the given data is not here: {SHARED_DATA}")
    return SHARED_DATA


@pytest.fixture(autouse=True)
def _no_unexpected_log(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    expected = [pattern for mark in request.node.iter_markers("expects_log") for pattern in mark.args]
    records = [
        f"{record.levelname} {record.name}: {record.getMessage()}"
        for phase in ("setup", "call", "teardown")
        for record in caplog.get_records(phase)
        if record.levelno >= logging.WARNING
    ]
    unexpected = [line for line in records if not any(re.search(pattern, line) for pattern in expected)]
    missing = [pattern for pattern in expected if not any(re.search(pattern, line) for line in records)]
    if unexpected:
        pytest.fail("logged, and not expected by a marker expects_log:\n" + "\n".join(unexpected))
    if missing and not _has_failed(request):
        pytest.fail(f"expected in the log, and never logged: {missing}")


@pytest.fixture(autouse=True)
def _nothing_survives(_watch_qt: "QtWatch | None") -> Iterator[None]:
    """No thread, process or running timer that a test started outlives it."""
    threads_before = set(threading.enumerate())
    processes_before = set(multiprocessing.active_children())
    qt_before = _watch_qt.running() if _watch_qt else set()
    yield
    if _watch_qt:
        _watch_qt.empty_clipboard()
        _watch_qt.delete_what_asked_for_it()
    left: list[str] = []
    for thread in set(threading.enumerate()) - threads_before:
        # Python stands a dummy for each foreign thread that ran Python code, and never takes it away.
        if isinstance(thread, threading._DummyThread):
            continue
        thread.join(GRACE)
        if thread.is_alive():
            left.append(f"thread {thread.name}")
    for process in set(multiprocessing.active_children()) - processes_before:
        process.join(GRACE)
        if process.is_alive():
            left.append(f"process {process.name}")
            process.terminate()
    if _watch_qt:
        left.extend(_watch_qt.describe(_watch_qt.running() - qt_before))
    _collect()
    if left:
        pytest.fail("still running after the test: " + ", ".join(sorted(left)))


def _collect() -> None:
    """Collect garbage; what is left is looked at no more, or each test would take 50 ms longer."""
    gc.collect()
    gc.freeze()


def _has_failed(request: pytest.FixtureRequest) -> bool:
    return bool(request.node.stash.get(_FAILED, False))


_FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Remember that a test did not pass, so that what it did not come to is not held against it."""
    report = yield
    if not report.passed:
        item.stash[_FAILED] = True
    return report


class QtWatch:
    """Knows the timers and Qt threads that Python code started."""

    def __init__(self) -> None:
        """Listen in on the two `start` methods."""
        from PySide6.QtCore import QThread, QTimer

        self._started: weakref.WeakSet[object] = weakref.WeakSet()
        for kind in (QTimer, QThread):
            self._listen(kind)

    def _listen(self, kind: type) -> None:
        original = kind.start
        started = self._started

        def start(this: object, *args: object) -> None:
            started.add(this)
            original(this, *args)

        kind.start = start

    def running(self) -> set[object]:
        """The ones that live and run."""
        import shiboken6
        from PySide6.QtCore import QTimer

        return {
            each
            for each in set(self._started)
            if shiboken6.isValid(each) and (each.isActive() if isinstance(each, QTimer) else each.isRunning())
        }

    def describe(self, running: set[object]) -> list[str]:
        """What is wrong with these; a thread that ends within the grace is not."""
        from PySide6.QtCore import QTimer

        return [
            f"{type(each).__name__} {each.objectName()!r} of {type(each.parent()).__name__}"
            for each in running
            if isinstance(each, QTimer) or not each.wait(int(GRACE * 1000))
        ]

    def delete_what_asked_for_it(self) -> None:
        """Carry out every deleteLater(), which outside an event loop waits for ever."""
        from PySide6.QtCore import QCoreApplication, QEvent, QThreadPool

        if QCoreApplication.instance() is None:
            return
        QThreadPool.globalInstance().waitForDone(int(GRACE * 1000))
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()

    def empty_clipboard(self) -> None:
        """Give back what a test copied: an invisible window's clipboard would do so when Python has ended."""
        from PySide6.QtGui import QGuiApplication

        if isinstance(QGuiApplication.instance(), QGuiApplication):
            QGuiApplication.clipboard().clear()


@pytest.fixture(scope="session")
def _watch_qt() -> QtWatch | None:
    return QtWatch()
