"""The keys of measures and of the rows made from them."""

from __future__ import annotations

from typing import Final

from servanda.agreement.model.measure import (
    AttributesAt,
    CountsIn,
    NoDataRule,
    PlannedTime,
    Reopened,
    UnknownTime,
)
from servanda.agreement.surface.shape import (
    Choice,
    FormulaShape,
    Key,
    ListOf,
    Named,
    OneOf,
    Phrase,
    Record,
    Reference,
    Text,
    WholeNumber,
)
from servanda.agreement.surface.words import CLAUSE, NAME, TITLE, choice_of

__all__ = ["MEASURES", "ROWS"]

_CONDITION = FormulaShape(gives="yes or no", example="priority = 'P1'")
_COLUMN = Reference(what="column")
_CALENDAR = Key(
    name="calendar",
    holds=Reference(what="calendar"),
    meaning="The calendar whose open time counts.",
    default="always",
)

_CLOCK = Record(
    what="clock",
    keys=(
        Key(
            name="start",
            holds=FormulaShape(gives="an instant, or yes or no", example="opened"),
            meaning="Instant column, or condition on events, that starts the clock.",
            required=True,
        ),
        Key(
            name="stop",
            holds=FormulaShape(gives="an instant, or yes or no", example="resolved"),
            meaning="Instant column, or condition on events, that stops it.",
            required=True,
        ),
        Key(name="pause", holds=_CONDITION, meaning="Condition on events: it stands still."),
        Key(
            name="reopen",
            holds=_CONDITION,
            meaning="What starts a stopped case again.",
            default="stop no longer holds",
        ),
        Key(
            name="reopened",
            holds=choice_of(Reopened),
            meaning="What reopening does to the time.",
            default="resumes",
        ),
        Key(
            name="events",
            holds=Reference(what="evidence table"),
            meaning="Table of the events.",
            default="the measure's own table",
        ),
        _CALENDAR,
        Key(
            name="within",
            holds=FormulaShape(gives="a duration", example="4 hours"),
            meaning="The time allowed.",
        ),
        Key(
            name="attributes at",
            holds=choice_of(AttributesAt),
            meaning="As of when a case's columns are read from its events.",
            default="stop",
        ),
    ),
    example="{start: opened, stop: resolved, within: 4 hours}",
)

_AVAILABILITY = Record(
    what="availability",
    keys=(
        Key(name="down", holds=_CONDITION, meaning="Condition on state events."),
        Key(name="unknown", holds=_CONDITION, meaning="When nothing is known."),
        _CALENDAR,
        Key(
            name="planned",
            holds=Reference(what="evidence table"),
            meaning="Intervals of planned maintenance.",
        ),
        Key(name="planned where", holds=_CONDITION, meaning="Which of them are recognized."),
        Key(
            name="planned time",
            holds=choice_of(PlannedTime),
            meaning="What planned time does.",
            default="left out",
        ),
        Key(
            name="unknown time",
            holds=choice_of(UnknownTime),
            meaning="What time of which nothing is known counts as.",
            default="left out",
        ),
        Key(
            name="at least",
            holds=FormulaShape(gives="an elapsed duration", example="5 minutes"),
            meaning="Shortest outage that counts.",
        ),
        Key(
            name="weight",
            holds=FormulaShape(gives="a share", example="affected / users"),
            meaning="Share of an outage that counts.",
            default="100%",
        ),
    ),
    example="{calendar: office, planned: maintenance}",
)

_RATIO = Record(
    what="ratio",
    keys=(
        Key(name="at", holds=_COLUMN, meaning="Instant that decides the period."),
        Key(
            name="every",
            holds=FormulaShape(gives="an elapsed duration", example="5 minutes"),
            meaning="Length of the intervals judged; without it every row is.",
        ),
        Key(
            name="good",
            holds=FormulaShape(gives="yes or no", example="share(ok) at least 95%"),
            meaning="What makes an interval, or a row, good.",
        ),
        Key(
            name="empty",
            holds=Choice(words=("good", "bad", "left out")),
            meaning="What an interval without rows counts as.",
            default="left out",
        ),
    ),
    example="{every: 5 minutes, good: share(ok) at least 95%}",
)

