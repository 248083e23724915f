"""What can be wrong with what a section says by itself: A030 to A069."""

from servanda.kernel.diagnostic import DiagnosticKind, Severity

__all__ = [
    "BAD_CLAUSE",
    "BAD_COLUMN_TYPE",
    "BAD_RANGE",
    "BAD_RANGE_ORDER",
    "BAD_REPEAT",
    "BAD_ROUNDING",
    "BAD_SCALE",
    "BAD_STABILIZATION",
    "BAD_WINDOW",
    "DAY_OF_WEEKS",
    "EMPTY_TABLE",
    "ENDS_BEFORE_START",
    "FORM_FORBIDS",
    "FORM_NEEDS",
    "HOLIDAYS_NOT_FROZEN",
    "NOTICE_TOO_EARLY",
    "NOT_AN_INSTANT",
    "NOUN_TAKEN",
    "NO_CLIENT_OR_PROVIDER",
    "NO_MINIMUM",
    "NO_ZONE",
    "ONLY_DOES_NOT_FIT",
    "RENEWAL_OF_OPEN",
    "RENEWAL_WITHOUT_NOTICE",
    "SAME_MEMBER_TWICE",
    "SHORTHAND_COMMITMENT",
    "SHORTHAND_EMPTY",
    "SHORTHAND_MIXED",
    "SOURCE_FORBIDS",
    "UNKNOWN_COLUMN",
    "WRONG_ROLE",
]

