"""Ground: the value types that every other package speaks in."""
