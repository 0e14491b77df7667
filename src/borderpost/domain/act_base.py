"""What every act of the journal is made of."""

import msgspec


class ActBase(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", forbid_unknown_fields=True):
    """What all acts share: their payload is their fields, their kind is their tag."""
