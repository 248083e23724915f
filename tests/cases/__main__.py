"""Run every scenario of the published cases: ``python -m tests.cases [CASE ...]``."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.cases.mapping import mapping_of, prepare
from tests.cases.outcome import differences
from tests.cases.run import run
from tests.cases.shared import AGREEMENTS, Case, Scenario, cases_folder, load_cases


def main(wanted: list[str]) -> int:
    """Print a line per scenario, then how many passed; return whether any failed."""
    cases = [case for case in load_cases() if not wanted or case.name in wanted]
    if not cases:
        print(f"no cases in {cases_folder()}")
        return 2
    passed = failed = 0
    for case in cases:
        for scenario in case.scenarios:
            wrong = list(check(case, scenario))
            passed, failed = passed + (not wrong), failed + bool(wrong)
            print(f"{'failed' if wrong else 'passed'}  {scenario}", flush=True)
            for line in wrong:
                print(f"        {line}", flush=True)
    print(f"{passed} passed, {failed} failed")
    return int(failed > 0)


def check(case: Case, scenario: Scenario) -> Iterator[str]:
    """Yield what is not as expected in one scenario."""
    if not (AGREEMENTS / case.name / "scenario.yaml").is_file():
        yield "not expressed yet"
        return
    with tempfile.TemporaryDirectory(prefix="servanda-case-") as folder:
        prepared = prepare(case, scenario, mapping_of(case))
        outcome = run(prepared, Path(folder))
        yield from differences(scenario.expected, prepared.fields, outcome)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
