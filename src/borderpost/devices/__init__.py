"""The eyes and hands of the bench."""
