"""Readers that cut foreign files into records: CSV, fixed width, XML, JSON and EDIFACT."""
