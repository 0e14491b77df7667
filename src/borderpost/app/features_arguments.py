"""The command `features`: how it is asked, and the making of what screening and earlier items go by."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from borderpost.app.evidence_arguments import Command


def add_features_command(command: Command, takes_site: Callable[[argparse.ArgumentParser], None]) -> None:
    """Add the command."""
    features = command("features", _make, "make what profiles are tested by on all declarations")
    features.add_argument("--anew", action="store_true", help="drop what was made, and make all of it again")
    takes_site(features)


def _make(chosen: argparse.Namespace) -> int:
    return make_features(chosen.site, chosen.passphrase_file, anew=chosen.anew)


def make_features(site: Path, passphrase_file: Path | None, *, anew: bool) -> int:
    """Make the features of all declarations that have none yet, and tell of how many; 2 where the site stays
    shut."""
    from borderpost.app.at_terminal import VAULT_TROUBLES, StaysShut, unlocked
    from borderpost.store.features_file import drop_features, features_there
    from borderpost.store.features_pass import carry_on

    try:
        folder = unlocked(site, passphrase_file, may_make=False)
        if anew:
            for week in features_there(folder):
                drop_features(folder, week)
        done = carry_on(folder)
    except (StaysShut, OSError, *VAULT_TROUBLES) as error:
        sys.stderr.write(f"borderpost: {site}: {error}\n")
        return 2
    sys.stdout.write(f"Made the features of {done} declarations.\n")
    return 0
