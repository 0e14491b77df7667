"""The examination of one item, from the first look to the outcome that stands."""
