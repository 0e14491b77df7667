"""What an open vault holds: nobody changes it, but a changed one takes its place once that is durable."""

from dataclasses import dataclass

from borderpost.store.vault_file import Opener, Slot


@dataclass(slots=True, repr=False)
class VaultContent:
    """The master key, the ways in, and the key of every file in its box."""

    master: bytes
    slots: list[Slot]
    files: dict[str, str]

    def put(self, slot: Slot, *, instead_of: tuple[Opener, ...]) -> list[Slot]:
        """Put a way in in the place of others, and return those."""
        dropped = [other for other in self.slots if other["kind"] in instead_of]
        self.slots = [other for other in self.slots if other["kind"] not in instead_of] + [slot]
        return dropped
