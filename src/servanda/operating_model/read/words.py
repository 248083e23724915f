"""Reading what an organisation declares: agreements, parties, roles, processes, teams."""

from __future__ import annotations

from servanda.agreement.notebook import Notebook
from servanda.agreement.read.fields import Fields, entries_of, text_of
from servanda.agreement.surface.leaf import read_date, read_whole
from servanda.agreement.text.node import MappingNode, Node
from servanda.operating_model import diagnostics as found
from servanda.operating_model.model.portfolio import AgreementLink, Team, TeamPeriod
from servanda.operating_model.model.words import (
    UNDECIDED,
    Ambition,
    OrganisationParty,
    Process,
    Role,
    Scope,
    Side,
)
from servanda.operating_model.read.names import Names
from servanda.operating_model.reference import KNOWN_PARTIES, processes

__all__ = ["read_links", "read_names", "read_teams"]


def read_links(node: Node | None) -> dict[str, AgreementLink]:
    """Return the agreements that the text names."""
    return {
        entry.key.text: AgreementLink(
            name=entry.key.text, folder=text_of(entry.value).strip(), span=entry.value.span
        )
        for entry in entries_of(node)
    }


def read_names(top: Fields, notebook: Notebook) -> Names:
    """Return all names that the rest of the text may use."""
    agreements = read_links(top.get("agreements"))
    bare = Names(
        parties=KNOWN_PARTIES,
        roles={},
        processes=processes(),
        agreements=agreements,
        notebook=notebook,
    )
    parties = {**KNOWN_PARTIES, **_parties(top.get("parties"), bare)}
    own = Names(parties=parties, roles={}, processes={}, agreements=agreements, notebook=notebook)
    return Names(
        parties=parties,
        roles=_roles(top.get("roles"), own),
        processes={**processes(), **_processes(top.get("processes"), own)},
        agreements=agreements,
        notebook=notebook,
    )


def _parties(node: Node | None, names: Names) -> dict[str, OrganisationParty]:
    parties = {}
    for entry in entries_of(node):
        name = entry.key.text
        if name in KNOWN_PARTIES:
            names.notebook.report(found.ALREADY_A_PARTY, entry.key.span, name=name)
            continue
        fields = Fields(entry.value, names.notebook, entry.key.span)
        agreement = names.agreement(fields.get("agreement"))
        parties[name] = OrganisationParty(
            name=name,
            title=fields.text("title"),
            side=fields.word("side", Side, Side.BUSINESS),
            agreement=agreement,
            party=fields.text("party") or ("provider" if agreement else ""),
            span=fields.span_of("party") if fields.has("party") else entry.key.span,
        )
    return parties


def _roles(node: Node | None, names: Names) -> dict[str, Role]:
    roles = {}
    for entry in entries_of(node):
        fields = Fields(entry.value, names.notebook, entry.key.span)
        roles[entry.key.text] = Role(
            name=entry.key.text,
            title=text_of(entry.value) or fields.text("title"),
            party=names.party(fields.get("party")),
            held_by=fields.text("held by"),
            span=entry.key.span,
        )
    return roles


def _processes(node: Node | None, names: Names) -> dict[str, Process]:
    known = {each.title.lower(): each.name for each in processes().values()}
    known |= {each: each for each in processes()}
    own = {}
    for entry in entries_of(node):
        fields = Fields(entry.value, names.notebook, entry.key.span)
        title = fields.text("title")
        if taken := known.get(title.strip().lower()):
            span = fields.span_of("title")
            names.notebook.report(found.ALREADY_A_PROCESS, span, title=title, name=taken)
        own[entry.key.text] = Process(
            name=entry.key.text,
            title=title,
            reference=_reference(fields.inside("reference"), names),
            meaning=fields.text("meaning"),
            is_own=True,
            span=entry.key.span,
        )
    return own


def _reference(fields: Fields, names: Names) -> dict[tuple[Ambition, Scope], str]:
    values: dict[tuple[Ambition, Scope], str] = {}
    for ambition in Ambition:
        node = fields.get(ambition.value.lower())
        for scope in Scope:
            chosen = node.get(scope.value) if isinstance(node, MappingNode) else node
            told = isinstance(node, MappingNode) or scope is Scope.APPLICATION
            if told:
                values[ambition, scope] = names.accountable(chosen) or UNDECIDED
            else:
                values[ambition, scope] = values[ambition, Scope.APPLICATION]
    return values


def read_teams(node: Node | None, names: Names) -> dict[str, Team]:
    """Return teams by name."""
    teams = {}
    for entry in entries_of(node):
        fields = Fields(entry.value, names.notebook, entry.key.span)
        teams[entry.key.text] = Team(
            name=entry.key.text,
            title=fields.text("title"),
            run_most=read_whole(fields.text("run at most")),
            currency=fields.text("currency"),
            periods=_work(fields.get("work"), names.notebook),
            span=entry.key.span,
        )
    return teams


def _work(node: Node | None, notebook: Notebook) -> tuple[TeamPeriod, ...]:
    periods = []
    for entry in entries_of(node):
        fields = Fields(entry.value, notebook, entry.key.span)
        first_day = read_date(entry.key.text)
        if first_day is not None:
            periods.append(
                TeamPeriod(
                    first_day=first_day,
                    run_days=fields.whole("run days", 0),
                    change_days=fields.whole("change days", 0),
                    run_budget=read_whole(fields.text("run budget")),
                    change_budget=read_whole(fields.text("change budget")),
                )
            )
    return tuple(sorted(periods, key=lambda each: each.first_day))
