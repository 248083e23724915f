"""Where in an author's text something stands."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["SourceSpan"]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class SourceSpan:
    """Name a stretch of an author's text.

    Args:
        file: The name that the author knows the text by.
        line: First line, 1-based.
        column: First column, 1-based, counted in characters.
        end_line: Line of the last character, 1-based.
        end_column: Column just after the last character, 1-based.

    Example:
        >>> str(SourceSpan(file="a.yaml", line=3, column=5, end_line=3, end_column=9))
        'a.yaml:3:5'
    """

    file: str
    line: int
    column: int
    end_line: int
    end_column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"

    @classmethod
    def start_of(cls, file: str) -> SourceSpan:
        """Point at the first character of a file, for what has no nearer place."""
        return cls(file=file, line=1, column=1, end_line=1, end_column=1)
