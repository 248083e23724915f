"""The keys of relief, answers and the holding account."""

from __future__ import annotations

from typing import Final

from servanda.agreement.model.decisions import Cause, Silence
from servanda.agreement.surface.shape import (
    Choice,
    Key,
    ListOf,
    Named,
    OneOf,
    Phrase,
    Record,
    Reference,
)
from servanda.agreement.surface.words import CLAUSE, NAME, TITLE, choice_of

__all__ = ["ANSWERS", "HOLDING_ACCOUNT", "RELIEF"]

_SIDE = Choice(words=("client", "provider"))
_TIME_LIMIT = Phrase(
    form="hours, calendar days, or business days of a calendar",
    example="10 business days of office",
    pattern=r"\s*[0-9]+\s+(hours?|calendar\s+days?|business\s+days?\s+of\s+[a-z][a-z0-9_]*)\s*",
)
_EITHER_WAY = Choice(words=(Silence.ACCEPTED.value, Silence.DECLINED.value))
_CLAUSE = Key(name="clause", holds=CLAUSE, meaning="Its place in the signed contract.")

RELIEF: Final = Named(
    of=Record(
        what="relief",
        keys=(
            Key(name="title", holds=TITLE, meaning="A reader's name."),
            Key(
                name="cause",
                holds=choice_of(Cause),
                meaning="What it is for.",
                required=True,
            ),
            Key(
                name="claimed by",
                holds=ListOf(of=_SIDE, or_one=True),
                meaning="Who may claim it; the other party answers.",
                required=True,
            ),
            Key(
                name="claimed within",
                holds=_TIME_LIMIT,
                meaning="Time for a claim, from the end of the period that it is about.",
                default="as long as the period's statement is not agreed",
            ),
            Key(
                name="answered within",
                holds=_TIME_LIMIT,
                meaning="Time for the answer, from the claim.",
                default="as 'answers' says of relief",
            ),
            Key(
                name="silence means",
                holds=_EITHER_WAY,
                meaning="What it means that nobody answers in time.",
                default="as 'answers' says of relief",
            ),
            Key(
                name="share",
                holds=Phrase(
                    form="whole, any, or a range of shares",
                    example="at most 50%",
                    pattern=r"\s*(whole|any|(from|above|below|at\s+least|at\s+most|up\s+to|is)\s.+)",
                ),
                meaning="How much of a record or of a stretch of time may be relieved.",
                default="whole",
            ),
            Key(
                name="measures",
                holds=ListOf(of=Reference(what="measure"), or_one=True),
                meaning="The measures that it can be about.",
                default="all",
            ),
            Key(
                name="bucket",
                holds=Phrase(
                    form="a duration or a number of records, and over what",
                    example="4 hours each month",
                    pattern=r"\s*[0-9.]+\s+[a-z]+\s+(each|in)\s+[a-z ]+",
                ),
                meaning="Relief that needs no answer: granted as claimed until this is used up.",
                default="none: every claim is answered",
            ),
            _CLAUSE,
        ),
        example="{cause: third party, claimed by: provider, silence means: declined}",
    ),
    keys=NAME,
    example="{carrier: {cause: third party, claimed by: provider}}",
)


_HANDED_OVER = Key(
    name="handed over within",
    holds=_TIME_LIMIT,
    meaning="Time in which a period's statement is handed over, from the period's end.",
    default="no time is set",
)


def _answer(about: str, silence: Choice | None, *before: Key) -> Record:
    within = Key(name="within", holds=_TIME_LIMIT, meaning="Time for the answer.", required=True)
    if silence is None:
        return Record(
            what=f"answer to {about}",
            keys=(*before, within),
            example="{within: 10 business days of office}",
        )
    means = Key(
        name="silence means",
        holds=silence,
        meaning="What it means that nobody answers in time.",
        default="nothing: it stays open",
    )
    return Record(
        what=f"answer to {about}",
        keys=(*before, within, means),
        example=f"{{within: 10 business days of office, silence means: {silence.words[0]}}}",
    )


ANSWERS: Final = Record(
    what="list of answers",
    keys=(
        Key(
            name="statement",
            holds=_answer("a statement", Choice(words=(Silence.AGREED.value,)), _HANDED_OVER),
            meaning="By when lines of a statement are disputed that was handed over.",
        ),
        Key(
            name="dispute",
            holds=_answer("a dispute", _EITHER_WAY),
            meaning="By when a disputed line is answered.",
        ),
        Key(
            name="spending",
            holds=_answer("a spending", _EITHER_WAY),
            meaning="By when a proposal to spend from the holding account is decided.",
        ),
        Key(
            name="relief",
            holds=_answer("a claim", _EITHER_WAY),
            meaning="By when a claim is answered whose relief says nothing else.",
        ),
        Key(
            name="evidence",
            holds=_answer("evidence", Choice(words=(Silence.ACCEPTED.value,))),
            meaning="By when evidence is accepted or queried that was submitted.",
        ),
        Key(
            name="query",
            holds=_answer("a query", None),
            meaning="By when a query about evidence is answered, by words or by better evidence.",
        ),
        Key(
            name="proposal",
            holds=_answer("a proposal", Choice(words=(Silence.DECLINED.value,))),
            meaning="By when a proposed text is signed, commented, countered or declined.",
        ),
    ),
    example="{statement: {within: 15 business days of office, silence means: agreed}}",
)

HOLDING_ACCOUNT: Final = Record(
    what="holding account",
    keys=(
        Key(
            name="receives",
            holds=ListOf(of=Reference(what="penalty"), or_one=True),
            meaning="The penalties that wait there: penalties for all, or names of some.",
            required=True,
        ),
        Key(
            name="decided by",
            holds=_SIDE,
            meaning="Who decides what it is spent on; either party may propose.",
            required=True,
        ),
        Key(
            name="spent on",
            holds=OneOf(
                shapes=(
                    ListOf(of=NAME, or_one=True),
                    Named(of=TITLE, keys=NAME, example="{training: Training on the job}"),
                )
            ),
            meaning="The purposes agreed.",
            required=True,
        ),
        Key(
            name="at the end",
            holds=_SIDE,
            meaning="Who has what is left when the agreement ends.",
            required=True,
        ),
        _CLAUSE,
    ),
    example="{receives: penalties, decided by: client, spent on: [training], at the end: client}",
)
