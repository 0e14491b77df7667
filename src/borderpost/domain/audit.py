"""What an auditor reads of the journal by itself: who came and went, who read what, what was lifted."""

from enum import StrEnum
from typing import Final


class Topic(StrEnum):
    """What an entry is about, for whoever looks after how the station is used."""

    LOGINS = "logins"
    FAILURES = "failures"
    CONSULTATIONS = "consultations"
    OVERRIDES = "overrides"
    ACCESS = "access"
    DISCLOSURES = "disclosures"


TOPICS: Final[dict[str, Topic]] = {
    "officer_logged_in": Topic.LOGINS,
    "officer_logged_out": Topic.LOGINS,
    "session_locked": Topic.LOGINS,
    "session_returned": Topic.LOGINS,
    "login_failed": Topic.FAILURES,
    "pin_failed": Topic.FAILURES,
    "record_consulted": Topic.CONSULTATIONS,
    "consultation_begun": Topic.CONSULTATIONS,
    "declarations_searched": Topic.CONSULTATIONS,
    "item_consulted": Topic.CONSULTATIONS,
    "override_asked": Topic.OVERRIDES,
    "override_answered": Topic.OVERRIDES,
    "reopening_asked": Topic.OVERRIDES,
    "reopening_answered": Topic.OVERRIDES,
    "release_taken_back": Topic.OVERRIDES,
    "officer_enrolled": Topic.ACCESS,
    "officer_changed": Topic.ACCESS,
    "passphrase_reset": Topic.ACCESS,
    "passphrase_changed": Topic.ACCESS,
    "pin_set": Topic.ACCESS,
    "pin_cleared": Topic.ACCESS,
    "badge_made": Topic.ACCESS,
    "badge_revoked": Topic.ACCESS,
    "document_issued": Topic.DISCLOSURES,
    "document_printed": Topic.DISCLOSURES,
    "profiles_exported": Topic.DISCLOSURES,
    "draw_shown": Topic.DISCLOSURES,
    "shift_reported": Topic.DISCLOSURES,
    "shift_report_printed": Topic.DISCLOSURES,
    "access_log_exported": Topic.DISCLOSURES,
}
"""The kinds of entry that an auditor is shown; all others are about items and goods."""
