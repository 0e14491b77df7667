"""Why a parcel that was singled out is released without an examination: usual reasons in words."""

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def unseen_reasons() -> list[tuple[str, str]]:
    """Return the usual reasons, each with the words that the journal keeps; they are those on the screen."""
    words = (
        translate("BenchRelease", "Label, customs form and declaration compared: nothing to object to"),
        translate("BenchRelease", "What it was selected for does not apply to this parcel"),
        translate("BenchRelease", "Cleared up with the post or the addressee"),
        translate("BenchRelease", "On the instruction of a supervisor"),
    )
    return [(text, text) for text in words]
