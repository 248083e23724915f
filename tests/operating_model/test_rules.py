"""The rules of the trade: each is broken, told, and kept."""

from __future__ import annotations

from datetime import date

import pytest

from servanda.operating_model.diagnostics import KINDS_OF_RULES
from servanda.operating_model.model.risk import Rule
from servanda.operating_model.rules.finding import Finding
from tests.operating_model.texts import DAY, examined, service_text

RISK = """
risks:
  known:
    title: It is known
    rule: {rule}
    likelihood: rare
    consequence: a bad day
    owner: cio
    treatment: accept
    raised: 2026-01-10
    accepted: {{by: M. de Vries, role: cio, on: 2026-02-01, until: {until}, because: soon gone}}
"""

UNDECIDED = "present:\n  incident management: {application: t.b.d.}"
CONTROL = """
controls:
  access:
    title: Access is reviewed
    about: security
    owner: cio
    executed by: northwind
    every: 3
"""
PROOF = CONTROL + "    last proof: {on: 2026-03-29, evidence: x}\n"
LEAVE = CONTROL + "    exception: {because: x, role: cio, until: 2026-06-29}\n"
STEP_IN = """
step in:
  - {process: incident management, because: x, asked: 2026-06-01, by: 2026-06-29}
"""
BENEFIT = """
benefits:
  fewer: {expected: fewer repairs, on: 2026-06-29, owner: cio}
"""
LATE = """
present:
  change management: {application: IT delivery}
steps:
  - {process: change management, scope: application, by: 2026-06-29}
"""
WITHOUT_IT = """
interfaces: Ledger
present:
  release management: {interface: business}
steps:
  - {process: release management, scope: interface, by: 2026-07-01}
"""
BOUGHT = """
present:
  incident management: {interface: {performs: desk}}
contracts: {provider: business}
"""
TEAMS = """\
teams:
  pay:
    title: Payments team
    run at most: 60
    work: {2026-01-01: {run days: %s, change days: 20}}
"""


def found(text: str, day: date = DAY) -> list[Finding]:
    return list(examined(text, day).findings)


def rules_of(text: str, day: date = DAY) -> list[str]:
    return [each.rule.value for each in found(text, day)]


def test_a_service_in_order_breaks_no_rule() -> None:
    assert rules_of(service_text("")) == []


STEP = "steps:\n  - {process: incident management, by: 2026-12-31}\n"
BROKEN = [
    (f"{UNDECIDED}\n{STEP}", "undecided", "nobody is decided on for incident management (appl"),
    (
        "target:\n  change management: {application: {accountable: IT delivery, because: x}}",
        "deviation",
        "is meant for IT delivery; ambition B has business",
    ),
    (
        "present:\n  change management: {application: IT delivery}",
        "gap",
        "is with IT delivery and meant for business, and no step leads there",
    ),
    (LATE, "late step", "the step of change management of 'Payments' was due on 2026-06-29"),
    (
        WITHOUT_IT,
        "interface support",
        "neither answers for nor performs release management of its interfaces",
    ),
    (BOUGHT, "escalation", "cannot call Desk to account, who performs incident management"),
    ("relationship: {strategic: cio}", "relationship", "nobody carries the tactical, operational"),
    ("contracts: {provider: IT operations}", "contract of business", "is held by IT operations"),
    ("contracts: {it elements: business}", "contract of business", "is not said to be anybody's"),
    (CONTROL, "control", "'Access is reviewed' of 'Payments' was never shown"),
    (PROOF, "control", "was to be shown to work again by 2026-06-29"),
    (LEAVE, "control", "was never shown to work; the exception ended on 2026-06-29"),
    (STEP_IN, "step in", "was to step in by 2026-06-29"),
    (BENEFIT, "benefit", "'fewer repairs' of 'Payments' was to be looked at on 2026-06-29"),
]


@pytest.mark.parametrize(("body", "rule", "words"), BROKEN, ids=lambda each: str(each)[:24])
def test_a_broken_rule_is_told(body: str, rule: str, words: str) -> None:
    (only,) = found(_merged(body))
    assert (only.rule.value, only.service, only.risk) == (rule, "payments", None)
    assert words in only.diagnostic.message
    assert only.diagnostic.hint
    assert only.diagnostic.code == KINDS_OF_RULES[only.rule].code


def _merged(body: str) -> str:
    """Return the text of a service in which a body says its keys instead of the usual ones."""
    usual = service_text("").splitlines()
    keys = {line.split(":")[0] for line in body.splitlines() if not line.startswith(" ")}
    kept = [line for line in usual if line.strip().split(":")[0] not in keys or line[:4] != "    "]
    inside = [f"    {line}" for line in body.strip("\n").splitlines()]
    return "\n".join([*kept, *inside]) + "\n"


