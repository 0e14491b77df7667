"""Turning to a part of the examination, and saying where in the journal something stands."""

from borderpost.domain.entry import Entry
from borderpost.tour.driver import until
from borderpost.tour.stage import Stage
from borderpost.ui.examination.course import Part


def show(stage: Stage, part: Part) -> None:
    """Turn to a part of the examination by its key, and wait until it is there."""
    screen = stage.station.examination
    stage.on_screen(screen.name)
    if screen.part is not part:
        stage.hands.press(f"Alt+{list(screen.sections).index(part) + 1}")
    until(lambda: screen.part is part, f"the part '{part}'", lambda: screen.part)
    stage.quiet()


def at_entry(entry: Entry, what: str) -> str:
    """Return what was recorded, with the number of its entry."""
    return f"{what}, journal entry {entry.sequence}"
