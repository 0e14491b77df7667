"""The tour: drives the real window through the main job, offscreen, and keeps what it showed."""

import sys
from pathlib import Path


def play(*, out: Path, declarations: Path | None = None, frames: Path | None = None) -> int:
    """Play the tour and leave pictures, report and `tour.json` in `out`.

    `declarations` is a file that is taken in instead of the demo's own, `frames` a folder of camera frames
    with its manifest.jsonl. Return 0 where every step held, 1 where one did not, 2 where the tour could not
    begin with what it was given.
    """
    from borderpost.tour.evidence import Album
    from borderpost.tour.frames import BadMaterial, read_frames
    from borderpost.tour.playing import play_in

    try:
        given = read_frames(frames) if frames is not None else ()
        return play_in(Album(out), declarations, given)
    except BadMaterial as error:
        sys.stderr.write(f"borderpost: {error}\n")
    except OSError as error:
        sys.stderr.write(f"borderpost: {error.filename or out}: {error.strerror or error}\n")
    return 2


__all__ = ["play"]
