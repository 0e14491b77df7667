"""The bench screen, and what it shows of a camera."""

from borderpost.ui.bench.camera_view import CameraView, Outline
from borderpost.ui.bench.view import BenchScreen

__all__ = ["BenchScreen", "CameraView", "Outline"]
