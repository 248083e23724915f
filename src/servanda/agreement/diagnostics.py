"""Mistakes that an author can make in an agreement's text.

Codes A001 to A029 are about shape, A030 to A069 about what sections say, A070 to A099 about
amendments, A100 on about what the parts mean together.
"""

from servanda.kernel.diagnostic import DiagnosticKind, Severity

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

NOT_AN_AMENDMENT = DiagnosticKind(
    code="A070",
    title="Amendment without 'amends'",
    message="this file lies beside agreement.yaml and does not say what it amends",
    hint="add 'amends: {{number: 1, from: 2027-01-01}}'",
    reason="Laid over the agreement unnoticed, a stray file would change what was signed.",
)
AMENDS_IN_BASE = DiagnosticKind(
    code="A071",
    title="Agreement that amends",
    message="the first text of an agreement cannot amend anything",
    hint="remove 'amends', or give the agreement's own text first",
    reason="Amendments are laid over a text, and here there is none before this one yet.",
)
AMENDMENT_NUMBERS = DiagnosticKind(
    code="A072",
    title="Amendments not numbered in order",
    message="amendment {number} stands where amendment {expected} is expected",
    hint="number amendments 1, 2, 3, without gaps",
    reason="With a number missing nobody can tell whether an amendment was lost.",
)
AMENDMENT_DATES = DiagnosticKind(
    code="A073",
    title="Amendments not in order of date",
    message="amendment {number} takes effect on {day}, not after {before}",
    hint="amendments take effect in the order of their numbers, after the first day in force",
    reason="Each amendment is laid over the one before, so the order of numbers and the order of "
    "days must agree.",
)
AMENDMENT_OTHER = DiagnosticKind(
    code="A074",
    title="Amendment of another agreement",
    message="this amends '{name}', and the agreement is called '{expected}'",
    hint="write 'agreement: {expected}'",
    reason="An amendment put beside the wrong agreement would change terms that nobody meant to "
    "change.",
)
AMENDMENT_LATE = DiagnosticKind(
    code="A075",
    title="Amendment after the end",
    message="the amendment takes effect on {day}, after the last day in force, {last}",
    hint="prolong the agreement in the same amendment, or correct the date",
    reason="It would never govern a single day, though the parties signed it.",
)
NOTHING_TO_REMOVE = DiagnosticKind(
    code="A076",
    title="Nothing to remove",
    message="there is no '{name}' in the text that this amends",
    hint="did you mean '{near}'?",
    reason="The part that was meant, under a name spelt differently, would stay in force.",
)
AMENDED_RHYTHM = DiagnosticKind(
    code="A077",
    title="Amendment changes the rhythm",
    message="an amendment cannot change '{key}' of the settlement",
    hint="end this agreement and begin a new one",
    reason="Periods cut in two ways cannot be compared, added or looked back on.",
)
INSIDE_PERIOD = DiagnosticKind(
    code="A078",
    title="Amendment begins inside a period",
    message="the amendment takes effect on {day}, inside the period {first} to {last}",
    hint="what is bound to a period changes from {following} on; cases change on the day itself",
    severity=Severity.WARNING,
    reason="A period is settled by the version of its first day, a case by the version of the day "
    "it starts. In this period both versions are at work.",
)
AMENDED_IDENTITY = DiagnosticKind(
    code="A079",
    title="Amendment changes the first day",
    message="an amendment cannot change the first day in force",
    hint="remove 'from' here; 'until' may change",
    reason="Periods and contract years count from the first day, so moving it would change what "
    "has been settled.",
)
NO_TEXT = DiagnosticKind(
    code="A080",
    title="No agreement here",
    message="there is no agreement in '{name}'",
    hint="name a file, or a folder with agreement.yaml in it",
    reason="Without the agreement's own text there is nothing to check or to settle by.",
)
UNREADABLE_FILE = DiagnosticKind(
    code="A081",
    title="File cannot be opened",
    message="'{name}' cannot be opened: {problem}",
    hint="check the name and its permissions",
    reason="The file may hold an amendment; going on without it could settle by terms that no "
    "longer hold.",
)

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
FIGURE_NOT_JUDGED = DiagnosticKind(
    code="A104",
    title="Figure that cannot be judged",
    message="'{name}' cannot be judged: {problem}",
    hint="{advice}",
    reason="A commitment compares one figure of a period, or of a segment of it, with a level.",
)
JUDGES_BOTH = DiagnosticKind(
    code="A136",
    title="Commitment on two things",
    message="a commitment judges a measure or a figure, and this one names both",
    hint="take one of the two out",
    reason="Two figures can stand on different sides of a level, and then nobody could say "
    "whether it was met.",
)
WINDOW_OF_MEASURE = DiagnosticKind(
    code="A137",
    title="Window over a measure",
    message="'{name}' judges the measure '{measure}', which is taken for each period by itself",
    hint="say in a figure how periods add up, like mean({measure} over {rows}), and judge that",
    reason="A mean of months and the share over all their cases differ, so nothing is assumed.",
)
NOT_PAID_YET = DiagnosticKind(
    code="A138",
    title="Asked for before it is settled",
    message="what '{name}' pays in this period is not known before the period is settled",
    hint="ask for earlier periods, like 'over earlier periods' or 'previous {name}.payable', or "
    "for what {name} asks before limits: '{name}'",
    reason="Limits share out all lines of a period together, so nothing that moves money in it can "
    "wait for what is left of one of them. It would be no data in every period.",
)
LEVEL_NEVER = DiagnosticKind(
    code="A135",
    title="Level that never comes",
    message="'{name}.level' is never '{text}'",
    hint="{advice}",
    severity=Severity.WARNING,
    reason="With bands a level bears the name of its band. A comparison with any other word never "
    "holds, and what hangs on it never comes.",
)
TABLE_GAP = DiagnosticKind(
    code="A105",
    title="Gap in a table",
    message="no row of the table '{table}' holds {gap}",
    hint="a value there would be no data; let a row reach it, or add one",
    severity=Severity.WARNING,
    reason="A value in no row has no result, and the parties would first argue about it when it "
    "occurs.",
)
TABLE_OVERLAP = DiagnosticKind(
    code="A106",
    title="Rows of a table overlap",
    message="'{first}' and '{second}' both hold {overlap}",
    hint="change an edge to 'below' or 'above', or say 'choose: first', 'last' or 'deepest'",
    reason="Where two rows hold the same value, two results have been agreed for it.",
)
TABLE_UNITS = DiagnosticKind(
    code="A107",
    title="Units differ within a table",
    message="this is {got}, and the rows above have {expected}",
    hint="write all rows in one unit",
    reason="Values of different units cannot be compared, so neither gaps nor overlaps could be "
    "found.",
)
TABLE_COLUMNS = DiagnosticKind(
    code="A108",
    title="Columns differ within a table",
    message="this row has the columns {got}, and the rows above have {expected}",
    hint="give every row the same columns",
    reason="What a table gives must not depend on the row that a value happens to fall into.",
)
NO_DATA_RULE = DiagnosticKind(
    code="A109",
    title="No rule for no data",
    message="the measure '{name}' does not say what money does when there is no data",
    hint="add 'no data: met', 'missed' or 'not settled'",
    severity=Severity.WARNING,
    reason="An empty month is common, and is met, missed or open only because the text says so.",
)
NO_CAP = DiagnosticKind(
    code="A110",
    title="Penalty without a cap",
    message="nothing limits the penalty '{name}'",
    hint="add a limit like 'penalties at most at_risk each month'",
    severity=Severity.WARNING,
    reason="Without a limit one bad period can cost more than the service earns, and that is "
    "seldom what was meant.",
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
RELIEVES_WRONG_SIDE = DiagnosticKind(
    code="A113",
    title="Relief on the wrong side",
    message="{message}",
    hint="{advice}",
    reason="Relief is for the provider, where the client missed something that the provider "
    "depends on; it has no meaning within one party.",
)
MUST_FAILS = DiagnosticKind(
    code="A114",
    title="Condition does not hold",
    message="this must hold, and does not: {values}",
    hint="correct the figures, or the condition",
    reason="Both parties wrote that this holds, so one of the figures, or the condition, is wrong.",
)
CONDITION_SOURCE = DiagnosticKind(
    code="A129",
    title="Condition without duration",
    message="the rows of '{table}' do not last, so nothing holds over time by them",
    hint="read a table with 'each: interval' or 'each: event'",
    reason="A condition over time holds from one instant to another, and such rows do not "
    "tell until when.",
)
SEGMENT_COLUMN = DiagnosticKind(
    code="A116",
    title="Segment column is not a text",
    message="'{name}' is {type}; a measure is divided by columns of text",
    hint="choose a text column",
    reason="Segments are known by a text. Figures and instants take too many values to tell "
    "segments apart.",
)
WITHIN_CALENDAR = DiagnosticKind(
    code="A117",
    title="Allowance and calendar differ",
    message="{message}",
    hint="{advice}",
    reason="A clock counts elapsed time under 'always' and open time under other calendars; "
    "neither can be turned into the other.",
)
COUNTS_IN_DUE = DiagnosticKind(
    code="A118",
    title="Counts in due, and nothing is due",
    message="'counts in: {word}' needs 'within'",
    hint="add 'within' to the clock, or write 'counts in: stop'",
    reason="Without an allowance there is no instant at which a case falls due.",
)
CONDITION_IS_CALENDAR = DiagnosticKind(
    code="A132",
    title="Condition with a calendar's name",
    message="'{name}' is the name of a calendar, which is a condition over time by itself",
    hint="rename the condition, or use the calendar's name as it is",
    reason="In a formula over time both would be meant: a calendar is true in its open hours.",
)
CONDITION_MIXED = DiagnosticKind(
    code="A133",
    title="Condition over time mixed with one on events",
    message="this asks an event and a condition over time at once",
    hint="join the two with 'or', or make a condition over time of the events under 'conditions'",
    reason="An event is asked when it happens, and a condition at every moment after it, so "
    "together they have no one moment to be asked at.",
)
PLANNED_WHERE = DiagnosticKind(
    code="A134",
    title="Choice among a condition's times",
    message="'planned where' chooses rows of a table, and '{name}' is a condition over time",
    hint="say it with 'where' under 'conditions', and take 'planned where' out",
    reason="A condition has no rows to choose from: it holds or does not.",
)
CONDITION_CIRCLE = DiagnosticKind(
    code="A131",
    title="Circle of conditions over time",
    message="'{name}' is made of itself: {path}",
    hint="take one of them out, or say it by a table with 'from'",
    reason="Whether it holds at an instant would depend on whether it holds at that instant.",
)
CLOCK_EVENTS = DiagnosticKind(
    code="A119",
    title="Clock's conditions need events",
    message="{message}",
    hint="{advice}",
    reason="Such a condition asks what state a case is in, and only events tell when the state "
    "changes.",
)
AVAILABILITY_SOURCE = DiagnosticKind(
    code="A120",
    title="Availability's table does not fit",
    message="{message}",
    hint="{advice}",
    reason="Down time runs from one instant to another, so rows have to tell both, or the changes "
    "between.",
)
NO_INSTANT = DiagnosticKind(
    code="A121",
    title="Nothing decides the period",
    message="nothing says at which instant a row of '{table}' counts",
    hint="add 'at' with an instant column",
    reason="A row counts in the period of its instant; without one it would belong to every "
    "period or to none.",
)
BASELINE_DAYS = DiagnosticKind(
    code="A170",
    title="Baseline without days",
    message="a comparison or a trend needs the periods before, and the baseline is one value",
    hint="write 'baseline: {from: 2025-01-01, until: 2025-12-31}', or 'agreed share'",
    reason="What else changed shows only in how both groups, or the figure itself, went before.",
)
ATTESTED_COLUMN = DiagnosticKind(
    code="A171",
    title="Attested column of the wrong type",
    message="'{name}' is not of the type that is attested here",
    hint="the figure is a number, share, duration or money; names, labels and digests are text",
    reason="Formulas use the figure, while names and documents are compared as they were written.",
)
RATIO_GOOD = DiagnosticKind(
    code="A126",
    title="Intervals that nothing judges",
    message="'every' cuts intervals, and nothing says which are good",
    hint="add 'good' with a condition, like share(ok) at least 95%",
    reason="An interval can hold many rows, and only a condition on all of them says whether it "
    "was good.",
)
WHEN_NEEDS_FIGURE = DiagnosticKind(
    code="A127",
    title="Condition on what is no figure",
    message="'{name}' has 'when', and gives no figure that could be 0",
    hint="write if ... then ... else ... in its formula",
    reason="Where 'when' does not hold the figure is 0, and texts, dates and truths have no 0.",
)
BANDS_UNIT = DiagnosticKind(
    code="A128",
    title="Bands in another unit than the measure",
    message="the ranges of the table '{table}' are not in the unit of the measure '{measure}'",
    hint="write the ranges in the measure's unit",
    reason="A level is found by comparing what was measured with the ranges, which needs one unit.",
)
MINIMUM_ABOVE = DiagnosticKind(
    code="A123",
    title="Minimum is harder than expected",
    message="the minimum '{minimum}' asks more than the expected '{expected}'",
    hint="exchange the two",
    reason="The minimum is the floor below what is expected. Were it harder, the expected level "
    "could be reached and the minimum missed at once.",
)
LIMIT_LINE = DiagnosticKind(
    code="A125",
    title="Limit on what is no line",
    message="'{name}' is not a line that a limit can hold",
    hint="name penalties, incentives, or one of their lines",
    reason="A limit adds up what is paid; measures and figures pay nothing by themselves.",
)
STATED_UNIT = DiagnosticKind(
    code="A130",
    title="Stated in another unit than it is measured in",
    message="'{column}' holds {found}, and '{measure}' is {expected}",
    hint="name a column of that unit; a share is a column of type percent",
    reason="Stated values stand beside measured ones in windows and repeat rules, so the two must "
    "be comparable.",
)
MINIMUM_UNSAID = DiagnosticKind(
    code="A180",
    title="Minimum that does not say what becomes of less",
    message="nothing says what becomes of an amount below the minimum",
    hint="write 'rest: lapses', 'rest: raised' or 'rest: carries over'",
    reason="Contracts differ in this: some drop what is too small, some pay the minimum instead, "
    "some let it wait. So nothing is assumed.",
)
LIMIT_KEY = DiagnosticKind(
    code="A181",
    title="Key that does not fit this limit",
    message="'{key}' does not fit this limit: {why}",
    hint="leave it out, or write a second limit for it",
    reason="A key that changes nothing would let its reader believe that it does.",
)
BAD_CARRIES_FOR = DiagnosticKind(
    code="A182",
    title="Time for carrying over cannot be read",
    message="'{text}' is no number of settlement periods",
    hint="write a number of periods, like 3 {periods}",
    reason="What waits is looked at once a period, so it is kept for a number of periods.",
)
LIMIT_ROWS = DiagnosticKind(
    code="A183",
    title="Limit for each row on a line that has none",
    message="'{name}' is not a line for each of '{rows}', nor for each of what they group",
    hint="give the line 'for each:', or take it out of this limit",
    reason="A limit for each row adds up what its lines pay for that row; an amount of the whole "
    "period has no row.",
)
LIMIT_ORDER = DiagnosticKind(
    code="A184",
    title="Limit that comes too late",
    message="{what}",
    hint="move it up: limits apply in the order of the text",
    reason="Each limit takes what the one before it left, so an order in which one undoes the "
    "other is a slip.",
)
BAD_TIME_LIMIT = DiagnosticKind(
    code="A140",
    title="Not a time limit",
    message="'{text}' is no time for a claim or an answer",
    hint="write 48 hours, 30 calendar days, or 10 business days of a calendar",
    reason="Whether somebody spoke in time decides about money, so both parties must count alike. "
    "Business days are those of a calendar; calendar days need none.",
)
SILENCE_WITHOUT_LIMIT = DiagnosticKind(
    code="A141",
    title="Silence without a time limit",
    message="silence means '{word}', and nothing says after how long",
    hint="add '{key}' with a time, like 10 business days of office",
    reason="Nobody is silent before the time for an answer has run out.",
)
SILENCE_UNSAID = DiagnosticKind(
    code="A142",
    title="Nobody says what silence means",
    message="an answer is due {within}, and nothing says what it means to give none",
    hint="add 'silence means: {words}'",
    severity=Severity.WARNING,
    reason="A question that may stay open for ever keeps a statement open for ever, and the "
    "parties would argue about it when it matters most.",
)
NOBODY_CLAIMS = DiagnosticKind(
    code="A143",
    title="Relief that nobody may claim",
    message="nobody may claim the relief '{name}'",
    hint="write 'claimed by: provider', 'client', or both in a list",
    reason="A relief is claimed by one party and answered by the other; one that nobody may claim "
    "is never granted.",
)
BAD_BUCKET = DiagnosticKind(
    code="A144",
    title="Not a bucket",
    message="'{text}' is no amount of relief over a stretch of time",
    hint="write like 4 hours each {period}, 90 minutes each quarter, or 5 records each year",
    reason="What is granted without an answer must have an end that both parties can compute.",
)
NO_PENALTY = DiagnosticKind(
    code="A145",
    title="Holding account receives what is no penalty",
    message="{message}",
    hint="{advice}",
    reason="Only service credits can wait until it is decided what they are spent on; charges and "
    "incentives are owed to the provider.",
)
BAD_RELIEF_SHARE = DiagnosticKind(
    code="A146",
    title="Not a share of relief",
    message="'{text}' is no range of shares between 0% and 100%",
    hint="write whole, any, or a range like at most 50%, from 10% to 90%",
    reason="More than all of something cannot be relieved, and less than nothing neither.",
)
KEY_TWICE = DiagnosticKind(
    code="A147",
    title="Key of two parties",
    message="{other} has the same key",
    hint="make a key for each party with 'servanda key new'; keys are not shared",
    reason="A signature shows which party has spoken, and a shared key leaves that open.",
)
CANNOT_SIGN = DiagnosticKind(
    code="A148",
    title="Key of a third party",
    message="'{name}' is a third party, and enters nothing in the journal",
    hint="take its keys out; the client and the provider sign",
    severity=Severity.WARNING,
    reason="The journal holds what the client and the provider say to each other. What somebody "
    "else says comes with them, as a document.",
)
TOO_MANY_MISTAKES = DiagnosticKind(
    code="A199",
    title="Many mistakes",
    message="{count} more mistakes are not shown",
    hint="correct these first",
    severity=Severity.NOTE,
    reason="One slip can lead to many mistakes, and the first ones often explain the rest.",
)
