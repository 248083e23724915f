"""What the users of a service are told about it, in plain words."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.kernel.source import SourceSpan

__all__ = ["CardContact", "ServiceCard"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CardContact:
    """Say whom users reach at some hours.

    Args:
        when: At which hours, in words: ``At night and on holidays``.
        whom: A function, never a person: ``Shift lead of payments``.
        phone: Number to call; may be empty.
        mail: Address to write to; may be empty.
    """

    when: str
    whom: str
    phone: str
    mail: str
    span: SourceSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceCard:
    """Say what stands on the card of a service.

    Args:
        is_public: Whether a party may let everybody read it who has its address.
        promises: Commitments that it tells; empty for all that are about the service.
        not_promised: What is not promised, each in a sentence.
        call: Whom users reach when, in the order in which they are told.
    """

    is_public: bool
    promises: tuple[str, ...]
    not_promised: tuple[str, ...]
    call: tuple[CardContact, ...]
    span: SourceSpan
