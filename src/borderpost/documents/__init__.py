"""The seizure report and its family."""
