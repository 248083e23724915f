"""What looking at a line of money over the whole range of its measure can find."""

from servanda.kernel.diagnostic import DiagnosticKind, Severity

LINE_GAP = DiagnosticKind(
    code="A200",
    title="Money without a value somewhere in the range",
    message="'{line}' has no value where {unknown} is {where}{when}",
    hint="let a row of the table reach it, or write down the readings",
    severity=Severity.WARNING,
    reason="A month in which the figure falls there stays open, and both parties will have an"
    " opinion of what was meant.",
)
LINE_FALLBACK = DiagnosticKind(
    code="A207",
    title="Gap that 'otherwise' answers",
    message="'{line}' pays only what 'otherwise' says where {unknown} is {where}{when}",
    hint="let a row of the table reach it, or write down the readings",
    severity=Severity.WARNING,
    reason="What was written for months without data decides here what a measured month pays.",
)
BETTER_PAYS_LESS = DiagnosticKind(
    code="A201",
    title="Better performance pays the provider less",
    message="'{line}': as {unknown} gets better {where}, {what}{when}",
    hint="check the amounts of the table's rows, or the order of its conditions",
    severity=Severity.WARNING,
    reason="Whoever is paid for being worse will in the end be worse.",
)
CLIFF = DiagnosticKind(
    code="A202",
    title="Cliff",
    message="'{line}': the smallest difference of {unknown} decides {decided}{when}",
    hint="a slope between two levels, or a dead band with a deductible, takes the edge off",
    severity=Severity.NOTE,
    reason="Where one case decides much money, people argue over that case instead of the service.",
)
BEYOND_CAP = DiagnosticKind(
    code="A203",
    title="Amounts that the cap makes unreachable",
    message="'{line}' asks up to {greatest}, and '{limit}' leaves {cap}{when}",
    hint="lower the amounts, or raise the limit, so that the text says what can be paid",
    severity=Severity.NOTE,
    reason="Beyond the cap, being worse costs nothing any more.",
)
CHEAPER_THAN_CURE = DiagnosticKind(
    code="A208",
    title="Failure cheaper than its cure",
    message="'{line}' asks at most {most}{limit} in a period, and curing costs {cure}",
    hint="raise what it asks, or the limit, until curing is the cheaper way; or promise less",
    severity=Severity.WARNING,
    reason="Where paying is cheaper than curing, a provider that reckons pays, period by period.",
)
ROW_NEVER_REACHED = DiagnosticKind(
    code="A204",
    title="Row that no value reaches",
    message="no line of money ever reaches the row '{row}' of the table '{table}'",
    hint="remove it, or check the edges of the rows around it",
    severity=Severity.WARNING,
    reason="A row that never applies promises something that the text does not keep.",
)
NEVER_PAYS = DiagnosticKind(
    code="A205",
    title="Line that never pays",
    message="'{line}' is 0 whatever {unknown} is",
    hint="check its conditions, or remove it",
    severity=Severity.WARNING,
    reason="A line that is always 0 promises a consequence that never comes. Most often two of "
    "its conditions exclude each other.",
)
NOT_PROVEN = DiagnosticKind(
    code="A206",
    title="Not proven",
    message="'{line}' cannot be looked at over its whole range: {reason}",
    hint="'servanda settle' on past evidence shows what it does there",
    severity=Severity.NOTE,
    reason="Gaps, cliffs and directions are proven where a line depends on one figure; what is"
    " not proven is said, so that silence means something.",
)
