"""What the scripts of the pages say: the English stands in them, the page brings the words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

__all__ = ["SCRIPTS", "script_texts"]

SCRIPTS = Path(__file__).resolve().parent.parent / "static" / "servanda"
"""Where the scripts lie."""

_SPOKEN = re.compile(r'\bspoken\(("(?:[^"\\]|\\.)*")')


@cache
def script_texts(name: str) -> tuple[str, ...]:
    """Return what a script says, each text once.

    Args:
        name: The script's file, like ``bring.js``.

    Example:
        >>> "Saved" in script_texts("draft.js")
        True
    """
    # A template's text is of a kind that paths do not take.
    return tuple(dict.fromkeys(_texts(Path(f"{SCRIPTS}/{name}").read_text("utf-8"))))


def _texts(source: str) -> Iterator[str]:
    for found in _SPOKEN.finditer(source):
        yield json.loads(found[1])
