"""The cameras that this computer has, each by an address that outlives pulling its cable."""

import platform
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class CameraAddress:
    """A camera to be opened: `address` is what OpenCvSource takes, `name` what its maker calls it."""

    address: int | str
    name: str


def cameras(
    classes: Path = Path("/sys/class/video4linux"),
    links: Path = Path("/dev/v4l/by-id"),
    nodes: Path = Path("/dev"),
) -> tuple[CameraAddress, ...]:
    """All cameras, in the order of their numbers.

    On Linux read from the kernel's own listing: one entry for each camera (its further nodes carry no
    pictures), addressed by its by-id link where there is one, since the number may change when it is plugged
    in again. Elsewhere Qt knows the names, and OpenCV counts in the same order.
    """
    if platform.system() == "Linux":
        return _from_kernel(classes, links, nodes)
    from PySide6.QtMultimedia import QMediaDevices

    return tuple(CameraAddress(n, d.description()) for n, d in enumerate(QMediaDevices.videoInputs()))


def _from_kernel(classes: Path, links: Path, nodes: Path) -> tuple[CameraAddress, ...]:
    stable = {link.resolve().name: str(link) for link in sorted(links.glob("*"))} if links.is_dir() else {}
    found = []
    for entry in sorted(classes.glob("video*"), key=lambda path: int(path.name.removeprefix("video") or 0)):
        if _line(entry / "index") not in ("", "0"):
            continue
        name = _line(entry / "name") or entry.name
        found.append(CameraAddress(stable.get(entry.name, str(nodes / entry.name)), name))
    return tuple(found)


def _line(path: Path) -> str:
    try:
        return path.read_text("utf-8", "replace").strip()
    except OSError:
        return ""
