"""Reading what is said about the people in the evidence."""

from __future__ import annotations

import re

from servanda.agreement import diagnostics as found
from servanda.agreement.model.people import LEAST_GROUP, Kept, PeopleRule
from servanda.agreement.read.fields import Fields, text_of

__all__ = ["read_kept", "read_people"]

_MONTHS = {"month": 1, "year": 12}
_DAYS = {"day": 1, "week": 7}


def read_people(fields: Fields) -> PeopleRule:
    """Read how the parties treat people."""
    return PeopleRule(
        purpose=fields.text("purpose"),
        legal_basis=fields.text("legal basis"),
        whose=fields.text("whose"),
        kept_by=fields.text("kept by"),
        protected_by=fields.text("protected by"),
        least_group=fields.whole("groups of at least", LEAST_GROUP),
        contacts={each.key.text: text_of(each.value) for each in fields.entries("contacts")},
    )


def read_kept(fields: Fields) -> Kept | None:
    """Read how long a table is kept; nothing where the text does not say."""
    if not fields.has("keep"):
        return None
    text = " ".join(fields.text("keep").split())
    matched = re.fullmatch(r"([1-9][0-9]{0,3}) (day|week|month|year)s?", text)
    if matched is None:
        fields.notebook.report(found.BAD_KEEP, fields.span_of("keep"), text=text)
        return None
    number, word = int(matched[1]), matched[2]
    return Kept(months=number * _MONTHS.get(word, 0), days=number * _DAYS.get(word, 0), text=text)
