"""What a JPEG file says of itself, so that it can be shown without being decoded or changed."""

from dataclasses import dataclass

_START_OF_FRAME = frozenset({0xC0, 0xC1, 0xC2})
_STANDALONE = frozenset({0x01, *range(0xD0, 0xD8)})


@dataclass(frozen=True, slots=True)
class JpegFacts:
    """Size in pixels, number of colour components, and how the camera was held.

    `orientation` is the Exif value 1 to 8; `inverted` tells that CMYK values are stored as Adobe does.
    """

    width: int
    height: int
    components: int
    orientation: int = 1
    inverted: bool = False


def jpeg_facts(untrusted_bytes: bytes) -> JpegFacts | None:
    """The facts of a JPEG, or None where the bytes are not one that a PDF can hold."""
    data = untrusted_bytes
    if data[:2] != b"\xff\xd8":
        return None
    orientation = 1
    inverted = False
    position = 2
    while position + 4 <= len(data):
        if data[position] != 0xFF:
            return None
        marker = data[position + 1]
        if marker == 0xFF:
            position += 1
            continue
        if marker in _STANDALONE:
            position += 2
            continue
        length = int.from_bytes(data[position + 2 : position + 4], "big")
        body = data[position + 4 : position + 2 + length]
        if length < 2 or len(body) != length - 2:
            return None
        if marker == 0xE1 and body[:6] == b"Exif\x00\x00":
            orientation = _orientation(body[6:])
        elif marker == 0xEE and body[:5] == b"Adobe":
            inverted = True
        elif marker in _START_OF_FRAME:
            return _frame(body, orientation, inverted)
        elif marker in (0xD9, 0xDA):
            return None
        position += 2 + length
    return None


def _frame(body: bytes, orientation: int, inverted: bool) -> JpegFacts | None:
    if len(body) < 6 or body[0] != 8:
        return None
    height = int.from_bytes(body[1:3], "big")
    width = int.from_bytes(body[3:5], "big")
    components = body[5]
    if not width or not height or components not in (1, 3, 4):
        return None
    return JpegFacts(width, height, components, orientation, inverted and components == 4)


def _orientation(tiff: bytes) -> int:
    order = {b"II": "little", b"MM": "big"}.get(tiff[:2])
    if order is None:
        return 1
    little = order == "little"

    def number(start: int, size: int) -> int:
        return int.from_bytes(tiff[start : start + size], "little" if little else "big")

    directory = number(4, 4)
    for index in range(min(number(directory, 2), 64)):
        entry = directory + 2 + 12 * index
        if number(entry, 2) == 0x0112:
            value = number(entry + 8, 2)
            return value if 1 <= value <= 8 else 1
    return 1
