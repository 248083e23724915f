"""Where a formula's characters stand in the author's file."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.kernel.source import SourceSpan

__all__ = ["Origin"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Turn places in a formula into places in the file that it was read from.

    Args:
        file: The name that the author knows the file by.
        line: Line of the formula's first character, 1-based.
        column: Column of the formula's first character, 1-based.
        places: Line and column of each character, for scalars that do not stand in the file as
            they read (folded over lines, quoted with escapes); empty where they do. A place
            past the last one given is the last one's.

    Example:
        >>> str(Origin(file="a.yaml", line=3, column=11).span(4, 7))
        'a.yaml:3:15'
    """

    file: str
    line: int = 1
    column: int = 1
    places: tuple[tuple[int, int], ...] = ()

    def span(self, start: int, end: int, text: str = "") -> SourceSpan:
        """Return the span of a stretch of the formula.

        Args:
            start: Offset of its first character, 0-based.
            end: Offset just after its last character.
            text: The formula; needed where it runs over several lines as it stands.
        """
        line, column = self._place(start, text)
        end_line, end_column = self._place(max(start, end - 1), text)
        wide = 1 if end > start else 0
        return SourceSpan(
            file=self.file,
            line=line,
            column=column,
            end_line=end_line,
            end_column=end_column + wide,
        )

    def _place(self, offset: int, text: str) -> tuple[int, int]:
        if self.places:
            beyond = max(0, offset - len(self.places) + 1)
            line, column = self.places[min(offset, len(self.places) - 1)]
            return line, column + beyond
        lines_before = text.count("\n", 0, offset)
        if not lines_before:
            return self.line, self.column + offset
        return self.line + lines_before, offset - text.rfind("\n", 0, offset)
