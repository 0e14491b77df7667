"""What is true of parcels, goods and people."""
