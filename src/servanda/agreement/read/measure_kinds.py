"""Reading outcomes, variation, warnings and attested figures."""

from __future__ import annotations

from servanda.agreement import diagnostics as found
from servanda.agreement.model.formula import Formula
from servanda.agreement.model.measure import (
    AttestedRule,
    Every,
    OutcomeRule,
    Signal,
    Stretch,
    VariationRule,
    WarningRule,
)
from servanda.agreement.read.fields import Fields
from servanda.agreement.text.node import MappingNode

__all__ = ["read_attested", "read_outcome", "read_variation", "read_warning"]


def read_outcome(fields: Fields) -> OutcomeRule | None:
    """Read a business figure's baseline, and what else moves it."""
    of = fields.formula("of")
    share, compared = fields.formula("agreed share"), fields.formula("compared with")
    baseline: Formula | Stretch | None
    if isinstance(fields.get("baseline"), MappingNode):
        baseline = _stretch(fields.inside("baseline"))
    else:
        baseline = fields.formula("baseline")
    if of is None or baseline is None:
        return None
    return OutcomeRule(
        at=fields.text("at"),
        of=of,
        baseline=baseline,
        agreed_share=share,
        compared_with=compared,
        trend=fields.has("trend"),
    )


def _stretch(fields: Fields) -> Stretch | None:
    first, last = fields.date("from"), fields.date("until")
    if first is None or last is None:
        return None
    if last < first:
        fields.notebook.report(
            found.ENDS_BEFORE_START,
            fields.span_of("until"),
            first=first.isoformat(),
            last=last.isoformat(),
        )
        return None
    return Stretch(first_day=first, last_day=last)


def read_variation(fields: Fields) -> VariationRule | None:
    """Read what is charted, by which points, and what counts as a signal."""
    of = fields.formula("of")
    limits = _stretch(fields.inside("limits from")) if fields.has("limits from") else None
    if of is None:
        return None
    named = set(fields.texts("signals"))
    return VariationRule(
        at=fields.text("at"),
        of=of,
        every=fields.word("every", Every, Every.DAY),
        limits_from=limits,
        signals=tuple(each for each in Signal if not named or each.value in named),
    )


def read_warning(fields: Fields) -> WarningRule:
    """Read how warnings and problems find each other."""
    return WarningRule(
        noticed=fields.text("noticed"),
        warnings=fields.text("warnings"),
        announced=fields.text("announced"),
        about=fields.text("about"),
        same=fields.texts("same"),
        valid_for=fields.formula("valid for"),
        at_least=fields.formula("at least"),
    )


def read_attested(fields: Fields) -> AttestedRule:
    """Read which columns hold a figure and its signatures."""
    return AttestedRule(
        figure=fields.text("figure"),
        period=fields.text("period"),
        entered_by=fields.text("entered by"),
        entered_at=fields.text("entered at"),
        document=fields.text("document"),
        countersigned_by=fields.text("countersigned by"),
        countersigned_at=fields.text("countersigned at"),
    )
