"""Many changes to a page that is on the screen, laid out and painted once."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QWidget


@contextmanager
def at_once(page: QWidget, *containers: QWidget) -> Iterator[None]:
    """Let nothing of `page` be painted, and nothing in these containers be laid out, until the end.

    Name outer containers before those within them. Each child that appears would otherwise have everything
    around it laid out anew, up to the window.
    """
    layouts = [layout for each in containers if (layout := each.layout()) is not None]
    page.setUpdatesEnabled(False)
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
        page.setUpdatesEnabled(True)
