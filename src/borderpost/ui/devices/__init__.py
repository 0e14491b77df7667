"""The screen of the devices: what the bench is connected to, how it is set, and whether it works."""
