"""What an officer does, one transaction a verb."""
