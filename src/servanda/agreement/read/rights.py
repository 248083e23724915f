"""Reading rights."""

from __future__ import annotations

from servanda.agreement.model.right import Right, RightKind
from servanda.agreement.model.setting import PartyRole
from servanda.agreement.notebook import Notebook
from servanda.agreement.read.fields import Fields, entries_of
from servanda.agreement.text.node import Entry, Node

__all__ = ["read_rights"]


def read_rights(node: Node | None, notebook: Notebook) -> dict[str, Right]:
    """Read what a result gives a right to."""
    rights = (_right(entry, notebook) for entry in entries_of(node))
    return {right.name: right for right in rights if right is not None}


def _right(entry: Entry, notebook: Notebook) -> Right | None:
    fields = Fields(entry.value, notebook, entry.key.span)
    when = fields.formula("when")
    arises, until, notice = (fields.formula(key) for key in ("arises", "until", "notice"))
    clause = fields.clause()
    if when is None:
        return None
    return Right(
        name=entry.key.text,
        title=fields.text("title"),
        kind=fields.word("kind", RightKind, RightKind.OTHER),
        held_by=PartyRole.PROVIDER if fields.text("held by") == "provider" else PartyRole.CLIENT,
        when=when,
        arises=arises,
        until=until,
        notice=notice,
        clause=clause,
        span=entry.key.span,
    )
