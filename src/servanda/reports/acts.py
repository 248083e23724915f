"""Acts in sentences, for people who read a journal."""

from __future__ import annotations

from collections.abc import Sequence

from servanda.facts import decision as said
from servanda.facts.decision import Entry, LineNamed, RecordsNamed, StretchNamed
from servanda.formula.display import format_quantity
from servanda.kernel.quantity import Quantity
from servanda.reports.clean import one_line
from servanda.reports.partnership_acts import PartnershipAct, partnership_sentence
from servanda.reports.serving_acts import ServingAct, serving_sentence
from servanda.reports.steering_text import SteeringAct, steering_sentence

__all__ = ["act_sentence", "act_sentences", "line_text", "subject_text"]

_KEYS_SHOWN = 4


def act_sentence(entry: Entry, entries: Sequence[Entry]) -> str:
    """Say in a sentence what an entry says.

    Args:
        entry: The entry.
        entries: The journal that it stands in, for the numbers of what it answers.
    """
    return act_sentences([entry], entries)[0]


def act_sentences(said: Sequence[Entry], entries: Sequence[Entry]) -> list[str]:
    """Say of several entries what each says, as ``act_sentence`` does of one."""
    numbers = {each.sha256: f"entry {each.number}" for each in entries}
    sentence = _Sentence(numbers)
    return [one_line(sentence.of(each.act)) for each in said]


def line_text(line: LineNamed) -> str:
    """Return a line as it is written on a command line."""
    segment = ", ".join(f"{name}={value}" for name, value in line.segment)
    return f"{line.name}[{segment}]" if segment else line.name


def subject_text(subject: RecordsNamed | StretchNamed) -> str:
    """Say what a claim is about."""
    if isinstance(subject, StretchNamed):
        about = ", ".join(f"{name} {value}" for name, value in subject.segment)
        return f"{subject.start} to {subject.end}" + (f" for {about}" if about else "")
    keys = subject.keys[:_KEYS_SHOWN]
    more = f" and {len(subject.keys) - len(keys)} more" if len(subject.keys) > len(keys) else ""
    return f"{subject.table} {', '.join(keys)}{more} of {subject.period}"


def _because(reason: str) -> str:
    return f": {reason}" if reason else ""


def _lines(act: said.CommentMade) -> str:
    if act.first_line == act.last_line:
        return f"line {act.first_line}"
    return f"lines {act.first_line} to {act.last_line}"


def _about(act: said.EvidenceQueried) -> str:
    if not act.table:
        return ""
    keys = act.keys[:_KEYS_SHOWN]
    more = f" and {len(act.keys) - len(keys)} more" if len(act.keys) > len(keys) else ""
    named = f" {', '.join(keys)}{more}" if keys else ""
    return f", {act.table}{named}"


