"""Run every scenario of the published cases: ``python -m tests.cases [CASE ...]``."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.cases.mapping import Prepared, mapping_of, prepare
from tests.cases.outcome import differences, flat
from tests.cases.run import run, try_change
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
            try:
                wrong = list(check(case, scenario))
            except Exception as error:  # noqa: BLE001 - one scenario must not hide the others
                wrong = [f"{type(error).__name__}: {error}"]
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
        for trial, fields in by_trial(prepared).items():
            at = Path(folder) / (trial or "text")
            outcome = try_change(prepared, trial, at) if trial else run(prepared, at)
            expected = {
                name: wanted
                for name, wanted in flat(scenario.expected)
                if (name in fields) or (not trial and name not in prepared.fields)
            }
            yield from differences(expected, fields, outcome)


def by_trial(prepared: Prepared) -> dict[str, dict[str, Any]]:
    """Return the fields by the change of the text that they are about, "" for the text itself."""
    found: dict[str, dict[str, Any]] = {"": {}}
    for name, field in prepared.fields.items():
        found.setdefault(field.get("trial", ""), {})[name] = field
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
