"""What can be wrong with the cards of services: A260 and A261."""

from servanda.kernel.diagnostic import DiagnosticKind

__all__ = ["CARD_OF_ANOTHER_SERVICE", "CARD_WITHOUT_A_WAY"]

CARD_OF_ANOTHER_SERVICE = DiagnosticKind(
    code="A260",
    title="Promise of another service",
    message="the card of '{service}' tells the commitment '{name}', which is about '{other}'",
    hint="take it off this card, or put it on that of '{other}'",
    reason="Users read the card of the service that they use, and rely on what it says of it.",
)
CARD_WITHOUT_A_WAY = DiagnosticKind(
    code="A261",
    title="Contact that nobody can reach",
    message="'{whom}' has neither a 'phone' nor a 'mail'",
    hint="add 'phone: +31 20 555 0100' or 'mail: desk@northwind.example'",
    reason="Who needs help at night has the card and nothing else.",
)
