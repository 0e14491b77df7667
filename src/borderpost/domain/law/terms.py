"""The terms in which a legal pack speaks of time: events, spans, what follows when one runs out."""

from enum import StrEnum


class Event(StrEnum):
    """What a clock can start with, or stop at."""

    PRESENTED = "presented"
    DETAINED = "detained"
    SEIZED = "seized"
    NOTICE_SERVED = "notice_served"
    ANSWERED = "answered"
    DECIDED = "decided"
    ENDED = "ended"
    REFERRED = "referred"
    HANDED_OVER = "handed_over"
    AGENCY_ANSWERED = "agency_answered"


class Span(StrEnum):
    """The unit in which a clock is measured."""

    DAYS = "days"
    WORKING_DAYS = "working_days"
    MONTHS = "months"


class Roll(StrEnum):
    """What becomes of a last day on which nobody works."""

    STAYS = "stays"
    NEXT_WORKING_DAY = "next_working_day"


class Observed(StrEnum):
    """When a holiday is kept that falls on a day of rest."""

    SAME_DAY = "same_day"
    NEAREST = "nearest"
    NEXT_FREE = "next_free"


class Expiry(StrEnum):
    """What follows when a clock runs out."""

    DUTY_MISSED = "duty_missed"
    CONSENT_TAKEN = "consent_taken"
    RELEASE = "release"
    DEEMED_EXCLUDED = "deemed_excluded"
    DEEMED_FORFEITED = "deemed_forfeited"
    INFORMATION_GOES_OUT = "information_goes_out"
    MAY_BE_DISPOSED = "may_be_disposed"
    PROCEEDINGS_BEGIN = "proceedings_begin"
    AGENCY_REMINDED = "agency_reminded"


class AgencyKind(StrEnum):
    """What another agency is for."""

    POLICE = "police"
    MEDICINES = "medicines"
    PRODUCT_SAFETY = "product_safety"
    WILDLIFE = "wildlife"
    FOOD_AND_PLANTS = "food_and_plants"
    RADIATION = "radiation"
    CULTURE = "culture"
    REVENUE = "revenue"
    OTHER = "other"


class RetentionClass(StrEnum):
    """What a record came to, as far as the time for which it is kept hangs on it."""

    RELEASED_WITHOUT_FINDING = "released_without_finding"
    RELEASED_WITH_FINDING = "released_with_finding"
    RELEASED_WITH_CHARGE = "released_with_charge"
    REFERRED = "referred"
    RETURNED = "returned"
    REFUSED_ENTRY = "refused_entry"
    SEIZED = "seized"
    DISPOSED = "disposed"
    NOT_LOCATED = "not_located"
    UNDER_WAY = "under_way"
    DECLARED_ONLY = "declared_only"
