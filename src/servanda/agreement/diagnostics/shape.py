"""What can be wrong with the shape of a value, wherever it stands: A001 to A029, A199."""

from servanda.kernel.diagnostic import DiagnosticKind, Severity

__all__ = [
    "BAD_FORM",
    "BAD_NAME",
    "BAD_NUMBER",
    "BUILT_IN",
    "EMPTY_KEY",
    "EMPTY_VALUE",
    "MISSING_KEY",
    "MIXED_DATES",
    "NAME_TAKEN",
    "NONE_OF",
    "NOT_A_DATE",
    "NOT_YES_OR_NO",
    "NO_SUCH_DATE",
    "RESERVED_NAME",
    "SEVERAL_OF",
    "TEXT_TOO_LONG",
    "TOO_MANY_MISTAKES",
    "UNKNOWN_KEY",
    "UNKNOWN_WORD",
    "WRONG_KIND",
]

UNKNOWN_KEY = DiagnosticKind(
    code="A001",
    title="Unknown key",
    message="this {what} has no key '{key}'",
    hint="{hint}",
    reason="A misspelt key that is silently ignored changes what was agreed.",
)
MISSING_KEY = DiagnosticKind(
    code="A002",
    title="Missing key",
    message="this {what} lacks '{key}'",
    hint="add '{key}': {expected}",
    reason="There is no default for it that both parties could be said to have agreed to.",
)
WRONG_KIND = DiagnosticKind(
    code="A003",
    title="Wrong kind of value",
    message="this is {got}",
    hint="expected is {expected}",
    reason="Each key expects one shape, such as a word, a list or a mapping; a value of another "
    "shape could only be guessed at.",
)
BAD_NAME = DiagnosticKind(
    code="A004",
    title="Not a name",
    message="'{name}' cannot be a name here; expected is {form}",
    hint="write '{near}'",
    reason="Names stand in formulas, where spaces and signs have meanings.",
)
RESERVED_NAME = DiagnosticKind(
    code="A005",
    title="Reserved word",
    message="'{name}' is a word of the formula language and cannot be a name",
    hint="choose another name",
    reason="In a formula the word would be read as part of the language, and the name could never "
    "be used.",
)
NOT_A_DATE = DiagnosticKind(
    code="A006",
    title="Not a date",
    message="'{text}' is not a date",
    hint="write year-month-day, like 2026-01-31",
    reason="03/04/2026 is in March for some readers and in April for others; year-month-day is "
    "read in one way.",
)
NO_SUCH_DATE = DiagnosticKind(
    code="A007",
    title="Impossible date",
    message="there is no day {text} in the years 1900 to 2200",
    hint="check the day and the month",
    reason="A day that never comes begins no term, and a year outside these is almost always a "
    "typing mistake.",
)
BAD_NUMBER = DiagnosticKind(
    code="A008",
    title="Not a whole number in range",
    message="'{text}' is not a whole number from {least} to {most}",
    hint="write it in digits alone",
    reason="Signs, fractions and separators of thousands are read differently from country to "
    "country; digits alone are not.",
)
NOT_YES_OR_NO = DiagnosticKind(
    code="A009",
    title="Neither yes nor no",
    message="'{text}' is neither yes nor no",
    hint="write yes or no",
    reason="Readers of YAML differ on 'on', 'true' and 'y'. Two words leave no doubt how the "
    "switch stands.",
)
UNKNOWN_WORD = DiagnosticKind(
    code="A010",
    title="Not one of the words known here",
    message="'{word}' is not one of: {words}",
    hint="did you mean '{near}'?",
    reason="Each of these words chooses a rule; with an unknown one it would be open which rule "
    "applies.",
)
EMPTY_VALUE = DiagnosticKind(
    code="A011",
    title="Nothing given",
    message="nothing is given here",
    hint="expected is {expected}",
    reason="A blank could mean none, zero, or not agreed yet.",
)
EMPTY_KEY = DiagnosticKind(
    code="A012",
    title="Key without value",
    message="'{key}' has no value",
    hint="give {expected}, {remedy}",
    reason="A key without a value looks as if something had been agreed, and nothing was.",
)
TEXT_TOO_LONG = DiagnosticKind(
    code="A013",
    title="Text too long",
    message="this text has more than {most} characters",
    hint="shorten it",
    reason="Texts are repeated in statements and messages, which have to stay readable.",
)
BAD_FORM = DiagnosticKind(
    code="A014",
    title="Not in the form expected",
    message="'{text}' is not {form}",
    hint="write {form}",
    reason="The value is used exactly as it is written, so only one form of writing it is "
    "accepted.",
)
NONE_OF = DiagnosticKind(
    code="A015",
    title="None of several keys",
    message="this {what} has none of the keys {choices}",
    hint="give exactly one of them",
    reason="Each of these keys makes it a different sort of thing; without any, nothing says "
    "which is meant.",
)
SEVERAL_OF = DiagnosticKind(
    code="A016",
    title="Several of keys that exclude each other",
    message="'{first}' and '{second}' are both given",
    hint="give exactly one of {choices}",
    reason="Each of these keys sets a rule of its own, and nothing says which of the two would "
    "prevail.",
)
MIXED_DATES = DiagnosticKind(
    code="A017",
    title="Dates and words mixed",
    message="'{key}' stands among values by date",
    hint="give either dates or words as keys; a keyed value can stand under each date",
    reason="A dated value is chosen by the day and a keyed one by a text; one list cannot be read "
    "in both ways.",
)
NAME_TAKEN = DiagnosticKind(
    code="A018",
    title="Name used twice",
    message="'{name}' is already the name of a {what}, on line {line}",
    hint="rename one of the two",
    reason="In a formula both would be meant.",
)

BUILT_IN = DiagnosticKind(
    code="A019",
    title="Built-in name",
    message="'{name}' is built in and cannot be described anew",
    hint="choose another name",
    reason="The language relies on the built-in meaning; with a second one the same word would "
    "mean two things.",
)

TOO_MANY_MISTAKES = DiagnosticKind(
    code="A199",
    title="Many mistakes",
    message="{count} more mistakes are not shown",
    hint="correct these first",
    severity=Severity.NOTE,
    reason="One slip can lead to many mistakes, and the first ones often explain the rest.",
)
