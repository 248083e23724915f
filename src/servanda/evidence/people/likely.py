"""Columns that seem to name people, told by their headings and by what stands in them."""

from __future__ import annotations

from typing import Final

from servanda.agreement.headings import heading_of_people
from servanda.agreement.model.evidence import ColumnType, EvidenceColumn
from servanda.evidence.engine import Engine
from servanda.evidence.people.pseudonyms import PSEUDONYM
from servanda.evidence.statements import literal, quoted

__all__ = ["seems_to_name_people"]

_MAIL: Final = r"[^@\s,;]+@[^@\s,;]+\.[A-Za-z]{2,}"
_HALF: Final = 2


def seems_to_name_people(engine: Engine, relation: str, column: EvidenceColumn) -> str:
    """Return why a column seems to name people, empty where it does not.

    Args:
        engine: Where the rows are.
        relation: The rows, typed.
        column: A column of theirs.
    """
    if column.type is not ColumnType.TEXT or column.personal or column.impersonal:
        return ""
    filled, mails, hidden = engine.row(
        "SELECT count({name}), count_if(regexp_full_match(trim({name}), {mail})), "
        "count_if(regexp_full_match(trim({name}), {hidden})) FROM {rows}",
        name=quoted(column.name),
        mail=literal(_MAIL),
        hidden=literal(PSEUDONYM),
        rows=relation,
    )
    if not filled or hidden:
        return ""
    if mails * _HALF > filled:
        return "e-mail addresses stand in it"
    return "as its heading says" if heading_of_people(column.source) else ""
