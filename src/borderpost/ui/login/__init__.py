"""Signing in: the login screen, the lock, and the panel for a second officer."""

from borderpost.ui.login.own_words import OwnWordsPanel, Renewal
from borderpost.ui.login.panel import CredentialPanel
from borderpost.ui.login.presenter import Answer, OfficerCard, Presenter, Verdict
from borderpost.ui.login.quick import PinPanel, QuickReturn
from borderpost.ui.login.screen import LoginScreen

__all__ = [
    "Answer",
    "CredentialPanel",
    "LoginScreen",
    "OfficerCard",
    "OwnWordsPanel",
    "PinPanel",
    "Presenter",
    "QuickReturn",
    "Renewal",
    "Verdict",
]
