"""The keys of evidence: which tables are read and how."""

from __future__ import annotations

from typing import Final

from servanda.agreement.model.evidence import ColumnType, EvidenceForm
from servanda.agreement.surface.people import KEPT
from servanda.agreement.surface.shape import (
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
from servanda.agreement.surface.words import NAME, ZONE, choice_of

__all__ = ["COLUMN_TYPE", "EVIDENCE"]

COLUMN_TYPE: Final = Phrase(
    form="one of text, number, whole number, yes or no, instant, date, percent, "
    "money EUR, duration in milliseconds, number of requests",
    example="whole number",
    pattern=rf"{'|'.join(each.value for each in ColumnType)}|"
    r"money\s+[A-Z]{3}|duration\s+in\s+[a-z]+|number\s+of\s+[a-z][a-z0-9_]*",
)

_COLUMN = Record(
    what="column",
    keys=(
        Key(
            name="from",
            holds=Text(),
            meaning="Its heading in the file.",
            default="the column's own name",
        ),
        Key(name="type", holds=COLUMN_TYPE, meaning="What it is read as.", required=True),
        Key(
            name="format",
            holds=Text(),
            meaning="How instants and dates are written: day/month/year hour:minute.",
            default="ISO 8601",
        ),
        Key(
            name="zone",
            holds=ZONE,
            meaning="Time zone of wall clocks without offset.",
            default="the table's",
        ),
        Key(
            name="values",
            holds=Named(
                of=Text(), keys=Text(characters_max=500), example="{1 - Critical: P1, 2 - High: P2}"
            ),
            meaning="How texts in the file are renamed before anything else reads them.",
        ),
        Key(
            name="split by",
            holds=Text(characters_max=10),
            meaning="What separates several values in a cell; each makes a row of its own.",
        ),
        Key(
            name="only",
            holds=OneOf(
                shapes=(
                    ListOf(of=Text(characters_max=500)),
                    Phrase(
                        form="known, a range in words, or a list of values",
                        example="from 0% to 100%",
                    ),
                )
            ),
            meaning="What its cells may hold: evidence with any other cell is refused.",
            default="anything, also nothing",
        ),
        Key(
            name="personal",
            holds=YesNo(),
            meaning="Whether it names a person; pseudonyms then replace it.",
            default="no",
        ),
        Key(
            name="sealed",
            holds=YesNo(),
            meaning="Whether the name of a personal column is kept too, encrypted, until erased.",
            default="no: nobody can get from the pseudonym to the name",
        ),
    ),
    example="{from: opened_at, type: instant}",
)

EVIDENCE: Final = Named(
    of=Record(
        what="evidence table",
        keys=(
            Key(
                name="each",
                holds=choice_of(EvidenceForm),
                meaning="What one row is.",
                required=True,
            ),
            Key(
                name="noun",
                holds=ListOf(of=NAME, or_one=True),
                meaning="What its rows are counted by: incident, or [query, queries].",
                default="record",
            ),
            Key(
                name="file",
                holds=Text(),
                meaning="File name or pattern looked for in the evidence folder.",
                default="the table's name with any ending",
            ),
            Key(
                name="sheet",
                holds=Text(),
                meaning="For spreadsheets, the sheet.",
                default="the first",
            ),
            Key(
                name="database",
                holds=NAME,
                meaning="PostgreSQL service that the table is read from, instead of a file.",
                default="none; files are read",
            ),
            Key(
                name="query",
                holds=Text(characters_max=10_000),
                meaning="What the database is asked: one SELECT, which can only read.",
                default="all rows of its table of the same name",
            ),
            Key(name="key", holds=Reference(what="column"), meaning="What names the case."),
            Key(
                name="at",
                holds=Reference(what="column"),
                meaning="The instant of an event or record.",
            ),
            Key(
                name="order",
                holds=Reference(what="column"),
                meaning="What orders events of the same instant.",
            ),
            Key(
                name="from",
                holds=Reference(what="column"),
                meaning="The instant at which an interval begins.",
            ),
            Key(
                name="until",
                holds=Reference(what="column"),
                meaning="The instant at which an interval ends, not included.",
            ),
            Key(
                name="zone",
                holds=ZONE,
                meaning="Time zone of wall clocks without offset.",
                default="the settlement's",
            ),
            Key(
                name="nulls",
                holds=ListOf(of=Text(), or_one=True),
                meaning="Texts that mean that nothing is known.",
                default="the empty text",
            ),
            Key(
                name="required",
                holds=YesNo(),
                meaning="Whether there is no settling without the table.",
                default="yes",
            ),
            Key(
                name="keep",
                holds=KEPT,
                meaning="How long its records are kept after the last that they tell.",
                default="as long as anybody likes",
            ),
            Key(
                name="columns",
                holds=Named(
                    of=OneOf(shapes=(COLUMN_TYPE, _COLUMN)),
                    keys=NAME,
                    example="{number: text, opened: {from: opened_at, type: instant}}",
                ),
                meaning="Its columns by the names that formulas use.",
                required=True,
            ),
        ),
        example="{each: case, noun: incident, key: number, columns: {number: text}}",
    ),
    keys=NAME,
    example="{incidents: {each: case, key: number, columns: {number: text}}}",
)
