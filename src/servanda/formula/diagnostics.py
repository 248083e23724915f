"""The mistakes that an author can make in a formula."""

from __future__ import annotations

from servanda.kernel.diagnostic import DiagnosticKind, Severity

__all__ = [
    "ABSENT_OUTER_ROW",
    "AGGREGATE_OUTSIDE_ROWS",
    "BUSINESS_DAYS_BACK",
    "CONDITION_AS_TRUTH",
    "CONDITION_DIVIDED",
    "CURRENCIES_MIXED",
    "DIFFERENT_KINDS",
    "EMPTY_FORMULA",
    "GRAIN_TOO_FINE",
    "HIDDEN_NAME",
    "KEYED_TERM_BARE",
    "KEYS_MISSING",
    "NAME_IS_FUNCTION",
    "NOT_A_CONDITION",
    "NOT_A_DATED_TERM",
    "NOT_A_FIGURE",
    "NOT_A_NUMBER",
    "NOT_READABLE",
    "NOT_THE_RHYTHM",
    "NOT_WHAT_WAS_ASKED",
    "NO_SUCH_DATE",
    "NUMBER_TOO_LONG",
    "OUT_OF_RANGE",
    "RATE_EXPECTED",
    "TEXT_NOT_CLOSED",
    "TIME_NOT_HERE",
    "TOO_DEEP",
    "TOO_LONG",
    "UNITS_DIFFER",
    "UNKNOWN_CALENDAR",
    "UNKNOWN_FUNCTION",
    "UNKNOWN_KEY",
    "UNKNOWN_MEMBER",
    "UNKNOWN_NAME",
    "UNKNOWN_NOUN",
    "UNKNOWN_ROWS",
    "UNPRINTABLE_CHARACTER",
    "WRONG_ARGUMENTS",
    "YEAR_AND_MONTH",
]

EMPTY_FORMULA = DiagnosticKind(
    code="F001",
    title="Nothing to compute",
    message="a formula is expected here, and there is nothing",
    hint="write what it is worth: {example}",
    reason="An empty formula could mean 0, no limit, or a line that was never finished.",
)
NOT_READABLE = DiagnosticKind(
    code="F002",
    title="The formula cannot be read",
    message="{found} does not fit here; {expected}",
    hint="{advice}",
    reason="Nothing is guessed: a formula is read in one way or not at all.",
)
TOO_LONG = DiagnosticKind(
    code="F003",
    title="The formula is too long",
    message="a formula may have {limit} {what}, this one has more",
    hint="give parts of it names under figures or terms",
    reason="A formula that nobody can read aloud cannot be agreed on; and checking stays quick.",
)
TOO_DEEP = DiagnosticKind(
    code="F004",
    title="The formula is nested too deeply",
    message="a formula may be nested {limit} deep, this one goes deeper",
    hint="give its inner parts names under figures or terms",
    reason="A formula that nobody can read aloud cannot be agreed on; and checking stays quick.",
)
UNPRINTABLE_CHARACTER = DiagnosticKind(
    code="F005",
    title="A character that cannot be seen",
    message="there is a character here that cannot be seen: {character}",
    hint="delete it and type the place again",
    reason="Two texts that look the same must be the same.",
)
NUMBER_TOO_LONG = DiagnosticKind(
    code="F006",
    title="A number too long to be meant",
    message="a number may have {limit} digits, this one has {digits}",
    hint="check whether a digit was repeated by mistake",
    reason="No figure in an agreement needs more, and a slip of the finger often does.",
)
NOT_A_NUMBER = DiagnosticKind(
    code="F007",
    title="A number in another spelling",
    message="'{found}' is not how numbers are written here",
    hint="write {instead}",
    reason="Commas, currency signs and powers of ten mean different numbers to different readers.",
)
NO_SUCH_DATE = DiagnosticKind(
    code="F008",
    title="No such date",
    message="there is no date {found}",
    hint="dates are written year-month-day: 2026-01-31",
    reason="An impossible date usually means that day and month were exchanged.",
)
TEXT_NOT_CLOSED = DiagnosticKind(
    code="F009",
    title="A text without its closing quote",
    message="the text that begins here has no closing quote",
    hint="end it with {quote}; a quote inside a text is written twice",
    reason="Without the closing quote the rest of the formula would be part of the text.",
)
YEAR_AND_MONTH = DiagnosticKind(
    code="F010",
    title="A month written like a subtraction",
    message="'{found}' would be read as {left} minus {right}",
    hint="write the date in full, {date}, or put spaces round the minus",
    reason="2024-01 looks like a month and computes 2023.",
)

