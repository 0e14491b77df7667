"""How one bench is set: its camera, its scanners, its sounds and the look of its screens."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, TypeVar, get_type_hints

FIRST_CAMERA = ""
NO_CAMERA = "none"
PHYSICAL_KEYS = "physical"
BAUDS = (1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200)
THEMES = ("system", "light", "dark", "contrast")
_VERSION = 1
_LAYOUT = re.compile(r"[a-z]{2}|physical")
_MOST_SCANNERS = 8
_LONGEST = 500  # characters of any one text
_Part = TypeVar("_Part")


class BadSettings(ValueError):
    """A setting that no bench can have; `field` names it as `wedge.gap_ms`."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(f"{field}: {why}")
        self.field = field
        self.why = why


@dataclass(frozen=True, slots=True)
class CameraSettings:
    """Which camera, and where its controls stand.

    `address` is the system's for the camera, FIRST_CAMERA for whichever is found first, NO_CAMERA for none.
    A control that is None stays as the driver has it; values are in the driver's own units.
    """

    address: str = FIRST_CAMERA
    auto_exposure: bool | None = None
    exposure: float | None = None
    auto_focus: bool | None = None
    focus: float | None = None

    def __post_init__(self) -> None:
        """Refuse what is no address or no number."""
        _need_text("camera.address", self.address)
        for name, value in (("exposure", self.exposure), ("focus", self.focus)):
            if value is not None:
                _need_number(f"camera.{name}", value, -1e6, 1e6)


@dataclass(frozen=True, slots=True)
class WedgeChoices:
    """How the scanners that type are set; the meaning is that of the wedge's own settings.

    `gap_ms` is the longest silence between two keys of one scan, 5 to 50. `gs_key` is the Qt key code of one
    key that stands for GS, 0 for none. `layout` is the computer's keyboard layout (two letters) where the
    scanner sends the keys of a US keyboard, PHYSICAL_KEYS to go by the places of the keys.
    """

    gap_ms: float = 35.0
    prefix: str = ""
    suffix: str = ""
    framed: bool = True
    ending_required: bool = True
    layout: str = "us"
    gs_key: int = 0
    minds_caps_lock: bool = False

    def __post_init__(self) -> None:
        """Refuse what would make every person a scanner, or no scan a scan."""
        _need_number("wedge.gap_ms", self.gap_ms, 5, 50)
        for name, text in (("prefix", self.prefix), ("suffix", self.suffix)):
            _need_text(f"wedge.{name}", text, 16)
            if not text.isprintable():
                raise BadSettings(f"wedge.{name}", "only printable characters can be programmed")
        if _LAYOUT.fullmatch(self.layout) is None:
            raise BadSettings("wedge.layout", f"{self.layout!r} names no layout")
        _need_number("wedge.gs_key", self.gs_key, 0, 0x1FFFFFF)


@dataclass(frozen=True, slots=True)
class SerialChoice:
    """One serial scanner: its port by USB ids (and serial number), or by its name."""

    vendor: int = 0
    product: int = 0
    serial_number: str = ""
    port: str = ""
    baud: int = 9600

    def __post_init__(self) -> None:
        """Refuse what names no port."""
        _need_number("serial.vendor", self.vendor, 0, 0xFFFF)
        _need_number("serial.product", self.product, 0, 0xFFFF)
        _need_text("serial.serial_number", self.serial_number)
        _need_text("serial.port", self.port)
        if not self.port and not self.vendor:
            raise BadSettings("serial.port", "neither a port nor USB ids")
        if self.baud not in BAUDS:
            raise BadSettings("serial.baud", f"{self.baud} is no rate that scanners have")

    def same_port(self, other: "SerialChoice") -> bool:
        """Tell whether both mean the same port, whatever its rate."""
        return (self.vendor, self.product, self.serial_number, self.port) == (
            other.vendor,
            other.product,
            other.serial_number,
            other.port,
        )


@dataclass(frozen=True, slots=True)
class ScaleSettings:
    """The scale: its port by USB ids (and serial number) or by its name, none where both are empty.

    `protocol` is the id of the form in which it tells a weight, `baud` its rate, 0 for the form's own.
    """

    vendor: int = 0
    product: int = 0
    serial_number: str = ""
    port: str = ""
    protocol: str = "sics"
    baud: int = 0

    def __post_init__(self) -> None:
        """Refuse what names no port and no form."""
        _need_number("scale.vendor", self.vendor, 0, 0xFFFF)
        _need_number("scale.product", self.product, 0, 0xFFFF)
        _need_text("scale.serial_number", self.serial_number)
        _need_text("scale.port", self.port)
        _need_text("scale.protocol", self.protocol, 40)
        if self.baud not in (0, *BAUDS):
            raise BadSettings("scale.baud", f"{self.baud} is no rate that scales have")

    @property
    def is_there(self) -> bool:
        """Tell whether a scale is set."""
        return bool(self.port or self.vendor)


@dataclass(frozen=True, slots=True)
class SoundSettings:
    """Whether the bench sounds, and how loudly (0 to 1)."""

    on: bool = True
    volume: float = 0.8

    def __post_init__(self) -> None:
        """Refuse a loudness that there is not."""
        _need_number("sounds.volume", self.volume, 0, 1)


