"""Tables that several papers on operating models share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from servanda.operating_model.model.portfolio import OperatingModel, Team, TeamPeriod
from servanda.operating_model.rules.finding import Finding
from servanda.operating_model.standing import RiskStanding
from servanda.reports.paper import PaperTable
from servanda.reports.reader import Reader

__all__ = ["ACCOUNTABLE", "findings_table", "risks_table", "teams_table"]

_PERIODS = 4

ACCOUNTABLE: Final = (
    "Accountable is who is end responsible for operation and governance; who performs does the "
    "work and may be bought. t.b.d. has to be worked off."
)


def findings_table(findings: Sequence[Finding], title: str) -> PaperTable:
    """Return what rules found, and who bears it."""
    return PaperTable(
        title=title,
        headings=("Rule", "Found", "Borne"),
        rows=tuple((each.rule.value, each.diagnostic.message, _borne(each)) for each in findings),
    )


def _borne(finding: Finding) -> str:
    standing = finding.risk
    if standing is None:
        return "by nobody"
    if standing.acceptance is None or standing.state.is_open:
        return f"by nobody ({standing.state.value})"
    accepted = standing.acceptance
    return f"by {accepted.by} until {accepted.until.isoformat()}"


def risks_table(risks: Sequence[tuple[str, RiskStanding]], reader: Reader) -> PaperTable:
    """Return risks with how they stand, each beside the title of its service."""
    return PaperTable(
        title="Risks",
        headings=("Service", "Risk", "Likelihood", "Consequence", "Owner", "Treatment", "State",
                  "Until"),
        rows=tuple(
            (
                title,
                each.risk.title,
                each.risk.likelihood,
                each.risk.consequence,
                each.risk.owner.replace("_", " "),
                each.risk.treatment.value,
                each.state.value,
                reader.day(each.acceptance.until) if each.acceptance else "",
            )
            for title, each in risks
        ),
    )  # fmt: skip


def teams_table(model: OperatingModel, day: date, reader: Reader) -> PaperTable:
    """Return what teams can do, run against change, as it changed up to a day."""
    return PaperTable(
        title="Teams",
        headings=("Team", "Since", "Run days", "Change days", "Run", "Should be at most",
                  "Run budget", "Change budget", "Run of budget"),
        rows=tuple(
            _team_row(team, each, reader)
            for team in model.teams.values()
            for each in _known(team, day)
        ),
        note="Days and budgets are those of a month. Run: what keeping things as they are takes;"
        " the rest is left for change.",
    )  # fmt: skip


def _known(team: Team, day: date) -> Iterator[TeamPeriod]:
    """Yield a team's last periods, so that one sees run eating change as it comes."""
    begun = [each for each in team.periods if each.first_day <= day]
    yield from begun[-_PERIODS:]


def _team_row(team: Team, work: TeamPeriod, reader: Reader) -> tuple[str, ...]:
    return (
        team.title,
        reader.day(work.first_day),
        reader.number_of(work.run_days),
        reader.number_of(work.change_days),
        _share(work.run_days, work.change_days),
        f"{team.run_most}%" if team.run_most is not None else "",
        _money(work.run_budget, team, reader),
        _money(work.change_budget, team, reader),
        _share(work.run_budget, work.change_budget),
    )


def _share(run: int | None, change: int | None) -> str:
    """Return the share of running in whole percent, cut off; empty where it is not known."""
    if run is None or change is None or not run + change:
        return ""
    return f"{run * 100 // (run + change)}%"


def _money(amount: int | None, team: Team, reader: Reader) -> str:
    if amount is None:
        return ""
    return f"{reader.number_of(amount)} {team.currency}".rstrip()
