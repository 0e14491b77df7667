"""Where the drawings of the program lie: its icons, and those that the style sheet names."""

from functools import cache
from pathlib import Path


@cache
def icon_folder() -> Path:
    """Return the folder of all drawings: in the source tree, or beside the frozen program."""
    here = Path(__file__).resolve()
    # borderpost/ui/theme lies in src/ of the repository, or directly in the folder of the frozen program
    places = [here.parents[4] / "resources" / "icons", here.parents[3] / "resources" / "icons"]
    return next((place for place in places if place.is_dir()), places[0])
