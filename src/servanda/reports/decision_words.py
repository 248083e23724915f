"""Who may claim and decide what, by when, and what silence means: in plain words."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.agreement.model.agreement import Agreement
from servanda.agreement.model.decisions import AnswerRule, HoldingAccount, Relief
from servanda.agreement.model.setting import PartyRole
from servanda.formula.display import format_quantity
from servanda.kernel.quantity import Quantity
from servanda.reports.clean import one_line
from servanda.reports.plain_view import PlainItem, PlainSection

__all__ = ["decision_section", "signing_sentence", "stabilization_sentence"]

_ANSWERED = {
    "statement": "A statement is answered",
    "dispute": "A disputed line is answered",
    "spending": "A proposal to spend from the holding account is decided",
    "evidence": "Evidence that was submitted is accepted or queried",
    "query": "A query about evidence is answered",
    "proposal": "A proposed text is answered",
}


def decision_section(agreement: Agreement) -> PlainSection | None:
    """Return what can be claimed, answered and spent; nothing where the text says none of it."""
    items = [_relief(each) for each in agreement.relief.values()]
    answers = tuple(_answers(agreement))
    if answers:
        items.append(PlainItem(title="Answers", sentences=answers))
    if agreement.holding_account is not None:
        items.append(_account(agreement.holding_account))
    return (
        PlainSection(heading="What is claimed and decided", items=tuple(items)) if items else None
    )


def signing_sentence(agreement: Agreement) -> str:
    """Say whose words are signed."""
    signing = [
        each.name
        for each in agreement.parties.values()
        if each.keys and each.role is not PartyRole.THIRD_PARTY
    ]
    if not signing:
        return ""
    return one_line(f"What {' and '.join(signing)} enters in the journal counts only if signed.")


def stabilization_sentence(agreement: Agreement) -> str:
    """Say that stabilization lasts until both parties end it, empty where it does not."""
    if not agreement.settlement.stabilization_until_agreed:
        return ""
    return "Everything is measured and shown, and no money moves until both parties say so."


def _relief(relief: Relief) -> PlainItem:
    who = " or the ".join(relief.claimed_by)
    limit = relief.claimed_within
    until = f" within {limit.text} of the end of the period" if limit else ""
    sentences = [f"The {who} may claim it{until}; the other party answers."]
    sentences += _answer("A claim is answered", relief.answer)
    sentences.append(_share(relief))
    if relief.bucket is not None:
        sentences.append(f"The first {relief.bucket.text} need no answer.")
    if relief.measures:
        sentences.append(f"It is for {', '.join(relief.measures)} alone.")
    title = f"Relief: {relief.title or relief.name} ({relief.cause.value})"
    return PlainItem(
        name=relief.name, title=one_line(title), sentences=tuple(map(one_line, sentences))
    )


def _share(relief: Relief) -> str:
    shares = relief.shares
    if shares is None or shares.low is None or shares.high is None:
        return "All of a record or stretch of time is relieved, or nothing of it."
    if shares.low.amount == 0 and shares.high.amount == 1:
        return "Any share of a record or stretch of time may be relieved."
    high = _percent(shares.high)
    above = f"from {_percent(shares.low)} " if shares.low.amount else ""
    most = "to" if shares.low.amount else "at most"
    below = "" if shares.high_included else "below "
    return f"Of a record or stretch of time, {above}{most} {below}{high} may be relieved."


def _percent(share: Quantity) -> str:
    return format_quantity(share)


def _answers(agreement: Agreement) -> Iterator[str]:
    for name, words in _ANSWERED.items():
        rule: AnswerRule = getattr(agreement.answers, name)
        yield from map(one_line, _answer(words, rule))


def _answer(words: str, rule: AnswerRule) -> Iterator[str]:
    if rule.within is None:
        return
    silence = "; silence leaves it open"
    if rule.silence is not None:
        silence = f"; silence means that it is {rule.silence.value}"
    yield f"{words} within {rule.within.text}{silence}."


def _account(account: HoldingAccount) -> PlainItem:
    what = ", ".join(account.receives) or "all service credits"
    purposes = ", ".join(title or name for name, title in account.purposes.items())
    sentences = (
        f"It receives {what}.",
        f"The {account.decided_by} decides what it is spent on: {purposes}. Either party proposes.",
        f"When the agreement ends, the {account.rest_to} has what is left.",
    )
    return PlainItem(title="Holding account", sentences=tuple(map(one_line, sentences)))
