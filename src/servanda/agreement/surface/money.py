"""The keys of figures, charges, penalties, incentives and limits."""

from __future__ import annotations

from typing import Final

from servanda.agreement.model.money import IncentiveKind, LimitRest
from servanda.agreement.surface.shape import (
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
    YesNo,
)
from servanda.agreement.surface.words import CLAUSE, NAME, TITLE, choice_of

__all__ = [
    "CHARGES",
    "FIGURES",
    "HISTORY",
    "INCENTIVES",
    "LIMITS",
    "MUST",
    "PENALTIES",
    "SHORTHAND_KEYS",
]

_MONEY = FormulaShape(gives="money", example="credit(payments_up) of monthly_fee")
_COMMON = (
    Key(name="title", holds=TITLE, meaning="A reader's name."),
    Key(
        name="for each",
        holds=Reference(what="rows"),
        meaning="The rows that it exists once for.",
        default="the period",
    ),
    Key(
        name="by",
        holds=ListOf(of=NAME, or_one=True),
        meaning="Segment columns that it is divided by.",
    ),
    Key(
        name="when",
        holds=FormulaShape(gives="yes or no", example="length above 12 hours"),
        meaning="Where it is not true, the amount is 0.",
        default="always",
    ),
)
_CLAUSE_KEY = Key(name="clause", holds=CLAUSE, meaning="Its place in the signed contract.")

FIGURES: Final = Named(
    of=OneOf(
        shapes=(
            FormulaShape(gives="any value", example="sum(length over failures)"),
            Record(
                what="figure",
                keys=(
                    *_COMMON,
                    Key(
                        name="is",
                        holds=FormulaShape(gives="any value", example="sum(length over failures)"),
                        meaning="The formula.",
                        required=True,
                    ),
                    _CLAUSE_KEY,
                ),
                example="{for each: failure, is: length - 12 hours}",
            ),
        )
    ),
    keys=NAME,
    example="{lost_hours: sum(length over failures)}",
)

_LINE_KEYS = (
    Key(
        name="commitment",
        holds=Reference(what="commitment"),
        meaning="The commitment that it hangs on; relief follows it.",
        default="the commitment of the same name",
    ),
    Key(
        name="counts towards limits",
        holds=YesNo(),
        meaning="Whether limits on penalties or incentives include it.",
        default="yes",
    ),
    _CLAUSE_KEY,
)
_PAYS = Key(name="pays", holds=_MONEY, meaning="The formula of the amount.")

_CURE_COSTS = Key(
    name="cure costs",
    holds=FormulaShape(gives="money", example="12000 EUR"),
    meaning="What curing the failure would cost in a period, from terms and tables alone.",
    default="nobody says",
)

_BESIDES = Key(
    name="besides",
    holds=Named(
        of=Text(),
        keys=Reference(what="penalty"),
        example="{restore_p1: the credit is for the month, this one for the people who waited}",
    ),
    meaning="Penalties that may charge the same records, and why that is meant.",
    default="none: check warns of records charged twice",
)

SHORTHAND_KEYS: Final = ("of", "pool", "below expected", "below minimum", "repeat")
_SHARE = FormulaShape(gives="a share", example="50%")
_SHORTHAND = (
    Key(name="of", holds=_MONEY, meaning="Shorthand: the amount that the pool is a share of."),
    Key(name="pool", holds=_SHARE, meaning="Shorthand: this line's share of it.", default="100%"),
    Key(
        name="below expected",
        holds=_SHARE,
        meaning="Shorthand: what it pays below the expected level.",
        default="0%",
    ),
    Key(
        name="below minimum",
        holds=_SHARE,
        meaning="Shorthand: what it pays below the minimum level.",
        default="as below expected",
    ),
    Key(
        name="repeat",
        holds=Phrase(form="x and a number", example="x2", pattern=r"\s*x\s*[0-9.]+\s*"),
        meaning="Shorthand: multiplies it when the period before missed as well.",
        default="x1",
    ),
)

CHARGES: Final = Named(
    of=OneOf(
        shapes=(
            _MONEY,
            Record(
                what="charge",
                keys=(*_COMMON, _PAYS, _CLAUSE_KEY),
                one_of=("pays",),
                example="{pays: monthly_fee}",
            ),
        )
    ),
    keys=NAME,
    example="{fee: monthly_fee}",
)

PENALTIES: Final = Named(
    of=OneOf(
        shapes=(
            _MONEY,
            Record(
                what="penalty",
                keys=(*_COMMON, *_SHORTHAND, _PAYS, _CURE_COSTS, _BESIDES, *_LINE_KEYS),
                one_of=("pays", "of"),
                example="{of: at_risk, pool: 40%, below expected: 50%, below minimum: 100%}",
            ),
        )
    ),
    keys=NAME,
    example="{restore_major: {of: at_risk, below expected: 50%, below minimum: 100%}}",
)

