"""What a rule looks at, and what it finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from servanda.agreement.model.agreement import Agreement, History
from servanda.kernel.diagnostic import Diagnostic, Severity
from servanda.kernel.source import SourceSpan
from servanda.operating_model.diagnostics import KINDS_OF_RULES
from servanda.operating_model.model.portfolio import OperatingModel
from servanda.operating_model.model.risk import Rule
from servanda.operating_model.model.words import SIDES_OF_IT, CellKey, Scope, Side
from servanda.operating_model.standing import CellStanding, RiskStanding, ServiceStanding

__all__ = ["Finding", "Look"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that a rule found: a risk until somebody bears it or mends it.

    Args:
        service: The service's name; empty where it is about none in particular.
        process: The process, empty for the service as a whole.
        scope: The scope, nothing for both.
        diagnostic: What is said of it, and where.
        risk: The risk recorded for it, nothing where nobody has recorded one.
    """

    rule: Rule
    service: str
    process: str
    scope: Scope | None
    diagnostic: Diagnostic
    risk: RiskStanding | None = None

    @property
    def is_open(self) -> bool:
        """Return whether nobody bears it."""
        return self.risk is None or self.risk.state.is_open

    @property
    def is_pressing(self) -> bool:
        """Return whether nobody bears it, and it is more than a choice that somebody explained."""
        return self.is_open and self.diagnostic.severity is not Severity.NOTE


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One service on one day, with the agreement that covers it.

    Args:
        model: All that the service is part of.
        standing: The service on that day.
        history: The agreement, nothing where none covers it.
    """

    model: OperatingModel
    standing: ServiceStanding
    history: History | None

    @property
    def day(self) -> date:
        """Return the day that is looked at."""
        return self.standing.day

    @property
    def agreement(self) -> Agreement | None:
        """Return the version of the agreement that governs that day."""
        return self.history.at(self.day) if self.history else None

    def side(self, party: str) -> Side:
        """Return whom a party belongs to."""
        return self.model.parties[party].side

    def is_it(self, party: str) -> bool:
        """Return whether a party belongs to IT."""
        return self.side(party) in SIDES_OF_IT

    def titles(self, processes: Mapping[str, object] | list[str]) -> str:
        """Name processes for people, the first few of them."""
        titles = [_within(self.model.processes[name].title) for name in processes]
        shown = ", ".join(titles[:3])
        return shown if len(titles) <= 3 else f"{shown} and {len(titles) - 3} more"

    def span_of(self, key: CellKey) -> SourceSpan:
        """Return where a cell is stated, or the service where it is not."""
        service = self.standing.service
        cell = service.present.get(key) or service.target.get(key)
        return cell.span if cell else service.span

    def find(
        self, rule: Rule, span: SourceSpan, *, cell: CellStanding | None = None, process: str = "",
        **arguments: str,
    ) -> Finding:  # fmt: skip
        """Return a finding of the service, or of one of its cells."""
        service = self.standing.service
        told = {"service": service.title, **arguments}
        scope: Scope | None = None
        if cell is not None:
            process = cell.process.name
            scope = None if service.together else cell.scope
            told |= {
                "process": _within(cell.process.title),
                "scope": self.standing.scope_words(cell),
            }
        elif process:
            told["process"] = _within(self.model.processes[process].title)
        return Finding(
            rule=rule,
            service=service.name,
            process=process,
            scope=scope,
            diagnostic=KINDS_OF_RULES[rule].at(span, **told),
        )


def _within(title: str) -> str:
    """Return a title as it stands within a sentence; an abbreviation in front stays one."""
    return title if title[:2].isupper() else title[:1].lower() + title[1:]