UNKNOWN_NAME = DiagnosticKind(
    code="F020",
    title="Unknown name",
    message="there is nothing called '{name}' here",
    hint="{advice}",
    reason="A name that means nothing is most often a slip of spelling.",
)
UNKNOWN_NOUN = DiagnosticKind(
    code="F021",
    title="Unknown unit",
    message="'{word}' is not a unit, nor a noun that the agreement declares",
    hint="{advice}",
    reason="Counts carry their noun, so that tickets are never added to devices.",
)
UNKNOWN_FUNCTION = DiagnosticKind(
    code="F022",
    title="Unknown function or table",
    message="there is no function or table called '{name}'",
    hint="{advice}",
    reason="Only the functions of the language and the agreement's own tables can be used.",
)
UNKNOWN_ROWS = DiagnosticKind(
    code="F023",
    title="Unknown rows",
    message="there are no rows called '{name}' here",
    hint="{advice}",
    reason="An aggregate adds up rows that the agreement declares, or settlement periods.",
)
CONDITION_AS_TRUTH = DiagnosticKind(
    code="F031",
    title="Condition over time as plain yes or no",
    message="'{name}' is a condition over time: it is so at some moments and not at others",
    hint="say how long it held, like time({name}) above 4 hours, or make rows of it with 'spells'",
    reason="A row or a period is not one moment, so yes or no by itself has no answer there.",
)
CONDITION_DIVIDED = DiagnosticKind(
    code="F032",
    title="Condition of one of several",
    message="this condition is kept for each '{column}', and {place} has no text '{column}'",
    hint="divide 'by' {column}, or name a condition that is not divided",
    reason="What is down for one service is not down for the next, so it has to be clear which "
    "one is meant.",
)
TIME_NOT_HERE = DiagnosticKind(
    code="F033",
    title="Length of a condition where there is none",
    message="how long a condition held is asked in figures and money, and not here",
    hint="make it a figure, of a period or with 'for each' of a row, and use that in money",
    reason="A length belongs to a period or lies between two instants of a row; records are "
    "chosen and measured one by one before there are either.",
)
UNKNOWN_MEMBER = DiagnosticKind(
    code="F024",
    title="Unknown part",
    message="{whole} has no part called '{name}'",
    hint="{advice}",
    reason="What may follow a dot depends on what stands before it.",
)
UNKNOWN_KEY = DiagnosticKind(
    code="F025",
    title="Unknown key",
    message="'{name}' has no value for '{key}'",
    hint="{advice}",
    reason="A keyed term gives no data for a key that it does not have.",
)
KEYS_MISSING = DiagnosticKind(
    code="F026",
    title="The wrong number of keys",
    message="'{name}' takes {needed}, {given} given",
    hint="write {example}",
    reason="A term keyed by two things needs both.",
)
KEYED_TERM_BARE = DiagnosticKind(
    code="F027",
    title="A keyed term without its key",
    message="'{name}' has a value for each of {keys}; say which one",
    hint="write {example}",
    reason="Without a key there is no telling which value is meant.",
)
NAME_IS_FUNCTION = DiagnosticKind(
    code="F028",
    title="A table or function without its value",
    message="'{name}' is a {what}; say what of",
    hint="write {name}(...)",
    reason="A table gives a value for a value.",
)
WRONG_ARGUMENTS = DiagnosticKind(
    code="F029",
    title="The wrong number of values",
    message="{name} takes {needed}, {given} given",
    hint="write {example}",
    reason="Each function says what it needs.",
)
OUT_OF_RANGE = DiagnosticKind(
    code="F030",
    title="Out of range",
    message="{what} must be {range}, and this is {found}",
    hint="write a figure within that range",
    reason="Outside that range the result would have no meaning.",
)

