"""What can be wrong with how the parts refer to each other: A100 to A115."""

from servanda.kernel.diagnostic import DiagnosticKind

__all__ = [
    "CYCLE",
    "MAY_BE_ABSENT",
    "NOT_A_VALUE",
    "UNKNOWN_DOCUMENT",
    "UNKNOWN_REFERENCE",
    "VALUE_STARTS_LATE",
]

UNKNOWN_REFERENCE = DiagnosticKind(
    code="A100",
    title="Unknown name",
    message="there is no {what} called '{name}'",
    hint="{advice}",
    reason="A rule that names something nobody described would apply to nothing.",
)
CYCLE = DiagnosticKind(
    code="A101",
    title="Circle of formulas",
    message="'{name}' depends on itself: {path}",
    hint="look at an earlier period (previous, months ago), or take one of them out",
    reason="A figure can use itself only through earlier periods.",
)
MAY_BE_ABSENT = DiagnosticKind(
    code="A102",
    title="Money without an answer to no data",
    message="'{name}' may have no value, and it moves money",
    hint="{advice}",
    reason="Nothing is guessed: the agreement says what a missing figure costs.",
)
NOT_A_VALUE = DiagnosticKind(
    code="A103",
    title="Commitment is not a value",
    message="the commitment '{name}' is no value by itself",
    hint="write {name}.met, {name}.minimum_met, {name}.missed or {name}.level, or name what it "
    "judges",
    reason="A commitment answers several questions, and its name alone does not say which of them "
    "is asked.",
)
VALUE_STARTS_LATE = DiagnosticKind(
    code="A111",
    title="Value begins after the first day in force",
    message="'{name}' has no value from {first} until {start}",
    hint="add a value from {first} on",
    reason="A value that is not there yet would make everything that uses it no data.",
)
UNKNOWN_DOCUMENT = DiagnosticKind(
    code="A112",
    title="Unknown document",
    message="there is no document called '{name}' in the contract",
    hint="{advice}",
    reason="A clause can be looked up only if its document is among those of the contract.",
)
