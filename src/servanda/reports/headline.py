"""How a period was, in one line."""

from __future__ import annotations

from datetime import timedelta

from servanda.facts.statement import LineStatus, Statement
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Instant
from servanda.reports.reader import Reader
from servanda.reports.spelling import plural, spell
from servanda.settlement.glance import (
    FELT,
    is_judged,
    is_missed,
    is_watermelon,
    promised_by_provider,
)

__all__ = ["headline", "is_over", "money_said", "opening"]

_DAY = timedelta(days=1)
_ALL = {1: "the", 2: "both"}


def headline(statement: Statement, reader: Reader) -> str:
    """Say in one line how the period was."""
    return f"{opening(statement, reader)}; {money_said(statement, reader)}"


def opening(statement: Statement, reader: Reader) -> str:
    """Say how commitments stand, the watermelon first."""
    said = [_watermelon(statement), _commitments(statement), _client(statement)]
    so_far = "" if is_over(statement) else ", so far"
    return f"{reader.period(statement.period)}{so_far}: {'; '.join(filter(None, said))}"


def is_over(statement: Statement) -> bool:
    """Return whether the evidence reaches the period's last day; so it does if none is named."""
    known = statement.sources.known_until
    return not known or Instant.parse(known).to_datetime() >= (
        statement.period.end.to_datetime() - _DAY
    )


def _watermelon(statement: Statement) -> str:
    if not is_watermelon(statement):
        return ""
    missed = [e for e in promised_by_provider(statement) if e.aspect in FELT and is_missed(e)]
    aspects = sorted({each.aspect for each in missed}, reverse=True)
    verb = "is" if len(aspects) == 1 else "are"
    return f"a watermelon (every technical level is green, {' and '.join(aspects)} {verb} not)"


def _commitments(statement: Statement) -> str:
    promised = promised_by_provider(statement)
    if not promised:
        return "no commitments"
    missed = sum(map(is_missed, promised))
    unjudged = sum(not is_judged(each) for each in promised)
    noun = plural(len(promised), "commitment")
    if missed == 0 and unjudged == 0:
        return f"{_ALL.get(len(promised), f'all {len(promised)}')} {noun} met"
    said = f"{missed} of {len(promised)} {noun} missed"
    return f"{said}, {unjudged} not judged" if unjudged else said


def _client(statement: Statement) -> str:
    missed = sum(is_missed(each) for each in statement.assessments if each.party == "client")
    return f"the client missed {missed} of its own" if missed else ""


def money_said(statement: Statement, reader: Reader) -> str:
    """Say what the period costs and brings, and what could not be settled."""
    amounts = [
        _amount(statement.totals.service_credits, "service credits", reader),
        _amount(statement.totals.incentives, "incentives", reader),
    ]
    said = ", ".join(filter(None, amounts))
    if statement.stabilization:
        said = "stabilization, so no credits or incentives move"
    open_lines = sum(line.status is LineStatus.OPEN for line in statement.lines)
    rest = f"{open_lines} {plural(open_lines, 'line')} not settled" if open_lines else ""
    return "; ".join(filter(None, [said or "no service credits or incentives", rest]))


def _amount(amount: Quantity, words: str, reader: Reader) -> str:
    return f"{spell(amount, reader)} {words}" if amount.amount else ""
