"""The acts of evidence: photographs and documents kept, marks drawn over, a shot that cannot be had."""

import msgspec

from borderpost.domain.act_base import ActBase
from borderpost.domain.codes import PhotoSubject
from borderpost.domain.evidence_codes import FileForm, PaperKind, Shape


class PhotographTaken(ActBase, frozen=True, tag="photograph_taken"):
    """A photograph was kept as evidence, known by its SHA-256; `exhibit` is the bag that it shows."""

    inspection: str
    sha256: str
    size: int
    width: int
    height: int
    subject: PhotoSubject
    device: str
    caption: str = ""
    line: int = 0
    form: FileForm = FileForm.JPEG
    exhibit: str = ""


class DocumentKept(ActBase, frozen=True, tag="document_kept"):
    """A document was kept as evidence, byte for byte, known by its SHA-256; `pages` is 0 where unknown."""

    inspection: str
    sha256: str
    size: int
    form: FileForm
    what: PaperKind
    name: str = ""
    device: str = ""
    pages: int = 0
    caption: str = ""


class DrawnMark(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One mark over a photograph, from one corner or end to the other, in ten-thousandths of the picture."""

    shape: Shape
    from_x: int
    from_y: int
    to_x: int
    to_y: int
    text: str = ""


class PhotographAnnotated(ActBase, frozen=True, tag="photograph_annotated"):
    """Marks were drawn over a photograph, which stays as it is; `photograph` is the entry that took it."""

    inspection: str
    photograph: str
    sha256: str
    marks: list[DrawnMark]
    note: str = ""


class ShotExcused(ActBase, frozen=True, tag="shot_excused"):
    """A photograph of the prompted set cannot be taken, and why; of a line or a bag where one is named."""

    inspection: str
    subject: PhotoSubject
    reason: str
    line: int = 0
    exhibit: str = ""


EvidenceAct = PhotographTaken | DocumentKept | PhotographAnnotated | ShotExcused
"""What is kept as evidence of an inspection, and what is said of it."""
