"""Tries a profile out on the last days: one trial at a time, called off by the next edit."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from borderpost.domain.risk.bench_profile import draft_from_plain
from borderpost.domain.risk.profile import Profile
from borderpost.ui.desk import Desk
from borderpost.ui.workshop.port import Workshop
from borderpost.work.ports_risk import Cancelled

_REST_MS = 300
"""Without an edit for so long, the profile is tried out."""


_FILLER: Final[dict[str, Any]] = {
    "id": "trial",
    "version": 1,
    "title": "-",
    "lane": "yellow",
    "owner": "-",
    "author": "author",
    "valid_from": "2000-01-01",
    "valid_until": "2999-12-31",
    "legal_basis": "-",
    "instruction": "-",
}
"""What a condition is tried out with while the rest of the profile is still to be written."""


def trial_of(content: Mapping[str, Any]) -> Profile | None:
    """Return a profile that has this one's condition, kind and id; None where the condition is unsound."""
    known = {key: content[key] for key in ("condition", "kind", "id") if content.get(key)}
    read = draft_from_plain({**_FILLER, **known})
    if not isinstance(read, Profile):
        known.pop("id", None)
        read = draft_from_plain({**_FILLER, **known})
    return read if isinstance(read, Profile) else None


@dataclass(slots=True)
class _Wish:
    """A trial under way; whoever withdraws it makes it end early."""

    withdrawn: bool = False

    def is_withdrawn(self) -> bool:
        """Asked by the store, on its own thread, while it looks."""
        return self.withdrawn


class Trial(QObject):
    """`done(BackTest)` and `failed(error)` of the newest wish alone; `begun()` when one is under way.

    `done` comes twice: first without the overlap with other profiles, which takes longer, and then with it.
    """

    begun = Signal()
    done = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, workshop: Workshop, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._workshop = workshop
        self._wish: _Wish | None = None
        self._wanted: tuple[Profile, int] | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._begin)

    @property
    def waiting(self) -> bool:
        """Whether a trial is wanted or under way."""
        return self._rest.isActive() or self._wish is not None

    def want(self, profile: Profile, days: int) -> None:
        """Try a profile out once no edit has come for a moment; what was under way is called off."""
        self.withdraw()
        self._wanted = (profile, days)
        self._rest.start()
        self.begun.emit()

    def withdraw(self) -> None:
        """Call off what is wanted or under way."""
        self._rest.stop()
        if self._wish is not None:
            self._wish.withdrawn = True
            self._wish = None

    @Slot()
    def _begin(self) -> None:
        if self._wanted is not None:
            self._wish = _Wish()
            self._ask(self._figures_came, overlap=False)

    def _ask(self, came: Callable[[object], None], *, overlap: bool) -> None:
        if self._wanted is None or self._wish is None:
            return
        wish, (profile, days) = self._wish, self._wanted
        self._desk.tasks.run(
            lambda: self._workshop.try_out(profile, days, wish.is_withdrawn, overlap=overlap),
            came,
            self._went_wrong,
            owner=self,
            key="trial",
        )

    def _figures_came(self, result: object) -> None:
        self.done.emit(result)
        self._ask(self._overlap_came, overlap=True)

    def _overlap_came(self, result: object) -> None:
        self._wish = None
        self.done.emit(result)

    def _went_wrong(self, error: BaseException) -> None:
        self._wish = None
        if not isinstance(error, Cancelled):
            self.failed.emit(error)
