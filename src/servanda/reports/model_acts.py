"""Acts about an operating model in sentences."""

from __future__ import annotations

from servanda.facts import decision as said
from servanda.reports.act_words import because

__all__ = ["ModelAct", "model_sentence"]

ModelAct = (
    said.RiskAccepted | said.GateAgreed | said.SteppedIn | said.ControlShown | said.TextChanged
)


def model_sentence(act: ModelAct) -> str:
    """Say in a sentence what an act says."""
    match act:
        case said.RiskAccepted():
            return (
                f"accepts the risk '{act.risk}' of {act.service} until {act.until}"
                f"{because(act.reason)}"
            )
        case said.GateAgreed():
            evidence = because(act.evidence)
            return f"agrees to the gate of {act.process} of {act.service}{evidence}"
        case said.SteppedIn():
            scope = f" ({act.scope})" if act.scope else ""
            return (
                f"stepped in for {act.process}{scope} of {act.service} on {act.on}, as asked on"
                f" {act.asked}{because(act.outcome)}"
            )
        case said.ControlShown():
            return (
                f"shows that the control '{act.control}' of {act.service} worked on {act.on}"
                f"{because(act.evidence)}"
            )
        case said.TextChanged():
            return f"changes the text{because(act.note)}"
