"""The main window: navigation, top bar, status line and the stack of screens."""

from borderpost.ui.shell.promised import Promised
from borderpost.ui.shell.screen import Screen
from borderpost.ui.shell.window import MainWindow

__all__ = ["MainWindow", "Promised", "Screen"]
