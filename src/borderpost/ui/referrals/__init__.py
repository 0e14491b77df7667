"""The basket: what is referred to other agencies, handed over together, answered."""

from borderpost.ui.referrals.screen import ReferralsScreen as ReferralsScreen

__all__ = ["ReferralsScreen"]
