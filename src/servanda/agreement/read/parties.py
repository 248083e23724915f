"""Reading who agrees, for how long, in what rhythm, and where the signed paper stands."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from servanda.agreement import diagnostics as found
from servanda.agreement.model.setting import (
    Contract,
    Document,
    InForce,
    Notice,
    Party,
    PartyRole,
    Prevails,
    Rhythm,
    Service,
    SettlementRule,
)
from servanda.agreement.notebook import Notebook, origin_of
from servanda.agreement.read.card import read_card
from servanda.agreement.read.fields import Fields, entries_of, text_of
from servanda.agreement.surface.parties import FIRST_DAY_IN_FORCE
from servanda.agreement.term import notice_day
from servanda.agreement.text.node import Entry, MappingNode, Node, ScalarNode
from servanda.businesstime.diagnostics import CalendarMistake
from servanda.businesstime.zone import load_zone
from servanda.formula.phrases import parse_rounding
from servanda.kernel.quantity import Quantity
from servanda.kernel.rounding import RoundingMode
from servanda.kernel.source import SourceSpan

__all__ = [
    "read_contract",
    "read_in_force",
    "read_parties",
    "read_services",
    "read_settlement",
    "read_zone",
]

_OF_PERIODS = {
    Rhythm.MONTH: "months",
    Rhythm.QUARTER: "quarters",
    Rhythm.YEAR: "years",
    Rhythm.FOUR_WEEKS: "periods",
    Rhythm.WEEK: "weeks",
}
_WEEKS = {Rhythm.FOUR_WEEKS: "four weeks", Rhythm.WEEK: "a week"}


def read_zone(node: Node | None, notebook: Notebook, default: str = "") -> str:
    """Return a time zone's name; an unknown one is noted and read as UTC meanwhile."""
    if not isinstance(node, ScalarNode):
        return default
    try:
        load_zone(node.text)
    except CalendarMistake as mistake:
        notebook.take([mistake.at(node.span)])
        return "UTC"
    return node.text


def read_contract(fields: Fields) -> Contract | None:
    """Read the signed paper behind the text."""
    if not isinstance(fields.node, MappingNode):
        return None
    documents = {}
    for entry in fields.entries("documents"):
        document = Fields(entry.value, fields.notebook, entry.key.span)
        documents[entry.key.text] = Document(
            identifier=entry.key.text,
            file=document.text("file"),
            sha256=document.text("sha256"),
            span=entry.key.span,
        )
    prevails = fields.word("prevails", Prevails, Prevails.CONTRACT)
    return Contract(documents=documents, prevails=prevails, span=fields.node.span)


def read_parties(node: Node | None, notebook: Notebook) -> dict[str, Party]:
    """Read the parties; the client and the provider have to be among them."""
    parties = {entry.key.text: _party(entry, notebook) for entry in entries_of(node)}
    if isinstance(node, MappingNode):
        for name in ("client", "provider"):
            if name not in parties:
                notebook.report(found.NO_CLIENT_OR_PROVIDER, _begin(node.span), name=name)
    return parties


def _party(entry: Entry, notebook: Notebook) -> Party:
    fields = Fields(entry.value, notebook, entry.key.span)
    identifier = entry.key.text
    own = {"client": PartyRole.CLIENT, "provider": PartyRole.PROVIDER}.get(
        identifier, PartyRole.THIRD_PARTY
    )
    role = fields.word("role", PartyRole, own)
    if role is not own:
        notebook.report(found.WRONG_ROLE, fields.span_of("role"), name=identifier, role=role.value)
    return Party(
        identifier=identifier,
        role=own,
        name=text_of(entry.value) or fields.text("name"),
        zone=read_zone(fields.get("zone"), notebook),
        country=fields.text("country"),
        span=entry.key.span,
        keys=fields.texts("keys"),
    )


def read_in_force(fields: Fields) -> InForce | None:
    """Read the days on which the text applies."""
    first, last = fields.date("from"), fields.date("until")
    if first is None:
        return None
    if last is not None and last < first:
        fields.notebook.report(
            found.ENDS_BEFORE_START,
            fields.span_of("until"),
            first=first.isoformat(),
            last=last.isoformat(),
        )
        return None
    in_force = InForce(
        first_day=first,
        last_day=last,
        span=fields.span_of("from"),
        term_ends=last,
        notice=_notice(fields),
        renewal_months=_renewal(fields),
    )
    _check_renewal(in_force, fields)
    # An agreement that is renewed goes on: its terms end, and it does not.
    return replace(in_force, last_day=None) if in_force.renewal_months else in_force


