"""The way in for `python -m borderpost`."""

import sys

from borderpost.cli import main

# Processes started for long imports load this module again, under another name.
if __name__ == "__main__":
    sys.exit(main())
