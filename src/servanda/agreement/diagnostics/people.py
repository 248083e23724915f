"""What can be wrong with what the agreement says of people: A210 to A219."""

from servanda.kernel.diagnostic import DiagnosticKind

__all__ = ["BAD_KEEP", "PERSON_APART", "SEALED_IN_THE_OPEN", "TOO_FEW_PEOPLE"]

BAD_KEEP = DiagnosticKind(
    code="A210",
    title="Not a time for which records are kept",
    message="'{text}' is no time for which records are kept",
    hint="write like 24 months, 7 years or 90 days",
    reason="Somebody has to be able to tell, on any day, which records are past their time.",
)
PERSON_APART = DiagnosticKind(
    code="A211",
    title="Figure on one person",
    message="'{name}' has a figure for each {column}, who is a person",
    hint="divide by a team or a service, or say one figure over all of them, like "
    "count(rows) or mean(...)",
    reason="An agreement is between organisations. A figure on one person judges that person, "
    "who has not agreed to it, and even a pseudonym is soon guessed by colleagues.",
)
TOO_FEW_PEOPLE = DiagnosticKind(
    code="A212",
    title="Opinion that can be traced to a person",
    message="'{name}' shows what people think from {sample} on; groups of at least {least} are "
    "agreed",
    hint="add 'minimum sample: {least}'; with fewer the figure is 'too few', never a number",
    reason="Who knows who was asked knows who gave the one bad answer of a small group.",
)
SEALED_IN_THE_OPEN = DiagnosticKind(
    code="A213",
    title="Sealed column that is not personal",
    message="column '{name}' is sealed, and not personal",
    hint="add 'personal: yes', or take 'sealed' out",
    reason="A name is sealed where a pseudonym stands in its place; any other column is kept as "
    "it is, for both parties to read.",
)
