"""Rules about growing up: experiments, gates, benefits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from servanda.operating_model.model.risk import Rule
from servanda.operating_model.model.words import Mode
from servanda.operating_model.rules.finding import Finding, Look

__all__ = ["benefits", "experiments", "gates"]


def experiments(look: Look) -> Iterator[Finding]:
    """Find experiments that do not say what is tried, or what speaks for leaving it."""
    service = look.standing.service
    if look.standing.mode is not Mode.EXPERIMENT:
        return
    tried = service.experiment
    if tried is None:
        what = "what is tried, and what would end it"
        yield look.find(Rule.EXPERIMENT, service.span, what=what)
        return
    if not tried.case_for_staying:
        what = "what speaks for leaving things as they are"
        yield look.find(Rule.EXPERIMENT, tried.span, what=what)


def gates(look: Look) -> Iterator[Finding]:
    """Find gates that were not agreed on before mode 1."""
    service = look.standing.service
    since = _committed_since(look)
    if look.standing.mode is not Mode.COMMITTED or since is None:
        return
    for gate in service.gates.values():
        if gate.agreed is None or gate.agreed > look.day:
            what = "is not agreed on"
        elif gate.agreed > since:
            what = f"was agreed on only on {gate.agreed.isoformat()}"
        else:
            continue
        yield look.find(
            Rule.GATE, gate.span, process=gate.process, day=since.isoformat(), what=what
        )


def _committed_since(look: Look) -> date | None:
    """Return the day on which the service last went over to mode 1, nothing if it began so."""
    since = None
    for first_day, mode in look.standing.service.mode.values:
        if first_day is not None and first_day <= look.day:
            since = first_day if mode is Mode.COMMITTED else None
    return since


def benefits(look: Look) -> Iterator[Finding]:
    """Find benefits that were to be looked at, and nobody did."""
    for benefit in look.standing.service.benefits:
        seen = benefit.seen_on is not None and benefit.seen_on <= look.day
        if benefit.on < look.day and not (seen and benefit.seen):
            yield look.find(
                Rule.BENEFIT, benefit.span, benefit=benefit.expected, day=benefit.on.isoformat()
            )
