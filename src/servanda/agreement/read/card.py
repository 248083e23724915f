"""Reading what stands on the card of a service."""

from __future__ import annotations

from servanda.agreement.model.card import CardContact, ServiceCard
from servanda.agreement.read.fields import Fields
from servanda.agreement.text.node import ListNode

__all__ = ["read_card"]


def read_card(fields: Fields) -> ServiceCard:
    """Read the card of a service."""
    call = fields.get("call")
    contacts = call.items if isinstance(call, ListNode) else ()
    return ServiceCard(
        is_public=fields.truth("public", default=False),
        promises=fields.texts("promises"),
        not_promised=fields.texts("not promised"),
        call=tuple(_contact(Fields(each, fields.notebook, each.span)) for each in contacts),
        span=fields.span,
    )


def _contact(fields: Fields) -> CardContact:
    return CardContact(
        when=fields.text("when"),
        whom=fields.text("whom"),
        phone=fields.text("phone"),
        mail=fields.text("mail"),
        span=fields.span,
    )
