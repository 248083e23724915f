"""``make real``: a line per check with its figure, then ``N passed, N failed``."""

from __future__ import annotations

import sys
import time

from tests.real import city_requests, forge_quarterly, metrics, probes, service_desk, status_page
from tests.real.checks import Check, shared_data

SUITES = (
    service_desk.checks,
    city_requests.checks,
    status_page.checks,
    forge_quarterly.checks,
    probes.checks,
    metrics.checks,
)


def main() -> int:
    """Run all checks; 0 if all hold or there is no shared data, 1 otherwise."""
    data = shared_data()
    if data is None:
        sys.stdout.write("real evidence is not at hand (SHARED names its folder); nothing run\n")
        return 0
    outcomes: list[Check] = []
    for suite in SUITES:
        began = time.monotonic()
        for check in suite(data):
            verdict = "ok  " if check.passed else "FAIL"
            sys.stdout.write(f"{verdict} {check.name}: {check.figure}\n")
            sys.stdout.flush()
            outcomes.append(check)
        sys.stdout.write(f"     ({time.monotonic() - began:.1f} s)\n")
    failed = sum(not check.passed for check in outcomes)
    sys.stdout.write(f"{len(outcomes) - failed} passed, {failed} failed\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
