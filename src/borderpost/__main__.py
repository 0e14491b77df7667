"""The way in for `python -m borderpost` and for the frozen program."""

import os
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
        if sys.stdout is not None:
            sys.stdout.flush()
    except KeyboardInterrupt:
        code = 130  # what a shell makes of Ctrl+C
    except BrokenPipeError:
        # Whoever read what is told has gone, as in `| head`: nothing may be left to be told at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 141  # what a shell makes of it
    sys.exit(code)
