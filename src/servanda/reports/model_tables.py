"""Tables that several papers on operating models share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from servanda.operating_model.rules.finding import Finding
from servanda.operating_model.standing import RiskStanding
from servanda.reports.paper import PaperTable
from servanda.reports.reader import Reader

__all__ = ["ACCOUNTABLE", "findings_table", "risks_table"]

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
