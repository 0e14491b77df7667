"""The acts of the profile workshop told as plain sentences."""

from PySide6.QtCore import QCoreApplication

from borderpost.domain import acts
from borderpost.ui.kit.text import ltr
from borderpost.ui.words.names import own

translate = QCoreApplication.translate


def workshop_words(act: acts.Act) -> tuple[str, str] | None:
    """Return the sentence and the remark of an act about profiles; None where it is no such act."""
    match act:
        case acts.ProfileDrafted():
            told = translate("acts", "Wrote risk profile {profile}, version {version}")
            return _named(told, act.profile, act.version), _title(act.content)
        case acts.ProfileProposed():
            told = translate("acts", "Proposed risk profile {profile}, version {version}")
            came = translate("acts", "from station {station}").format(station=own(act.imported_from))
            return _named(told, act.profile, act.version), came if act.imported_from else _title(act.content)
        case acts.ProfileApproved():
            told = translate("acts", "Put risk profile {profile}, version {version}, in force")
            return _named(told, act.profile, act.version), _title(act.content)
        case acts.ProfileRefused():
            told = translate("acts", "Did not agree to risk profile {profile}, version {version}")
            return _named(told, act.profile, act.version), own(act.reason)
        case acts.ProfileRetired():
            told = translate("acts", "Retired risk profile {profile}, version {version}")
            return _named(told, act.profile, act.version), own(act.reason)
        case acts.ProfilesExported():
            told = translate("acts", "Handed out {count} risk profiles in a signed file")
            return told.format(count=len(act.profiles)), ltr(act.sha256[:16])
        case acts.ProfilesImported():
            told = translate("acts", "Took in {count} risk profiles of station {station}")
            return told.format(count=len(act.profiles), station=own(act.station)), ltr(act.sha256[:16])
        case _:
            return None


def _named(told: str, profile: str, version: int) -> str:
    return told.format(profile=ltr(profile), version=version)


def _title(content: dict[str, object]) -> str:
    return own(str(content.get("title", "")))
