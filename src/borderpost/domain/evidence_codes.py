"""The codes of evidence: the form of a file, what a document is, what is drawn over a photograph."""

from enum import StrEnum


class FileForm(StrEnum):
    """The form in which a file of evidence came, and in which it is kept."""

    JPEG = "jpeg"
    PNG = "png"
    TIFF = "tiff"
    PDF = "pdf"


PICTURE_FORMS = frozenset({FileForm.JPEG, FileForm.PNG, FileForm.TIFF})
SUFFIXES = {FileForm.JPEG: "jpg", FileForm.PNG: "png", FileForm.TIFF: "tif", FileForm.PDF: "pdf"}
"""The ending of a file of each form, where it is handed out."""


class PaperKind(StrEnum):
    """What a document is that was found, received or handed in."""

    INVOICE = "invoice"
    POSTAL_FORM = "postal_form"
    LETTER = "letter"
    LICENCE = "licence"
    EXPERT_OPINION = "expert_opinion"
    REPLY = "reply"
    OTHER = "other"


class Shape(StrEnum):
    """What is drawn over a photograph. `MEASURE` is a line with the length that was measured on the goods."""

    ARROW = "arrow"
    BOX = "box"
    CIRCLE = "circle"
    TEXT = "text"
    MEASURE = "measure"


FULL_SCALE = 10_000
"""Places on a picture are told in ten-thousandths of its width and height, from the upper left, upright."""
