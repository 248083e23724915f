"""What speaks against a spending, or against a figure entered by hand: D030 to D053."""

from servanda.kernel.diagnostic import DiagnosticKind

__all__ = [
    "BAD_AMOUNT",
    "BAD_FIGURE",
    "BAD_SEGMENT",
    "BEYOND_APPROVAL",
    "BEYOND_BALANCE",
    "ENDED",
    "NOT_APPROVED",
    "NOT_ATTESTED",
    "NO_ACCOUNT",
    "NO_DOCUMENT",
    "WRONG_DAY",
]

NO_ACCOUNT = DiagnosticKind(
    code="D030",
    title="No holding account",
    message="the agreement has no holding account",
    hint="describe it under 'holding account', by an amendment",
    reason="Where nothing waits, nothing can be spent.",
)
BAD_AMOUNT = DiagnosticKind(
    code="D031",
    title="Amount that cannot be",
    message="{amount} cannot be {what}: {why}",
    hint="write an amount above zero in the agreement's currency",
    reason="All money of an agreement is of its currency, and nobody spends less than nothing.",
)
BEYOND_BALANCE = DiagnosticKind(
    code="D032",
    title="More than the holding account has",
    message="{amount} is more than is free in the holding account: {free}",
    hint="propose at most {free}, or wait for further credits",
    reason="The holding account is never below zero.",
)
BEYOND_APPROVAL = DiagnosticKind(
    code="D033",
    title="Cost beyond what was approved",
    message="it cost {cost}, and {approved} was approved in entry {number}",
    hint="propose the difference as a spending of its own",
    reason="Whoever decides on a spending decides on an amount.",
)
NOT_APPROVED = DiagnosticKind(
    code="D034",
    title="Spending that is not approved",
    message="the spending of entry {number} is {state}, not approved",
    hint="'servanda record' shows how each spending stands",
    reason="Only what was approved is paid for from the holding account, and only once.",
)
WRONG_DAY = DiagnosticKind(
    code="D035",
    title="Day that does not fit",
    message="{what} {day} is {why}",
    hint="correct the day",
    reason="One looks whether something helped after it was bought, and pays for what was "
    "delivered.",
)
ENDED = DiagnosticKind(
    code="D036",
    title="Agreement that has ended",
    message="the agreement ended on {day}, and the rest of the holding account is the {party}'s",
    hint="agree on it outside this account, or prolong the agreement by an amendment",
    reason="The agreement says who has what is left at its end.",
)
NOT_ATTESTED = DiagnosticKind(
    code="D050",
    title="Measure that is not attested",
    message="'{measure}' comes out of evidence, and is not entered by hand",
    hint="attested measures are: {measures}",
    reason="Figures that can be measured are measured.",
)
BAD_FIGURE = DiagnosticKind(
    code="D051",
    title="Figure that does not fit its measure",
    message="'{value}' is no figure of '{measure}'",
    hint="write it as the agreement would, like {example}",
    reason="A figure without its unit, or in another one, cannot be compared with what was agreed.",
)
BAD_SEGMENT = DiagnosticKind(
    code="D052",
    title="Segment that does not fit",
    message="'{measure}' is divided by {expected}, and this names {got}",
    hint="name a value for each column that divides the measure, and no other",
    reason="A figure belongs to one segment of a divided measure.",
)
NO_DOCUMENT = DiagnosticKind(
    code="D053",
    title="Figure without a document",
    message="nothing says where this figure of '{measure}' can be looked up",
    hint="attach the document that it was taken from",
    reason="Whoever countersigns a figure has to see where it comes from.",
)