_KIND = Key(
    name="kind",
    holds=choice_of(IncentiveKind),
    meaning="What it is to the parties; the accounts keep gain shares and earn-backs apart.",
    default="incentive",
)

_ANSWERS = Key(
    name="answers",
    holds=Text(),
    meaning="The frustration of users or business that it answers.",
)

INCENTIVES: Final = Named(
    of=OneOf(
        shapes=(
            _MONEY,
            Record(
                what="incentive",
                keys=(*_COMMON, _KIND, _PAYS, _ANSWERS, *_LINE_KEYS),
                one_of=("pays",),
                example="{when: review_speed.met, pays: 0.5% of monthly_fee}",
            ),
        )
    ),
    keys=NAME,
    example="{quick_review: {when: review_speed.met, pays: 0.5% of monthly_fee}}",
)

LIMITS: Final = ListOf(
    of=OneOf(
        shapes=(
            Phrase(
                form="NAMES at most FORMULA each month, quarter, half year, year, contract year, "
                "for each ROW, within last 90 days, or in total",
                example="penalties at most at_risk each month",
            ),
            Record(
                what="limit",
                keys=(
                    Key(name="name", holds=NAME, meaning="The name of what remains after it."),
                    Key(
                        name="of",
                        holds=ListOf(of=Reference(what="line"), or_one=True),
                        meaning="Lines that share it: penalties, incentives, or names of lines.",
                        required=True,
                    ),
                    Key(
                        name="less",
                        holds=ListOf(of=Reference(what="line"), or_one=True),
                        meaning="Lines that are taken off before the sum is held against a cap.",
                        default="nothing",
                    ),
                    Key(
                        name="for each",
                        holds=Reference(what="rows"),
                        meaning="Rows each of which has a limit of its own.",
                        default="the lines as a whole",
                    ),
                    Key(name="at most", holds=_MONEY, meaning="The cap."),
                    Key(name="at least", holds=_MONEY, meaning="The minimum."),
                    Key(
                        name="within",
                        holds=Phrase(
                            form="this month, this quarter, this half year, this year, "
                            "this contract year, last N months, last N days, or the agreement",
                            example="this year",
                            pattern=r"\s*(this|last|the)\s+[a-z0-9 ]+",
                        ),
                        meaning="Over what the lines add up.",
                        default="the period",
                    ),
                    Key(
                        name="rest",
                        holds=choice_of(LimitRest),
                        meaning="What becomes of the part above a cap, or of less than a minimum.",
                        default="lapses; of a minimum it has to be said",
                    ),
                    Key(
                        name="carries for",
                        holds=Phrase(
                            form="a number of periods",
                            example="3 months",
                            pattern=r"\s*[0-9]+\s+[a-z]+\s*",
                        ),
                        meaning="For how long what carries over waits before it lapses.",
                        default="as long as it takes",
                    ),
                    _CLAUSE_KEY,
                ),
                one_of=("at most", "at least"),
                example="{name: yearly, of: [penalties], at most: 10% of fee, within: this year}",
            ),
        )
    )
)

_CONDITION = FormulaShape(gives="yes or no", example="40% + 60% = 100%")
MUST: Final = ListOf(
    of=OneOf(
        shapes=(
            _CONDITION,
            Record(
                what="condition",
                keys=(
                    Key(name="holds", holds=_CONDITION, meaning="What has to hold.", required=True),
                    Key(name="says", holds=TITLE, meaning="The same in words, for who reads it."),
                ),
                example="{holds: count(levels) at most 20, says: at most 20 levels count}",
            ),
        )
    ),
    or_one=True,
)

HISTORY: Final = Record(
    what="history",
    keys=(
        Key(
            name="until",
            holds=DateShape(),
            meaning="Last day that is stated; what comes after it is settled.",
            required=True,
        ),
        Key(
            name="from",
            holds=Reference(what="evidence table"),
            meaning="Where the figures are stated, a row or more for a period.",
            required=True,
        ),
        Key(
            name="gives",
            holds=Named(
                of=Reference(what="column"),
                keys=Reference(what="figure or line"),
                example="{fee: charged, service_credit: credited}",
            ),
            meaning="Figures and lines with the column that states them.",
            required=True,
        ),
        Key(
            name="measured",
            holds=Named(
                of=Reference(what="column"),
                keys=Reference(what="measure"),
                example="{restore_major: restored_in_time}",
            ),
            meaning="Measures with the column that states their value.",
            default="what the evidence gives",
        ),
    ),
    example="{until: 2025-12-31, from: earlier_statements, gives: {fee: charged}}",
)
