"""Opens the real window on a store: how soon it is ready, how soon a scan is painted, in how much memory."""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer, Signal, SignalInstance

from borderpost.app.opening import open_site
from borderpost.app.running import demo_hints, make_application
from borderpost.app.workstation import Workstation
from borderpost.demo import site as demo
from borderpost.domain.scan import RawScan, ScanSource

_PATIENCE_MS: Final = 20_000
_WARM: Final = 20


@dataclass(frozen=True, slots=True)
class Seen:
    """What a run of the window showed, in seconds and bytes."""

    ready: float
    memory: int
    painted: list[float]


def run_window(root: Path, numbers: Sequence[str]) -> Seen:
    """Run the window in a process of its own, offscreen, and scan the numbers."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_LOGGING_RULES": "qt.qpa*=false"}
    done = subprocess.run(
        [sys.executable, "-P", "-m", "borderpost.benchmarks.store_window", str(root), str(time.time())],
        check=True,
        input=json.dumps(list(numbers)).encode(),
        stdout=subprocess.PIPE,
        env=environment,
    )
    return Seen(**json.loads(done.stdout))


def ready_in(roots: Sequence[Path], times: int) -> list[float]:
    """Return for each of some sites the median of the seconds from the start of the program until it takes a
    scan; the sites take turns, so that all of them meet the same moments."""
    seen = [[run_window(root, ()).ready for root in roots] for _ in range(times)]
    return [statistics.median(of_one) for of_one in zip(*seen, strict=True)]


class _Painting(QObject):
    """Notes that the window paints what a verdict has changed."""

    painted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.shown = False

    def show(self) -> None:
        """Take note that what is to be painted is known."""
        self.shown = True

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """See the window's own request go by; it has painted when the loop comes back."""
        if self.shown and event.type() == QEvent.Type.UpdateRequest:
            self.shown = False
            self.painted.emit()
        return False


def _run(root: Path, begun: float, numbers: list[str]) -> Seen:
    application = make_application()
    site = open_site(root)
    station = Workstation(application, site, hints=demo_hints(site), sounds=False)
    station.window.resize(1280, 800)
    station.show()
    painting = _Painting()
    station.window.installEventFilter(painting)
    officer = next(one for one in station.desk.pages.officers() if one.id == demo.officers()[0].id)
    station.session.begin(officer)
    station.window.open_bench(officer.name, "")
    painting.show()
    station.window.update()
    _until(painting.painted)
    ready = time.time() - begun
    station.bench.model.verdict_changed.connect(painting.show)
    # as a bench does that rests for a moment
    station.at_rest.make()
    painted = [_painted(station, painting, number) for number in numbers][_WARM:]
    memory = _peak_memory()
    station.window.close()
    station.stop()
    return Seen(ready, memory, painted)


def _painted(station: Workstation, painting: _Painting, number: str) -> float:
    """Return the seconds from a scan's arrival until its card has been painted.

    The next one may come once this one stands in the journal, a few milliseconds later.
    """
    painting.shown = False
    begun = time.perf_counter()
    station.scans.route(RawScan(number.encode(), ScanSource.WEDGE, station.site.clock(), "]C0"))
    _until(painting.painted)
    took = time.perf_counter() - begun
    while station.tasks.pending():
        _until(station.tasks.busy)
    return took


def _peak_memory() -> int:
    """Return the most bytes that this process had in memory; getrusage would count its parent's, too."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    (kib,) = (line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))
    return int(kib) * 1024


def _until(signal: SignalInstance) -> None:
    """Run the loop as the program does, until a signal comes."""
    loop = QEventLoop()
    # behind the painting that is asked for now; nothing may hold the loop when its scan is over, or hundreds
    # of them would be told of every painting
    signal.connect(loop.quit, Qt.ConnectionType.QueuedConnection)
    patience = QTimer()
    patience.setSingleShot(True)
    patience.timeout.connect(loop.quit)
    patience.start(_PATIENCE_MS)
    loop.exec()
    if not patience.isActive():
        raise SystemExit("the window does not come to show what was scanned")


if __name__ == "__main__":
    print(json.dumps(asdict(_run(Path(sys.argv[1]), float(sys.argv[2]), json.load(sys.stdin)))))
