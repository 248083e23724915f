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

__all__ = [
    "ACCOUNT",
    "BANK",
    "CIO",
    "NORTHWIND",
    "PAYMENTS",
    "example_key",
    "example_pseudonym_key",
]


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


def _speaker(party: str, person: str, role: str) -> Speaker:
    return Speaker(party=party, person=person, role=role, key=example_key(party))


BANK: Final = _speaker("client", "C. Jones", "contract manager")
NORTHWIND: Final = _speaker("provider", "J. Smith", "service manager")
CIO: Final = _speaker("client", "M. de Vries", "CIO")
PAYMENTS: Final = _speaker("client", "S. Bakker", "Head of Payments")
ACCOUNT: Final = _speaker("provider", "P. Rao", "account executive")
