"""The approver's queue: what waits for a second officer, opened and answered."""

from borderpost.ui.approvals.screen import ApprovalsScreen

__all__ = ["ApprovalsScreen"]
