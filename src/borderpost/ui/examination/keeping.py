"""Photographs and documents on their way into the evidence: one after the other, in order."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from borderpost.domain.codes import PhotoSubject
from borderpost.domain.evidence_codes import FileForm, PaperKind
from borderpost.ui.desk import StillImage
from borderpost.ui.examination.case import Case
from borderpost.work import evidencing, inspecting
from borderpost.work.troubles import NotRecorded


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a photograph is of, as it was said when it was asked for; `path` is empty for the camera.

    With `paper` it is a page of a document, as a PDF is in any case. `exhibit` is the bag that it shows.
    """

    inspection: str
    subject: PhotoSubject
    line: int
    caption: str
    path: str = ""
    exhibit: str = ""
    paper: PaperKind | None = None


class Keeping(QObject):
    """`had` comes with the file on its way, `kept` with what was wanted and the file once it is durable and
    journalled (Wanted, StillImage), `failed` with the error of one that could not be had or
    kept, `moved` with the number of those that are still on their way.

    One that was taken and could not be recorded is held: `again` gives it another try.
    """

    had = Signal(object)
    kept = Signal(object, object)
    failed = Signal(object)
    moved = Signal(int)

    def __init__(self, case: Case, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._case = case
        self._waiting: deque[Wanted] = deque()
        self._on_the_way = 0
        self._held: deque[tuple[Wanted, StillImage]] = deque()
        self._trying: deque[tuple[Wanted, StillImage]] = deque()

    @property
    def held(self) -> int:
        """How many photographs were taken and wait for another try."""
        return len(self._held)

    def again(self) -> None:
        """Give those that could not be recorded another try, before all others."""
        idle = not self._on_the_way
        self._trying.extend(self._held)
        self._count(len(self._held))
        self._held.clear()
        if idle:
            self._next()

    def add(self, wanted: Iterable[Wanted]) -> None:
        """Keep these after all that were asked for before."""
        idle = not self._on_the_way
        before = len(self._waiting)
        self._waiting.extend(wanted)
        self._count(len(self._waiting) - before)
        if idle:
            self._next()

    def _next(self) -> None:
        if self._trying:
            self._keep(*self._trying.popleft())
            return
        if not self._waiting:
            return
        wanted = self._waiting.popleft()
        stills = self._case.desk.stills

        def had(still: StillImage) -> None:
            self._keep(wanted, still)
            self.had.emit(still)

        self._case.desk.tasks.run(
            lambda: stills.load(wanted.path) if wanted.path else stills.capture(),
            had,
            self._failed,
            owner=self,
        )

    def _keep(self, wanted: Wanted, still: StillImage) -> None:
        def failed(error: BaseException) -> None:
            if isinstance(error, NotRecorded):
                self._held.append((wanted, still))
            self._failed(error)

        def kept() -> None:
            self._kept(wanted, still)

        if wanted.paper is not None or still.form is FileForm.PDF:
            self._case.act(
                evidencing.keep_document,
                kept,
                failed,
                owner=self,
                inspection=wanted.inspection,
                evidence=self._case.desk.evidence,
                data=still.data,
                form=still.form,
                what=wanted.paper or PaperKind.OTHER,
                name=still.name,
                device=still.device,
                pages=still.pages,
                caption=wanted.caption,
            )
            return
        self._case.act(
            inspecting.keep_photograph,
            kept,
            failed,
            owner=self,
            inspection=wanted.inspection,
            evidence=self._case.desk.evidence,
            data=still.data,
            width=still.width,
            height=still.height,
            subject=wanted.subject,
            device=still.device,
            caption=wanted.caption,
            line=wanted.line,
            form=still.form,
            exhibit=wanted.exhibit,
        )

    def _kept(self, wanted: Wanted, still: StillImage) -> None:
        self.kept.emit(wanted, still)
        self._count(-1)
        self._next()

    def _failed(self, error: BaseException) -> None:
        self.failed.emit(error)
        self._count(-1)
        self._next()

    def _count(self, more: int) -> None:
        self._on_the_way += more
        self.moved.emit(self._on_the_way)
