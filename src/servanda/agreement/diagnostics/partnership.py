"""What can be wrong with reviews, goodwill and the record's tables: A174 to A176 and A270."""

from servanda.kernel.diagnostic import DiagnosticKind, Severity

__all__ = ["BAD_HOUR_COST", "NOBODY_ATTENDS", "NOTHING_TO_REVIEW", "NO_HABIT"]

NO_HABIT = DiagnosticKind(
    code="A174",
    title="Not a habit",
    message="'{text}' does not say how often is a habit",
    hint="write how many times, 2 or more, and in what: 3 times in a year",
    reason="A favour that is given once is no habit, and both parties have to see the same one.",
)
NOBODY_ATTENDS = DiagnosticKind(
    code="A175",
    title="Review that a side need not attend",
    message="nobody of the {side} has to be at the review '{name}'",
    hint="name at least one role of the {side} under 'attended by'",
    reason="A review is a talk of both sides; one that a side need not attend could be held "
    "without it, and count.",
)
NOTHING_TO_REVIEW = DiagnosticKind(
    code="A176",
    title="Reviews read and none agreed",
    message="the table 'reviews' is read, and the agreement has no reviews",
    hint="say under 'reviews' which there are, how often, and who has to be there",
    severity=Severity.WARNING,
    reason="The record makes a row for each review that is due by the text; where none is due, "
    "there is nothing to measure.",
)
BAD_HOUR_COST = DiagnosticKind(
    code="A270",
    title="Cost of an hour that is no amount",
    message="'{text}' is not what an hour costs: it has to be {currency}, and not below zero",
    hint="write an amount of the settlement's currency, like 90 {currency}",
    reason="What talking costs both sides is added up over a year, which one currency allows and "
    "an hour that brings money in does not mean.",
)
