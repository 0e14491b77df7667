"""The record with its journal, declarations by weeks, and evidence, kept in files and SQLite."""
