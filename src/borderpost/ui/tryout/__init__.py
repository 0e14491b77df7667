"""The demo site's own screen: parcels to try the bench on without any device."""

from borderpost.ui.tryout.screen import TryOutRow, TryOutScreen

__all__ = ["TryOutRow", "TryOutScreen"]
