"""What every screen shows of a camera."""

from borderpost.ui.camera.camera_view import CameraView, Outline
from borderpost.ui.camera.preview import CameraPreview

__all__ = ["CameraPreview", "CameraView", "Outline"]
