"""Keys by which the outside names things: they tell nothing, and cannot be guessed."""

from __future__ import annotations

import secrets

__all__ = ["KEY_LENGTH", "new_key"]

KEY_LENGTH = 20
_LETTERS = "abcdefghjkmnpqrstvwxyz23456789"


def new_key() -> str:
    """Return a new key of twenty letters and digits that are not mistaken for each other."""
    return "".join(secrets.choice(_LETTERS) for _ in range(KEY_LENGTH))
