"""Declarations and reference data arriving from outside."""
