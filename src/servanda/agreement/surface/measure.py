"""The keys of measures and of the rows made from them."""

from __future__ import annotations

from typing import Final

from servanda.agreement.model.measure import (
    AttributesAt,
    CountsIn,
    Every,
    NoDataRule,
    PlannedTime,
    Reopened,
    Signal,
    UnknownTime,
)
from servanda.agreement.surface.shape import (
    Choice,
    DateShape,
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

__all__ = ["CONDITIONS", "MEASURES", "ROWS"]

_CONDITION = FormulaShape(gives="yes or no", example="priority = 'P1'")
_OVER_TIME = FormulaShape(gives="a condition over time", example="feed_a_down and office")
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
        Key(
            name="down",
            holds=_CONDITION,
            meaning="Condition on state events; without from, a condition over time.",
        ),
        Key(name="unknown", holds=_CONDITION, meaning="When nothing is known."),
        Key(
            name="before",
            holds=Named(of=_COLUMN, keys=_COLUMN, example="{state: state_before}"),
            meaning="Columns of an event that say what columns held before the first one.",
            default="before the first event nothing is known",
        ),
        _CALENDAR,
        Key(
            name="planned",
            holds=Reference(what="evidence table"),
            meaning="Intervals of planned maintenance, or a condition over time.",
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

_AT = Key(
    name="at",
    holds=_COLUMN,
    meaning="Instant that decides the period.",
    default="the table's instant",
)
_INTERVALS = (
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
)

_RATIO = Record(
    what="ratio",
    keys=(_AT, *_INTERVALS),
    example="{every: 5 minutes, good: share(ok) at least 95%}",
)

_RESPONSE_TIME = Record(
    what="response time",
    keys=(
        _AT,
        Key(
            name="time",
            holds=FormulaShape(gives="an elapsed duration", example="response"),
            meaning="How long an answer took: a column, or a difference of instants.",
            required=True,
        ),
        Key(
            name="within",
            holds=FormulaShape(gives="an elapsed duration", example="800 milliseconds"),
            meaning="The time allowed; exactly that is in time.",
        ),
        Key(
            name="failed",
            holds=_CONDITION,
            meaning="Answers that are late, however quick they were.",
        ),
        *_INTERVALS,
    ),
    example="{time: response, within: 800 milliseconds, failed: state = 'down'}",
)

_COUNT = Record(what="count", keys=(_AT,), example="{at: opened}")

_SCORE_KEYS = (
    Key(name="answer", holds=_COLUMN, meaning="Column with the answer.", required=True),
    _AT,
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
)

_SCORE = Record(
    what="score",
    keys=_SCORE_KEYS,
    example="{answer: answer, missing: [99], scale: 1 to 5}",
)

_PERCEPTION = Record(
    what="perception",
    keys=(
        *_SCORE_KEYS,
        Key(
            name="half life",
            holds=FormulaShape(gives="calendar days", example="30 calendar days"),
            meaning="The age at which an answer weighs half.",
            required=True,
        ),
        Key(
            name="digits",
            holds=WholeNumber(least=1, most=12),
            meaning="Decimal places to which weights are rounded.",
            default="6",
        ),
    ),
    example="{answer: answer, scale: 1 to 5, half life: 30 calendar days}",
)

_STRETCH = Record(
    what="stretch of days",
    keys=(
        Key(name="from", holds=DateShape(), meaning="The first day, included.", required=True),
        Key(name="until", holds=DateShape(), meaning="The last day, included.", required=True),
    ),
    example="{from: 2025-01-01, until: 2025-12-31}",
)
_OF = Key(
    name="of",
    holds=FormulaShape(gives="a figure of the rows", example="mean(cost)"),
    meaning="The figure that is looked at.",
    required=True,
)

_OUTCOME = Record(
    what="outcome",
    keys=(
        _AT,
        _OF,
        Key(
            name="baseline",
            holds=OneOf(
                shapes=(_STRETCH, FormulaShape(gives="a figure like 'of'", example="94.2%"))
            ),
            meaning="What it was before: a value, or the days whose periods give it.",
            required=True,
        ),
        Key(
            name="agreed share",
            holds=FormulaShape(gives="a share", example="60%"),
            meaning="The part of the change that is taken to be the provider's.",
        ),
        Key(
            name="compared with",
            holds=FormulaShape(gives="yes or no", example="region = 'north'"),
            meaning="Rows that the provider's work does not reach; their change is taken off.",
        ),
        Key(
            name="trend",
            holds=Choice(words=("straight line",)),
            meaning="The straight line through the baseline's periods goes on.",
        ),
    ),
    one_of=("agreed share", "compared with", "trend"),
    example="{of: mean(cost), baseline: {from: 2025-01-01, until: 2025-12-31}, agreed share: 60%}",
)

_VARIATION = Record(
    what="variation",
    keys=(
        _AT,
        _OF,
        Key(
            name="every",
            holds=choice_of(Every),
            meaning="How long a point is; weeks begin on Monday.",
            required=True,
        ),
        Key(
            name="limits from",
            holds=_STRETCH,
            meaning="The days whose points give the limits.",
            default="all up to the end of the period",
        ),
        Key(
            name="signals",
            holds=ListOf(of=choice_of(Signal), or_one=True),
            meaning="What tells a special cause.",
            default="all three",
        ),
    ),
    example="{of: count(), every: week, signals: [outside limits, run of 8]}",
)

_WARNING = Record(
    what="warning",
    keys=(
        Key(
            name="noticed",
            holds=_COLUMN,
            meaning="Instant at which users noticed the problem.",
            default="the table's instant",
        ),
        Key(
            name="warnings",
            holds=Reference(what="evidence table"),
            meaning="Table of the warnings.",
            required=True,
        ),
        Key(
            name="announced",
            holds=_COLUMN,
            meaning="Instant of a warning.",
            default="that table's instant",
        ),
        Key(
            name="about",
            holds=_COLUMN,
            meaning="Column of a warning that holds the key of its problem.",
        ),
        Key(
            name="same",
            holds=ListOf(of=_COLUMN, or_one=True),
            meaning="Columns in which a warning and its problem agree.",
        ),
        Key(
            name="valid for",
            holds=FormulaShape(gives="an elapsed duration", example="72 hours"),
            meaning="How long a warning holds.",
            default="without end",
        ),
        Key(
            name="at least",
            holds=FormulaShape(gives="an elapsed duration", example="30 minutes"),
            meaning="Shortest lead time that counts.",
            default="any above 0",
        ),
    ),
    one_of=("about", "same"),
    example="{noticed: began, warnings: warnings, about: incident, at least: 30 minutes}",
)

_ATTESTED = Record(
    what="attested figure",
    keys=(
        Key(name="figure", holds=_COLUMN, meaning="Column with the figure.", required=True),
        Key(
            name="period",
            holds=_COLUMN,
            meaning="Column with the label of its period, like 2026-01.",
            required=True,
        ),
        Key(name="entered by", holds=_COLUMN, meaning="Who entered it.", required=True),
        Key(
            name="entered at",
            holds=_COLUMN,
            meaning="When.",
            default="the table's instant",
        ),
        Key(
            name="document",
            holds=_COLUMN,
            meaning="SHA-256 digest of the document behind it.",
            required=True,
        ),
        Key(name="countersigned by", holds=_COLUMN, meaning="Who agreed.", required=True),
        Key(name="countersigned at", holds=_COLUMN, meaning="When.", required=True),
    ),
    example="{figure: value, period: month, entered by: author, document: sha256, ...}",
)

_KINDS = (
    Key(name="clock", holds=_CLOCK, meaning="Times a clock per case."),
    Key(name="availability", holds=_AVAILABILITY, meaning="Down time within agreed time."),
    Key(name="ratio", holds=_RATIO, meaning="Rows or intervals that are good."),
    Key(name="response time", holds=_RESPONSE_TIME, meaning="How long answers took."),
    Key(name="count", holds=_COUNT, meaning="How many rows there are."),
    Key(name="score", holds=_SCORE, meaning="Answers of people."),
    Key(name="perception", holds=_PERCEPTION, meaning="Answers of people, the recent above all."),
    Key(name="outcome", holds=_OUTCOME, meaning="A business figure against its baseline."),
    Key(name="variation", holds=_VARIATION, meaning="Control limits: special and common causes."),
    Key(name="warning", holds=_WARNING, meaning="Problems announced before users noticed."),
    Key(name="attested", holds=_ATTESTED, meaning="A figure entered by hand, countersigned."),
)

MEASURES: Final = Named(
    of=Record(
        what="measure",
        keys=(
            Key(name="title", holds=TITLE, meaning="A reader's name."),
            Key(
                name="from",
                holds=Reference(what="evidence table"),
                meaning="The evidence that it reads; availability of a condition needs none.",
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
            *_KINDS,
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
        one_of=tuple(kind.name for kind in _KINDS),
        example="{from: incidents, clock: {start: opened, stop: resolved}, value: mean(elapsed)}",
    ),
    keys=NAME,
    example="{restore_major: {from: incidents, clock: {...}, value: share(met)}}",
)

CONDITIONS: Final = Named(
    of=OneOf(
        shapes=(
            Record(
                what="condition over time",
                keys=(
                    Key(
                        name="from",
                        holds=Reference(what="evidence table"),
                        meaning="Table of intervals, or of events whose state lasts until the"
                        " next.",
                        required=True,
                    ),
                    Key(
                        name="where", holds=_CONDITION, meaning="Which of its rows.", default="all"
                    ),
                    Key(
                        name="by",
                        holds=ListOf(of=_COLUMN, or_one=True),
                        meaning="Columns of which each value has a condition of its own.",
                        default="one for all",
                    ),
                ),
                example="{from: outages, where: service = 'payments'}",
            ),
            _OVER_TIME,
        )
    ),
    keys=NAME,
    example="{payments_down: {from: outages, where: service = 'payments'}}",
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
                name="spells",
                holds=_OVER_TIME,
                meaning="Stretches in which a condition holds, with began, ended and length.",
            ),
            Key(
                name="by",
                holds=ListOf(of=_COLUMN, or_one=True),
                meaning="Columns that a group shares.",
            ),
            Key(name="where", holds=_CONDITION, meaning="Which of them."),
            Key(name="counts in", holds=_COLUMN, meaning="Instant that decides the period."),
        ),
        one_of=("from", "of", "group", "spells"),
        example="{each: failure, from: outages, where: length above 12 hours}",
    ),
    keys=NAME,
    example="{failures: {each: failure, from: outages}}",
)
