"""What the rules of the trade find in an operating model; each finding is a risk."""

from collections.abc import Mapping
from typing import Final

from servanda.kernel.diagnostic import DiagnosticKind, Severity
from servanda.operating_model.model.risk import Rule

__all__ = [
    "ACCEPTANCE",
    "AGREEMENT_ROLE",
    "BENEFIT",
    "CONTRACT_OF_BUSINESS",
    "CONTRACT_OF_IT",
    "CONTROL",
    "COVERAGE",
    "DEVIATION",
    "ESCALATION",
    "EXPERIMENT",
    "EXPOSURE",
    "GAP",
    "GATE",
    "INTERFACE_SUPPORT",
    "KINDS_OF_RULES",
    "LATE_STEP",
    "PERFORMER",
    "RELATIONSHIP",
    "RUN_SHARE",
    "STEP_IN",
    "UNDECIDED",
]

UNDECIDED = DiagnosticKind(
    code="O101",
    title="Nobody decided on in a live service",
    message="nobody is decided on for {process} ({scope}) of '{service}', which people depend on",
    hint="decide who is accountable, or give a step with owner and day",
    severity=Severity.WARNING,
    reason="When it happens, minutes go by in asking whose it is. Incidents, recovery and "
    "controls cannot wait for that.",
)
DEVIATION = DiagnosticKind(
    code="O102",
    title="Other than the ambition",
    message="{process} ({scope}) of '{service}' is meant for {chosen}; ambition {ambition} "
    "has {reference}",
    hint="look again at whether the reason still holds: {because}",
    severity=Severity.NOTE,
    reason="Each deviation is one more thing that people have to know of this service alone.",
)
GAP = DiagnosticKind(
    code="O103",
    title="Present differs from target without a step",
    message="{process} ({scope}) of '{service}' is with {present} and meant for {target}, and "
    "no step leads there",
    hint="add a step with owner and day",
    severity=Severity.WARNING,
    reason="A direction without a step is a wish.",
)
LATE_STEP = DiagnosticKind(
    code="O104",
    title="Step past its day",
    message="the step of {process} of '{service}' was due on {day}",
    hint="do it and say when with 'done', or agree on another day",
    severity=Severity.WARNING,
    reason="Everybody believes that it has been done.",
)
CONTRACT_OF_IT = DiagnosticKind(
    code="O105",
    title="IT answers without the contract",
    message="IT is accountable for '{service}' end to end, and the contract for its IT "
    "elements is {holder}",
    hint="hand the contract over ('contracts: it elements'), or choose another ambition",
    severity=Severity.WARNING,
    reason="Who cannot call the supplier to account cannot answer for what is supplied.",
)
CONTRACT_OF_BUSINESS = DiagnosticKind(
    code="O106",
    title="Business operates without the contract",
    message="the business operates '{service}', and the provider's contract is {holder}",
    hint="hand the contract over ('contracts: provider'), or choose another ambition",
    severity=Severity.WARNING,
    reason="Under ambition B the business steers the provider, and it steers by the contract.",
)
INTERFACE_SUPPORT = DiagnosticKind(
    code="O107",
    title="Interfaces without IT",
    message="'{service}' is connected to {systems}, and IT neither answers for nor performs "
    "{processes} of its interfaces",
    hint="let IT support the interfaces, at least as who performs",
    severity=Severity.WARNING,
    reason="The other end of an interface is run by IT, which is not told when this end changes.",
)
ESCALATION = DiagnosticKind(
    code="O108",
    title="No way to escalate",
    message="{accountable} is accountable for the service levels of '{service}', and cannot "
    "call {performer} to account, who performs {processes}",
    hint="hold its contract, or name a way under 'escalation'",
    severity=Severity.WARNING,
    reason="A service level that nobody can enforce is a number on a slide.",
)
RELATIONSHIP = DiagnosticKind(
    code="O109",
    title="Nobody carries the relationship",
    message="nobody carries the {levels} relationship of '{service}'",
    hint="name the roles under 'relationship'",
    severity=Severity.WARNING,
    reason="Complaints go to whoever answers the telephone, and decisions to nobody.",
)
PERFORMER = DiagnosticKind(
    code="O110",
    title="Measured, and not performing",
    message="{party} is measured on {process} of '{service}' by '{commitment}', and does not "
    "appear as performing it",
    hint="name it under 'performs', or measure it on what it does",
    severity=Severity.WARNING,
    reason="A party that is paid by a figure for work that somebody else does can neither "
    "earn nor mend it.",
)
COVERAGE = DiagnosticKind(
    code="O111",
    title="Agreement and operating model do not cover the same",
    message="{what}",
    hint="describe it here, or take it out of the agreement",
    severity=Severity.WARNING,
    reason="What stands in one of the two is paid for or answered for, and nobody sees the "
    "other half.",
)
AGREEMENT_ROLE = DiagnosticKind(
    code="O112",
    title="Role of the agreement not known here",
    message="the agreement '{agreement}' names '{role}' as owner of '{outcome}', and no role "
    "here is called so",
    hint="declare it under 'roles'",
    severity=Severity.WARNING,
    reason="An outcome whose owner nobody can find has none.",
)
EXPERIMENT = DiagnosticKind(
    code="O113",
    title="Experiment without an end",
    message="'{service}' is in mode 2 and does not say {what}",
    hint="say it under 'experiment'",
    severity=Severity.WARNING,
    reason="What is never meant to stop is no experiment, and what is not said before is "
    "explained away afterwards.",
)
EXPOSURE = DiagnosticKind(
    code="O114",
    title="More than an experiment should be",
    message="'{service}' is in mode 2, and {what}",
    hint="keep it small: stabilization in the agreement, fewer commitments, or take it to "
    "mode 1 through its gates",
    severity=Severity.WARNING,
    reason="An experiment that can cost a party money is defended and not tried.",
)
GATE = DiagnosticKind(
    code="O115",
    title="Mode 1 before the gate",
    message="'{service}' is in mode 1 since {day}, and the gate of {process} {what}",
    hint="agree on the gate, or stay in mode 2",
    severity=Severity.WARNING,
    reason="Commitments begin to cost money though what they need is not in place.",
)
BENEFIT = DiagnosticKind(
    code="O116",
    title="Nobody looked for the benefit",
    message="the benefit '{benefit}' of '{service}' was to be looked at on {day}",
    hint="look, and say what was 'seen'",
    severity=Severity.WARNING,
    reason="Benefits that nobody looks for are found in the next business case again.",
)
CONTROL = DiagnosticKind(
    code="O117",
    title="Control not shown to work",
    message="the control '{control}' of '{service}' {what}",
    hint="show that it works ('last proof'), or give an exception with its end",
    severity=Severity.WARNING,
    reason="A control that nobody checks is believed in until it is needed.",
)
STEP_IN = DiagnosticKind(
    code="O118",
    title="Stepping in is late",
    message="who is accountable for {process} of '{service}' was to step in by {day}",
    hint="step in and say when with 'done'",
    severity=Severity.WARNING,
    reason="Who is accountable answers for it when who performs has failed, not later.",
)
ACCEPTANCE = DiagnosticKind(
    code="O119",
    title="Acceptance has expired",
    message="the acceptance of '{risk}' of '{service}' ended on {day}",
    hint="treat the risk, or let it be accepted anew",
    severity=Severity.WARNING,
    reason="Nobody bears the risk any more, and everybody believes that somebody does.",
)
RUN_SHARE = DiagnosticKind(
    code="O120",
    title="Running eats change",
    message="{team} spends {share} of its days on running, more than the {most} that it should",
    hint="stop something old, or say that this is meant ('run at most')",
    severity=Severity.WARNING,
    reason="When keeping the old alive eats the new, nothing new comes.",
)

