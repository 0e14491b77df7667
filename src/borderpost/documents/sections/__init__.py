"""The sections of the seizure report, one module each: the record's part in, blocks out."""
