"""Acts about an operating model in sentences."""

from __future__ import annotations

from servanda.facts import decision as said
from servanda.reports.act_words import ActWords, because

__all__ = ["ModelAct", "model_sentence"]

ModelAct = (
    said.RiskAccepted | said.GateAgreed | said.SteppedIn | said.ControlShown | said.TextChanged
)


def model_sentence(act: ModelAct, wording: ActWords) -> str:
    """Say in a sentence what an act says.

    Args:
        act: The act.
        wording: Spells what it names.
    """
    match act:
        case said.RiskAccepted():
            return (
                f"accepts the risk {_quoted(act.risk, wording)} of {wording.name(act.service)}"
                f" until {wording.day(act.until)}"
                f"{because(act.reason)}"
            )
        case said.GateAgreed():
            evidence = because(act.evidence)
            return f"agrees to the gate of {act.process} of {wording.name(act.service)}{evidence}"
        case said.SteppedIn():
            scope = f" ({act.scope})" if act.scope else ""
            return (
                f"stepped in for {act.process}{scope} of {wording.name(act.service)} on"
                f" {wording.day(act.on)}, as asked on"
                f" {wording.day(act.asked)}{because(act.outcome)}"
            )
        case said.ControlShown():
            return (
                f"shows that the control {_quoted(act.control, wording)} of"
                f" {wording.name(act.service)} worked on"
                f" {wording.day(act.on)}"
                f"{because(act.evidence)}"
            )
        case said.TextChanged():
            return f"changes the text{because(act.note)}"


def _quoted(name: str, wording: ActWords) -> str:
    return f"'{name}'" if wording.titled is None else wording.name(name)
