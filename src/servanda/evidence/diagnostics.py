"""What can be wrong with a file of evidence, or with how an agreement says to read it."""

from __future__ import annotations

from typing import Final

from servanda.kernel.diagnostic import DiagnosticKind, Severity

__all__ = ["ALL_KINDS"]

NO_FILE: Final = DiagnosticKind(
    code="E001",
    title="No file for a table",
    message="table '{table}' has no file: nothing in {folder} matches '{pattern}'",
    hint="did you mean '{near}'?",
    reason="A table without a file would silently measure nothing.",
)
NO_FOLDER: Final = DiagnosticKind(
    code="E002",
    title="No evidence folder",
    message="there is no folder {folder} to read evidence from",
    hint="{hint}",
    reason="Evidence is looked for in one named folder only.",
)
UNSAFE_PATTERN: Final = DiagnosticKind(
    code="E003",
    title="File outside the evidence folder",
    message="the file pattern '{pattern}' of table '{table}' leads out of the evidence folder",
    hint="name files inside the folder, without '..' and without a leading '/'",
    reason="An agreement may come from the other party; it must not read anything else.",
)
UNREADABLE_FILE: Final = DiagnosticKind(
    code="E004",
    title="File cannot be opened",
    message="the file cannot be opened: {why}",
    hint="check that the file is there and that you may read it",
    reason="The operating system refused it.",
)
EMPTY_FILE: Final = DiagnosticKind(
    code="E005",
    title="Empty file",
    message="the file has nothing in it",
    hint="a table without rows still has its line of column headings",
    reason="An empty file is usually an export that failed, not a month without incidents.",
)
NOT_AS_NAMED: Final = DiagnosticKind(
    code="E006",
    title="File is not what its name says",
    message="the name says {claimed}, but inside is {found}",
    hint="{advice}",
    reason="Reading a file as something it is not gives figures that nobody can explain.",
)
NOT_EVIDENCE: Final = DiagnosticKind(
    code="E007",
    title="Not a table",
    message="this is {found}, which is not a table that can be read",
    hint="export it as CSV (UTF-8), Parquet, JSON lines or XLSX",
    reason="Only formats with a defined meaning are read.",
)
DAMAGED: Final = DiagnosticKind(
    code="E008",
    title="Damaged file",
    message="the file is damaged: {why}",
    hint="copy or export it again; its last part may be missing",
    reason="A file cut short would lose its latest records without a word.",
)
UNPACKS_TOO_FAR: Final = DiagnosticKind(
    code="E009",
    title="Unpacks too far",
    message="the file unpacks to more than {times} times its size; it was not unpacked further",
    hint="real tables shrink 5 to 100 times; pass it uncompressed if it is genuine",
    reason="A small file that unpacks without end is a known way to stop a computer.",
)
NOT_UTF8: Final = DiagnosticKind(
    code="E010",
    title="Not UTF-8",
    message="the text is not UTF-8 ({found})",
    hint="save it as 'CSV UTF-8'; letters outside English would be misread otherwise",
    reason="The same bytes mean different letters in different encodings; none is guessed.",
)
LONG_LINE: Final = DiagnosticKind(
    code="E011",
    title="Line too long",
    message="a line is longer than {limit} characters",
    hint="line breaks may have been lost, or a quote left open",
    reason="A table whose rows cannot be told apart cannot be counted.",
)
TOO_MANY_COLUMNS: Final = DiagnosticKind(
    code="E012",
    title="Too many columns",
    message="the table has {found} columns; at most {limit} are read",
    hint="the table may be turned on its side, or line breaks may have been lost",
    reason="No table of facts is that wide.",
)
NO_HEADINGS: Final = DiagnosticKind(
    code="E013",
    title="No column headings",
    message="the first row has no column headings",
    hint="the first row must name the columns",
    reason="Columns are found by heading, never by position.",
)
DUPLICATE_HEADING: Final = DiagnosticKind(
    code="E014",
    title="Heading twice",
    message="two columns are headed '{heading}'",
    hint="rename one of them; it would be a guess which one is meant",
    reason="A column is found by its heading.",
)
MISSING_COLUMN: Final = DiagnosticKind(
    code="E015",
    title="Column not in the file",
    message="there is no column '{heading}', which table '{table}' reads as '{name}'",
    hint="did you mean '{near}'?",
    reason="A column that was renamed at the source must be renamed in the agreement too.",
)
RAGGED_ROW: Final = DiagnosticKind(
    code="E016",
    title="Row with too few or too many cells",
    message="{rows} not as wide as the {columns} headings; the first has {found} cells",
    hint="a separator inside a value needs quotes around the value",
    reason="In such a row it is a guess which value belongs to which heading.",
)
OPEN_QUOTE: Final = DiagnosticKind(
    code="E017",
    title="Quotes that do not fit",
    message="{rows} quotes that do not close or stand in the wrong place",
    hint='a quote inside a quoted value is written twice: "so ""called"" value"',
    reason="An open quote swallows the rows after it.",
)
NO_ROWS: Final = DiagnosticKind(
    code="E018",
    title="Headings but no rows",
    message="the file has headings and no rows; table '{table}' is taken to be empty",
    hint="if something should be there, look at the export's filter",
    severity=Severity.WARNING,
    reason="It may be true that nothing happened; it is more often a filter.",
)
UNREADABLE_TABLE: Final = DiagnosticKind(
    code="E019",
    title="Table cannot be read",
    message="the file cannot be read as {kind}: {why}",
    hint="export it again",
    reason="The reader could not make sense of its structure.",
)
BAD_JSON_LINE: Final = DiagnosticKind(
    code="E020",
    title="Line is not a JSON object",
    message="this line is not one JSON object: {why}",
    hint='JSON lines have one object per line: {{"number": "INC1", "opened": "..."}}',
    reason="Each line is one record with named values.",
)
NO_SHEET: Final = DiagnosticKind(
    code="E021",
    title="No such sheet",
    message="the workbook has no sheet '{sheet}'; it has {sheets}",
    hint="did you mean '{near}'?",
    reason="A workbook may hold several tables; the agreement names one.",
)
UNREADABLE_VALUES: Final = DiagnosticKind(
    code="E022",
    title="Values that cannot be read",
    message="column '{heading}': {count} cannot be read as {type}: {examples}",
    hint="{advice}",
    reason="A value that cannot be read is neither 0 nor nothing; somebody has to say what it is.",
)
UNKNOWN_ZONE: Final = DiagnosticKind(
    code="E023",
    title="Unknown time zone",
    message="'{zone}' is not a time zone",
    hint="did you mean '{near}'?",
    reason="Zones are named as in the IANA database: Europe/Amsterdam.",
)
UNKNOWN_FORMAT: Final = DiagnosticKind(
    code="E024",
    title="Unknown format",
    message="the format '{format}' of column '{name}' is not understood: {why}",
    hint="{advice}",
    reason="A format says which part of a text is the day and which is the month.",
)
UNKNOWN_SCALE: Final = DiagnosticKind(
    code="E025",
    title="Unknown unit of a duration",
    message="column '{name}' is a duration in '{scale}', which is not understood",
    hint="say one of {known}",
    reason="Without its unit a number is not a duration.",
)
AMBIGUOUS_TIMES: Final = DiagnosticKind(
    code="E026",
    title="Times that happened twice",
    message="column '{heading}': {count} in {zone}, where clocks went back: {examples}; "
    "the first passage was taken",
    hint="export in UTC or with offset to know which passage was meant",
    severity=Severity.WARNING,
    reason="When clocks go back, one wall-clock time stands for two instants.",
)
SKIPPED_TIMES: Final = DiagnosticKind(
    code="E027",
    title="Times that never happened",
    message="column '{heading}': {count} in {zone}, where clocks went forward: {examples}; "
    "each was moved forward by what was skipped",
    hint="the column may be in another zone than the agreement says",
    severity=Severity.WARNING,
    reason="When clocks go forward, some wall-clock times do not exist.",
)
FINER_THAN_MICROSECOND: Final = DiagnosticKind(
    code="E028",
    title="Finer than a microsecond",
    message="column '{heading}': {count} finer than a microsecond; what is finer was cut off",
    hint="nothing needs to be done, unless the contract measures more finely than that",
    severity=Severity.NOTE,
    reason="Instants and durations are kept in whole microseconds.",
)
MIXED_OFFSETS: Final = DiagnosticKind(
    code="E029",
    title="Some times with offset, some without",
    message="column '{heading}': {with_offset} with an offset and {without} without; "
    "those without were read as {zone}",
    hint="two sources may have been joined; check that the zone is right for both",
    severity=Severity.WARNING,
    reason="Mixed spellings usually mean mixed origins, and so perhaps mixed zones.",
)
PERSONAL_NOT_TEXT: Final = DiagnosticKind(
    code="E030",
    title="Personal column that is not text",
    message="column '{name}' is personal and read as {type}; only text can be made a pseudonym",
    hint="say type: text",
    reason="A pseudonym is a text that stands for a person.",
)
RESERVED_NAME: Final = DiagnosticKind(
    code="E031",
    title="Reserved column name",
    message="the column name '{name}' is reserved for the record's own number",
    hint="choose another name",
    reason="Each record of a snapshot is numbered in '_record'.",
)