KINDS_OF_RULES: Final[Mapping[Rule, DiagnosticKind]] = {
    Rule.UNDECIDED: UNDECIDED,
    Rule.DEVIATION: DEVIATION,
    Rule.GAP: GAP,
    Rule.LATE_STEP: LATE_STEP,
    Rule.CONTRACT_OF_IT: CONTRACT_OF_IT,
    Rule.CONTRACT_OF_BUSINESS: CONTRACT_OF_BUSINESS,
    Rule.INTERFACE_SUPPORT: INTERFACE_SUPPORT,
    Rule.ESCALATION: ESCALATION,
    Rule.RELATIONSHIP: RELATIONSHIP,
    Rule.PERFORMER: PERFORMER,
    Rule.COVERAGE: COVERAGE,
    Rule.AGREEMENT_ROLE: AGREEMENT_ROLE,
    Rule.EXPERIMENT: EXPERIMENT,
    Rule.EXPOSURE: EXPOSURE,
    Rule.GATE: GATE,
    Rule.BENEFIT: BENEFIT,
    Rule.CONTROL: CONTROL,
    Rule.STEP_IN: STEP_IN,
    Rule.ACCEPTANCE: ACCEPTANCE,
    Rule.RUN_SHARE: RUN_SHARE,
}
"""What each rule finds."""
