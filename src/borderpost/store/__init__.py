"""The record, the mirror and the journal, kept in SQLite."""
