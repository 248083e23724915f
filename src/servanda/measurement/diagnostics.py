"""What an author can get wrong that only shows when a formula meets the evidence engine."""

from __future__ import annotations

from servanda.kernel.diagnostic import Diagnostic, DiagnosticKind
from servanda.kernel.source import SourceSpan

__all__ = [
    "DAYS_ON_INSTANT",
    "KINDS",
    "NOT_BY_ROW",
    "NOT_EXACT",
    "NOT_WEIGHED",
    "NO_COLUMN",
    "WITHIN_NOT_TIME",
    "CannotMeasure",
]

NOT_BY_ROW = DiagnosticKind(
    code="M001",
    title="Not possible row by row",
    message="{what} cannot be used in a formula over rows of evidence",
    hint="compute it in a figure, or say it with the row's own columns",
    reason="A formula over evidence sees one row and the agreement's terms, nothing else.",
)
NOT_EXACT = DiagnosticKind(
    code="M002",
    title="Not exact row by row",
    message="{what} cannot be computed exactly over rows of evidence",
    hint="{advice}",
    reason="Figures are exact: a quotient that has no end in decimals is compared, never cut.",
)
NO_COLUMN = DiagnosticKind(
    code="M003",
    title="Unknown column",
    message="the rows of '{table}' have no '{name}'",
    hint="did you mean '{near}'?",
    reason="A measure reads the columns that its evidence table declares.",
)
DAYS_ON_INSTANT = DiagnosticKind(
    code="M004",
    title="Calendar days added to an instant",
    message="calendar days, business days and months cannot be added to an instant of a row",
    hint="use hours, or a clock with 'within'",
    reason="A day is 23 to 25 hours long, depending on the zone; only a clock has a calendar.",
)
WITHIN_NOT_TIME = DiagnosticKind(
    code="M005",
    title="Time allowed in an unusable unit",
    message="'within' needs a duration, calendar days or business days, not {unit}",
    hint="write '4 hours', '8 business hours', '3 business days' or '30 days'",
    reason="A clock compares its own time with what is allowed.",
)

NOT_WEIGHED = DiagnosticKind(
    code="M006",
    title="Not weighed by age",
    message="{what} cannot be weighed by the age of answers",
    hint="use mean, share or nps with a half-life above 0, or write 'score'",
    reason="A percentile or a count of answers that fade has no meaning that people share.",
)

KINDS: tuple[DiagnosticKind, ...] = (
    NOT_BY_ROW,
    NOT_EXACT,
    NO_COLUMN,
    DAYS_ON_INSTANT,
    WITHIN_NOT_TIME,
    NOT_WEIGHED,
)


class CannotMeasure(ValueError):
    """A formula of the agreement cannot be measured; the diagnostic says where and why."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(str(diagnostic))
        self.diagnostic = diagnostic

    @classmethod
    def at(cls, kind: DiagnosticKind, span: SourceSpan, **arguments: str) -> CannotMeasure:
        """Return the refusal for a mistake at a place."""
        return cls(kind.at(span, **arguments))
