"""Reading risks and controls."""

from __future__ import annotations

from servanda.agreement.read.fields import Fields, entries_of
from servanda.agreement.text.node import ListNode, Node
from servanda.operating_model.model.risk import (
    Acceptance,
    Control,
    Leave,
    Proof,
    Risk,
    Rule,
    Treatment,
)
from servanda.operating_model.read.matrix import scope_of
from servanda.operating_model.read.names import Names, days_in_order

__all__ = ["read_controls", "read_risks"]


def read_risks(node: Node | None, names: Names) -> dict[str, Risk]:
    """Return risks by name; one whose day cannot be read is left out."""
    risks = {}
    for entry in entries_of(node):
        fields = Fields(entry.value, names.notebook, entry.key.span)
        days_in_order(fields, "raised", "closed")
        acceptances = _acceptances(fields.get("accepted"), names)
        owner, process = names.role(fields, "owner"), names.process(fields.get("process"))
        raised = fields.date("raised")
        if raised is None:
            continue
        rule = fields.text("rule")
        risks[entry.key.text] = Risk(
            name=entry.key.text,
            title=fields.text("title"),
            rule=next((each for each in Rule if each.value == rule), None),
            process=process,
            scope=scope_of(fields),
            likelihood=fields.text("likelihood"),
            consequence=fields.text("consequence"),
            owner=owner,
            treatment=fields.word("treatment", Treatment, Treatment.REDUCE),
            raised=raised,
            closed=fields.date("closed"),
            acceptances=acceptances,
            span=entry.key.span,
        )
    return risks


def _acceptances(node: Node | None, names: Names) -> tuple[Acceptance, ...]:
    items = node.items if isinstance(node, ListNode) else (node,) if node is not None else ()
    found = []
    for item in items:
        fields = Fields(item, names.notebook, item.span)
        days_in_order(fields, "on", "until")
        role, on, until = names.role(fields, "role"), fields.date("on"), fields.date("until")
        if on is not None and until is not None:
            found.append(
                Acceptance(
                    by=fields.text("by"),
                    role=role,
                    on=on,
                    until=until,
                    because=fields.text("because"),
                    span=fields.span_of("until"),
                )
            )
    return tuple(sorted(found, key=lambda each: each.on))


def read_controls(node: Node | None, names: Names) -> dict[str, Control]:
    """Return controls by name."""
    controls = {}
    for entry in entries_of(node):
        fields = Fields(entry.value, names.notebook, entry.key.span)
        controls[entry.key.text] = Control(
            name=entry.key.text,
            title=fields.text("title"),
            about=fields.text("about"),
            owner=names.role(fields, "owner"),
            executed_by=names.party(fields.get("executed by")),
            every_months=fields.whole("every", 1),
            proof=_proof(fields.inside("last proof")),
            exception=_leave(fields.inside("exception"), names),
            span=entry.key.span,
        )
    return controls


def _proof(fields: Fields) -> Proof | None:
    on = fields.date("on")
    return Proof(on=on, evidence=fields.text("evidence")) if on is not None else None


def _leave(fields: Fields, names: Names) -> Leave | None:
    role, until = names.role(fields, "role"), fields.date("until")
    if until is None:
        return None
    return Leave(
        because=fields.text("because"), role=role, until=until, span=fields.span_of("until")
    )
