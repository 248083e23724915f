"""What can be wrong with amendments and with the texts of an agreement: A070 to A099."""

from servanda.kernel.diagnostic import DiagnosticKind, Severity

__all__ = [
    "AMENDED_IDENTITY",
    "AMENDED_RHYTHM",
    "AMENDMENT_DATES",
    "AMENDMENT_LATE",
    "AMENDMENT_NUMBERS",
    "AMENDMENT_OTHER",
    "AMENDS_IN_BASE",
    "INSIDE_PERIOD",
    "NOTHING_TO_REMOVE",
    "NOT_AN_AMENDMENT",
    "NO_TEXT",
    "UNREADABLE_FILE",
]

NOT_AN_AMENDMENT = DiagnosticKind(
    code="A070",
    title="Amendment without 'amends'",
    message="this file lies beside agreement.yaml and does not say what it amends",
    hint="add 'amends: {{number: 1, from: 2027-01-01}}'",
    reason="Laid over the agreement unnoticed, a stray file would change what was signed.",
)
AMENDS_IN_BASE = DiagnosticKind(
    code="A071",
    title="Agreement that amends",
    message="the first text of an agreement cannot amend anything",
    hint="remove 'amends', or give the agreement's own text first",
    reason="Amendments are laid over a text, and here there is none before this one yet.",
)
AMENDMENT_NUMBERS = DiagnosticKind(
    code="A072",
    title="Amendments not numbered in order",
    message="amendment {number} stands where amendment {expected} is expected",
    hint="number amendments 1, 2, 3, without gaps",
    reason="With a number missing nobody can tell whether an amendment was lost.",
)
AMENDMENT_DATES = DiagnosticKind(
    code="A073",
    title="Amendments not in order of date",
    message="amendment {number} takes effect on {day}, not after {before}",
    hint="amendments take effect in the order of their numbers, after the first day in force",
    reason="Each amendment is laid over the one before, so the order of numbers and the order of "
    "days must agree.",
)
AMENDMENT_OTHER = DiagnosticKind(
    code="A074",
    title="Amendment of another agreement",
    message="this amends '{name}', and the agreement is called '{expected}'",
    hint="write 'agreement: {expected}'",
    reason="An amendment put beside the wrong agreement would change terms that nobody meant to "
    "change.",
)
AMENDMENT_LATE = DiagnosticKind(
    code="A075",
    title="Amendment after the end",
    message="the amendment takes effect on {day}, after the last day in force, {last}",
    hint="prolong the agreement in the same amendment, or correct the date",
    reason="It would never govern a single day, though the parties signed it.",
)
NOTHING_TO_REMOVE = DiagnosticKind(
    code="A076",
    title="Nothing to remove",
    message="there is no '{name}' in the text that this amends",
    hint="did you mean '{near}'?",
    reason="The part that was meant, under a name spelt differently, would stay in force.",
)
AMENDED_RHYTHM = DiagnosticKind(
    code="A077",
    title="Amendment changes the rhythm",
    message="an amendment cannot change '{key}' of the settlement",
    hint="end this agreement and begin a new one",
    reason="Periods cut in two ways cannot be compared, added or looked back on.",
)
INSIDE_PERIOD = DiagnosticKind(
    code="A078",
    title="Amendment begins inside a period",
    message="the amendment takes effect on {day}, inside the period {first} to {last}",
    hint="what is bound to a period changes from {following} on; cases change on the day itself",
    severity=Severity.WARNING,
    reason="A period is settled by the version of its first day, a case by the version of the day "
    "it starts. In this period both versions are at work.",
)
AMENDED_IDENTITY = DiagnosticKind(
    code="A079",
    title="Amendment changes the first day",
    message="an amendment cannot change the first day in force",
    hint="remove 'from' here; 'until' may change",
    reason="Periods and contract years count from the first day, so moving it would change what "
    "has been settled.",
)
NO_TEXT = DiagnosticKind(
    code="A080",
    title="No agreement here",
    message="there is no agreement in '{name}'",
    hint="name a file, or a folder with agreement.yaml in it",
    reason="Without the agreement's own text there is nothing to check or to settle by.",
)
UNREADABLE_FILE = DiagnosticKind(
    code="A081",
    title="File cannot be opened",
    message="'{name}' cannot be opened: {problem}",
    hint="check the name and its permissions",
    reason="The file may hold an amendment; going on without it could settle by terms that no "
    "longer hold.",
)
