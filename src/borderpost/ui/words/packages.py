"""How many packages of which kind goods fill, in words and with the code of the kind."""

from borderpost.domain.codes import Package
from borderpost.ui.words.codes import word


def packages_words(packages: str, package: Package) -> str:
    """Return `2 × Box (BX)`, without the number where nobody counted; empty where no kind is known."""
    if package is Package.UNSTATED:
        return ""
    kind = f"{word(package)} ({package})"
    return f"{packages} × {kind}" if packages else kind
