"""A part of what ``make parameters`` looks at in full: every so many figures, changed."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

from tests.cases.changing import inputs, parameters, texts
from tests.cases.parameters import Finding, Trial, reasons
from tests.cases.shared import Case, load_cases

CASES = load_cases()[2::6]
EVERY = 8
"""Of so many figures, values and parameters of a case one is changed here."""


@pytest.mark.parametrize(
    ("place", "case"), [pytest.param(n, case, id=case.name) for n, case in enumerate(CASES)]
)
def test_what_is_changed_has_an_effect_or_a_recorded_reason(
    place: int, case: Case, tmp_path: Path
) -> None:
    recorded = reasons()
    looked_at = _some(Trial(case=case, folder=tmp_path), place % 2)
    assert looked_at
    for found in looked_at:
        assert found.has_effect is not (found.what in recorded), found.what


def _some(trial: Trial, first: int) -> list[Finding]:
    figures = list(texts(trial.case))
    found = [trial.figure(each) for each in islice(figures, first, None, EVERY)]
    for kind, leaves in (("parameter", parameters(trial.case)), ("input", inputs(trial.case))):
        found += [trial.leaf(kind, each, figures) for each in islice(leaves, first, None, EVERY)]
    return found
