"""The journal: what both parties said, one after the other, chained and signed."""
