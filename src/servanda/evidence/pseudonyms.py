"""People's names replaced by pseudonyms, before anything is kept.

A pseudonym is ``person-`` and the first 16 hexadecimal digits of HMAC-SHA-256 over the text,
with a key that stays in the workspace. The same text gives the same pseudonym in every column,
table and month; without the key nobody can tell whose it is, not even by trying names.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from servanda.evidence.engine import Engine
from servanda.evidence.statements import quoted

__all__ = ["KEY_FILE", "BadPseudonymKey", "pseudonym", "read_key", "replace_people"]

KEY_FILE: Final = "pseudonym.key"
"""Name of the key's file in the workspace: 64 hexadecimal digits."""


class BadPseudonymKey(ValueError):
    """The key file holds something else than a key."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} does not hold 64 hexadecimal digits")


def pseudonym(text: str, key: bytes) -> str:
    """Return the pseudonym of a text.

    Example:
        >>> pseudonym("Caller 2403", bytes(32))
        'person-b35bafa74ddb655b'
    """
    return "person-" + hmac.new(key, text.encode(), hashlib.sha256).hexdigest()[:16]


def read_key(workspace: Path, *, make: bool = True) -> bytes:
    """Return the workspace's key, made on first use and readable by its owner only.

    Raises:
        BadPseudonymKey: The file holds something else.
    """
    path = workspace / KEY_FILE
    if not path.exists():
        if not make:
            return b""
        key = secrets.token_bytes(32)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as stream:
            stream.write(key.hex() + "\n")
        return key
    try:
        key = bytes.fromhex(path.read_text("ascii").strip())
    except ValueError as error:
        raise BadPseudonymKey(path) from error
    if len(key) != 32:
        raise BadPseudonymKey(path)
    return key


def replace_people(engine: Engine, relation: str, columns: Sequence[str], key: bytes) -> None:
    """Replace the texts of columns by their pseudonyms, in place."""
    for column in columns:
        people = [
            (str(row[0]), pseudonym(str(row[0]), key))
            for row in engine.rows(
                "SELECT DISTINCT {column} FROM {relation} WHERE {column} IS NOT NULL",
                column=quoted(column),
                relation=relation,
            )
        ]
        engine.replace_texts(relation, quoted(column), people)