NOT_ALLOWED: Final = DiagnosticKind(
    code="E032",
    title="Values that the agreement refuses",
    message="column '{heading}': {count} {verb} not what the agreement allows ({allowed}): "
    "{examples}",
    hint="correct the evidence; only an amendment changes what the agreement allows",
    reason="A figure that cannot be true is no evidence, and nothing is settled on it.",
)
ERASED_PERSON_BACK: Final = DiagnosticKind(
    code="E033",
    title="Erased people in the clear again",
    message="table '{table}' names {people} in the clear who had been erased",
    hint="ask for exports without them, or run 'servanda erase' again; what is kept has "
    "pseudonyms only, and their names were not sealed again",
    severity=Severity.WARNING,
    reason="A source that was not told brings people back with its next export.",
)

NO_DRIVER: Final = DiagnosticKind(
    code="E034",
    title="No driver for the database",
    message="table '{table}' is read from the database '{database}', and psycopg is not installed",
    hint="install it with: pip install 'servanda[postgres]'",
    reason="The driver is needed only where evidence lies in PostgreSQL.",
)
NO_DATABASE: Final = DiagnosticKind(
    code="E035",
    title="Database cannot be reached",
    message="the database '{database}', which holds table '{table}', cannot be reached: {why}",
    hint="{advice}",
    reason="Without its evidence a table would silently measure nothing.",
)
NOT_LET_READ: Final = DiagnosticKind(
    code="E036",
    title="Database does not let the table be read",
    message="the database '{database}' does not let table '{table}' be read: {why}",
    hint="grant SELECT on what the query names to the role of the service",
    reason="Servanda reads what its role may read, and nothing else.",
)
BAD_QUERY: Final = DiagnosticKind(
    code="E037",
    title="Query that the database refuses",
    message="the database '{database}' refuses what table '{table}' asks: {why}",
    hint="{advice}",
    reason="A query is one SELECT, asked in a transaction that can only read.",
)

ALL_KINDS: Final = tuple(
    sorted(
        (value for value in list(globals().values()) if isinstance(value, DiagnosticKind)),
        key=lambda kind: kind.code,
    )
)
"""Every kind of this package, by code."""