UNITS_DIFFER = DiagnosticKind(
    code="F040",
    title="Units that do not go together",
    message="cannot {doing} {left} and {right}",
    hint="{advice}",
    reason="A sum of money and a share, or of two sorts of days, has no meaning.",
)
CURRENCIES_MIXED = DiagnosticKind(
    code="F041",
    title="Two currencies",
    message="cannot {doing} {left} and {right}: there is no rate between the two",
    hint="declare a rate as a term, {example}, and multiply by it",
    reason="An exchange rate is something that parties agree on, with its date.",
)
DIFFERENT_KINDS = DiagnosticKind(
    code="F042",
    title="Values of different kinds",
    message="cannot {doing} {left} and {right}",
    hint="{advice}",
    reason="Texts, dates, truths and figures are compared with their like only.",
)
NOT_A_CONDITION = DiagnosticKind(
    code="F043",
    title="Not a condition",
    message="{what} needs something that is true or not, and this is {found}",
    hint="{advice}",
    reason="Nothing but yes or no decides; 0 is not no.",
)
NOT_A_FIGURE = DiagnosticKind(
    code="F044",
    title="Not a figure",
    message="{what} needs a figure, and this is {found}",
    hint="{advice}",
    reason="Only figures can be computed with.",
)
NOT_WHAT_WAS_ASKED = DiagnosticKind(
    code="F045",
    title="Not what is needed here",
    message="{needed} is needed here, and this is {found}",
    hint="{advice}",
    reason="Where a formula stands says what it must give.",
)
RATE_EXPECTED = DiagnosticKind(
    code="F046",
    title="Steps of another unit",
    message="the steps are {size}, what is divided into them is {amount}",
    hint="{advice}",
    reason="A step and what it divides are of one unit.",
)

GRAIN_TOO_FINE = DiagnosticKind(
    code="F050",
    title="One figure for each, used as one",
    message="'{name}' has a value {each}, and this formula has one {here}",
    hint="say sum, greatest or mean of it: {example}",
    reason="One of many amounts must never be taken for their total.",
)
AGGREGATE_OUTSIDE_ROWS = DiagnosticKind(
    code="F051",
    title="Rows of what?",
    message="{name} is made of many rows, and no rows are at hand here",
    hint="say which: {example}",
    reason="Only a measure's own formula has rows of its own.",
)
ABSENT_OUTER_ROW = DiagnosticKind(
    code="F052",
    title="No outer row",
    message="'this.{name}' is the outer row's, and there is no outer row here",
    hint="write {name}",
    reason="'this.' is for formulas inside an aggregate that need the row around it.",
)
HIDDEN_NAME = DiagnosticKind(
    code="F053",
    title="A name that hides another",
    message="'{name}' is the inner row's here, and hides the outer {what}",
    hint="write this.{name} for the outer one",
    severity=Severity.WARNING,
    reason="A reader may take the one for the other.",
)
NOT_THE_RHYTHM = DiagnosticKind(
    code="F054",
    title="Another rhythm than the settlement's",
    message="this agreement is not settled by {word}",
    hint="write {instead}",
    reason="'12 months' must be twelve months, also where periods are quarters.",
)
UNKNOWN_CALENDAR = DiagnosticKind(
    code="F060",
    title="No such calendar",
    message="there is no calendar '{name}' whose business days could be counted",
    hint="{advice}",
    reason="A business day is one only by a calendar that the text declares.",
)
BUSINESS_DAYS_BACK = DiagnosticKind(
    code="F061",
    title="An instant does not go back by business days",
    message="business days before an instant have no time of day that all would agree on",
    hint="take its day, which goes back: received.day - 2 business days of office",
    reason="A due time runs forwards, into open hours; there is no one way back.",
)
NOT_A_DATED_TERM = DiagnosticKind(
    code="F062",
    title="Only a term is read on another day",
    message="'on' reads a dated term on another day, and this is {found}",
    hint="write a term before it: monthly_fee on period.end",
    reason="Figures and measures belong to periods; they are looked back at with 'ago'.",
)
