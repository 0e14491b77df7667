"""The bench screen, and what it shows of a camera."""

from borderpost.ui.bench.view import BenchScreen
from borderpost.ui.camera.camera_view import CameraView, Outline

__all__ = ["BenchScreen", "CameraView", "Outline"]
