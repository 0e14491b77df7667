"""The exchange: messages to others as files in a folder, and what comes back as files in another."""