def _notice(fields: Fields) -> Notice | None:
    text = " ".join(fields.text("notice").split())
    matched = re.fullmatch(r"([1-9][0-9]{0,2}) (month|calendar day)s?", text)
    if matched is None:
        return None
    return Notice(count=int(matched[1]), of_months=matched[2] == "month", text=text)


def _renewal(fields: Fields) -> int:
    matched = re.fullmatch(r"\s*([1-9][0-9]{0,2})\s+months?\s*", fields.text("renewal"))
    return int(matched[1]) if matched else 0


def _check_renewal(in_force: InForce, fields: Fields) -> None:
    report = fields.notebook.report
    if in_force.renewal_months and in_force.term_ends is None:
        report(found.RENEWAL_OF_OPEN, fields.span_of("renewal"))
    elif in_force.renewal_months and in_force.notice is None:
        report(found.RENEWAL_WITHOUT_NOTICE, fields.span_of("renewal"))
    if in_force.notice is not None and in_force.term_ends is not None:
        day = notice_day(in_force.notice, in_force.term_ends)
        if day < in_force.first_day:
            report(
                found.NOTICE_TOO_EARLY,
                fields.span_of("notice"),
                day=day.isoformat(),
                first=in_force.first_day.isoformat(),
            )


def read_settlement(fields: Fields, client_zone: str, first_day: date) -> SettlementRule | None:
    """Read the rhythm, zone, money and rounding of settlement.

    Args:
        fields: The section's keys.
        client_zone: The client's time zone, taken where the settlement names none.
        first_day: The first day in force.
    """
    zone = read_zone(fields.get("zone"), fields.notebook, client_zone)
    if not isinstance(fields.node, MappingNode) or not fields.text("currency"):
        return None
    if not zone:
        if not fields.has("zone"):
            fields.notebook.report(found.NO_ZONE, fields.span)
        return None
    rhythm = fields.word("every", Rhythm, Rhythm.MONTH)
    quantum, mode = _rounding(fields)
    from_first_day = fields.text("starts on") == FIRST_DAY_IN_FORCE
    if rhythm in _WEEKS and fields.has("starts on") and not from_first_day:
        fields.notebook.report(
            found.DAY_OF_WEEKS, fields.span_of("starts on"), rhythm=_WEEKS[rhythm]
        )
    return SettlementRule(
        rhythm=rhythm,
        starts_on=first_day.day if from_first_day else fields.whole("starts on", 1),
        zone=zone,
        currency=fields.text("currency"),
        quantum=quantum,
        rounding=mode,
        stabilization_periods=_stabilization(fields, rhythm),
        stabilization_until_agreed=_until_agreed(fields),
        span=fields.node.span,
        from_first_day=from_first_day,
    )


def _rounding(fields: Fields) -> tuple[Quantity, RoundingMode]:
    currency = fields.text("currency")
    node = fields.get("rounding")
    if not isinstance(node, ScalarNode):
        return Quantity.money("0.01", currency), RoundingMode.HALF_UP
    phrase = parse_rounding(node.text, origin_of(node))
    fields.notebook.take(phrase.diagnostics)
    if phrase.value is None:
        return Quantity.money("0.01", currency), RoundingMode.HALF_UP
    if phrase.value.quantum.unit.currency != currency:
        fields.notebook.report(found.BAD_ROUNDING, node.span, text=node.text, currency=currency)
    return phrase.value.quantum, phrase.value.mode


def _stabilization(fields: Fields, rhythm: Rhythm) -> int:
    text = fields.text("stabilization", "0 periods")
    many = _OF_PERIODS[rhythm]
    matched = re.fullmatch(r"([0-9]{1,4})\s+([a-z]+?)s?", text.strip())
    if text == "none" or _until_agreed(fields):
        return 0
    if matched is None or f"{matched[2]}s" not in {many, "periods"}:
        fields.notebook.report(
            found.BAD_STABILIZATION, fields.span_of("stabilization"), text=text, periods=many
        )
        return 0
    return int(matched[1])


def _until_agreed(fields: Fields) -> bool:
    return " ".join(fields.text("stabilization").split()) == "until both agree"


def read_services(node: Node | None, notebook: Notebook) -> dict[str, Service]:
    """Read the services covered."""
    services = {}
    for entry in entries_of(node):
        fields = Fields(entry.value, notebook, entry.key.span)
        services[entry.key.text] = Service(
            identifier=entry.key.text,
            title=text_of(entry.value) or fields.text("title"),
            description=fields.text("description"),
            card=read_card(fields.inside("card")) if fields.has("card") else None,
            span=entry.key.span,
        )
    return services


def _begin(span: SourceSpan) -> SourceSpan:
    return SourceSpan(
        file=span.file,
        line=span.line,
        column=span.column,
        end_line=span.line,
        end_column=span.column + 1,
    )
