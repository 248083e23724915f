"""What can be wrong with outcomes and how their success is shared: A250 to A258."""

from servanda.kernel.diagnostic import DiagnosticKind, Severity

__all__ = [
    "ATTRIBUTED_TOO_MUCH",
    "ATTRIBUTED_TO_NOBODY_KNOWN",
    "BASELINE_BACKWARDS",
    "NOTHING_ATTRIBUTED",
    "OUTCOME_WITHOUT_MEASURE",
    "OWNER_NOT_AT_THE_TABLE",
    "SERVED_WITH_ITSELF",
    "SHARE_OF_SHARE",
    "TARGET_OUT_OF_FORCE",
]

ATTRIBUTED_TOO_MUCH = DiagnosticKind(
    code="A250",
    title="More attributed than there is",
    message="of '{name}' {total} is attributed, more than 100%",
    hint="lower the shares until they come to 100% or less; what is left is nobody's",
    reason="What is attributed twice would be paid twice: all who serve an outcome together "
    "would be paid more than what was gained.",
)
ATTRIBUTED_TO_NOBODY_KNOWN = DiagnosticKind(
    code="A251",
    title="Attributed to nobody known",
    message="'{whose}' is no side of this agreement, and '{name}' is not served with it",
    hint="attribute to client, provider, or an agreement that 'served with' names",
    reason="An attribution names who contributes, so that everybody can see whether they agree.",
)
SERVED_WITH_ITSELF = DiagnosticKind(
    code="A252",
    title="Served with itself",
    message="'{name}' is served with '{agreement}', which is this agreement",
    hint="name the other providers' agreements; this one's part is attributed to 'provider'",
    reason="This agreement's share would count twice.",
)
NOTHING_ATTRIBUTED = DiagnosticKind(
    code="A253",
    title="Success shared with a provider that has no part in it",
    message="success of '{name}' is shared with the provider, and nothing is attributed to it",
    hint="say under 'attribution' which share of a change is the provider's: provider: 40%",
    reason="What is shared is the provider's share of what is attributed to it; agreed "
    "beforehand, nobody argues about it once there is money in it.",
)
OUTCOME_WITHOUT_MEASURE = DiagnosticKind(
    code="A254",
    title="Outcome without a figure",
    message="'{name}' has a {key} and no measure",
    hint="say under 'measure' how the figure is made; its owner can attest it",
    reason="Without a figure that is made the same way each time, nobody can tell where the "
    "outcome stands.",
)
BASELINE_BACKWARDS = DiagnosticKind(
    code="A255",
    title="Baseline that ends before it begins",
    message="the baseline of '{name}' is taken from {first} until {last}",
    hint="give the first day of the time that it was taken from, and then the last one",
    reason="A baseline holds for a stretch of time; everybody has to see which.",
)
TARGET_OUT_OF_FORCE = DiagnosticKind(
    code="A256",
    title="Target on a day when nothing is agreed",
    message="'{name}' is to reach its target by {by}, and the agreement is in force {force}",
    hint="give a day on which the agreement is in force",
    reason="A target that nobody is there to reach, or that lies in the past, promises nothing.",
)
SHARE_OF_SHARE = DiagnosticKind(
    code="A257",
    title="More than all of one's part",
    message="the provider is paid {share} of its part of '{name}'",
    hint="give a share from 0% to 100%",
    reason="More than all of it would be paid from what is attributed to others.",
)
OWNER_NOT_AT_THE_TABLE = DiagnosticKind(
    code="A258",
    title="Owner of an outcome who comes to no review",
    message="'{owner}' owns '{name}', and nobody has to be at a review as that",
    hint="name the role under 'attended by' of a review with outcomes on the table",
    severity=Severity.WARNING,
    reason="An outcome that is looked at without who owns it is looked at by nobody who can "
    "change anything; a role that is misspelt is one that nobody has.",
)
