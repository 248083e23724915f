"""The keys of commitments."""

from __future__ import annotations

from typing import Final

from servanda.agreement.model.measure import NoDataRule
from servanda.agreement.model.promise import Aspect
from servanda.agreement.surface.shape import (
    Choice,
    Dated,
    FormulaShape,
    Key,
    ListOf,
    Named,
    OneOf,
    Phrase,
    Record,
    Reference,
    Text,
    YesNo,
)
from servanda.agreement.surface.words import CLAUSE, NAME, TITLE, choice_of

__all__ = ["COMMITMENTS"]

_LEVEL = Dated(
    of=Phrase(
        form="a comparison and a value",
        example="at least 95%",
        pattern=r"\s*(at\s+least|at\s+most|above|below|is|[<>!=]=?)[\s\S]+",
    )
)

COMMITMENTS: Final = Named(
    of=Record(
        what="commitment",
        keys=(
            Key(name="title", holds=TITLE, meaning="A reader's name."),
            Key(
                name="measure",
                holds=Reference(what="measure"),
                meaning="The measure judged.",
                default="the measure of the same name",
            ),
            Key(
                name="figure",
                holds=Reference(what="figure"),
                meaning="The figure judged, in a measure's place.",
                default="without such a measure, the figure of the same name",
            ),
            Key(
                name="over",
                holds=Phrase(form="a window", example="last 12 months"),
                meaning="The window that the figure is about; judged in the period where it ends.",
                default="the period",
            ),
            Key(
                name="by",
                holds=Choice(words=("provider", "client")),
                meaning="Who promised.",
                default="provider",
            ),
            Key(name="service", holds=Reference(what="service"), meaning="What it is about."),
            Key(
                name="for",
                holds=Named(
                    of=Text(characters_max=200),
                    keys=Reference(what="column"),
                    example="{priority: P1}",
                ),
                meaning="Of a measure that is divided, the segment that it is about.",
                default="every segment",
            ),
            Key(
                name="aspect",
                holds=choice_of(Aspect),
                meaning="The side of the service that it looks at.",
                default="technical",
            ),
            Key(
                name="expected",
                holds=_LEVEL,
                meaning="The level that is normally met.",
                required=True,
            ),
            Key(
                name="minimum",
                holds=_LEVEL,
                meaning="The level below which the service has failed.",
            ),
            Key(
                name="no data",
                holds=choice_of(NoDataRule),
                meaning="What a period counts as in which the figure, or the level, has no value.",
                default="the measure's own rule",
            ),
            Key(
                name="bands",
                holds=Reference(what="table"),
                meaning="Table that names the level: minor, severe.",
            ),
            Key(
                name="critical",
                holds=YesNo(),
                meaning="Whether others cannot make up for it.",
                default="no",
            ),
            Key(name="serves", holds=Reference(what="outcome"), meaning="Outcome that it serves."),
            Key(
                name="relieves",
                holds=OneOf(
                    shapes=(
                        ListOf(of=Reference(what="commitment"), or_one=True),
                        Named(
                            of=FormulaShape(gives="a share", example="50%"),
                            keys=Reference(what="commitment"),
                            example="{restore_major: 50%}",
                        ),
                    )
                ),
                meaning="For the client's: the provider's commitments that missing it relieves.",
            ),
            Key(name="clause", holds=CLAUSE, meaning="Its place in the signed contract."),
        ),
        example="{expected: at least 95%, minimum: at least 90%}",
    ),
    keys=NAME,
    example="{restore_major: {expected: at least 95%}}",
)
