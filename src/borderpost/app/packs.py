"""Which legal pack a site works under, and where packs are looked for."""

from pathlib import Path

from borderpost.app.places import SITE_FILE, BadSite, SiteConfig, resources_root
from borderpost.domain.law.pack import LegalPack
from borderpost.domain.law.pack_faults import PackFault, PackProblem
from borderpost.feeds.pack_files import AGENCIES, find_pack, load_pack, pack_names

CONVENTION = "convention"
_SENTENCES = {
    PackProblem.NOT_READABLE: "cannot be read",
    PackProblem.NOT_TOML: "is no TOML",
    PackProblem.TOO_LARGE: "is too large",
    PackProblem.NO_FILES: "holds no files that can be read",
    PackProblem.UNKNOWN_TABLE: "is no table of a pack",
    PackProblem.HEAD_TWICE: "names the pack a second time",
    PackProblem.BAD_VALUE: "cannot be used",
    PackProblem.MISSING: "is missing something",
    PackProblem.DUPLICATE_ID: "bears an id that another row bears at the same time",
    PackProblem.OVERLAP: "speaks of what another row speaks of at the same time",
    PackProblem.ENDS_BEFORE_IT_BEGINS: "ends before it begins",
    PackProblem.UNKNOWN_SOURCE: "names a source that is not listed",
    PackProblem.UNKNOWN_CALENDAR: "names a calendar that is not there",
    PackProblem.UNKNOWN_CLOCK: "names a clock that is not there",
    PackProblem.UNKNOWN_NOTICE: "names a notice that is not there",
    PackProblem.UNKNOWN_RULE: "would lift a rule that is not there",
    PackProblem.CONVENTION_STANDS: "would lift a rule of the postal convention, which nobody can",
    PackProblem.UNKNOWN_ZONE: "names a time zone that this computer does not know",
    PackProblem.OUT_OF_RANGE: "is out of range",
}


class NoPack(Exception):
    """A legal pack cannot be used; the sentences say what is wrong and where."""


def pack_folders(site: Path) -> tuple[Path, ...]:
    """Return where packs are looked for: the site's own folder first, then those that are shipped."""
    return (site / "packs", resources_root() / "packs")


def named_pack(name: str, site: Path) -> LegalPack:
    """Return the pack that is named by its name or its folder; raise NoPack."""
    folders = pack_folders(site)
    folder = find_pack(name, folders)
    if folder is None:
        raise NoPack(f"there is no legal pack '{name}'; there are: {', '.join(pack_names(folders))}")
    try:
        found = load_pack(folder, resources_root() / "packs" / CONVENTION, site / f"{AGENCIES}.toml")
    except OSError as error:
        raise NoPack(f"{error.filename}: {error.strerror}") from error
    if isinstance(found, LegalPack):
        return found
    raise NoPack("\nborderpost: ".join(fault_sentence(folder.name, fault) for fault in found))


def site_law(config: SiteConfig, site: Path) -> LegalPack:
    """Return the pack that a site works under; raise BadSite where it cannot be used."""
    try:
        return named_pack(config.legal_pack, site)
    except NoPack as error:
        raise BadSite(f"{site / SITE_FILE}: 'legal_pack': {error}") from error


def fault_sentence(pack: str, fault: PackFault) -> str:
    """Return what is wrong with a pack, by file and path."""
    place = f"{fault.path}: " if fault.path else ""
    detail = f" ({fault.detail})" if fault.detail else ""
    return f"pack '{pack}', {fault.file}.toml: {place}{_SENTENCES[fault.problem]}{detail}"
