"""Photographs and documents of an examination as a strip: what each shows, and the beginning of its hash."""

from PySide6.QtCore import QSize

from borderpost.domain.evidence_kept import Paper, Photograph
from borderpost.domain.inspection import Inspection
from borderpost.ui.examination.places import place_of
from borderpost.ui.examination.thumbnails import Thumbnails
from borderpost.ui.kit import Photo, PhotoStrip
from borderpost.ui.theme.tokens import Space
from borderpost.ui.words.amounts import isolated
from borderpost.ui.words.evidence_acts import paper_word, shot_words

_SHOWN_HASH = 12


class EvidenceStrip(PhotoStrip):
    """A strip with what each photograph shows, in up to two lines, and the beginning of its hash beneath."""

    def restyle(self) -> None:
        """Give the captions a second and a third line, beneath a picture as high as they come."""
        super().restyle()
        self.setWordWrap(True)
        # a caption of two lines, or a higher picture, must not be cut to the measure of the first one
        self.setUniformItemSizes(False)
        grid = self.gridSize()
        grid.setHeight(grid.height() + 2 * self.fontMetrics().height())
        self.setGridSize(grid)
        self.setMinimumHeight(grid.height() + 2 * Space.S)

    def sizeHint(self) -> QSize:
        """As high as the least: a layout with wrapped text in it gives hints, not least sizes, their due."""
        return QSize(super().sizeHint().width(), self.minimumHeight())


def shown_of(state: Inspection, thumbnails: Thumbnails) -> list[Photo]:
    """Return what is recorded and has its small picture, in the order of the entries."""
    kept: list[Photograph | Paper] = [*state.photographs, *state.evidence.papers]
    found = []
    for one in sorted(kept, key=lambda one: one.mark.sequence):
        if not thumbnails.has(one.sha256):
            continue
        if isinstance(one, Photograph):
            name = shot_words(one.subject, one.line, one.exhibit)
        else:
            name = paper_word(one.what)
        parts = [name, isolated(one.caption), place_of(one.mark)]
        parts += [f"SHA-256 {one.sha256}", thumbnails.problem(one.sha256)]
        described = "\n".join(part for part in parts if part)
        found.append(Photo(one.mark.entry, f"{name}\n{one.sha256[:_SHOWN_HASH]}", described))
    return found
