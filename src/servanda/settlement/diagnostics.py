"""What past settlements tell about what was promised."""

from servanda.kernel.diagnostic import DiagnosticKind, Severity

ALWAYS_MET = DiagnosticKind(
    code="S001",
    title="Level that was always met",
    message="'{name}' was met in each of the {periods} periods judged",
    hint="raise the level, or stop promising what goes without saying",
    severity=Severity.NOTE,
    reason="A level that nothing has ever tested may be too low to say anything.",
)
NEVER_MET = DiagnosticKind(
    code="S002",
    title="Level that was never met",
    message="'{name}' was met in none of the {periods} periods judged",
    hint="lower the level to what improvement can reach, and raise it step by step",
    severity=Severity.NOTE,
    reason="A level out of reach is priced in, and nobody works towards it.",
)

READINGS_DIFFER = DiagnosticKind(
    code="S010",
    title="Text that can be read in several ways",
    message="'{what}' for {period} depends on how the text is read: {readings}",
    hint="agree on one reading and amend the text; the statement is settled as the text has it",
    severity=Severity.WARNING,
    reason="Where a text can be read in two ways, both parties see what each way pays.",
)
REFUSED = DiagnosticKind(
    code="S011",
    title="Evidence that the agreement refuses",
    message="nothing is settled for {period}: this must hold, and does not: {says}",
    hint="correct the evidence, or what was agreed",
    severity=Severity.WARNING,
    reason="What both parties declared impossible is a mistake, and no money moves on one.",
)
