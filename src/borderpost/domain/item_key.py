"""The form under which an item's number is kept and looked up."""

_DROPPED = str.maketrans("", "", " -\u00a0\u2009\u202f")


def item_key(identifier: str) -> str:
    """Return the number without blanks and hyphens, in capitals: as printed and as scanned are one."""
    if identifier.isalnum() and identifier.isascii():
        return identifier.upper()
    return identifier.translate(_DROPPED).upper()
