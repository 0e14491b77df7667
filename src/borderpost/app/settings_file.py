"""The file in a site's folder that keeps how its bench is set."""

import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from borderpost.store.files import write_durably
from borderpost.work.bench_settings import BadSettings, BenchSettings, from_plain, to_plain

SETTINGS_FILE = "bench.json"
_LARGEST = 1_000_000  # bytes
_KEPT = 100  # files set aside that are told apart by number


@dataclass(frozen=True, slots=True)
class ReadSettings:
    """The settings to work with, and a sentence where the file could not be used ("" where it could)."""

    settings: BenchSettings
    problem: str = ""


def read_settings(folder: Path) -> ReadSettings:
    """Return the settings of the bench; a file that cannot be used is kept aside, and the defaults hold."""
    path = folder / SETTINGS_FILE
    try:
        if path.stat().st_size > _LARGEST:
            raise BadSettings(SETTINGS_FILE, "far too large")
        return ReadSettings(from_plain(json.loads(path.read_bytes())))
    except FileNotFoundError:
        return ReadSettings(BenchSettings())
    except OSError as error:
        why = f"{path}: the settings of this bench cannot be read ({error.strerror})."
        return ReadSettings(BenchSettings(), f"{why} It works with the usual ones.")
    except (ValueError, RecursionError) as error:
        kept = _set_aside(path)
        where = f" The file is kept as {kept.name}." if kept else ""
        why = f"{path}: this is no file of settings ({error})."
        return ReadSettings(BenchSettings(), f"{why} The bench works with the usual ones.{where}")


def write_settings(folder: Path, settings: BenchSettings) -> None:
    """Keep the settings; raises OSError where the folder does not take them."""
    text = json.dumps(to_plain(settings), indent=2) + "\n"
    write_durably(folder / SETTINGS_FILE, text.encode("utf-8"))


def _set_aside(path: Path) -> Path | None:
    for number in range(1, _KEPT + 1):
        aside = path.with_name(f"{path.stem}.bad-{number}{path.suffix}")
        if not aside.exists():
            with suppress(OSError):
                path.rename(aside)
                return aside
            return None
    return None
