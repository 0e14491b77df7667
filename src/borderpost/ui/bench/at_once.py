"""Many changes to a page that is on the screen, laid out once."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget

_STEPS_OUT = 8


@contextmanager
def at_once(*containers: QWidget) -> Iterator[None]:
    """Let nothing in these containers be laid out until the end.

    Name outer containers before those within them. Each child that appears would otherwise have everything
    around it laid out anew, up to the window. Painting waits for the event loop anyway.
    """
    layouts = [layout for each in containers if (layout := each.layout()) is not None]
    for layout in layouts:
        layout.setEnabled(False)
    try:
        yield
    finally:
        for layout in layouts:
            layout.setEnabled(True)
        # those within first, since each asks the one around it for room
        for layout in reversed(layouts):
            layout.activate()
        # what asks for other room meanwhile is heard a step outwards in each turn of the loop, and would be
        # painted in between
        for _ in range(_STEPS_OUT):
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
