"""What can be wrong with what the agreement says of decisions: A140 to A169."""

from servanda.kernel.diagnostic import DiagnosticKind, Severity

__all__ = [
    "BAD_BUCKET",
    "BAD_RELIEF_SHARE",
    "BAD_TIME_LIMIT",
    "CANNOT_SIGN",
    "KEY_TWICE",
    "NOBODY_CLAIMS",
    "NO_PENALTY",
    "SILENCE_UNSAID",
    "SILENCE_WITHOUT_LIMIT",
]

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
