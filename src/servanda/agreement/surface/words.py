"""Shapes that several sections share."""

from __future__ import annotations

from enum import Enum
from typing import Final

from servanda.agreement.surface.shape import Choice, Phrase, Text

__all__ = [
    "CLAUSE",
    "CURRENCY",
    "DAY_TIMES",
    "IDENTIFIER",
    "NAME",
    "TITLE",
    "ZONE",
    "choice_of",
]

NAME: Final = Text(
    pattern=r"[a-z][a-z0-9_]*",
    form="a name of lower-case letters, digits and _, beginning with a letter",
    characters_max=64,
)
IDENTIFIER: Final = Text(
    pattern=r"[a-z0-9]+([-_.][a-z0-9]+)*",
    form="a short name like northwind-acme, of lower-case letters, digits and -",
    characters_max=64,
)
TITLE: Final = Text(characters_max=300)
ZONE: Final = Phrase(
    form="a time zone by its IANA name",
    example="Europe/Amsterdam",
    pattern=r"[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*",
)
CURRENCY: Final = Text(pattern=r"[A-Z]{3}", form="a currency code of three capitals, like EUR")
CLAUSE: Final = Phrase(
    form="a document's name, a space, and the place",
    example="master 4.2 (a)",
    pattern=r"\s*[a-z][a-z0-9_]*\s+\S.*",
)
DAY_TIMES: Final = Phrase(
    form="opening hours",
    example="08:00-18:00",
    pattern=r"\s*([0-9]{1,2}:[0-9:]+\s*[-\u2013\u2014]\s*[0-9]{1,2}:[0-9:]+|closed|none)\s*",
)


def choice_of(words: type[Enum]) -> Choice:
    """Return the choice among an enumeration's words."""
    return Choice(words=tuple(str(word.value) for word in words))
