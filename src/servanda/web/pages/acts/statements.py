"""What is said of statements and their lines."""

from __future__ import annotations

from servanda.desk.callers import Caller
from servanda.desk.saying import issue_statement
from servanda.desk.working import Draft, Entered, Signature
from servanda.web.pages import choosing
from servanda.web.pages.acts.form import (
    ANSWER,
    REASON,
    REASON_UNLESS_GRANTED,
    ActForm,
    Said,
    hidden,
    line_of,
)
from servanda.web.pages.fields import Field, Sort

__all__ = ["STATEMENTS"]


def _agreed(said: Said) -> Said:
    lines = [choosing.line_named(said["line"])] if "line" in said else []
    return {"statement": said["statement"], "lines": lines}


def _issue(
    caller: Caller, agreement: str, said: Said, signature: Signature | None
) -> Entered | Draft:
    return issue_statement(caller, agreement, said["period"], signature=signature)


STATEMENTS = (
    ActForm(
        does="statement issued",
        title="Hand over a statement",
        button="Hand over",
        tab="statements",
        intro="It is computed from the evidence that lies in the book. One that was handed over"
        " before is handed over again where it comes out otherwise now.",
        fields=(
            Field(
                name="period",
                label="Period",
                sort=Sort.CHOICE,
                choices=choosing.periods_to_issue,
                nothing="No period is over that a statement could be handed over for.",
            ),
        ),
        enters=_issue,
    ),
    ActForm(
        does="statement agreed",
        title="Agree",
        button="Agree",
        tab="statements",
        intro="What is agreed is final, unless the statement is restated.",
        fields=(
            hidden("statement"),
            Field(name="line", label="Line", sort=Sort.HIDDEN, needed=False),
        ),
        content=_agreed,
    ),
    ActForm(
        does="dispute raised",
        title="Dispute a line",
        button="Raise the dispute",
        tab="statements",
        fields=(
            hidden("statement"),
            hidden("line"),
            Field(
                name="proposed",
                label="What the line should pay",
                sort=Sort.MONEY,
                help="May be left empty. An amount like 1250.50.",
                needed=False,
                told_by=frozenset({"D031"}),
            ),
            REASON,
        ),
        content=line_of,
    ),
    ActForm(
        does="dispute answered",
        title="Answer a dispute",
        button="Answer",
        tab="statements",
        intro="Accepted pays what was proposed, declined leaves the line as it is, settled pays an"
        " amount that you both agreed on.",
        fields=(
            hidden("dispute"),
            ANSWER,
            Field(
                name="amount",
                label="Amount settled on",
                sort=Sort.MONEY,
                needed=False,
                told_by=frozenset({"D031"}),
            ),
            REASON_UNLESS_GRANTED,
        ),
        content=lambda said: {"reason": "", **said},
    ),
    ActForm(
        does="right waived",
        title="Waive a line",
        button="Waive",
        tab="statements",
        intro="You give up a line in your favour for one period. The agreement stays as it is.",
        fields=(hidden("line"), hidden("period"), REASON),
        content=line_of,
    ),
)