@pytest.mark.parametrize("day", [date(2026, 6, 28), date(2026, 6, 29)])
@pytest.mark.parametrize("body", [STEP_IN, BENEFIT, PROOF], ids=["step in", "benefit", "control"])
def test_nothing_is_late_on_its_day(body: str, day: date) -> None:
    assert rules_of(_merged(body), day) == []


def test_it_answers_end_to_end_only_with_the_contract_for_its_elements() -> None:
    held = "contracts: {it elements: IT delivery}"
    bare = "contracts: {provider: business}"
    other = "contracts: {it elements: business}"
    assert rules_of(_merged(held).replace("ambition: B", "ambition: A")) == []
    for body in (bare, other):
        assert rules_of(_merged(body).replace("ambition: B", "ambition: A")) == ["contract of it"]


def test_a_way_to_escalate_is_enough() -> None:
    way = "escalation:\n  - {from: IT operations, to: desk, through: cio}"
    text = _merged(BOUGHT + way)
    assert rules_of(text) == []


def test_who_holds_the_contract_can_escalate() -> None:
    text = _merged("present:\n  incident management: {application: {performs: desk}}")
    assert rules_of(text) == []


def test_what_is_not_live_may_be_undecided() -> None:
    assert rules_of(_merged(f"{UNDECIDED}\nlive from: 2026-07-01\n{STEP}")) == []


@pytest.mark.parametrize(
    ("until", "open_", "rules"),
    [("2026-06-30", False, ["undecided"]), ("2026-06-29", True, ["undecided", "acceptance"])],
)
def test_a_finding_that_somebody_bears_is_open_again_when_that_ends(
    until: str, open_: bool, rules: list[str]
) -> None:
    body = f"{UNDECIDED}\n{STEP}\n{RISK.format(rule='undecided', until=until)}"
    findings = found(_merged(body))
    assert sorted(each.rule.value for each in findings) == sorted(rules)
    undecided = next(each for each in findings if each.rule is Rule.UNDECIDED)
    assert undecided.risk is not None
    assert undecided.is_open is open_


def test_a_risk_of_another_process_bears_nothing() -> None:
    risk = RISK.format(rule="undecided\n    process: problem management", until="2026-12-31")
    (only,) = found(_merged(f"{UNDECIDED}\n{STEP}\n{risk}"))
    assert only.risk is None


GATES = """
mode: {2025-01-01: 2, 2026-04-01: 1}
experiment: {hypothesis: it helps, stops when: it does not, case for staying: people cope}
gates:
  incident management: {needs: a desk, agreed by: cio%s}
"""


@pytest.mark.parametrize(
    ("agreed", "words"),
    [
        ("", "the gate of incident management is not agreed on"),
        (", agreed: 2026-04-02", "was agreed on only on 2026-04-02"),
        (", agreed: 2026-04-01", ""),
    ],
)
def test_mode_1_begins_behind_its_gates(agreed: str, words: str) -> None:
    findings = found(_merged(GATES % agreed))
    assert [each.rule for each in findings] == ([Rule.GATE] if words else [])
    assert all(words in each.diagnostic.message for each in findings)


def test_before_mode_1_a_gate_is_just_open() -> None:
    assert rules_of(_merged(GATES % ""), date(2026, 3, 31)) == []


def test_an_experiment_says_what_it_tries_and_what_speaks_against() -> None:
    (bare,) = found(_merged("mode: 2"))
    assert "what is tried, and what would end it" in bare.diagnostic.message
    tried = "mode: 2\nexperiment: {hypothesis: it helps, stops when: it does not}"
    (half,) = found(_merged(tried))
    assert "what speaks for leaving things as they are" in half.diagnostic.message


def test_a_stopped_service_is_left_alone() -> None:
    assert rules_of(_merged(f"mode: stopped\n{UNDECIDED}")) == []


@pytest.mark.parametrize(
    ("run", "words"), [("30", ""), ("31", "more than 60.7%"), ("80", "spends 80% of its days")]
)
def test_running_may_not_eat_change(run: str, words: str) -> None:
    text = service_text("") + TEAMS % run
    findings = found(text)
    assert [each.rule for each in findings] == ([Rule.RUN_SHARE] if words else [])
    assert all(words in each.diagnostic.message for each in findings)


def test_every_rule_has_a_kind_of_its_own() -> None:
    assert set(KINDS_OF_RULES) == set(Rule)
    assert len({each.code for each in KINDS_OF_RULES.values()}) == len(Rule)
