"""Which items deserve an examination, and why: profiles as data, and their judgement of a declaration."""