NO_CLIENT_OR_PROVIDER = DiagnosticKind(
    code="A030",
    title="Client or provider missing",
    message="there is no party called '{name}'",
    hint="name the two main parties 'client' and 'provider'",
    reason="Commitments and payments run between these two, and the text refers to them by these "
    "names.",
)
WRONG_ROLE = DiagnosticKind(
    code="A031",
    title="Role and name differ",
    message="the party called '{name}' cannot have the role '{role}'",
    hint="leave out the role, or rename the party",
    reason="The parties 'client' and 'provider' have the role that their name says; another one "
    "would contradict it.",
)
NO_ZONE = DiagnosticKind(
    code="A032",
    title="No time zone",
    message="neither the settlement nor the client has a zone",
    hint="add 'zone' to the settlement, like Europe/Amsterdam",
    reason="Periods are bounded by local midnights; the machine's own zone is never used.",
)
ENDS_BEFORE_START = DiagnosticKind(
    code="A033",
    title="Ends before it begins",
    message="the last day in force, {last}, is before the first, {first}",
    hint="check the two dates",
    reason="With its dates exchanged an agreement would be in force on no day at all.",
)
BAD_ROUNDING = DiagnosticKind(
    code="A034",
    title="Rounding not in the settlement's currency",
    message="'{text}' is not a step of money in {currency}",
    hint="write a step and a mode, like 0.01 {currency} half-up",
    reason="Payable lines are rounded to this step, so it has to be an amount of the currency "
    "they are paid in.",
)
BAD_STABILIZATION = DiagnosticKind(
    code="A035",
    title="Stabilization cannot be read",
    message="'{text}' is not a number of {periods}",
    hint="write a number and the settlement's rhythm, like 3 {periods}",
    reason="Money begins with a whole period, so the time before it is counted in periods too.",
)
DAY_OF_WEEKS = DiagnosticKind(
    code="A056",
    title="Weeks that begin on a day of the month",
    message="periods of {rhythm} begin on the first day in force, never on a day of the month",
    hint="leave 'starts on' out; to begin on another weekday, let the agreement begin on it",
    reason="Weeks run on over the ends of months. A key that changes nothing would let its reader "
    "believe that it does.",
)
BAD_CLAUSE = DiagnosticKind(
    code="A036",
    title="Clause cannot be read",
    message="'{text}' does not name a document and a place in it",
    hint="write the document's name, a space and the place, like master 4.2 (a)",
    reason="A clause is shown beside what follows from it, and a reader has to find it in the "
    "signed document.",
)
BAD_COLUMN_TYPE = DiagnosticKind(
    code="A037",
    title="Unknown type of column",
    message="'{text}' is not a type of column",
    hint="{advice}",
    reason="The type decides how a cell is read and what formulas may do with it.",
)
FORM_NEEDS = DiagnosticKind(
    code="A038",
    title="Table lacks what its form needs",
    message="a table with 'each: {form}' needs '{key}'",
    hint="name the column that holds it",
    reason="A case is known by its key, an event by its instant as well, an interval by its two "
    "ends. Without them rows cannot be told apart or placed in time.",
)
FORM_FORBIDS = DiagnosticKind(
    code="A039",
    title="Key does not fit the table's form",
    message="'{key}' means nothing in a table with 'each: {form}'",
    hint="remove it, or change 'each'",
    reason="Each form of table is read in its own way; a key that is never looked at would "
    "promise what does not happen.",
)
SOURCE_FORBIDS = DiagnosticKind(
    code="A060",
    title="Key does not fit where the table comes from",
    message="'{key}' means nothing in a table that {where}",
    hint="remove it; a table comes from 'database' with a 'query', or from a 'file'",
    reason="A table has one source; a key that is never looked at would promise another.",
)
UNKNOWN_COLUMN = DiagnosticKind(
    code="A040",
    title="Unknown column",
    message="the table '{table}' has no column '{name}'",
    hint="{advice}",
    reason="Only the columns that are declared are read, so a misspelt one would be without "
    "values.",
)
NOT_AN_INSTANT = DiagnosticKind(
    code="A041",
    title="Column is not an instant",
    message="the column '{name}' is {type}; an instant is needed here",
    hint="choose a column of type instant",
    reason="Times and periods are worked out from instants; a text or a number names no point in "
    "time.",
)
NOUN_TAKEN = DiagnosticKind(
    code="A042",
    title="Noun means two things",
    message="'{noun}' already counts something else",
    hint="choose another noun",
    reason="A noun is a unit. If it counted two things, incidents could be added to requests.",
)
BAD_SCALE = DiagnosticKind(
    code="A043",
    title="Scale cannot be read",
    message="'{text}' is not a lowest and a highest answer",
    hint="write them with 'to' between, like 1 to 5",
    reason="Answers outside the scale are refused, so both of its ends must be certain.",
)
BAD_REPEAT = DiagnosticKind(
    code="A044",
    title="Repetition cannot be read",
    message="'{text}' is not a multiplier",
    hint="write x and a number, like x2",
    reason="The penalty is multiplied by it when the period before missed as well, so it has to "
    "be one plain number.",
)
SHORTHAND_MIXED = DiagnosticKind(
    code="A045",
    title="Shorthand and formula mixed",
    message="'{key}' belongs to the shorthand with 'of', and has no meaning beside 'pays'",
    hint="write it into the formula, or use 'of' instead of 'pays'",
    reason="A key that the formula does not look at would be agreed and never applied.",
)
SHORTHAND_EMPTY = DiagnosticKind(
    code="A046",
    title="Penalty that never pays",
    message="neither 'below expected' nor 'below minimum' is given, so nothing is ever paid",
    hint="add 'below expected: 50%'",
    reason="A penalty that nothing brings about looks like protection and gives none.",
)
SHORTHAND_COMMITMENT = DiagnosticKind(
    code="A047",
    title="Shorthand without commitment",
    message="there is no commitment called '{name}' for this penalty to follow",
    hint="add 'commitment:' with one of its names, or write 'pays'",
    reason="The shorthand pays by how far a commitment was missed, so it has to know which one.",
)
NO_MINIMUM = DiagnosticKind(
    code="A048",
    title="Commitment has no minimum",
    message="'{commitment}' has no minimum level, so 'below minimum' never applies",
    hint="give the commitment a minimum, or use 'below expected' alone",
    reason="A share that hangs on a level nobody set would never be paid.",
)
BAD_WINDOW = DiagnosticKind(
    code="A049",
    title="Window cannot be read",
    message="'{text}' names no window",
    hint="write this month, this quarter, this half year, this year, this contract year, "
    "last 12 months, last 90 days, or the agreement",
    reason="The same figure says very different things of a month, of a year or in total, so "
    "nothing is assumed.",
)
BAD_RANGE_ORDER = DiagnosticKind(
    code="A050",
    title="Range is empty",
    message="no value lies in '{text}'",
    hint="put the lower end first",
    reason="A row that no value can reach is most often one with its edges exchanged.",
)
EMPTY_TABLE = DiagnosticKind(
    code="A051",
    title="Table without rows",
    message="this table has no rows",
    hint="add a row like 'below 99.0%: 25%'",
    reason="Whatever is looked up in an empty table has no result.",
)
SAME_MEMBER_TWICE = DiagnosticKind(
    code="A052",
    title="Given twice",
    message="'{name}' is given twice",
    hint="remove one of the two",
    reason="Of two entries for the same thing only one can hold, and nothing says which.",
)
HOLIDAYS_NOT_FROZEN = DiagnosticKind(
    code="A053",
    title="Holidays not frozen",
    message="the holidays of {regions} are taken from a list that may change",
    hint="freeze them before signing: 'servanda format --freeze' writes their dates out",
    severity=Severity.WARNING,
    reason="Governments move holidays; what both parties signed should not move with them.",
)
BAD_RANGE = DiagnosticKind(
    code="A054",
    title="Edge of a range is not a figure",
    message="'{text}' is not a figure written out",
    hint="write the edges of a table as figures, like 99.9%",
    reason="Gaps and overlaps can only be found between figures that are known.",
)

ONLY_DOES_NOT_FIT = DiagnosticKind(
    code="A055",
    title="Rule that does not fit its column",
    message="a column of {type} cannot hold 'only {text}'",
    hint="{advice}",
    reason="A list decides about texts and a range about figures of its unit; neither can decide "
    "about cells of another kind.",
)
RENEWAL_OF_OPEN = DiagnosticKind(
    code="A057",
    title="Renewal of what does not end",
    message="nothing says when the agreement would be renewed: it has no last day",
    hint="add 'until', or leave 'renewal' out",
    reason="An agreement is renewed when a term ends; without a last day it goes on anyway.",
)
RENEWAL_WITHOUT_NOTICE = DiagnosticKind(
    code="A058",
    title="Renewal that nobody can stop",
    message="the agreement is renewed unless notice is given, and nothing says by when",
    hint="add 'notice', like 6 months, or say 'renewal: none'",
    reason="Where it is renewed by itself, both parties have to know the last day on which they "
    "can still say no.",
)
NOTICE_TOO_EARLY = DiagnosticKind(
    code="A059",
    title="Notice before the first day",
    message="notice would have to be given by {day}, before the agreement begins on {first}",
    hint="shorten 'notice', or move 'until'",
    reason="A right that has run out before it begins is none.",
)
