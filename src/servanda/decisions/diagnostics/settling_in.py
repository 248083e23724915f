"""What speaks against ending a stabilization: D070 to D072."""

from servanda.kernel.diagnostic import DiagnosticKind

__all__ = [
    "NO_STABILIZATION",
    "WORKED_OFF",
    "WRINKLE_OPEN",
]

WRINKLE_OPEN = DiagnosticKind(
    code="D070",
    title="Wrinkle that is not worked off",
    message="stabilization of '{commitment}' does not end while entry {number} is open: {what}",
    hint="say how it was worked off, then end stabilization",
    reason="Stabilization is there to work off what was found.",
)
NO_STABILIZATION = DiagnosticKind(
    code="D071",
    title="No stabilization to end",
    message="{message}",
    hint="{advice}",
    reason="Money moves for a commitment from the first period after its stabilization.",
)
WORKED_OFF = DiagnosticKind(
    code="D072",
    title="Wrinkle worked off already",
    message="entry {number} is worked off already",
    hint="'servanda record' shows which wrinkles are open",
    reason="What was worked off leaves the list.",
)
