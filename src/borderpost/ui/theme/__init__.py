"""How Borderpost looks: one token table, and the palette, fonts and style sheet made from it."""
