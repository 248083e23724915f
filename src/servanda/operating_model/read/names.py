"""The names that a text may use: parties, roles, processes, agreements."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from servanda.agreement.notebook import Notebook, advise_name
from servanda.agreement.read.fields import Fields
from servanda.agreement.text.node import Node, ScalarNode
from servanda.kernel.diagnostic import DiagnosticKind
from servanda.operating_model import diagnostics as found
from servanda.operating_model.model.words import UNDECIDED, OrganisationParty, Process, Role

__all__ = ["Names", "advise_among", "days_in_order", "scalars"]


def scalars(node: Node | None) -> tuple[ScalarNode, ...]:
    """Return what a single value, or a list of them, holds; a list's other items are left out."""
    if isinstance(node, ScalarNode):
        return (node,)
    items: Sequence[Node] = getattr(node, "items", ())
    return tuple(item for item in items if isinstance(item, ScalarNode))


def advise_among(name: str, known: Collection[str]) -> str:
    """Return what a name may have been meant to be, never an empty advice."""
    return advise_name(name, known) or "there are none so far"


def days_in_order(fields: Fields, earlier: str, later: str) -> None:
    """Note a day that lies before the one that it follows."""
    first, last = fields.date(earlier), fields.date(later)
    if first is not None and last is not None and last < first:
        fields.notebook.report(
            found.DAYS_REVERSED,
            fields.span_of(later),
            later=later,
            until=last.isoformat(),
            earlier=earlier,
            on=first.isoformat(),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Look names up, and note those that do not exist."""

    parties: Mapping[str, OrganisationParty]
    roles: Mapping[str, Role]
    processes: Mapping[str, Process]
    agreements: Collection[str]
    notebook: Notebook

    def party(self, node: Node | None) -> str:
        """Return a party's name, empty where there is none or it does not exist."""
        return self._known(node, self.parties, found.UNKNOWN_PARTY)

    def role(self, fields: Fields, key: str) -> str:
        """Return the role that a key names, empty where there is none or it does not exist."""
        return self._known(fields.get(key), self.roles, found.UNKNOWN_ROLE)

    def process(self, node: Node | None) -> str:
        """Return a process's name, empty where there is none or it does not exist."""
        return self._known(node, self.processes, found.UNKNOWN_PROCESS)

    def agreement(self, node: Node | None) -> str:
        """Return a linked agreement's name, empty where there is none."""
        return self._known(node, self.agreements, found.UNKNOWN_LINK)

    def accountable(self, node: Node | None) -> str | None:
        """Return who is end responsible; nothing where that is not said, or not so that it can
        be used.
        """
        named = [each for scalar in scalars(node) for each in _divided(scalar, self.parties)]
        if not named:
            return None
        if len(named) > 1:
            where = scalars(node)[0 if len(scalars(node)) == 1 else 1]
            self.notebook.report(found.TWO_ACCOUNTABLE, where.span, first=named[0], second=named[1])
            return None
        name = self.party(scalars(node)[0])
        if name and not self.parties[name].side.may_be_accountable:
            side = self.parties[name].side.value
            self.notebook.report(found.CANNOT_ANSWER, scalars(node)[0].span, name=name, side=side)
            return None
        return name or None

    def performers(self, node: Node | None) -> tuple[str, ...] | None:
        """Return who performs; nothing where that is not said."""
        nodes = scalars(node)
        if not nodes:
            return None
        names = tuple(dict.fromkeys(name for each in nodes if (name := self.party(each))))
        if UNDECIDED in names and len(names) > 1:
            where = next(each for each in nodes if each.text == UNDECIDED)
            self.notebook.report(found.UNDECIDED_AMONG_OTHERS, where.span)
        return names or None

    def _known(self, node: Node | None, known: Collection[str], kind: DiagnosticKind) -> str:
        if not isinstance(node, ScalarNode) or not node.text.strip():
            return ""
        if node.text in known:
            return node.text
        advice = advise_among(node.text, known)
        self.notebook.report(kind, node.span, name=node.text, advice=advice)
        return ""


def _divided(node: ScalarNode, known: Collection[str]) -> list[str]:
    """Return the parties that a text names: ``business, IT operations`` names two."""
    parts = [part.strip() for part in node.text.replace("/", ",").replace(" and ", ",").split(",")]
    whole = len(parts) > 1 and all(part in known for part in parts)
    return parts if whole else [node.text]
