"""The law at the bench, as dated data: what a pack holds, and what follows from it for one item."""
