"""The rows of custody as the seizure report lists them, whatever the exhibit."""

from dataclasses import dataclass

from borderpost.domain.mark import Mark


@dataclass(frozen=True, slots=True)
class CustodyRow:
    """One span of custody: who had the bag from this moment on."""

    mark: Mark
    number: int
    bag: str
    lines: tuple[int, ...]
    from_holder: str
    to_holder: str
    purpose: str
    location: str
    seal_intact: bool
