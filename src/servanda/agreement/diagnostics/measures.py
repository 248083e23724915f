"""What can be wrong with what is measured: conditions, clocks, figures, commitments."""

from servanda.kernel.diagnostic import DiagnosticKind, Severity

__all__ = [
    "ATTESTED_COLUMN",
    "AVAILABILITY_SOURCE",
    "BASELINE_DAYS",
    "CLOCK_EVENTS",
    "CONDITION_CIRCLE",
    "CONDITION_IS_CALENDAR",
    "CONDITION_MIXED",
    "CONDITION_SOURCE",
    "COUNTS_IN_DUE",
    "FIGURE_NOT_JUDGED",
    "JUDGES_BOTH",
    "LEVEL_NEVER",
    "NO_INSTANT",
    "PLANNED_WHERE",
    "RATIO_GOOD",
    "SEGMENT_COLUMN",
    "WINDOW_OF_MEASURE",
    "WITHIN_CALENDAR",
]

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
    hint="say in a figure how periods add up, and judge that: "
    "mean({measure} over {window}){pooled}",
    reason="A mean of months and the share over all their cases differ, so nothing is assumed.",
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
