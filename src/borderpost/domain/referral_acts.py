"""The acts of a referral to another agency: made, withdrawn, handed over with a receipt, answered."""

import msgspec

from borderpost.domain.act_base import ActBase
from borderpost.domain.formality_codes import AgencyAnswer


class ItemReferred(ActBase, frozen=True, tag="item_referred"):
    """An item, or exhibits of it, were referred to an agency of the law.

    `agency` is the row of the law, `name` and `contact` what it said then. `exhibits` are what is to be
    handed over; none where the agency is asked and the goods stay.
    """

    inspection: str
    agency: str
    name: str
    contact: str = ""
    exhibits: list[str] = msgspec.field(default_factory=list)
    reason: str = ""
    law: str = ""


class ReferralWithdrawn(ActBase, frozen=True, tag="referral_withdrawn"):
    """A referral that was not handed over yet was taken back; `referral` is its entry."""

    inspection: str
    referral: str
    reason: str


class ReferralHandedOver(ActBase, frozen=True, tag="referral_handed_over"):
    """What was referred went to the agency: `person` took it and signed the transfer receipt."""

    inspection: str
    referral: str
    receipt: str
    person: str
    exhibits: list[str] = msgspec.field(default_factory=list)
    note: str = ""


class AgencyAnswered(ActBase, frozen=True, tag="agency_answered"):
    """The agency said what it does: `reference` is its own number, `answered_on` an ISO date."""

    inspection: str
    referral: str
    answer: AgencyAnswer
    by: str
    answered_on: str
    reference: str = ""
    note: str = ""


ReferralAct = ItemReferred | ReferralWithdrawn | ReferralHandedOver | AgencyAnswered
"""What befalls one referral."""
