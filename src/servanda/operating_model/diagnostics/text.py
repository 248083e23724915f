"""Mistakes in the text of an operating model."""

from servanda.kernel.diagnostic import DiagnosticKind

__all__ = [
    "ALREADY_A_PARTY",
    "ALREADY_A_PROCESS",
    "CANNOT_ANSWER",
    "DAYS_REVERSED",
    "LINK_BROKEN",
    "NOT_APART",
    "NO_REASON",
    "OTHER_MODEL",
    "SERVICE_TWICE",
    "TOGETHER_AND_APART",
    "TWO_ACCOUNTABLE",
    "UNDECIDED_AMONG_OTHERS",
    "UNKNOWN_COMMITMENT",
    "UNKNOWN_COVERED",
    "UNKNOWN_LINK",
    "UNKNOWN_MEASURE",
    "UNKNOWN_PARTY",
    "UNKNOWN_PARTY_THERE",
    "UNKNOWN_PROCESS",
    "UNKNOWN_ROLE",
    "UNKNOWN_SERVICE",
]

UNKNOWN_PROCESS = DiagnosticKind(
    code="O001",
    title="Unknown process",
    message="there is no process called '{name}'",
    hint="{advice}",
    reason="A row under a misspelt name would leave the process that was meant undecided.",
)
UNKNOWN_PARTY = DiagnosticKind(
    code="O002",
    title="Unknown party",
    message="there is no party called '{name}'",
    hint="mend it, or declare it under 'parties'; {advice}",
    reason="Nobody can be called to account who is not known.",
)
TWO_ACCOUNTABLE = DiagnosticKind(
    code="O003",
    title="Two accountable parties",
    message="'{first}' and '{second}' cannot both be accountable for one cell",
    hint="name the one that is end responsible; who works on it too stands under 'performs'",
    reason="Where two answer for something, each waits for the other when it fails.",
)
CANNOT_ANSWER = DiagnosticKind(
    code="O004",
    title="A provider as accountable",
    message="'{name}' is a {side}, which performs and is not accountable",
    hint="put it under 'performs', and name who answers for its work",
    reason="Operation can be bought; answering for it to the business cannot.",
)
TOGETHER_AND_APART = DiagnosticKind(
    code="O005",
    title="Both scopes and a single one",
    message="'{key}' speaks of both scopes, and '{scope}' of one",
    hint="give either one cell for both, or 'application' and 'interface'",
    reason="It would be open which of the two holds.",
)
NOT_APART = DiagnosticKind(
    code="O006",
    title="Scopes are together",
    message="application and interface of this service are one, and '{scope}' is one of them",
    hint="write 'scopes: apart' for the service, or a cell for both",
    reason="A cell that the matrix does not show is seen by nobody.",
)
UNKNOWN_ROLE = DiagnosticKind(
    code="O007",
    title="Unknown role",
    message="there is no role called '{name}'",
    hint="mend it, or declare it under 'roles'; {advice}",
    reason="A task of a role that nobody has is nobody's task.",
)
UNKNOWN_LINK = DiagnosticKind(
    code="O008",
    title="Agreement not named",
    message="there is no agreement called '{name}' under 'agreements'",
    hint="mend it, or name its folder under 'agreements'; {advice}",
    reason="What an agreement promises can be compared only with one that is found.",
)
NO_REASON = DiagnosticKind(
    code="O009",
    title="Deviation without reason",
    message="under ambition {ambition} {reference} would be accountable here, and not {chosen}",
    hint="say why, with 'because'; or leave the cell to the ambition",
    reason="The ambition is a direction and no decree; whoever leaves it says why, so that it can "
    "be looked at again.",
)
SERVICE_TWICE = DiagnosticKind(
    code="O010",
    title="Given in two files",
    message="'{name}' already stands in {file}",
    hint="remove one of the two, or rename it",
    reason="Two files that describe the same thing sooner or later differ.",
)
OTHER_MODEL = DiagnosticKind(
    code="O011",
    title="Part of another operating model",
    message="this file belongs to '{name}', and the text beside it to '{base}'",
    hint="write 'operating model: {base}', or move the file",
    reason="Services of another organisation would slip in.",
)
DAYS_REVERSED = DiagnosticKind(
    code="O012",
    title="Days in the wrong order",
    message="'{later}' is {until}, before '{earlier}', {on}",
    hint="check both days",
    reason="What ends before it begins never holds.",
)
ALREADY_A_PROCESS = DiagnosticKind(
    code="O013",
    title="Process of that title is there",
    message="'{title}' is one of the fourteen processes, '{name}'",
    hint="leave it out; change its cells under 'target' of the services that need it",
    reason="Two processes of one name are decided differently, and nobody notices.",
)
ALREADY_A_PARTY = DiagnosticKind(
    code="O014",
    title="Party that all have",
    message="'{name}' is a party that every operating model has",
    hint="choose another name",
    reason="The word would mean two things.",
)
UNDECIDED_AMONG_OTHERS = DiagnosticKind(
    code="O015",
    title="Undecided, and decided",
    message="'t.b.d.' stands beside others here",
    hint="leave it out, or leave the others out",
    reason="t.b.d. says that nobody is decided on.",
)
UNKNOWN_SERVICE = DiagnosticKind(
    code="O016",
    title="Unknown service",
    message="there is no service called '{name}'",
    hint="{advice}",
    reason="An entry of the register that became a service is found there again.",
)
UNKNOWN_COVERED = DiagnosticKind(
    code="O020",
    title="Service that the agreement does not have",
    message="the agreement '{agreement}' has no service called '{name}'",
    hint="name it with 'covers'; {advice}",
    reason="What is promised would be compared with another service, or with none.",
)
UNKNOWN_COMMITMENT = DiagnosticKind(
    code="O021",
    title="Commitment that the agreement does not have",
    message="the agreement '{agreement}' has no commitment called '{name}'",
    hint="{advice}",
    reason="The process would pass for measured, and is not.",
)
UNKNOWN_MEASURE = DiagnosticKind(
    code="O022",
    title="Measure that the agreement does not have",
    message="the agreement '{agreement}' has no measure called '{name}'",
    hint="{advice}",
    reason="Whether the benefit came could never be seen.",
)
UNKNOWN_PARTY_THERE = DiagnosticKind(
    code="O023",
    title="Party that the agreement does not have",
    message="the agreement '{agreement}' has no party called '{name}'",
    hint="{advice}",
    reason="Who performs here and who promised there have to be the same.",
)
LINK_BROKEN = DiagnosticKind(
    code="O024",
    title="Agreement cannot be used",
    message="the agreement in '{folder}' {why}",
    hint="run 'servanda check {folder}', or correct the folder",
    reason="An agreement with mistakes says nothing certain to compare with.",
)
