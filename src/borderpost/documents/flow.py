"""Blocks laid on pages one after another, so that all pages are known before the first is drawn."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from borderpost.documents.blocks import Block


@dataclass(frozen=True, slots=True)
class Placed:
    """A block and where its top is."""

    block: Block
    top: float


@dataclass(slots=True)
class Page:
    """The blocks of one page."""

    placed: list[Placed] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Frame:
    """Where blocks may stand: points from the lower edge of the page; the first page may differ."""

    first_top: float
    top: float
    bottom: float


def paginate(blocks: Iterable[Block], frame: Frame) -> list[Page]:
    """Lay the blocks on as many pages as they need; none overlaps another or leaves the frame.

    A block that keeps with the next goes over to a new page with it. A block that fits no page and cannot
    be split stands alone on one.
    """
    waiting = deque(blocks)
    pages = [Page()]
    y = frame.first_top
    while waiting:
        page = pages[-1]
        block = waiting.popleft()
        gap = block.gap if page.placed else 0.0
        room = y - gap - frame.bottom
        if _fits(block, waiting, room):
            page.placed.append(Placed(block, y - gap))
            y -= gap + block.height
            continue
        parts = None if block.keep_with_next else block.split(room)
        if parts is not None:
            head, tail = parts
            page.placed.append(Placed(head, y - gap))
            waiting.appendleft(tail)
        elif page.placed:
            waiting.appendleft(block)
        else:
            page.placed.append(Placed(block, y - gap))
        if waiting:
            pages.append(Page())
            y = frame.top
    return pages


def _fits(block: Block, following: Iterable[Block], room: float) -> bool:
    """Whether the block, and the beginning of what it must keep with, fit into `room`."""
    room -= block.height
    if not block.keep_with_next:
        return room >= -0.01
    for other in following:
        if not other.keep_with_next:
            return room - other.gap - min(other.least, other.height) >= -0.01
        room -= other.gap + other.height
    return room >= -0.01
