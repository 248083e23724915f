"""The tables whose rows the record keeps: nobody brings a file for them.

A text that reads one of them, and does not describe a table of that name itself, has it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from servanda.agreement.model.evidence import (
    ColumnType,
    EvidenceColumn,
    EvidenceForm,
    EvidenceTable,
)
from servanda.agreement.text.node import ListNode, MappingNode, Node, ScalarNode
from servanda.kernel.source import SourceSpan
from servanda.kernel.unit import Unit

__all__ = ["RECORDED", "recorded_table", "recorded_tables"]

_TEXT, _TRUTH, _AT, _DAY, _COUNT, _MONEY, _TIME = (
    ColumnType.TEXT,
    ColumnType.TRUTH,
    ColumnType.INSTANT,
    ColumnType.DATE,
    ColumnType.WHOLE,
    ColumnType.MONEY,
    ColumnType.DURATION,
)
_COLUMNS: Final[Mapping[str, Mapping[str, ColumnType]]] = {
    "reviews": {
        "review": _TEXT,
        "name": _TEXT,
        "level": _TEXT,
        "stretch": _TEXT,
        "due": _AT,
        "planned": _AT,
        "took_place": _AT,
        "held": _AT,
        "missing": _TEXT,
        "minuted": _AT,
        "called_by": _TEXT,
        "planned_client_time": _TIME,
        "planned_client_cost": _MONEY,
        "planned_provider_time": _TIME,
        "planned_provider_cost": _MONEY,
        "kept_client_time": _TIME,
        "kept_client_cost": _MONEY,
        "kept_provider_time": _TIME,
        "kept_provider_cost": _MONEY,
        "entry": _TEXT,
    },
    "post_incident_reviews": {
        "review": _TEXT,
        "incident": _TEXT,
        "service": _TEXT,
        "restored": _AT,
        "opened": _AT,
        "published": _AT,
        "causes": _COUNT,
        "changes": _COUNT,
        "entry": _TEXT,
    },
    "quotations": {
        "quotation": _TEXT,
        "what": _TEXT,
        "asked": _AT,
        "quoted": _AT,
        "accepted": _AT,
        "declined": _AT,
        "price": _MONEY,
        "entry": _TEXT,
    },
    "work_requests": {
        "work": _TEXT,
        "what": _TEXT,
        "asked": _AT,
        "agreed": _AT,
        "due": _AT,
        "delivered": _AT,
        "accepted": _AT,
        "price": _MONEY,
        "entry": _TEXT,
    },
    "actions": {
        "action": _TEXT,
        "what": _TEXT,
        "owner": _TEXT,
        "role": _TEXT,
        "agreed": _AT,
        "due": _AT,
        "done": _AT,
        "entry": _TEXT,
    },
    "goodwill": {
        "goodwill": _TEXT,
        "favour": _TEXT,
        "given_by": _TEXT,
        "worth": _MONEY,
        "given": _AT,
        "until": _DAY,
        "acknowledged": _AT,
        "entry": _TEXT,
    },
    "case_studies": {
        "case_study": _TEXT,
        "review": _TEXT,
        "title": _TEXT,
        "written": _AT,
        "agreed": _AT,
        "read": _COUNT,
        "staff": _COUNT,
        "entry": _TEXT,
    },
    "pain_points": {
        "pain_point": _TEXT,
        "user_group": _TEXT,
        "service": _TEXT,
        "what": _TEXT,
        "users": _COUNT,
        "owner": _TEXT,
        "role": _TEXT,
        "named": _AT,
        "answered": _AT,
        "due": _AT,
        "eased": _AT,
        "gone": _AT,
        "came_back": _COUNT,
        "entry": _TEXT,
    },
    "announced_maintenance": {
        "window": _TEXT,
        "service": _TEXT,
        "what": _TEXT,
        "announced": _AT,
        "begins": _AT,
        "ends": _AT,
        "entry": _TEXT,
    },
    "principle_examples": {
        "example": _TEXT,
        "principle": _TEXT,
        "given_by": _TEXT,
        "happened": _AT,
        "kept": _TRUTH,
        "entry": _TEXT,
    },
    "circumstances": {
        "circumstance": _TEXT,
        "reported_by": _TEXT,
        "since": _AT,
        "reported": _AT,
        "answered": _AT,
        "entry": _TEXT,
    },
    "strategic_issues": {
        "strategic_issue": _TEXT,
        "what": _TEXT,
        "brought": _AT,
        "answered": _AT,
        "seen_elsewhere": _TRUTH,
        "entry": _TEXT,
    },
    "provider_goals": {
        "goal": _TEXT,
        "what": _TEXT,
        "set": _AT,
        "due": _AT,
        "looked_at": _AT,
        "reached": _AT,
        "entry": _TEXT,
    },
}
_NOUNS: Final[Mapping[str, tuple[str, str]]] = {
    "reviews": ("review", "reviews"),
    "post_incident_reviews": ("post_incident_review", "post_incident_reviews"),
    "quotations": ("quotation", "quotations"),
    "work_requests": ("work_request", "work_requests"),
    "actions": ("action", "actions"),
    "goodwill": ("favour", "favours"),
    "case_studies": ("case_study", "case_studies"),
    "pain_points": ("pain_point", "pain_points"),
    "announced_maintenance": ("maintenance", "maintenance"),
    "principle_examples": ("principle_example", "principle_examples"),
    "circumstances": ("circumstance", "circumstances"),
    "strategic_issues": ("strategic_issue", "strategic_issues"),
    "provider_goals": ("provider_goal", "provider_goals"),
}
_STRETCHES: Final = {"announced_maintenance": ("begins", "ends")}
"""Where the rows of a table are stretches of time: the columns that they begin and end with."""

RECORDED: Final = tuple(_COLUMNS)
"""Names of the tables that the record keeps."""

_READING: Final = frozenset({"from", "events", "planned", "warnings"})


def recorded_tables(
    root: MappingNode, declared: Mapping[str, EvidenceTable], currency: str, zone: str
) -> dict[str, EvidenceTable]:
    """Return the tables that a text reads, does not describe, and the record keeps.

    Args:
        root: The text.
        declared: The tables that it describes.
        currency: The settlement's.
        zone: The settlement's.
    """
    read = {
        node.text: node.span
        for section in ("rows", "measures", "conditions")
        for node in _read_in(root.get(section))
    }
    return {
        name: recorded_table(name, currency, zone, read[name])
        for name in RECORDED
        if name in read and name not in declared
    }


def recorded_table(name: str, currency: str, zone: str, span: SourceSpan) -> EvidenceTable:
    """Return a table that the record keeps, as if a text described it."""
    noun, nouns = _NOUNS[name]
    begins, ends = _STRETCHES.get(name, ("", ""))
    columns = {
        column: EvidenceColumn(
            name=column,
            source=column,
            type=kind,
            unit=Unit.money(currency) if kind is ColumnType.MONEY else None,
            scale_text="seconds" if kind is ColumnType.DURATION else "",
            format="",
            zone="",
            impersonal=True,
            span=span,
        )
        for column, kind in _COLUMNS[name].items()
    }
    return EvidenceTable(
        name=name,
        form=EvidenceForm.INTERVAL if begins else EvidenceForm.CASE,
        noun=noun,
        nouns=nouns,
        file=f"{name}.csv",
        sheet="",
        key=next(iter(columns)),
        at="",
        order="",
        begins=begins,
        ends=ends,
        zone=zone,
        nulls=("",),
        columns=columns,
        required=False,
        recorded=True,
        span=span,
    )


def _read_in(node: Node | None) -> Iterator[ScalarNode]:
    """Yield what stands where a table is named."""
    if isinstance(node, MappingNode):
        for entry in node.entries:
            if entry.key.text in _READING and isinstance(entry.value, ScalarNode):
                yield entry.value
            yield from _read_in(entry.value)
    elif isinstance(node, ListNode):
        for item in node.items:
            yield from _read_in(item)
