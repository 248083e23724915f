"""Names for the text, made of what people call things."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from servanda.operating_model.model.words import Role

__all__ = ["FreeNames", "NamedRoles"]

_LONGEST: Final = 60
_ANYTHING_ELSE: Final = re.compile(r"[^a-z0-9]+")


class FreeNames:
    """Give names that are not taken yet.

    Args:
        kind: What is named; stands in where the words make no name.
        taken: Names that are there already.

    Example:
        >>> names = FreeNames("risk", ["it_leaks"])
        >>> names.free("It leaks!"), names.free("10% of it leaks"), names.of_row("it_leaks", "Gone")
        ('it_leaks_2', 'risk_10_of_it_leaks', 'it_leaks')
    """

    def __init__(self, kind: str, taken: Iterable[str]) -> None:
        self._kind = kind
        self._taken = set(taken)

    def of_row(self, row: str, words: str) -> str:
        """Return the name of a row of a session: its own where the text has it."""
        return row if row in self._taken and not row.isdigit() else self.free(words)

    def free(self, words: str) -> str:
        """Return a name made of words, and take it."""
        plain = _ANYTHING_ELSE.sub("_", words.lower()).strip("_")
        named = plain if plain[:1].isalpha() else f"{self._kind}_{plain}".rstrip("_")
        if len(named) > _LONGEST:
            named = named[:_LONGEST].rpartition("_")[0] or named[:_LONGEST]
        name, number = named, 2
        while name in self._taken:
            name, number = f"{named}_{number}", number + 1
        self._taken.add(name)
        return name


class NamedRoles:
    """Find roles by what people call them; one that the text lacks is declared.

    Args:
        known: The roles of the text.

    Attributes:
        declared: The roles that the text lacks, with the words for each.
    """

    def __init__(self, known: Mapping[str, Role]) -> None:
        self._names = {}
        for role in known.values():
            self._names[role.title.casefold()] = role.name
        for name in known:
            self._names[name] = name
        self._free = FreeNames("role", known)
        self.declared: dict[str, str] = {}

    def name_of(self, words: str) -> str:
        """Return the name of a role."""
        called = words.casefold()
        if called not in self._names:
            self._names[called] = self._free.free(words)
            self.declared[self._names[called]] = words
        return self._names[called]
