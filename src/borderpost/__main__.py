"""The way in for `python -m borderpost` and for the frozen program."""

import sys

from borderpost.cli import main

# Processes started for long imports load this module again, under another name.
if __name__ == "__main__":
    if getattr(sys, "frozen", False):
        # A frozen program is its own Python: it has to see that it was started as such a process.
        from multiprocessing import freeze_support

        freeze_support()
    try:
        code = main()
    except KeyboardInterrupt:
        code = 130  # what a shell makes of Ctrl+C
    sys.exit(code)
