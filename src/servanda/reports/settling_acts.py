"""Acts about statements, money and figures in sentences."""

from __future__ import annotations

from servanda.facts import decision as said
from servanda.formula.display import format_quantity
from servanda.kernel.quantity import Quantity
from servanda.reports.act_words import ActWords, because, subject_text

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


def settling_sentence(act: SettlingAct, wording: ActWords) -> str:  # noqa: C901, PLR0911, PLR0912 - a sentence an act
    """Say in a sentence what an act says.

    Args:
        act: The act.
        wording: Spells what it names.
    """
    match act:
        case said.StatementIssued():
            what = "hands over" if act.edition == 1 else f"restates (edition {act.edition})"
            return (
                f"{what} the statement of"
                f" {wording.period(act.period)}{because('; '.join(act.reasons))}"
            )
        case said.StatementAgreed():
            lines = ", ".join(map(wording.line, act.lines)) or "all lines that are not disputed"
            return f"agrees to {lines} of {wording.cited(act.statement)}"
        case said.DisputeRaised():
            pays = f", which should pay {format_quantity(act.proposed)}" if act.proposed else ""
            return f"disputes {wording.line(act.line)}{pays}{because(act.reason)}"
        case said.DisputeAnswered():
            amount = f" on {format_quantity(act.amount)}" if act.amount else ""
            return (
                f"{act.answer.value} the dispute of {wording.cited(act.dispute)}{amount}"
                f"{because(act.reason)}"
            )
        case said.ReliefClaimed():
            share = "" if act.share == 1 else f"{format_quantity(Quantity.share(act.share))} of "
            return (
                f"claims relief '{act.relief}' for"
                f" {share}{subject_text(act.subject, wording=wording)}"
                f"{because(act.reason)}"
            )
        case said.ReliefAnswered():
            share = f" on {format_quantity(Quantity.share(act.share))}" if act.share else ""
            return (
                f"{act.answer.value} the claim of"
                f" {wording.cited(act.claim)}{share}{because(act.reason)}"
            )
        case said.SpendingProposed():
            return (
                f"proposes to spend up to {format_quantity(act.amount)} on {act.purpose}:"
                f" {act.what} (to help {wording.name(act.helps)}, looked at on"
                f" {wording.day(act.looked_at)})"
            )
        case said.SpendingDecided():
            verb = "approves" if act.approved else "declines"
            return f"{verb} the spending of {wording.cited(act.proposal)}{because(act.reason)}"
        case said.SpendingDone():
            return (
                f"reports the spending of {wording.cited(act.proposal)} as done on"
                f" {wording.day(act.on)}"
                f" for {format_quantity(act.cost)}"
            )
        case said.FigureAttested():
            return (
                f"attests {wording.name(act.measure)} of {wording.period(act.period)}: {act.value}"
            )
        case said.FigureCountersigned():
            return f"countersigns the figure of {wording.cited(act.figure)}"
        case said.RightWaived():
            return (
                f"waives {wording.line(act.line)} of"
                f" {wording.period(act.period)}{because(act.reason)}"
            )
        case said.WrinkleFound():
            return f"found a wrinkle of {wording.name(act.commitment)}: {act.what}"
        case said.WrinkleWorkedOff():
            return f"worked off the wrinkle of {wording.cited(act.wrinkle)}: {act.how}"
        case said.StabilizationEnded():
            return (
                f"ends stabilization of {wording.name(act.commitment)}; money moves from"
                f" {wording.period(act.since)} on"
            )
        case said.EntryReversed():
            return f"takes back {wording.cited(act.entry)}{because(act.reason)}"
