"""What tables of facts an agreement reads, and how their columns are understood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from servanda.agreement.model.people import Kept
from servanda.agreement.model.terms import Range
from servanda.kernel.source import SourceSpan
from servanda.kernel.unit import Unit

__all__ = ["Allowed", "ColumnType", "EvidenceColumn", "EvidenceForm", "EvidenceTable"]


class EvidenceForm(Enum):
    """What one row of a table is.

    ``CASE`` is the latest state of one thing, ``EVENT`` a change of one (its state holds until
    the next), ``INTERVAL`` something that lasted from one instant to another, ``RECORD``
    anything else that happened at an instant (an answer to a survey, a probe, a figure).
    """

    CASE = "case"
    EVENT = "event"
    INTERVAL = "interval"
    RECORD = "record"


class ColumnType(Enum):
    """The types that a column can be read as."""

    TEXT = "text"
    NUMBER = "number"
    WHOLE = "whole number"
    TRUTH = "yes or no"
    INSTANT = "instant"
    DATE = "date"
    MONEY = "money"
    PERCENT = "percent"
    DURATION = "duration"


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """What the cells of a column may hold; evidence with any other cell is refused.

    Args:
        texts: The values allowed, after renaming; empty for any.
        range: The stretch of figures allowed; absent for any.
        text: The rule as its author wrote it: ``known``, ``from 0% to 100%``.
    """

    texts: tuple[str, ...]
    range: Range | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceColumn:
    """How one column is read.

    Args:
        name: Its name in the agreement.
        source: Its heading in the file.
        type: What it is read as.
        unit: For money, the currency's unit; for durations, seconds; for counts, the noun.
        scale_text: For durations, the unit that the numbers are in: ``seconds``, ``minutes``.
        format: For instants and dates, a pattern in words (``day/month/year hour:minute``), or
            empty for ISO 8601.
        zone: For instants without offset, the IANA zone of the wall clock; empty takes the table's.
        values: How texts in the file are renamed, before anything else reads them.
        personal: Whether it names a person; such columns are replaced by pseudonyms.
        impersonal: Whether the text says that it names nobody.
        sealed: Of a personal column, whether the name is kept beside the snapshot, encrypted.
        split_by: Text that separates several values in one cell (``;``); each value makes a row
            of its own, alike in all other columns. Not for cases and events. Empty for none.
        only: What its cells may hold. A cell may then not be empty, so that the column always
            has a value.
    """

    name: str
    source: str
    type: ColumnType
    unit: Unit | None
    scale_text: str
    format: str
    zone: str
    values: Mapping[str, str] = field(default_factory=dict)
    personal: bool = False
    impersonal: bool = False
    sealed: bool = False
    split_by: str = ""
    only: Allowed | None = None
    span: SourceSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceTable:
    """How one table of facts is read.

    Args:
        name: Its name in the agreement.
        form: What a row is.
        noun: Singular by which its rows (for events: its cases) are counted: ``ticket``.
        nouns: The plural.
        file: File name or pattern (``incidents*.csv.gz``) looked for in the evidence folder.
        sheet: For spreadsheets, the sheet; empty takes the first.
        database: PostgreSQL service that the table is read from instead of files; empty for none.
        query: What that database is asked; empty for all rows of its table of the same name.
        key: Column that names the case (for events, the case an event belongs to).
        at: Instant column for events and records; empty for cases and intervals.
        order: Column that orders events of the same instant; empty takes the order ``at`` alone,
            and ``profile`` reports ties.
        begins: For intervals, the instant column of the start.
        ends: For intervals, the instant column of the end, not included.
        zone: IANA zone of wall clocks without offset.
        nulls: Texts that mean *nothing is known*.
        columns: The columns, by name.
        required: Whether settling may go on without the table; absent rows are then *no data*.
        kept: How long its records are kept; absent where the text does not say.
        recorded: Whether its rows are made of what stands in the journal; nobody brings a file.
    """

    name: str
    form: EvidenceForm
    noun: str
    nouns: str
    file: str
    sheet: str
    key: str
    at: str
    order: str
    begins: str
    ends: str
    zone: str
    nulls: tuple[str, ...]
    columns: Mapping[str, EvidenceColumn]
    required: bool
    database: str = ""
    query: str = ""
    span: SourceSpan
    kept: Kept | None = None
    recorded: bool = False
