"""Agreement and operating model held against each other, on the shipped example."""

from __future__ import annotations

from datetime import date

import pytest

from servanda.agreement.read import read_agreement
from servanda.example import agreement_paths, operating_model_path
from servanda.operating_model.linked import check_links
from servanda.operating_model.model.portfolio import OperatingModel
from servanda.operating_model.model.risk import Rule
from servanda.operating_model.read.model import read_model_texts
from servanda.operating_model.rules.everything import examine
from servanda.operating_model.rules.finding import Finding
from tests.operating_model.texts import DAY

EXAMPLE = operating_model_path().read_text(encoding="utf-8")
HISTORY = read_agreement(agreement_paths()).history
assert HISTORY is not None
HISTORIES = {"northwind": HISTORY}
HELD_AGAINST = {Rule.PERFORMER, Rule.COVERAGE, Rule.AGREEMENT_ROLE, Rule.EXPOSURE}


def model_of(text: str) -> OperatingModel:
    reading = read_model_texts([("operating-model.yaml", text.encode())])
    assert reading.model is not None, "\n".join(map(str, reading.diagnostics))
    return reading.model


def changed(before: str, after: str) -> OperatingModel:
    assert before in EXAMPLE
    return model_of(EXAMPLE.replace(before, after))


def pressing(model: OperatingModel, day: date = DAY) -> list[Finding]:
    found = examine(model, HISTORIES, day).findings
    return [each for each in found if each.is_pressing and each.rule in HELD_AGAINST]


def test_the_example_names_only_what_its_agreement_has() -> None:
    assert list(check_links(model_of(EXAMPLE), HISTORIES)) == []


def test_the_example_and_its_agreement_fit_together() -> None:
    assert pressing(model_of(EXAMPLE)) == []


@pytest.mark.parametrize(
    ("before", "after", "code", "words"),
    [
        ("restore_major", "restore_minor", "O021", "no commitment called 'restore_minor'"),
        ("measure: straight_through", "measure: straight", "O022", "no measure called 'straight'"),
        ("party: cardnet", "party: cardent", "O023", "no party called 'cardent'"),
        ("  workplace:\n", "  workplaces:\n", "O020", "no service called 'workplaces'"),
    ],
)
def test_a_name_that_the_agreement_does_not_have(
    before: str, after: str, code: str, words: str
) -> None:
    (only,) = check_links(changed(before, after), HISTORIES)
    assert only.code == code
    assert words in only.message
    assert "did you mean" in only.hint
    line = EXAMPLE.replace(before, after).splitlines()[only.span.line - 1]
    assert after.strip().rpartition(" ")[2].strip(":") in line


def test_who_is_measured_has_to_appear_as_performing() -> None:
    model = changed("incident management: {performs: northwind}\n      situation",
                    "incident management: IT operations\n      situation")  # fmt: skip
    (only,) = pressing(model)
    assert only.rule is Rule.PERFORMER
    assert only.diagnostic.message == (
        "Northwind Services is measured on incident management of 'Payments platform' by"
        " 'restore_major', and does not appear as performing it"
    )


def test_what_the_agreement_has_is_looked_for_in_the_model() -> None:
    workplace = EXAMPLE[EXAMPLE.index("  workplace:\n") : EXAMPLE.index("  campaign_assistant:\n")]
    findings = pressing(changed(workplace, ""))
    told = [each.diagnostic.message for each in findings]
    assert {each.rule for each in findings} == {Rule.COVERAGE}
    service = "the agreement 'northwind' has the service 'workplace', and no service here covers it"
    assert service in told
    assert len(told) == 4


def test_owners_of_outcomes_are_roles_of_the_model() -> None:
    (only,) = pressing(changed("title: Head of Payments", "title: Payments lead"))
    assert only.rule is Rule.AGREEMENT_ROLE
    assert "names 'Head of Payments' as owner of 'fewer_repairs'" in only.diagnostic.message


TRIED = """\
mode: 2
    experiment:
      {hypothesis: x, stops when: y, case for staying: z, commitments at most: 2}
    live from: 2025-01-01
    contracts: {provider: IT operations, it elements: IT operations}
    interfaces"""


def test_an_experiment_may_not_be_charged() -> None:
    before = EXAMPLE[EXAMPLE.index("mode: 1\n") : EXAMPLE.index("interfaces: [General")]
    model = changed(before + "interfaces", TRIED)
    told = sorted(each.diagnostic.message for each in pressing(model))[::-1]
    assert len(told) == 2
    assert "holds 3 commitments on it, more than the 2 meant" in told[0]
    assert "charges" in told[1]
    # The first three months are stabilization: nothing is charged, and nothing is found.
    early = [each.rule for each in pressing(model, date(2025, 3, 31))]
    assert early.count(Rule.EXPOSURE) == 1
