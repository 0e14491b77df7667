"""What the decoder hands over: the codes seen in one image, and what each stage took to see them."""

from dataclasses import dataclass
from enum import StrEnum

Point = tuple[float, float]
Outline = tuple[Point, Point, Point, Point]


class Symbology(StrEnum):
    """The families of code that a camera frame is searched for."""

    CODE128 = "code128"
    EAN = "ean"
    ITF = "itf"
    DATAMATRIX = "datamatrix"
    QR = "qr"
    PDF417 = "pdf417"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class CodeFound:
    """One code as it was read off one image; nothing in it has been judged yet.

    `data` holds the payload bytes without an AIM prefix and `text` the same as the engine spells it;
    `aim` is the AIM symbology identifier (`]C0`, `]d2` …); `outline` lists four corners in pixels of the
    image given (top left, top right, bottom right, bottom left as the code itself is read); `engine` and
    `stage` say who read it and where in the cascade.
    """

    data: bytes
    text: str
    symbology: Symbology
    aim: str
    outline: Outline
    engine: str
    stage: str

    @property
    def centre(self) -> Point:
        """The middle of the outline, in pixels."""
        return (sum(x for x, _ in self.outline) / 4, sum(y for _, y in self.outline) / 4)


@dataclass(frozen=True, slots=True)
class StageTime:
    """Processor time one stage took on one image, in milliseconds, and how many new codes it read."""

    name: str
    milliseconds: float
    found: int


@dataclass(frozen=True, slots=True)
class Decoded:
    """All codes of one image, each once, in the order they were found."""

    codes: tuple[CodeFound, ...]
    stages: tuple[StageTime, ...]

    @property
    def milliseconds(self) -> float:
        """Processor time of all stages together."""
        return sum(stage.milliseconds for stage in self.stages)