_SCORE = Record(
    what="score",
    keys=(
        Key(name="answer", holds=_COLUMN, meaning="Column with the answer.", required=True),
        Key(name="at", holds=_COLUMN, meaning="Instant that decides the period."),
        Key(
            name="missing",
            holds=ListOf(of=Text(), or_one=True),
            meaning="Codes for no answer.",
        ),
        Key(
            name="scale",
            holds=Phrase(
                form="the lowest and the highest answer",
                example="1 to 5",
                pattern=r"\s*\S.*\s+to\s+\S.*",
            ),
            meaning="The answers that are accepted.",
        ),
    ),
    example="{answer: answer, missing: [99], scale: 1 to 5}",
)

MEASURES: Final = Named(
    of=Record(
        what="measure",
        keys=(
            Key(name="title", holds=TITLE, meaning="A reader's name."),
            Key(
                name="from",
                holds=Reference(what="evidence table"),
                meaning="The evidence that it reads.",
                required=True,
            ),
            Key(name="where", holds=_CONDITION, meaning="The rows that it is about."),
            Key(
                name="by",
                holds=OneOf(
                    shapes=(
                        ListOf(of=_COLUMN, or_one=True),
                        Named(
                            of=ListOf(of=Text(characters_max=200)),
                            keys=_COLUMN,
                            example="{service: [payments, cards]}",
                        ),
                    )
                ),
                meaning="Columns that divide it; with a list of values, these always exist.",
            ),
            Key(name="clock", holds=_CLOCK, meaning="Times a clock per case."),
            Key(name="availability", holds=_AVAILABILITY, meaning="Down time within agreed time."),
            Key(name="ratio", holds=_RATIO, meaning="Rows or intervals that are good."),
            Key(name="score", holds=_SCORE, meaning="Answers of people."),
            Key(
                name="counts in",
                holds=choice_of(CountsIn),
                meaning="The instant that decides a case's period.",
                default="stop or due with within, else stop",
            ),
            Key(
                name="value",
                holds=FormulaShape(gives="the measure's value", example="share(met)"),
                meaning="What is made of its rows.",
                required=True,
            ),
            Key(
                name="no data",
                holds=choice_of(NoDataRule),
                meaning="What money does without a value.",
            ),
            Key(
                name="minimum sample",
                holds=WholeNumber(least=1, most=1_000_000_000),
                meaning="Fewest records for a value; below that it is too few.",
                default="1",
            ),
            Key(name="clause", holds=CLAUSE, meaning="Its place in the signed contract."),
        ),
        one_of=("clock", "availability", "ratio", "score"),
        example="{from: incidents, clock: {start: opened, stop: resolved}, value: mean(elapsed)}",
    ),
    keys=NAME,
    example="{restore_major: {from: incidents, clock: {...}, value: share(met)}}",
)

ROWS: Final = Named(
    of=Record(
        what="rows",
        keys=(
            Key(
                name="each",
                holds=NAME,
                meaning="One of them, in the singular.",
                required=True,
            ),
            Key(name="from", holds=Reference(what="evidence table"), meaning="Rows of evidence."),
            Key(name="of", holds=Reference(what="measure"), meaning="The cases of a measure."),
            Key(name="group", holds=Reference(what="rows"), meaning="Rows that are grouped."),
            Key(
                name="by",
                holds=ListOf(of=_COLUMN, or_one=True),
                meaning="Columns that a group shares.",
            ),
            Key(name="where", holds=_CONDITION, meaning="Which of them."),
            Key(name="counts in", holds=_COLUMN, meaning="Instant that decides the period."),
        ),
        one_of=("from", "of", "group"),
        example="{each: failure, from: outages, where: length above 12 hours}",
    ),
    keys=NAME,
    example="{failures: {each: failure, from: outages}}",
)
