"""The words of the screens for what the domain knows by code."""
