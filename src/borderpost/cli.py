"""The command line: what may be asked of Borderpost, and the exit code that answers.

Exit codes: 0 all went well; 1 the work was done and something in it is wrong (a rejected row, a broken
journal, a step of the tour that did not hold); 2 the command could not be carried out as it was given;
130 it was ended by Ctrl+C.

A handler imports what it needs when it is called, so that `--help` and a mistyped option cost nothing.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from borderpost import __version__
from borderpost.app.brands_arguments import add_brand_commands
from borderpost.app.declaration_arguments import add_declaration_commands
from borderpost.app.draw_arguments import add_draw_commands
from borderpost.app.evidence_arguments import add_evidence_commands
from borderpost.app.features_arguments import add_features_command
from borderpost.app.officers_arguments import add_officers_commands
from borderpost.app.outbox_arguments import add_outbox_commands
from borderpost.app.profile_arguments import add_profile_commands
from borderpost.app.quality_arguments import add_quality_command
from borderpost.app.trusted_arguments import add_trusted_commands

Handler = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command line, given without the program's name, and return its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or (given[0].startswith("-") and given[0] not in {"-h", "--help", "--version"}):
        given.insert(0, "run")
    chosen = build_parser().parse_args(given)
    handler: Handler = chosen.handler
    return handler(chosen)


def build_parser() -> argparse.ArgumentParser:
    """Every command with its options; each sets `handler` to what carries it out."""
    parser = argparse.ArgumentParser(
        prog="borderpost",
        description="The inspection bench of customs officers at mail-processing centres.",
        epilog="Without a command, the workstation starts. COMMAND --help tells of its options.",
    )
    parser.add_argument("--version", action="version", version=f"borderpost {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def command(name: str, handler: Handler, summary: str) -> argparse.ArgumentParser:
        added: argparse.ArgumentParser = commands.add_parser(name, help=summary, description=summary)
        added.set_defaults(handler=handler)
        return added

    run = command("run", run_workstation, "start the workstation (the tour, where there is no display)")
    _takes_site(run)

    tour = command("tour", play_tour, "drive the window through the main job and keep what it showed")
    tour.add_argument(
        "--declarations", type=Path, metavar="FILE", help="declarations to use, not generated ones"
    )
    tour.add_argument(
        "--frames", type=Path, metavar="FOLDER", help="camera frames to use, with a manifest.jsonl"
    )
    tour.add_argument(
        "--out", type=Path, metavar="FOLDER", default=_home() / "tour", help="default: %(default)s"
    )

    feed = command("import", import_declarations, "take declarations in (JSON Lines, CSV, or by a mapping)")
    _takes_mapping(feed)
    feed.add_argument("files", type=Path, nargs="+", metavar="FILE")
    feed.add_argument(
        "--rejects", type=Path, metavar="FOLDER", help="where rejected rows go (default: beside each file)"
    )
    _takes_site(feed)

    feeds = command("feed", tell_of_feeds, "try a mapping on a file, or take in what is put into a folder")
    feeds_commands = feeds.add_subparsers(title="commands", metavar="COMMAND")
    check = feeds_commands.add_parser("check", help="show what becomes of the first rows of a file")
    check.set_defaults(handler=check_feed)
    check.add_argument("mapping", metavar="MAPPING", help="a mapping's file, or its id")
    check.add_argument("file", type=Path, metavar="FILE")
    check.add_argument(
        "--rows", type=int, default=3, metavar="N", help="rows to show in full (default: %(default)s)"
    )
    _takes_site(check)
    watch = feeds_commands.add_parser("watch", help="take in what is put into a folder, until stopped")
    watch.set_defaults(handler=watch_feed)
    watch.add_argument("folder", type=Path, metavar="FOLDER")
    watch.add_argument(
        "--every", type=float, default=5.0, metavar="SECONDS", help="between two looks (default: %(default)s)"
    )
    _takes_mapping(watch)
    _takes_site(watch)

    packs = command("pack", tell_of_packs, "check a legal pack, or write the table of dispositions by packs")
    packs_commands = packs.add_subparsers(title="commands", metavar="COMMAND")
    check_one = packs_commands.add_parser("check", help="name the faults of a legal pack and what it lacks")
    check_one.set_defaults(handler=check_pack)
    check_one.add_argument("pack", metavar="FOLDER_OR_NAME", help="its folder, or its name")
    _takes_site(check_one)
    table = packs_commands.add_parser("table", help="write the table of dispositions by shipped packs")
    table.set_defaults(handler=write_pack_table)
    table.add_argument("--out", type=Path, metavar="FILE", help="where it goes (default: the terminal)")
    table.add_argument(
        "--day", type=date.fromisoformat, metavar="YYYY-MM-DD", help="the day it holds for (default: today)"
    )

    add_evidence_commands(command, _takes_site)
    add_draw_commands(command, _takes_site)
    add_declaration_commands(command, _takes_site)
    add_features_command(command, _takes_site)
    add_quality_command(command, _takes_site)
    add_officers_commands(command, _takes_site)
    add_outbox_commands(command, _takes_site)
    add_profile_commands(command, _takes_site)
    add_trusted_commands(command, _takes_site)
    add_brand_commands(command, _takes_site)

    verify = command("verify", verify_journal, "walk the journal and name the first entry that is wrong")
    verify.add_argument(
        "--against",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="a checkpoint that it must not contradict",
    )
    verify.add_argument(
        "--evidence",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="read and hash every file of evidence, too (default)",
    )
    _takes_site(verify)

    backup = command("backup", back_up_station, "copy the station to a stick, while a bench works on it")
    backup.add_argument("target", type=Path, metavar="FOLDER", help="the stick, or a folder on it")
    backup.add_argument(
        "--keep", type=int, default=5, metavar="N", help="copies that stay on it (default: %(default)s)"
    )
    backup.add_argument(
        "--with-declarations", action="store_true", help="copy the declarations, too: they can be fed again"
    )
    backup.add_argument(
        "--read-all", action="store_true", help="read photographs again that are on the stick already"
    )
    _takes_site(backup)

    restore = command("restore", restore_station, "put a station back from a backup, into an empty folder")
    restore.add_argument("backup", type=Path, metavar="BACKUP", help="the stick, or one backup on it")
    _takes_site(restore)

    recover = command("recover", recover_record, "put a damaged record together anew")
    recover.add_argument(
        "--from", dest="backup", type=Path, metavar="BACKUP", help="the stick, or one backup on it"
    )
    _takes_site(recover)

    rebuild = command(
        "rebuild", rebuild_projections, "make everything that screens read anew from the journal"
    )
    _takes_site(rebuild)

    keys = command("keys", manage_keys, "set what opens the store: passphrase, key ring, recovery sheet")
    keys.add_argument(
        "verb",
        choices=(
            "status",
            "set-passphrase",
            "use-key-ring",
            "both",
            "change",
            "recovery-sheet",
            "open-with-recovery",
            "new-signing-key",
        ),
        metavar="WHAT",
        help="status, set-passphrase, use-key-ring, both (passphrase and key ring together), change (a new"
        " master key, and a new sheet), recovery-sheet FILE.pdf, open-with-recovery, new-signing-key",
    )
    keys.add_argument("sheet", type=Path, nargs="?", metavar="FILE.pdf", help="where the recovery sheet goes")
    keys.add_argument("--new-passphrase-file", type=Path, metavar="FILE", help="the new passphrase")
    keys.add_argument("--code-file", type=Path, metavar="FILE", help="the recovery code")
    _takes_site(keys)

    bench = command("bench", run_benchmark, "measure, in ratios taken in one run")
    bench.add_argument("name", metavar="NAME", help="what to measure, for one: decode")
    bench.add_argument(
        "rest", nargs=argparse.REMAINDER, metavar="...", help="FOLDER with its manifest.jsonl, --json FILE"
    )
    return parser


def run_workstation(chosen: argparse.Namespace) -> int:
    """Start the workstation; without a display, say so and play the tour."""
    if not _has_display():
        print("There is no display here, so Borderpost plays its tour instead of opening a window.")
        return main(["tour"])
    from borderpost.app import run_workstation

    return run_workstation(site=chosen.site, passphrase_file=chosen.passphrase_file)


def play_tour(chosen: argparse.Namespace) -> int:
    """Play the tour in a window that nobody sees."""
    for given in (chosen.declarations, chosen.frames):
        if given is not None and not given.exists():
            return _refuse(f"{given}: there is no such file or folder")
    # Qt reads this once, when its first window is made.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from borderpost.tour import play

    return play(out=chosen.out, declarations=chosen.declarations, frames=chosen.frames)


def import_declarations(chosen: argparse.Namespace) -> int:
    """Take files of declarations in; 1 when rows were rejected."""
    from borderpost.app import import_declarations, no_file

    for file in chosen.files:
        if not file.is_file():
            return _refuse(no_file(file))
    return import_declarations(
        site=chosen.site,
        files=chosen.files,
        rejects=chosen.rejects,
        mapping=chosen.mapping,
        passphrase_file=chosen.passphrase_file,
    )


def tell_of_feeds(chosen: argparse.Namespace) -> int:
    """Say that a feed command wants a command of its own."""
    return _refuse("feed: say what to do: check MAPPING FILE, or watch FOLDER")


def check_feed(chosen: argparse.Namespace) -> int:
    """Show what a mapping makes of a file; 1 when rows are refused."""
    from borderpost.app import check_feed, no_file

    if not chosen.file.is_file():
        return _refuse(no_file(chosen.file))
    return check_feed(site=chosen.site, mapping=chosen.mapping, file=chosen.file, rows=max(0, chosen.rows))


def watch_feed(chosen: argparse.Namespace) -> int:
    """Take in what is put into a folder until a signal stops it."""
    if not chosen.folder.is_dir():
        return _refuse(f"{chosen.folder}: there is no such folder")
    if not chosen.every > 0:
        return _refuse("--every: the seconds between two looks have to be above 0")
    from borderpost.app import watch_feed

    return watch_feed(
        site=chosen.site,
        folder=chosen.folder,
        mapping=chosen.mapping,
        interval_s=chosen.every,
        passphrase_file=chosen.passphrase_file,
    )


def tell_of_packs(chosen: argparse.Namespace) -> int:
    """Say that a pack command wants a command of its own."""
    return _refuse("pack: say what to do: check FOLDER_OR_NAME, or table")


def check_pack(chosen: argparse.Namespace) -> int:
    """Name the faults of a legal pack and what it lacks; 1 where it has faults."""
    from borderpost.app import check_pack

    return check_pack(name=chosen.pack, site=chosen.site)


def write_pack_table(chosen: argparse.Namespace) -> int:
    """Write the table of dispositions by shipped packs."""
    from borderpost.app import write_pack_table

    return write_pack_table(out=chosen.out, day=chosen.day)


def verify_journal(chosen: argparse.Namespace) -> int:
    """Walk the journal of a site; 1 when an entry is wrong."""
    from borderpost.app import verify_journal

    return verify_journal(
        site=chosen.site,
        passphrase_file=chosen.passphrase_file,
        against=chosen.against,
        evidence=chosen.evidence,
    )


def back_up_station(chosen: argparse.Namespace) -> int:
    """Make a backup of a station; 1 when photographs are missing at the station."""
    if chosen.keep < 1:
        return _refuse("--keep: at least one copy has to stay")
    from borderpost.app.backup_command import back_up_station

    return back_up_station(
        site=chosen.site,
        target=chosen.target,
        passphrase_file=chosen.passphrase_file,
        keep=chosen.keep,
        with_declarations=chosen.with_declarations,
        read_all=chosen.read_all,
    )


def restore_station(chosen: argparse.Namespace) -> int:
    """Put a station back from a backup; 1 when photographs are missing in it."""
    from borderpost.app.backup_command import restore_station

    return restore_station(backup=chosen.backup, site=chosen.site, passphrase_file=chosen.passphrase_file)


def recover_record(chosen: argparse.Namespace) -> int:
    """Put a damaged record together anew; 1 when something is lost."""
    from borderpost.app.backup_command import recover_record

    return recover_record(site=chosen.site, backup=chosen.backup, passphrase_file=chosen.passphrase_file)


def rebuild_projections(chosen: argparse.Namespace) -> int:
    """Make the projections of a site anew from its journal."""
    from borderpost.app import rebuild_projections

    return rebuild_projections(site=chosen.site, passphrase_file=chosen.passphrase_file)


def manage_keys(chosen: argparse.Namespace) -> int:
    """Set what opens the store."""
    if chosen.verb in ("recovery-sheet", "change") and chosen.sheet is None:
        return _refuse(f"keys {chosen.verb} needs the name of a file for the recovery sheet")
    from borderpost.app import manage_keys

    return manage_keys(
        verb=chosen.verb,
        site=chosen.site,
        passphrase_file=chosen.passphrase_file,
        new_passphrase_file=chosen.new_passphrase_file,
        code_file=chosen.code_file,
        sheet=chosen.sheet,
    )


def run_benchmark(chosen: argparse.Namespace) -> int:
    """Measure one thing and print the ratios."""
    from borderpost.benchmarks import run

    return run([chosen.name, *chosen.rest])


def _takes_mapping(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--mapping",
        metavar="M",
        help="read by this mapping (its file, or its id); without it: canonical form",
    )


def _takes_site(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--site",
        type=Path,
        metavar="FOLDER",
        default=_home() / "site",
        help="the folder that holds the record (default: %(default)s)",
    )
    command.add_argument(
        "--passphrase-file",
        type=Path,
        metavar="FILE",
        help="a file whose first line opens the store (or the variable BORDERPOST_PASSPHRASE)",
    )


def _home() -> Path:
    """The folder for what the program writes: `build` in a checkout, else the user's data folder."""
    checkout = Path(__file__).resolve().parents[2]
    if (checkout / "pyproject.toml").is_file():
        return checkout / "build"
    data = os.environ.get("XDG_DATA_HOME") or os.environ.get("LOCALAPPDATA") or Path.home() / ".local/share"
    return Path(data) / "borderpost"


def _has_display() -> bool:
    if os.environ.get("QT_QPA_PLATFORM") or not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _refuse(why: str) -> int:
    print(f"borderpost: {why}", file=sys.stderr)
    return 2