@dataclass(frozen=True, slots=True)
class LookSettings:
    """The scheme of colours (one of THEMES) and the text size as a factor, 1 to 2."""

    theme: str = "system"
    text_scale: float = 1.0

    def __post_init__(self) -> None:
        """Refuse what the screens do not have."""
        if self.theme not in THEMES:
            raise BadSettings("look.theme", f"{self.theme!r} is none of {', '.join(THEMES)}")
        _need_number("look.text_scale", self.text_scale, 1, 2)


@dataclass(frozen=True, slots=True)
class SortingSettings:
    """How parcels are sorted by the scanner alone; with `waits`, the next scan releases no green one."""

    waits: bool = False


@dataclass(frozen=True, slots=True)
class BenchSettings:
    """Everything that is set at one bench; the defaults suit a bench with one USB scanner and one camera."""

    camera: CameraSettings = field(default_factory=CameraSettings)
    wedge: WedgeChoices = field(default_factory=WedgeChoices)
    serial: tuple[SerialChoice, ...] = ()
    sounds: SoundSettings = field(default_factory=SoundSettings)
    look: LookSettings = field(default_factory=LookSettings)
    sorting: SortingSettings = field(default_factory=SortingSettings)
    xray_folder: str = ""
    """The folder into which the X-ray machine puts its images; empty for none."""
    scale: ScaleSettings = field(default_factory=ScaleSettings)

    def __post_init__(self) -> None:
        """Refuse one port twice, and more ports than a bench has."""
        _need_text("xray_folder", self.xray_folder, 1_000)
        if len(self.serial) > _MOST_SCANNERS:
            raise BadSettings("serial", f"more than {_MOST_SCANNERS} scanners")
        for place, scanner in enumerate(self.serial):
            if any(scanner.same_port(other) for other in self.serial[:place]):
                raise BadSettings("serial", "one port stands there twice")


def to_plain(settings: BenchSettings) -> dict[str, Any]:
    """Return the settings as dicts, lists, texts and numbers, for a file."""
    parts = {part.name: getattr(settings, part.name) for part in fields(settings)}
    plain: dict[str, Any] = {"version": _VERSION}
    for name, part in parts.items():
        if isinstance(part, str):
            plain[name] = part
        else:
            plain[name] = [_plain(one) for one in part] if isinstance(part, tuple) else _plain(part)
    return plain


def from_plain(untrusted: object) -> BenchSettings:
    """Return the settings that a file holds; what it does not name stands at its default.

    Raises BadSettings, which names the field. Names that are not known here are a later version's.
    """
    data = _table("settings", untrusted)
    if data.get("version", _VERSION) != _VERSION:
        raise BadSettings("version", f"{data['version']!r} is not known here")
    serial = data.get("serial", [])
    if not isinstance(serial, list):
        raise BadSettings("serial", "not a list")
    return BenchSettings(
        camera=_part(CameraSettings, "camera", data.get("camera", {})),
        wedge=_part(WedgeChoices, "wedge", data.get("wedge", {})),
        serial=tuple(_part(SerialChoice, "serial", one) for one in serial),
        sounds=_part(SoundSettings, "sounds", data.get("sounds", {})),
        look=_part(LookSettings, "look", data.get("look", {})),
        scale=_part(ScaleSettings, "scale", data.get("scale", {})),
        sorting=_part(SortingSettings, "sorting", data.get("sorting", {})),
        xray_folder=str(_value("xray_folder", data.get("xray_folder", ""), "str")),
    )


def _plain(part: Any) -> dict[str, Any]:
    pairs = ((each.name, getattr(part, each.name)) for each in fields(part))
    return {name: value for name, value in pairs if value is not None}


def _part(kind: type[_Part], place: str, untrusted: object) -> _Part:
    data = _table(place, untrusted)
    hints = get_type_hints(kind)
    values: dict[str, Any] = {}
    for name, hint in hints.items():
        if name in data:
            values[name] = _value(f"{place}.{name}", data[name], str(hint))
    return kind(**values)


def _value(place: str, value: object, hint: str) -> object:
    """Return a value of the type that the field has; JSON may write a whole number for a float."""
    if "bool" in hint:
        right = isinstance(value, bool)
    elif "float" in hint:
        right = isinstance(value, int | float) and not isinstance(value, bool)
        value = float(value) if right and abs(value) < 1e9 else value  # type: ignore[arg-type]
    elif "int" in hint:
        right = isinstance(value, int) and not isinstance(value, bool)
    else:
        right = isinstance(value, str)
    if not right:
        raise BadSettings(place, f"{value!r} is of the wrong kind")
    return value


def _table(place: str, untrusted: object) -> Mapping[str, Any]:
    if not isinstance(untrusted, dict):
        raise BadSettings(place, "not a table of names and values")
    return untrusted


def _need_text(place: str, text: str, longest: int = _LONGEST) -> None:
    if len(text) > longest:
        raise BadSettings(place, f"longer than {longest} characters")


def _need_number(place: str, value: float, least: float, most: float) -> None:
    if not (math.isfinite(value) and least <= value <= most):
        raise BadSettings(place, f"{value:g} does not lie between {least:g} and {most:g}")