class _Sentence:
    """Make sentences, with the numbers of the entries that an act refers to."""

    def __init__(self, numbers: dict[str, str]) -> None:
        self._numbers = numbers

    def _cited(self, digest: str) -> str:
        return self._numbers.get(digest, f"entry {digest[:12]}")

    def _draft(self, act: said.DraftProposed) -> str:
        names = ", ".join(each.name for each in act.texts)
        instead = f" instead of {self._cited(act.instead_of)}" if act.instead_of else ""
        return f"{names}, to govern from {act.governs_from}{instead}"

    def of(self, act: said.Act) -> str:  # noqa: C901, PLR0911, PLR0912 - a sentence an act
        if isinstance(act, PartnershipAct):
            return partnership_sentence(act, self._cited)
        if isinstance(act, ServingAct):
            return serving_sentence(act, self._cited)
        if isinstance(act, SteeringAct):
            return steering_sentence(act, self._cited)
        match act:
            case said.DraftProposed():
                return f"proposes {self._draft(act)}{_because(act.note)}"
            case said.CommentMade():
                return f"comments {_lines(act)} of {self._cited(act.proposal)}: {act.words}"
            case said.CommentAnswered():
                verb = "resolves" if act.resolved else "answers"
                return f"{verb} the comment of {self._cited(act.comment)}{_because(act.words)}"
            case said.DraftDeclined():
                return f"declines the proposal of {self._cited(act.proposal)}{_because(act.reason)}"
            case said.VersionSigned():
                return (
                    f"signs the proposal of {self._cited(act.proposal)}"
                    f" (version {act.version_sha256[:12]})"
                )
            case said.NoticeGiven():
                return f"gives notice: the agreement ends on {act.ends}{_because(act.reason)}"
            case said.EvidenceAccepted():
                return f"accepts the evidence of {self._cited(act.evidence)}{_because(act.note)}"
            case said.EvidenceQueried():
                return (
                    f"queries the evidence of {self._cited(act.evidence)}{_about(act)}"
                    f"{_because(act.reason)}"
                )
            case said.QueryAnswered():
                return f"answers the query of {self._cited(act.query)}{_because(act.reason)}"
            case said.EvidenceSubmitted():
                return f"submits evidence {act.snapshot_sha256[:12]}{_because(act.note)}"
            case said.StatementIssued():
                what = "hands over" if act.edition == 1 else f"restates (edition {act.edition})"
                return f"{what} the statement of {act.period}{_because('; '.join(act.reasons))}"
            case said.StatementAgreed():
                lines = ", ".join(map(line_text, act.lines)) or "all lines that are not disputed"
                return f"agrees to {lines} of {self._cited(act.statement)}"
            case said.DisputeRaised():
                pays = f", which should pay {_money(act.proposed)}" if act.proposed else ""
                return f"disputes {line_text(act.line)}{pays}{_because(act.reason)}"
            case said.DisputeAnswered():
                amount = f" on {_money(act.amount)}" if act.amount else ""
                return (
                    f"{act.answer.value} the dispute of {self._cited(act.dispute)}{amount}"
                    f"{_because(act.reason)}"
                )
            case said.ReliefClaimed():
                share = (
                    "" if act.share == 1 else f"{format_quantity(Quantity.share(act.share))} of "
                )
                return (
                    f"claims relief '{act.relief}' for {share}{subject_text(act.subject)}"
                    f"{_because(act.reason)}"
                )
            case said.ReliefAnswered():
                share = f" on {format_quantity(Quantity.share(act.share))}" if act.share else ""
                return (
                    f"{act.answer.value} the claim of {self._cited(act.claim)}{share}"
                    f"{_because(act.reason)}"
                )
            case said.SpendingProposed():
                return (
                    f"proposes to spend up to {_money(act.amount)} on {act.purpose}: {act.what}"
                    f" (to help {act.helps}, looked at on {act.looked_at})"
                )
            case said.SpendingDecided():
                verb = "approves" if act.approved else "declines"
                return f"{verb} the spending of {self._cited(act.proposal)}{_because(act.reason)}"
            case said.SpendingDone():
                return (
                    f"reports the spending of {self._cited(act.proposal)} as done on {act.on}"
                    f" for {_money(act.cost)}"
                )
            case said.FigureAttested():
                return f"attests {act.measure} of {act.period}: {act.value}"
            case said.FigureCountersigned():
                return f"countersigns the figure of {self._cited(act.figure)}"
            case said.RightWaived():
                return f"waives {line_text(act.line)} of {act.period}{_because(act.reason)}"
            case said.WrinkleFound():
                return f"found a wrinkle of {act.commitment}: {act.what}"
            case said.WrinkleWorkedOff():
                return f"worked off the wrinkle of {self._cited(act.wrinkle)}: {act.how}"
            case said.StabilizationEnded():
                return f"ends stabilization of {act.commitment}; money moves from {act.since} on"
            case said.EntryReversed():
                return f"takes back {self._cited(act.entry)}{_because(act.reason)}"
            case said.RiskAccepted():
                return (
                    f"accepts the risk '{act.risk}' of {act.service} until {act.until}"
                    f"{_because(act.reason)}"
                )
            case said.GateAgreed():
                evidence = _because(act.evidence)
                return f"agrees to the gate of {act.process} of {act.service}{evidence}"
            case said.SteppedIn():
                scope = f" ({act.scope})" if act.scope else ""
                return (
                    f"stepped in for {act.process}{scope} of {act.service} on {act.on}, as asked on"
                    f" {act.asked}{_because(act.outcome)}"
                )
            case said.ControlShown():
                return (
                    f"shows that the control '{act.control}' of {act.service} worked on {act.on}"
                    f"{_because(act.evidence)}"
                )
            case said.TextChanged():
                return f"changes the text{_because(act.note)}"


def _money(amount: Quantity) -> str:
    return format_quantity(amount)
