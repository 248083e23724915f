"""The agreement's top-level keys, in the order in which they are printed."""

from __future__ import annotations

from typing import Final

from servanda.agreement.surface.decisions import ANSWERS, HOLDING_ACCOUNT, RELIEF
from servanda.agreement.surface.evidence import EVIDENCE
from servanda.agreement.surface.lookup import CALENDARS, TABLES, TERMS
from servanda.agreement.surface.measure import CONDITIONS, MEASURES, ROWS
from servanda.agreement.surface.money import (
    CHARGES,
    FIGURES,
    HISTORY,
    INCENTIVES,
    LIMITS,
    MUST,
    PENALTIES,
)
from servanda.agreement.surface.outcome import OUTCOMES
from servanda.agreement.surface.parties import (
    AMENDS,
    CONTRACT,
    IN_FORCE,
    PARTIES,
    SERVICES,
    SETTLEMENT,
)
from servanda.agreement.surface.partnership import GOODWILL, PRINCIPLES, REVIEWS
from servanda.agreement.surface.people import PEOPLE
from servanda.agreement.surface.portfolio import PORTFOLIO
from servanda.agreement.surface.promise import COMMITMENTS
from servanda.agreement.surface.right import RIGHTS
from servanda.agreement.surface.shape import Changes, Choice, Key, ListOf, Named, Record, Text
from servanda.agreement.surface.topics import TOPICS
from servanda.agreement.surface.words import IDENTIFIER, NAME, TITLE

__all__ = ["AGREEMENT", "AMENDMENT_KEYS_REQUIRED", "CHANGEABLE"]

_TERMS = Key(name="terms", holds=TERMS, meaning="Named values, by date or key where they differ.")
_TABLES = Key(name="tables", holds=TABLES, meaning="Piecewise tables with edges in words.")
_CALENDARS = Key(name="calendars", holds=CALENDARS, meaning="Opening hours.")
_CONDITIONS = Key(
    name="conditions",
    holds=CONDITIONS,
    meaning="What is true, false or unknown at every instant.",
)
_ROWS = Key(name="rows", holds=ROWS, meaning="Rows that money is computed for.")
_MEASURES = Key(name="measures", holds=MEASURES, meaning="How figures come out of evidence.")
_COMMITMENTS = Key(name="commitments", holds=COMMITMENTS, meaning="What was promised.")
_MONEY = (
    Key(name="figures", holds=FIGURES, meaning="Named formulas."),
    Key(name="charges", holds=CHARGES, meaning="What the client owes."),
    Key(name="penalties", holds=PENALTIES, meaning="Service credits: what misses cost."),
    Key(name="incentives", holds=INCENTIVES, meaning="What good work earns."),
    Key(name="limits", holds=LIMITS, meaning="Caps on sums of lines, in their order."),
)
_RIGHTS = Key(
    name="rights", holds=RIGHTS, meaning="What a result gives a right to, and until when."
)
CHANGEABLE: Final = Record(
    what="reading's changes",
    keys=(
        _TERMS,
        _TABLES,
        _CALENDARS,
        _CONDITIONS,
        _ROWS,
        _MEASURES,
        _COMMITMENTS,
        *_MONEY,
    ),
    example="{tables: {credit: {from 99.0% to below 99.9%: 10%}}}",
)
"""The sections that another reading may change; evidence and parties are the same in all."""

_READINGS: Final = Named(
    of=Record(
        what="reading",
        keys=(
            Key(name="title", holds=TITLE, meaning="A reader's name."),
            Key(
                name="because",
                holds=Text(),
                meaning="What in the contract lets itself be read so.",
            ),
            Key(
                name="changes",
                holds=Changes(of=CHANGEABLE),
                meaning="What the text says under this reading, laid over it.",
                required=True,
            ),
        ),
        example="{because: the table leaves 99% out, changes: {terms: {edge: 99%}}}",
    ),
    keys=NAME,
    example="{generous: {because: 99% stands in no row, changes: {terms: {edge: 99%}}}}",
)

AGREEMENT: Final = Record(
    what="agreement",
    keys=(
        Key(
            name="servanda",
            holds=Choice(words=("1",)),
            meaning="The version of the language.",
            required=True,
        ),
        Key(
            name="agreement",
            holds=IDENTIFIER,
            meaning="The agreement's short name, the same in its amendments.",
            required=True,
        ),
        Key(name="title", holds=TITLE, meaning="What the agreement is about.", required=True),
        Key(name="amends", holds=AMENDS, meaning="In amendments only: which, and from when."),
        Key(name="contract", holds=CONTRACT, meaning="The signed paper behind the text."),
        Key(name="parties", holds=PARTIES, meaning="Who agrees.", required=True),
        Key(name="in force", holds=IN_FORCE, meaning="The days it applies on.", required=True),
        Key(
            name="settlement",
            holds=SETTLEMENT,
            meaning="The rhythm, zone, money and rounding of settlement.",
            required=True,
        ),
        Key(name="services", holds=SERVICES, meaning="The services covered."),
        _TERMS,
        _TABLES,
        _CALENDARS,
        Key(name="evidence", holds=EVIDENCE, meaning="The tables of facts that are read."),
        Key(name="people", holds=PEOPLE, meaning="How the people in the evidence are treated."),
        _CONDITIONS,
        _ROWS,
        _MEASURES,
        Key(name="outcomes", holds=OUTCOMES, meaning="Figures of the client's business."),
        _COMMITMENTS,
        *_MONEY,
        _RIGHTS,
        Key(name="relief", holds=RELIEF, meaning="What may be claimed not to count, and by whom."),
        Key(
            name="answers",
            holds=ANSWERS,
            meaning="By when the other party answers, and what its silence means.",
        ),
        Key(
            name="holding account",
            holds=HOLDING_ACCOUNT,
            meaning="Where service credits wait until it is decided what they are spent on.",
        ),
        Key(
            name="principles",
            holds=PRINCIPLES,
            meaning="How the parties promised each other to behave.",
        ),
        Key(
            name="reviews",
            holds=REVIEWS,
            meaning="Which reviews there are, how often, and who has to be there.",
        ),
        Key(
            name="goodwill",
            holds=GOODWILL,
            meaning="From when on a favour that is given again is pointed out as a habit.",
        ),
        Key(name="must", holds=MUST, meaning="Conditions without which it is refused."),
        Key(
            name="history",
            holds=HISTORY,
            meaning="Figures of the periods before this text took over.",
        ),
        Key(
            name="readings",
            holds=_READINGS,
            meaning="Other ways in which the contract can be read; each is settled as well.",
        ),
        Key(
            name="topics",
            holds=TOPICS,
            meaning="Where the contract covers each topic of looking after services.",
        ),
        Key(
            name="portfolio",
            holds=PORTFOLIO,
            meaning="How much hangs on it for the client; nothing is settled by it.",
        ),
        Key(
            name="notes",
            holds=ListOf(of=Text(characters_max=20_000), or_one=True),
            meaning="Text for readers; nothing is computed from it.",
        ),
    ),
    example="{servanda: 1, agreement: northwind-acme, ...}",
)
"""All keys of an agreement."""

AMENDMENT_KEYS_REQUIRED: Final = ("servanda", "agreement", "amends")
"""What an amendment has to give by itself; all else it takes from the text it amends."""
