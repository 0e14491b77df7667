"""A made-up site to try the bench on."""
