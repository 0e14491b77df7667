"""How far a camera's controls can be turned: asked of the kernel where it tells, else what is usual."""

import platform
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from borderpost.devices.frame_source import Control

# linux/videodev2.h and linux/v4l2-controls.h
_QUERY = 0xC0445624  # VIDIOC_QUERYCTRL
_QUERY_SHAPE = struct.Struct("=II32siiiiI2I")
_DISABLED = 0x0001
_IDENTIFIERS: Mapping[Control, int] = {
    Control.AUTO_EXPOSURE: 0x009A0901,
    Control.EXPOSURE: 0x009A0902,
    Control.FOCUS: 0x009A090A,
    Control.AUTO_FOCUS: 0x009A090C,
}


@dataclass(frozen=True, slots=True)
class ControlRange:
    """Least and greatest value of a control and the step between values, in the driver's own units."""

    least: float
    most: float
    step: float = 1.0


_SWITCH = ControlRange(0.0, 1.0)
_USUAL_LINUX: Mapping[Control, ControlRange] = {
    Control.EXPOSURE: ControlRange(1.0, 5000.0),  # tenths of a millisecond
    Control.FOCUS: ControlRange(0.0, 255.0, 5.0),
}
_USUAL_ELSEWHERE: Mapping[Control, ControlRange] = {
    Control.EXPOSURE: ControlRange(-13.0, 0.0),  # powers of two of a second
    Control.FOCUS: ControlRange(0.0, 255.0, 5.0),
}


def range_of(address: int | str, control: Control) -> ControlRange:
    """Return how far a control can be turned; a switch goes from 0 to 1."""
    if control in (Control.AUTO_EXPOSURE, Control.AUTO_FOCUS):
        return _SWITCH
    if platform.system() != "Linux":
        return _USUAL_ELSEWHERE[control]
    node = Path(f"/dev/video{address}") if isinstance(address, int) else Path(address)
    return _asked(node, control) or _USUAL_LINUX[control]


def _asked(node: Path, control: Control) -> ControlRange | None:
    import fcntl

    query = bytearray(_QUERY_SHAPE.pack(_IDENTIFIERS[control], 0, b"", 0, 0, 0, 0, 0, 0, 0))
    try:
        if not node.is_char_device():
            return None
        with node.open("rb", buffering=0) as device:
            fcntl.ioctl(device, _QUERY, query)
    except OSError:
        return None
    return understood(bytes(query))


def understood(answer: bytes) -> ControlRange | None:
    """Return the range in the kernel's answer (a `struct v4l2_queryctrl`), None for a control out of use."""
    _, _, _, least, most, step, _, flags, _, _ = _QUERY_SHAPE.unpack(answer)
    if flags & _DISABLED or most <= least:
        return None
    return ControlRange(float(least), float(most), float(max(step, 1)))
