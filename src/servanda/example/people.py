"""Who speaks for the parties in the example, and the keys with which they sign.

The keys are made from the seed, so that the example's record has the same bytes on any machine.
Whoever has this file can sign with them: they prove nothing outside the example. Real parties
make theirs with ``servanda key new``.
"""

from __future__ import annotations

import hashlib
from typing import Final

from servanda.example.generate import SEED
from servanda.journal.chain import Speaker
from servanda.journal.signing import SigningKey

__all__ = ["BANK", "NORTHWIND", "example_key", "example_pseudonym_key"]


def example_key(party: str) -> SigningKey:
    """Return the key of a party of the example.

    Args:
        party: ``client`` or ``provider``.

    Example:
        >>> example_key("client").public == example_key("client").public
        True
    """
    return SigningKey.of_secret(_known_to_all(f"key of the {party}"))


def example_pseudonym_key() -> str:
    """Return the key with which the example replaces people's names, as its file holds it."""
    return _known_to_all("pseudonyms").hex() + "\n"


def _known_to_all(what: str) -> bytes:
    return hashlib.sha256(f"servanda example {SEED}, not secret: {what}".encode()).digest()


BANK: Final = Speaker(
    party="client",
    person="Service manager of Acme Bank",
    role="service manager",
    key=example_key("client"),
)
NORTHWIND: Final = Speaker(
    party="provider",
    person="Service manager of Northwind",
    role="service manager",
    key=example_key("provider"),
)
