"""What clarity and focus can find: aims that hide each other, and what nobody wrote down."""

from servanda.kernel.diagnostic import DiagnosticKind, Severity

_COVER = "under 'topics', name the clause or the rule itself, or say 'not covered: ' and why"

TOO_MANY_COMMITMENTS = DiagnosticKind(
    code="A220",
    title="Too many commitments",
    message="the provider makes {count} commitments; people keep {most} in mind at most",
    hint="keep those that the business would miss, and report the others without promising them",
    severity=Severity.WARNING,
    reason="Where everything matters, nothing does, and each month something is always missed.",
)
CRITICAL_IN_AVERAGE = DiagnosticKind(
    code="A221",
    title="Critical commitment in an average",
    message="'{name}' is critical, and bad cases can hide in the mean of '{measure}'",
    hint="divide the measure with 'by', or promise each part by itself with 'for'",
    severity=Severity.WARNING,
    reason="A month in which the worst service failed can still average out as green.",
)
CRITICAL_MIXED = DiagnosticKind(
    code="A230",
    title="Critical commitment about several sorts of cases",
    message="'{name}' is critical, and lumps several values of '{column}' together",
    hint="divide the measure with 'by', or promise each by itself with 'for'",
    severity=Severity.NOTE,
    reason="The few gravest cases weigh no more than the many lesser ones.",
)
LIKELY_PERSON = DiagnosticKind(
    code="A233",
    title="Column that seems to name people",
    message="'{name}' of '{table}' seems to name people, and is kept in the clear",
    hint="say 'personal: yes', and a pseudonym stands in its place; 'personal: no' says that it "
    "names nobody; leave the column out if no figure needs it",
    severity=Severity.WARNING,
    reason="Names are needed less than figures, and what never entered the record need not be "
    "erased from it.",
)
TECHNICAL_ALONE = DiagnosticKind(
    code="A222",
    title="Technical commitment by itself",
    message="'{name}' is technical, serves no outcome, and no experience is promised beside it",
    hint="say which outcome it 'serves', or promise what its users experience",
    severity=Severity.NOTE,
    reason="Technical levels can all be green while people cannot work and money is lost.",
)
NO_SERVICE = DiagnosticKind(
    code="A223",
    title="Commitment about no service",
    message="'{name}' does not say which service it is about",
    hint="add 'service:' with one of the services",
    severity=Severity.NOTE,
    reason="Without it, nobody knows to whose account a miss goes.",
)
CHARGED_TWICE = DiagnosticKind(
    code="A224",
    title="The same records charged twice",
    message="{others} and '{first}' (line {line}) may charge the same rows of '{table}'",
    hint=(
        "keep them apart with conditions on a column, leave one of the two, or say why both are "
        "meant: 'besides: {{{first}: ...}}'"
    ),
    severity=Severity.WARNING,
    reason="One failure that costs twice was priced once, unless the parties meant it so.",
)
THIN_LINE = DiagnosticKind(
    code="A225",
    title="Penalty too thin to matter",
    message="'{name}' pays {most} at most, of {total} that all penalties can pay",
    hint="give it a larger share, or take the money off it and report the figure",
    severity=Severity.WARNING,
    reason="Many thin penalties cost more to argue about than they move.",
)
ANSWERS_NOTHING = DiagnosticKind(
    code="A226",
    title="Incentive that answers nothing",
    message="the incentive '{name}' does not say which frustration it answers",
    hint="add 'answers:' and a sentence that a user or the business would say",
    severity=Severity.NOTE,
    reason="Money for what nobody missed is spent, and not felt.",
)
NO_MINIMUM_SAMPLE = DiagnosticKind(
    code="A227",
    title="No minimum sample",
    message="the measure '{name}' gives a value however few cases there are",
    hint="add 'minimum sample:' with the fewest cases that say something",
    severity=Severity.NOTE,
    reason="With one case in a month, the share met is either 0% or 100%.",
)
NO_CALENDAR = DiagnosticKind(
    code="A228",
    title="Calendar not said",
    message="the measure '{name}' does not say in which calendar time passes",
    hint="add 'calendar: always', or one of the calendars",
    severity=Severity.NOTE,
    reason="Four hours at any hour and four hours of opening time are different promises.",
)
NO_ATTRIBUTION = DiagnosticKind(
    code="A231",
    title="Period of a case not said",
    message="the measure '{name}' does not say in which period a case counts",
    hint="add 'counts in: {word}', which holds if nothing is said, or what the contract means",
    severity=Severity.NOTE,
    reason="A case opened in March, due in April and closed in May is settled in one of them.",
)
NO_REASON = DiagnosticKind(
    code="A229",
    title="Topic not covered, without a reason",
    message="'{topic}' is not covered, and nothing says why",
    hint="write 'not covered: ' and the reason",
    severity=Severity.NOTE,
    reason="A later reader should see that the topic was left out on purpose, and why.",
)
NO_SUPPORT_HOURS = DiagnosticKind(
    code="A240",
    title="Nothing about support hours",
    message="nothing is said about support hours",
    hint=_COVER,
    severity=Severity.NOTE,
    reason=(
        "A clause to start from: The provider can be reached by telephone and portal on "
        "working days from 8:00 to 18:00 in the client's zone, and at any hour for incidents "
        "of priority 1."
    ),
)
NO_ESCALATION = DiagnosticKind(
    code="A241",
    title="Nothing about escalation",
    message="nothing is said about escalation",
    hint=_COVER,
    severity=Severity.NOTE,
    reason=(
        "A clause to start from: An incident of priority 1 that is not restored within two "
        "hours goes to both service managers, within four hours to both directors, who speak "
        "to each other the same day."
    ),
)
NO_CHANGE = DiagnosticKind(
    code="A242",
    title="Nothing about change",
    message="nothing is said about change",
    hint=_COVER,
    severity=Severity.NOTE,
    reason=(
        "A clause to start from: Changes of services are announced five working days ahead; "
        "changes of this agreement are amendments that both parties sign."
    ),
)
NO_CONTINUITY = DiagnosticKind(
    code="A243",
    title="Nothing about continuity",
    message="nothing is said about continuity",
    hint=_COVER,
    severity=Severity.NOTE,
    reason=(
        "A clause to start from: The provider can run the services from a second site within "
        "four hours and with at most fifteen minutes of data lost, and rehearses this once a "
        "year with the client watching."
    ),
)
NO_SECURITY = DiagnosticKind(
    code="A244",
    title="Nothing about security and client data",
    message="nothing is said about security and client data",
    hint=_COVER,
    severity=Severity.NOTE,
    reason=(
        "A clause to start from: Client data stays in the countries named in the annex, "
        "encrypted at rest and in transit; either party tells the other of a breach within 24 "
        "hours of knowing of it."
    ),
)
NO_REMOTE_WORK = DiagnosticKind(
    code="A245",
    title="Nothing about remote work",
    message="nothing is said about remote work",
    hint=_COVER,
    severity=Severity.NOTE,
    reason=(
        "A clause to start from: The provider's people may work from their homes in the "
        "countries named in the annex, on devices that the provider manages, and never with "
        "copies of client data."
    ),
)
NO_REPORTING = DiagnosticKind(
    code="A246",
    title="Nothing about reporting",
    message="nothing is said about reporting",
    hint=_COVER,
    severity=Severity.NOTE,
    reason=(
        "A clause to start from: By the fifth working day of a month the provider delivers "
        "the evidence of the month before; the statement is settled from it by the tenth."
    ),
)
NO_REVIEW = DiagnosticKind(
    code="A247",
    title="Nothing about review",
    message="nothing is said about review",
    hint=_COVER,
    severity=Severity.NOTE,
    reason=(
        "A clause to start from: The parties review the statement each month, the partnership "
        "each half-year with the business owners, and the levels promised once a year."
    ),
)
NO_EXIT = DiagnosticKind(
    code="A248",
    title="Nothing about exit",
    message="nothing is said about exit",
    hint=_COVER,
    severity=Severity.NOTE,
    reason=(
        "A clause to start from: On ending, the provider hands over documentation, data and "
        "accounts within three months, keeps the services running meanwhile at the agreed "
        "levels and prices, and deletes its copies."
    ),
)
NEVER_REACHED = DiagnosticKind(
    code="A232",
    title="Declared and never used",
    message="nothing that is promised, paid or shown makes use of '{name}' ({what})",
    hint="use it, or remove it",
    severity=Severity.NOTE,
    reason="Readers take what is written for agreed; what decides nothing only seems to.",
)
