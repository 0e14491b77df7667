"""What a mapping is, how it is read from TOML, and how it turns a foreign record into the canonical form."""
