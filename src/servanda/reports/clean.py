"""Texts from evidence and agreements, made safe to show."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

__all__ = ["as_sentences", "one_line", "printable"]

_UNSAFE_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_KEPT = frozenset("\n\t")
# Joiners shape Persian, Indic scripts and emoji; they move nothing on a terminal.
_JOINERS = frozenset("\u200c\u200d")


def printable(text: str) -> str:
    r"""Replace what could steer a terminal or reorder a line; line breaks and tabs stay.

    Example:
        >>> printable("red \x1b[31m alert")
        'red �[31m alert'
    """
    return "".join(
        character if _is_safe(character) else "\N{REPLACEMENT CHARACTER}" for character in text
    )


def one_line(text: str) -> str:
    r"""Make a text printable and put it on one line.

    Example:
        >>> one_line("first\n  second")
        'first second'
    """
    return " ".join(printable(text).split())


def _is_safe(character: str) -> bool:
    if character in _KEPT or character in _JOINERS:
        return True
    return unicodedata.category(character) not in _UNSAFE_CATEGORIES


def as_sentences(parts: Iterable[str]) -> str:
    """Return what was said in several parts on one line, each with its full stop.

    Example:
        >>> as_sentences(("A release has a way back.", "Both lines are alike"))
        'A release has a way back. Both lines are alike.'
    """
    cleaned = [one_line(each).strip() for each in parts]
    return " ".join(each if each.endswith((".", "!", "?")) else f"{each}." for each in cleaned)
