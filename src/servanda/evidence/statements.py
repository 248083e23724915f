"""Compose statements for the query engine from names and texts that are always quoted."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["compose", "listed", "literal", "quoted"]


def quoted(name: str) -> str:
    """Return a name as an identifier.

    Example:
        >>> print(quoted('so "called" value'))
        "so ""called"" value"
    """
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Return a text as a string literal; a zero character cannot stand in one.

    Example:
        >>> literal("it's")
        "'it''s'"
    """
    return "'" + text.replace("\0", "").replace("'", "''") + "'"


def listed(parts: Iterable[str]) -> str:
    """Return parts separated by commas."""
    return ", ".join(parts)


def compose(template: str, **parts: str) -> str:
    """Fill a template with parts that were made by `quoted`, `literal` or `compose`.

    Example:
        >>> compose("SELECT {what} FROM {table}", what=quoted("a"), table=quoted("t"))
        'SELECT "a" FROM "t"'
    """
    return template.format_map(parts)
