"""The columns that the keys of a kind of measure name."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.agreement.model.measure import (
    AttestedRule,
    OutcomeRule,
    RatioRule,
    Rule,
    ScoreRule,
    VariationRule,
    WarningRule,
)

__all__ = ["NamedColumn", "named_columns"]


@dataclass(frozen=True, slots=True)
class NamedColumn:
    """Hold a key and the column of the measure's own table that it names, if any."""

    key: str
    name: str
    instant: bool = False


def named_columns(rule: Rule) -> tuple[str, tuple[NamedColumn, ...]]:
    """Return the word of a kind, and the columns that its keys name."""
    match rule:
        case RatioRule():
            return rule.spelling, (NamedColumn("at", rule.at, instant=True),)
        case OutcomeRule():
            return "outcome", (NamedColumn("at", rule.at, instant=True),)
        case VariationRule():
            return "variation", (NamedColumn("at", rule.at, instant=True),)
        case ScoreRule():
            at = NamedColumn("at", rule.at, instant=True)
            return rule.spelling, (NamedColumn("answer", rule.answer), at)
        case WarningRule():
            return "warning", (NamedColumn("noticed", rule.noticed, instant=True),)
        case AttestedRule():
            return "attested", _attested(rule)
        case _:
            return "", ()


def _attested(rule: AttestedRule) -> tuple[NamedColumn, ...]:
    return (
        NamedColumn("figure", rule.figure),
        NamedColumn("period", rule.period),
        NamedColumn("entered by", rule.entered_by),
        NamedColumn("entered at", rule.entered_at, instant=True),
        NamedColumn("document", rule.document),
        NamedColumn("countersigned by", rule.countersigned_by),
        NamedColumn("countersigned at", rule.countersigned_at, instant=True),
    )
