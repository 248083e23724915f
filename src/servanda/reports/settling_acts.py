"""Acts about statements, money and figures in sentences."""

from __future__ import annotations

from collections.abc import Callable

from servanda.facts import decision as said
from servanda.formula.display import format_quantity
from servanda.kernel.quantity import Quantity
from servanda.reports.act_words import because, line_text, subject_text

__all__ = ["SettlingAct", "settling_sentence"]

SettlingAct = (
    said.StatementIssued
    | said.StatementAgreed
    | said.DisputeRaised
    | said.DisputeAnswered
    | said.ReliefClaimed
    | said.ReliefAnswered
    | said.SpendingProposed
    | said.SpendingDecided
    | said.SpendingDone
    | said.FigureAttested
    | said.FigureCountersigned
    | said.RightWaived
    | said.WrinkleFound
    | said.WrinkleWorkedOff
    | said.StabilizationEnded
    | said.EntryReversed
)


def settling_sentence(act: SettlingAct, cited: Callable[[str], str]) -> str:  # noqa: C901, PLR0911, PLR0912 - a sentence an act
    """Say in a sentence what an act says.

    Args:
        act: The act.
        cited: Gives the words for an entry that it refers to, by digest.
    """
    match act:
        case said.StatementIssued():
            what = "hands over" if act.edition == 1 else f"restates (edition {act.edition})"
            return f"{what} the statement of {act.period}{because('; '.join(act.reasons))}"
        case said.StatementAgreed():
            lines = ", ".join(map(line_text, act.lines)) or "all lines that are not disputed"
            return f"agrees to {lines} of {cited(act.statement)}"
        case said.DisputeRaised():
            pays = f", which should pay {format_quantity(act.proposed)}" if act.proposed else ""
            return f"disputes {line_text(act.line)}{pays}{because(act.reason)}"
        case said.DisputeAnswered():
            amount = f" on {format_quantity(act.amount)}" if act.amount else ""
            return (
                f"{act.answer.value} the dispute of {cited(act.dispute)}{amount}"
                f"{because(act.reason)}"
            )
        case said.ReliefClaimed():
            share = "" if act.share == 1 else f"{format_quantity(Quantity.share(act.share))} of "
            return (
                f"claims relief '{act.relief}' for {share}{subject_text(act.subject)}"
                f"{because(act.reason)}"
            )
        case said.ReliefAnswered():
            share = f" on {format_quantity(Quantity.share(act.share))}" if act.share else ""
            return f"{act.answer.value} the claim of {cited(act.claim)}{share}{because(act.reason)}"
        case said.SpendingProposed():
            return (
                f"proposes to spend up to {format_quantity(act.amount)} on {act.purpose}:"
                f" {act.what} (to help {act.helps}, looked at on {act.looked_at})"
            )
        case said.SpendingDecided():
            verb = "approves" if act.approved else "declines"
            return f"{verb} the spending of {cited(act.proposal)}{because(act.reason)}"
        case said.SpendingDone():
            return (
                f"reports the spending of {cited(act.proposal)} as done on {act.on}"
                f" for {format_quantity(act.cost)}"
            )
        case said.FigureAttested():
            return f"attests {act.measure} of {act.period}: {act.value}"
        case said.FigureCountersigned():
            return f"countersigns the figure of {cited(act.figure)}"
        case said.RightWaived():
            return f"waives {line_text(act.line)} of {act.period}{because(act.reason)}"
        case said.WrinkleFound():
            return f"found a wrinkle of {act.commitment}: {act.what}"
        case said.WrinkleWorkedOff():
            return f"worked off the wrinkle of {cited(act.wrinkle)}: {act.how}"
        case said.StabilizationEnded():
            return f"ends stabilization of {act.commitment}; money moves from {act.since} on"
        case said.EntryReversed():
            return f"takes back {cited(act.entry)}{because(act.reason)}"
