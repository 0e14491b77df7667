"""What stands before the login where the store is locked: a passphrase, or the code of the recovery sheet."""

from borderpost.ui.unlock.presenter import Secret, UnlockAnswer, Unlocking, UnlockVerdict
from borderpost.ui.unlock.screen import UnlockScreen

__all__ = ["Secret", "UnlockAnswer", "UnlockScreen", "UnlockVerdict", "Unlocking"]
