"""Why something was not done: one class per reason, each with its words inside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from servanda.kernel.diagnostic import Diagnostic
from servanda.pipeline.refusals import MisusedCommand

__all__ = [
    "KeyUsed",
    "Mistaken",
    "NotAllowed",
    "NotInScope",
    "NotInvited",
    "NotNow",
    "NotSignedFor",
    "NotThere",
]


class NotThere(LookupError):
    """What was asked for does not exist, or is nothing of the caller's: nobody can tell which."""

    def __init__(self) -> None:
        super().__init__("there is nothing here, or nothing that you have a part in")


class NotAllowed(PermissionError):
    """The caller has a part in it, and not this right."""

    def __init__(self, does: str, roles: Iterable[str]) -> None:
        names = sorted(roles)
        who = " or ".join(names) if names else "nobody"
        super().__init__(f"'{does}' is for the {who}; ask the owner for that role")


class NotInScope(PermissionError):
    """A token was used for what it was not made for."""

    def __init__(self, does: str, scope: str) -> None:
        super().__init__(f"'{does}' needs a token with the scope '{scope}'")


class NotInvited(MisusedCommand):
    """An invitation cannot be taken: it is unknown, used, or too old."""

    def __init__(self) -> None:
        super().__init__(
            "this invitation is unknown, was used before or is too old; ask for a new one"
        )


class Mistaken(MisusedCommand):
    """What was sent has mistakes; ``diagnostics`` names them all."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        super().__init__("; ".join(each.message for each in diagnostics))
        self.diagnostics = tuple(diagnostics)


class NotSignedFor(MisusedCommand):
    """A signature does not belong to what is to be entered."""

    def __init__(self) -> None:
        super().__init__(
            "the signature does not hold for this entry: the record has moved on since it was"
            " drafted, or something else was signed; draft it again and sign that"
        )


class NotNow(MisusedCommand):
    """A signature names another time than when it comes."""

    def __init__(self) -> None:
        super().__init__(
            "what was signed is not of this hour by the book's clock; draft it again and sign that"
        )


class KeyUsed(MisusedCommand):
    """An idempotency key came before with another request."""

    def __init__(self) -> None:
        super().__init__("this idempotency key belongs to another request; use a new one")
