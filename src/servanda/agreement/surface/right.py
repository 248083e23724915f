"""The keys of rights."""

from __future__ import annotations

from typing import Final

from servanda.agreement.model.right import RightKind
from servanda.agreement.surface.shape import Choice, FormulaShape, Key, Named, Record
from servanda.agreement.surface.words import CLAUSE, NAME, TITLE, choice_of

__all__ = ["RIGHTS"]

_DAY = FormulaShape(gives="a date", example="period.end + 30 calendar days")

RIGHTS: Final = Named(
    of=Record(
        what="right",
        keys=(
            Key(name="title", holds=TITLE, meaning="A reader's name."),
            Key(
                name="kind",
                holds=choice_of(RightKind),
                meaning="What the right is to.",
                required=True,
            ),
            Key(
                name="held by",
                holds=Choice(words=("client", "provider")),
                meaning="Who may use it.",
                default="client",
            ),
            Key(
                name="when",
                holds=FormulaShape(gives="yes or no", example="run(restore_major.missed) >= 3"),
                meaning="The result that gives it.",
                required=True,
            ),
            Key(
                name="arises",
                holds=_DAY,
                meaning="The day from which it can be used.",
                default="the day after the period's end",
            ),
            Key(
                name="until",
                holds=_DAY,
                meaning="The last day on which it can be used.",
                default="the next statement, unless that gives it again",
            ),
            Key(
                name="notice",
                holds=FormulaShape(gives="days or months", example="30 calendar days"),
                meaning="How long before it takes effect notice has to be given.",
                default="none",
            ),
            Key(name="clause", holds=CLAUSE, meaning="Its place in the signed contract."),
        ),
        example="{kind: termination, when: run(restore_major.missed) at least 3}",
    ),
    keys=NAME,
    example="{end_for_cause: {kind: termination, when: run(restore_major.missed) at least 3}}",
)
