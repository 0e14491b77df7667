"""What right-holders told customs of their goods, and what a product's number says when held against it."""
