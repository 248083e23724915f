"""The keys of terms, tables and calendars: what formulas look up."""

from __future__ import annotations

from typing import Final

from servanda.agreement.model.terms import Choice as TableChoice
from servanda.agreement.surface.shape import (
    Choice,
    Dated,
    DateShape,
    FormulaShape,
    Key,
    ListOf,
    Named,
    OneOf,
    Phrase,
    Record,
    Text,
)
from servanda.agreement.surface.words import DAY_TIMES, NAME, TITLE, ZONE
from servanda.businesstime.rule import ClosingEdge

__all__ = ["CALENDARS", "TABLES", "TERMS", "TERM_VALUE"]

_VALUE = FormulaShape(gives="the term's value", example="12% of monthly_fee")
_KEYED_INSIDE = Named(of=_VALUE, keys=Text(characters_max=100), example="{gold: 1 hour}")
_KEYED = Named(
    of=OneOf(shapes=(_VALUE, _KEYED_INSIDE)),
    keys=Text(characters_max=100),
    example="{P1: 4 hours, P2: 8 hours}",
)
TERM_VALUE: Final = Dated(of=OneOf(shapes=(_VALUE, _KEYED)))

TERMS: Final = Named(
    of=OneOf(
        shapes=(
            Record(
                what="term",
                keys=(
                    Key(name="title", holds=TITLE, meaning="A reader's name."),
                    Key(name="is", holds=TERM_VALUE, meaning="Its value.", required=True),
                ),
                example="{title: At-risk amount, is: 12% of monthly_fee}",
            ),
            TERM_VALUE,
        )
    ),
    keys=NAME,
    example="{monthly_fee: {2026-01-01: 250000.00 EUR, 2027-01-01: 256500.00 EUR}}",
)

_GIVES = FormulaShape(gives="what the row gives", example="10%")
_RANGE = Phrase(
    form="a range in words",
    example="from 99.0% to below 99.9%",
    pattern=r"\s*(from|above|below|at\s+least|at\s+most|up\s+to|is|[<>=])[\s\S]+",
)

TABLES: Final = Named(
    of=Record(
        what="table",
        keys=(
            Key(name="title", holds=TITLE, meaning="A reader's name."),
            Key(
                name="choose",
                holds=Choice(
                    words=tuple(str(each.value) for each in TableChoice if each.name != "NONE")
                ),
                meaning="Which row applies where two hold the same value.",
                default="an overlap is a mistake",
            ),
            Key(
                name="gaps",
                holds=Choice(words=("not settled",)),
                meaning="Agrees that nothing is settled on a value that is in no row.",
                default="a gap keeps the table out of money",
            ),
        ),
        rest=Named(
            of=OneOf(
                shapes=(_GIVES, Named(of=_GIVES, keys=NAME, example="{share: 10%, points: 2}"))
            ),
            keys=_RANGE,
            example="{below 99.0%: 25%, at least 99.0%: 0%}",
        ),
        example="{below 99.0%: 25%, at least 99.0%: 0%}",
    ),
    keys=NAME,
    example="{credit: {below 99.0%: 25%, at least 99.0%: 0%}}",
)

_DAYS = Phrase(
    form="a day or days: 2026-12-24, 2026-12-27..2026-12-31",
    example="2026-12-24",
    pattern=r"\s*[0-9]{4}-[0-9]{2}-[0-9]{2}\s*(\.\.\s*[0-9]{4}-[0-9]{2}-[0-9]{2}\s*)?",
)
_REGION = Text(
    pattern=r"[A-Z]{2}(-[A-Z0-9]{1,3})?", form="a country, or country-subdivision, like NL or DE-BY"
)
_REGIONS = ListOf(of=_REGION, or_one=True)

CALENDARS: Final = Named(
    of=Record(
        what="calendar",
        keys=(
            Key(
                name="zone",
                holds=ZONE,
                meaning="The time zone of its wall clock.",
                default="the settlement's",
            ),
            Key(
                name="open",
                holds=OneOf(
                    shapes=(
                        Choice(words=("always",)),
                        Named(
                            of=ListOf(of=DAY_TIMES, or_one=True),
                            keys=Phrase(form="a day or days of the week", example="mon-fri"),
                            example="{mon-fri: 08:00-18:00}",
                        ),
                    )
                ),
                meaning="Opening hours by day of the week; days not named are closed.",
                required=True,
            ),
            Key(
                name="holidays",
                holds=OneOf(
                    shapes=(
                        _REGIONS,
                        Record(
                            what="frozen holidays",
                            keys=(
                                Key(
                                    name="from",
                                    holds=_REGIONS,
                                    meaning="Where the dates were taken from.",
                                    required=True,
                                ),
                                Key(
                                    name="dates",
                                    holds=Named(
                                        of=Text(),
                                        keys=DateShape(),
                                        example="{2026-01-01: New Year's Day}",
                                    ),
                                    meaning="The dates with their names, part of what is signed.",
                                    required=True,
                                ),
                            ),
                            example="{from: NL, dates: {2026-01-01: New Year's Day}}",
                        ),
                    )
                ),
                meaning="Public holidays, closed all day.",
            ),
            Key(
                name="closed",
                holds=ListOf(of=_DAYS, or_one=True),
                meaning="Further days that are closed.",
            ),
            Key(
                name="special",
                holds=Named(
                    of=ListOf(of=DAY_TIMES, or_one=True),
                    keys=DateShape(),
                    example="{2026-12-31: 08:00-12:00}",
                ),
                meaning="Days with hours of their own: half days, extra days, open holidays.",
            ),
            Key(
                name="due on closing time",
                holds=Choice(words=tuple(str(edge.value) for edge in ClosingEdge)),
                meaning="Where a due time falls that lands exactly on closing time.",
                default="next opening",
            ),
        ),
        example="{open: {mon-fri: 08:00-18:00}, holidays: NL}",
    ),
    keys=NAME,
    example="{office: {open: {mon-fri: 08:00-18:00}}}",
)
