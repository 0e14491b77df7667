"""The screen of the devices: what the bench is connected to, how it is set, and whether it works."""

from borderpost.ui.devices.ports import (
    CameraFacts,
    ControlFacts,
    Devices,
    DeviceState,
    EngineFacts,
    ScaleFacts,
    SerialFacts,
)
from borderpost.ui.devices.screen import DevicesScreen

__all__ = [
    "CameraFacts",
    "ControlFacts",
    "DeviceState",
    "Devices",
    "DevicesScreen",
    "EngineFacts",
    "ScaleFacts",
    "SerialFacts",
]
