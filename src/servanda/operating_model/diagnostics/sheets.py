"""Mistakes in a matrix or a register that comes back as a spreadsheet."""

from servanda.kernel.diagnostic import DiagnosticKind

__all__ = [
    "SHEET_CANNOT_ANSWER",
    "SHEET_EMPTY",
    "SHEET_HEADING",
    "SHEET_LACKS",
    "SHEET_NOT_DECLARED",
    "SHEET_NO_REASON",
    "SHEET_TWICE",
    "SHEET_TWO",
    "SHEET_UNKNOWN",
]

_NOTHING = "nothing was changed"

SHEET_HEADING = DiagnosticKind(
    code="O030",
    title="Unknown heading in a sheet",
    message=f"cell {{cell}}: '{{name}}' is no heading of this sheet; {_NOTHING}",
    hint="{advice}",
    reason="A column under another heading would be left out without anybody noticing.",
)
SHEET_LACKS = DiagnosticKind(
    code="O031",
    title="Column missing in a sheet",
    message=f"the sheet has no column '{{name}}'; {_NOTHING}",
    hint="{advice}",
    reason="Without it, nobody knows what its rows are about.",
)
SHEET_UNKNOWN = DiagnosticKind(
    code="O032",
    title="Unknown name in a sheet",
    message=f"cell {{cell}}: there is no {{what}} called '{{name}}'; {_NOTHING}",
    hint="{advice}",
    reason="A row about something unknown was meant for something else.",
)
SHEET_TWO = DiagnosticKind(
    code="O033",
    title="Two accountable parties in one cell",
    message=f"cell {{cell}}: '{{text}}' names {{count}} accountable parties; {_NOTHING}",
    hint="leave the one that is end responsible; the others go into the column of who performs",
    reason="Where two answer for something, each waits for the other when it fails.",
)
SHEET_CANNOT_ANSWER = DiagnosticKind(
    code="O034",
    title="A provider as accountable in a sheet",
    message=f"cell {{cell}}: '{{name}}' is a {{side}}, which is not accountable; {_NOTHING}",
    hint="put it into the column of who performs",
    reason="Operation can be bought; answering for it to the business cannot.",
)
SHEET_TWICE = DiagnosticKind(
    code="O035",
    title="Row given twice in a sheet",
    message=f"cell {{cell}}: {{what}} already stands in row {{first}}; {_NOTHING}",
    hint="remove one of the two rows",
    reason="It would be open which of the two holds.",
)
SHEET_EMPTY = DiagnosticKind(
    code="O036",
    title="Empty cell in a sheet",
    message=f"cell {{cell}}: '{{name}}' is empty; {_NOTHING}",
    hint="fill it in (what is not decided is t.b.d.), or remove the row",
    reason="An empty cell could mean undecided, unchanged or forgotten.",
)
SHEET_NO_REASON = DiagnosticKind(
    code="O037",
    title="Deviation without reason in a sheet",
    message=f"cell {{cell}}: {{chosen}} differs from ambition {{ambition}} ({{reference}}), and "
    f"nothing says why; {_NOTHING}",
    hint="say why in the column 'Because'",
    reason="The ambition is a direction and no decree; whoever leaves it says why.",
)
SHEET_NOT_DECLARED = DiagnosticKind(
    code="O038",
    title="Not a value for this column",
    message=f"cell {{cell}}: '{{text}}' is not {{form}}; {_NOTHING}",
    hint="write {form}",
    reason="What cannot be read in one way is not guessed at.",
)
