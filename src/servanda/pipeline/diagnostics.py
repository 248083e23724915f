"""What can be wrong with the files around an agreement."""

from __future__ import annotations

from servanda.kernel.diagnostic import DiagnosticKind, Severity

__all__ = [
    "BAD_CELL",
    "COMES_OUT_OTHERWISE",
    "EMPTY_SHEET",
    "LONE_MOMENT",
    "NO_BUSINESS_DAY",
    "NO_SUCH_RECORD",
    "OTHER_DOCUMENT",
    "UNKNOWN_HEADING",
]

OTHER_DOCUMENT = DiagnosticKind(
    code="A190",
    title="Another document than the one signed",
    message="'{file}' is not the document '{name}' that the agreement names by its digest",
    hint="put the signed file there; if another was signed, its digest is {actual}",
    severity=Severity.ERROR,
    reason="Clauses cite places in the signed contract. A digest names one sequence of bytes and "
    "no other, so a document that was changed after signing is found.",
)
NO_BUSINESS_DAY = DiagnosticKind(
    code="A192",
    title="Records beyond the days that a calendar knows",
    message="of '{rows}', {count} left out for want of a business day: {calendars}",
    hint="look for mistyped dates, or give the calendar the holidays of those years",
    severity=Severity.WARNING,
    reason="Nobody has said which days those years have off, so it is not known whether such a "
    "record counts. It is left out, and that is told.",
)
LONE_MOMENT = DiagnosticKind(
    code="A191",
    title="One moment far after all other evidence",
    message="'{table}' has one moment, {newest}, long after all other evidence, which ends at"
    " {before}; it alone makes {count} periods complete",
    hint="look for it in column '{column}': a mistyped year settles periods of which nothing is"
    " known",
    severity=Severity.WARNING,
    reason="Periods are settled as far as the evidence reaches. A single moment in a wrong year"
    " would have months settled in which nothing was recorded yet, and open cases called late.",
)
COMES_OUT_OTHERWISE = DiagnosticKind(
    code="A193",
    title="Issued period that comes out otherwise",
    message="{period} was issued as edition {edition} and would be restated {change}{reasons}",
    hint="'servanda issue --restated' hands it over again; the open period pays the difference",
    severity=Severity.NOTE,
    reason="A statement that was handed over stays as it is. What comes later changes money only "
    "by a further edition, which somebody has to hand over.",
)
NO_SUCH_RECORD = DiagnosticKind(
    code="D093",
    title="Relief for a record that the evidence does not have",
    message="'{table}' has no record '{key}'",
    hint="{advice}",
    reason="Granted for a record that nobody has, relief would change nothing, and the record that "
    "was meant would count.",
)
BAD_CELL = DiagnosticKind(
    code="D090",
    title="Cell of a sheet that cannot be read",
    message="the cell of '{column}' does not fit: {why}",
    hint="correct the cell, and give the whole sheet again",
    reason="A sheet is entered whole or not at all, so that nobody has to find out which of its "
    "rows were taken.",
)
EMPTY_SHEET = DiagnosticKind(
    code="D091",
    title="Sheet without rows",
    message="the sheet has headings and no rows",
    hint="fill in a row for each claim or answer",
    reason="Nothing would be entered, which is hardly what was meant.",
)
UNKNOWN_HEADING = DiagnosticKind(
    code="D092",
    title="Heading that is not known",
    message="there is no column '{name}'",
    hint="{advice}",
    reason="What stands in a column that nobody reads would be lost.",
)
