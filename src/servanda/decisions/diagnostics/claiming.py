"""What speaks against a claim for relief, a statement, a dispute or a waiver: D020 to D060."""

from servanda.kernel.diagnostic import DiagnosticKind

__all__ = [
    "ADJUSTED",
    "AMOUNT_UNSAID",
    "BACKWARD",
    "LINE_SETTLED",
    "NEWER_EDITION",
    "NOT_FAVOURED",
    "NO_DIFFERENCE_REASON",
    "NO_PERIOD",
    "NO_RECORDS",
    "OTHER_MEASURE",
    "REACHES_NOTHING",
    "SHARE_OUTSIDE",
    "WRONG_EDITION",
]

SHARE_OUTSIDE = DiagnosticKind(
    code="D020",
    title="Share that is not allowed",
    message="{share} is not allowed here: {allowed}",
    hint="{advice}",
    reason="The agreement says how much of something may be relieved.",
)
BACKWARD = DiagnosticKind(
    code="D021",
    title="Stretch of time without length",
    message="the stretch ends {end}, not after it begins {start}",
    hint="give the instant after its last one as its end",
    reason="Only time that passed can be left out.",
)
NO_RECORDS = DiagnosticKind(
    code="D022",
    title="Claim about nothing",
    message="no record is named",
    hint="name records by their keys, or a stretch of time",
    reason="A claim that names nothing would leave nothing out.",
)
NO_PERIOD = DiagnosticKind(
    code="D023",
    title="Records without a period",
    message="nothing says in which period the records count",
    hint="name the period",
    reason="Whether a claim comes in time, and whether its period is closed, depends on the "
    "period.",
)
OTHER_MEASURE = DiagnosticKind(
    code="D024",
    title="Relief that is not for this measure",
    message="the relief '{relief}' is not for the measure '{measure}'",
    hint="it is for: {measures}",
    reason="The agreement says which measures a relief can touch.",
)
REACHES_NOTHING = DiagnosticKind(
    code="D029",
    title="Relief that would change nothing",
    message="{message}",
    hint="{advice}",
    reason="Relief takes records or time out of what is measured. Granted for what nothing "
    "measures, it would look like relief and be none.",
)
WRONG_EDITION = DiagnosticKind(
    code="D040",
    title="Edition that does not follow",
    message="this is edition {edition} of {period}, and edition {expected} is due",
    hint="read the journal again: a statement may have been handed over meanwhile",
    reason="Each restatement stands beside the statement before it; none replaces another.",
)
NO_DIFFERENCE_REASON = DiagnosticKind(
    code="D041",
    title="Restatement without reasons",
    message="a restatement says what brought it about",
    hint="name the later evidence, the correction, or what was agreed",
    reason="A changed figure without a reason looks like a mistake.",
)
ADJUSTED = DiagnosticKind(
    code="D042",
    title="Difference that is not open",
    message="the difference of entry {number} {why}",
    hint="name restatements that no statement has paid so far",
    reason="The difference that a restatement makes is paid once, on the first statement of a "
    "later period.",
)
LINE_SETTLED = DiagnosticKind(
    code="D043",
    title="Line that is settled",
    message="the line '{line}' {how}",
    hint="'servanda record' shows which lines are open",
    reason="A line is disputed before it is agreed, and once.",
)
AMOUNT_UNSAID = DiagnosticKind(
    code="D044",
    title="Answer and amount do not fit",
    message="{message}",
    hint="{advice}",
    reason="After an answer it must be certain what is paid, or what does not count.",
)
NEWER_EDITION = DiagnosticKind(
    code="D045",
    title="Statement that was restated",
    message="{period} was restated by entry {number}",
    hint="look at that edition",
    reason="What counts of a period is its last edition.",
)
NOT_FAVOURED = DiagnosticKind(
    code="D060",
    title="Waiving what is not one's own",
    message="the line '{line}' is in the {right}'s favour; only it can waive it",
    hint="let the {right} enter it",
    reason="One can give up one's own right, and nobody else's.",
)
