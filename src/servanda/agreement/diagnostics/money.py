"""What can be wrong with lines of money, limits and stated history."""

from servanda.kernel.diagnostic import DiagnosticKind, Severity

__all__ = [
    "BAD_CARRIES_FOR",
    "BANDS_UNIT",
    "LIMIT_KEY",
    "LIMIT_LINE",
    "LIMIT_ORDER",
    "LIMIT_ROWS",
    "MINIMUM_ABOVE",
    "MINIMUM_UNSAID",
    "MUST_FAILS",
    "NOT_PAID_YET",
    "NO_CAP",
    "NO_DATA_RULE",
    "RELIEVES_WRONG_SIDE",
    "STATED_UNIT",
    "TABLE_COLUMNS",
    "TABLE_GAP",
    "TABLE_OVERLAP",
    "TABLE_UNITS",
    "WHEN_NEEDS_FIGURE",
]

NOT_PAID_YET = DiagnosticKind(
    code="A138",
    title="Asked for before it is settled",
    message="what '{name}' pays in this period is not known before the period is settled",
    hint="ask for earlier periods, like 'over earlier periods' or 'previous {name}.payable', or "
    "for what {name} asks before limits: '{name}'",
    reason="Limits share out all lines of a period together, so nothing that moves money in it can "
    "wait for what is left of one of them. It would be no data in every period.",
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
