"""Reading outcomes, and what the sharing of their success spells out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from servanda.agreement.model.formula import Formula
from servanda.agreement.model.measure import Measure
from servanda.agreement.model.money import Figure, IncentiveKind, Purpose
from servanda.agreement.model.outcome import (
    Attribution,
    Baseline,
    Outcome,
    SharedSuccess,
    Target,
    gained,
    reached,
    shared,
)
from servanda.agreement.model.setting import SettlementRule
from servanda.agreement.notebook import Notebook
from servanda.agreement.read.fields import Fields, entries_of, text_of
from servanda.agreement.read.phrases import read_level
from servanda.agreement.read.shorthand import spell_gained, spell_shared
from servanda.agreement.text.node import Entry, MappingNode, Node
from servanda.formula.syntax import Name

__all__ = ["outcome_figures", "read_outcomes"]

_PERCENT = re.compile(r"\s*([0-9]{1,6}(?:\.[0-9]{1,12})?)\s*%\s*")


def read_outcomes(node: Node | None, notebook: Notebook) -> dict[str, Outcome]:
    """Read the figures of the client's business."""
    return {entry.key.text: _outcome(entry, notebook) for entry in entries_of(node)}


def _outcome(entry: Entry, notebook: Notebook) -> Outcome:
    fields = Fields(entry.value, notebook, entry.key.span)
    owner, owned_by = _owner(fields)
    return Outcome(
        name=entry.key.text,
        title=fields.text("title"),
        owner=owner,
        owned_by=owned_by,
        why=fields.text("why"),
        measure=fields.text("measure"),
        baseline=_baseline(fields.inside("baseline")),
        target=_target(fields.inside("target")),
        attribution={each.whose: each for each in _attribution(fields)},
        served_with=fields.texts("served with"),
        success=_success(entry.key.text, fields),
        span=entry.key.span,
    )


def _owner(fields: Fields) -> tuple[str, str]:
    """Return the role that owns an outcome, and whose it is: the client's unless it is said."""
    named = next(iter(fields.entries("owner")), None)
    if named is None:
        return fields.text("owner"), "client"
    return text_of(named.value), named.key.text


def _baseline(fields: Fields) -> Baseline | None:
    value, first, last = fields.formula("is"), fields.date("from"), fields.date("until")
    if value is None or first is None or last is None:
        return None
    return Baseline(value=value, first_day=first, last_day=last, span=fields.span)


def _target(fields: Fields) -> Target | None:
    level, by = read_level(fields.get("is"), fields.notebook), fields.date("by")
    if level is None or by is None:
        return None
    return Target(level=level, by=by, span=fields.span)


def _attribution(fields: Fields) -> Iterator[Attribution]:
    for each in fields.entries("attribution"):
        inner = Fields(each.value, fields.notebook, each.key.span)
        matched = _PERCENT.fullmatch(inner.text("share") or text_of(each.value))
        if matched is not None:
            yield Attribution(
                whose=each.key.text,
                share=Fraction(matched[1]) / 100,
                because=inner.text("because"),
                span=each.key.span,
            )


def _success(name: str, fields: Fields) -> SharedSuccess | None:
    inner = fields.inside("shared success")
    if not isinstance(inner.node, MappingNode):
        return None
    amount, provider = inner.formula("gained"), inner.formula("provider")
    when = inner.formula("when")
    if amount is None or provider is None or (inner.has("when") and when is None):
        fields.notebook.broken |= {gained(name), shared(name)}
        return None
    return SharedSuccess(
        gained=amount,
        provider=provider,
        when=when,
        commitment=inner.text("commitment"),
        kind=inner.word("kind", IncentiveKind, IncentiveKind.GAIN_SHARE),
        clause=inner.clause(),
        span=inner.span,
    )


def outcome_figures(
    outcomes: Mapping[str, Outcome], measures: Mapping[str, Measure], settlement: SettlementRule
) -> Iterator[Figure]:
    """Yield what outcomes spell out: the figure itself, what was gained, the line that shares it.

    What is attributed to nobody is shared with nobody. Each line is rounded down, so that what
    several providers are paid of one gain, each by an agreement of its own, is never more than it.

    Args:
        outcomes: As they were read.
        measures: By which their figures are made.
        settlement: Its money and what lines are rounded to.
    """
    for outcome in outcomes.values():
        measure = measures.get(outcome.measure)
        if measure is not None and (outcome.baseline or outcome.target or outcome.success):
            yield _reached(outcome, measure)
        mine = outcome.attribution.get("provider")
        success = outcome.success
        if success is None or mine is None:
            continue
        yield _figure(
            outcome,
            success,
            name=gained(outcome.name),
            title="Gained",
            pays=spell_gained(success.gained, settlement.currency),
        )
        pays = spell_shared(gained(outcome.name), mine.share, success.provider, settlement.quantum)
        line = _figure(
            outcome, success, name=shared(outcome.name), title="Shared success", pays=pays
        )
        yield replace(
            line,
            purpose=Purpose.INCENTIVE,
            when=success.when,
            commitment=success.commitment,
            kind=success.kind,
            answers=outcome.why,
            counts_towards_limits=True,
            total=False,
        )


def _reached(outcome: Outcome, measure: Measure) -> Figure:
    """Spell out the figure itself, so that it stands on the statement."""
    name = Name(span=outcome.span, name=measure.name)
    return Figure(
        name=reached(outcome.name),
        title=_title(outcome),
        purpose=Purpose.FIGURE,
        each="period",
        by=measure.by,
        when=None,
        pays=Formula(text=measure.name, expression=name, span=outcome.span),
        commitment="",
        counts_towards_limits=False,
        clause=None,
        span=outcome.span,
    )


def _figure(
    outcome: Outcome, success: SharedSuccess, *, name: str, title: str, pays: Formula
) -> Figure:
    return Figure(
        name=name,
        title=f"{title}: {_title(outcome)}",
        purpose=Purpose.FIGURE,
        each="period",
        by=(),
        when=None,
        pays=pays,
        commitment="",
        counts_towards_limits=False,
        clause=success.clause,
        span=success.span,
        total=True,
    )


def _title(outcome: Outcome) -> str:
    return outcome.title or outcome.name.replace("_", " ")
