"""What speaks against a word about an operating model: D130 to D135."""

from servanda.kernel.diagnostic import DiagnosticKind

__all__ = [
    "GATE_OF_OTHERS",
    "NOBODY_ASKED",
    "NOTHING_SHOWN",
    "OTHER_MODEL",
    "SIDE_THAT_PERFORMS",
    "SO_ALREADY",
]

OTHER_MODEL = DiagnosticKind(
    code="D130",
    title="Entry about another operating model",
    message="this is about '{name}', and the operating model is called '{expected}'",
    hint="use the folder of the operating model that it is about",
    reason="What was said about one organisation decides nothing in another.",
)
SIDE_THAT_PERFORMS = DiagnosticKind(
    code="D131",
    title="Word of who only performs",
    message="'{role}' belongs to '{party}', a {side}, which performs and answers for nothing here",
    hint="let a role of IT or of the business say it",
    reason="A risk is borne, and a gate agreed, by who answers for the service: operation can be "
    "bought, answering for it cannot.",
)
GATE_OF_OTHERS = DiagnosticKind(
    code="D132",
    title="Gate that another role agrees to",
    message="the gate of {process} is for '{right}' to agree to, not for '{role}'",
    hint="say it with --role {right}, or change 'agreed by' in the text first",
    reason="Who agrees was settled before anybody knew how it would turn out.",
)
SO_ALREADY = DiagnosticKind(
    code="D133",
    title="Said of what is over",
    message="{what} {how}",
    hint="nothing has to be said; 'servanda model show {service}' shows how it stands",
    reason="What is over is not decided again: a second word would hide the first.",
)
NOBODY_ASKED = DiagnosticKind(
    code="D134",
    title="Stepping in that nobody asked for",
    message="no task of '{service}' asks to step in for {process}{which}",
    hint="write the task under 'step in' first; 'servanda model step-in' finds what was missed",
    reason="What was done is only worth something beside what was to be done, and by when.",
)
NOTHING_SHOWN = DiagnosticKind(
    code="D135",
    title="Word without evidence",
    message="nothing shows that {what}",
    hint="say where it can be looked up, with --evidence",
    reason="Who reviews it in a year was not there.",
)
