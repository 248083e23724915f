"""Every scenario of the published cases, through the real flow."""

from __future__ import annotations

import pytest

from tests.cases.__main__ import check
from tests.cases.shared import Case, Scenario, cases_folder, load_cases

CASES = load_cases()


@pytest.mark.skipif(bool(CASES), reason="the published cases are here")
def test_published_cases_are_absent() -> None:
    pytest.skip(f"the published cases are not in {cases_folder()}")


@pytest.mark.parametrize(
    ("case", "scenario"),
    [
        pytest.param(case, scenario, id=f"{case.name}-{scenario.name}")
        for case in CASES
        for scenario in case.scenarios
    ],
)
def test_scenario_is_settled_as_published(case: Case, scenario: Scenario) -> None:
    assert not list(check(case, scenario))
