"""What holds for every test."""

import pytest
from hypothesis import settings

from tests.properties.pairs import pair_lines

# Speed depends on the machine and its other work, so that no test may hang on it.
settings.register_profile("house", deadline=None, print_blob=True)
settings.load_profile("house")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print how many generated agreements combined each pair of mechanisms."""
    reports = [
        *terminalreporter.getreports("passed"),
        *terminalreporter.getreports("failed"),
    ]
    agreements = [
        frozenset(value)
        for report in reports
        if getattr(report, "when", "") == "call"
        for name, value in getattr(report, "user_properties", ())
        if name == "mechanisms"
    ]
    if agreements:
        terminalreporter.section("generated agreements")
        for line in pair_lines(agreements):
            terminalreporter.write_line(line)
