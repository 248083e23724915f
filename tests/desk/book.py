"""A book with an agreement between two organisations, in the folder of a test."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from servanda.desk.callers import Caller
from servanda.desk.founding import found_agreement
from servanda.desk.joining import invite_first, invite_to_agreement, take_invitation
from servanda.journal.chain import Signer
from servanda.kernel.time import Instant
from servanda.record.models import Agreement, Person
from tests.flow.kept import TEXT

PASSWORD = "three sheep over the dyke"
BEGIN = Instant.parse("2026-01-05T12:00:00Z")
UNSIGNED = re.sub(r", keys: \[.*?\]", "", TEXT)


def noon(day: str) -> Instant:
    """Return noon of a day in UTC."""
    return Instant.parse(f"{day}T12:00:00Z")


@dataclass(frozen=True)
class Parties:
    """Both parties' owners, their agreement, and what they sign with, if they do."""

    client: Person
    provider: Person
    agreement: Agreement
    signers: Mapping[str, Signer] = field(default_factory=dict)

    @property
    def key(self) -> str:
        return self.agreement.key

    def caller(self, party: str, day: str = "2026-02-04") -> Caller:
        person = {"client": self.client, "provider": self.provider}[party]
        return Caller(person=person, at=noon(day))

    def evidence(self, folder: Path) -> Path:
        return folder / "agreements" / self.key / "evidence"


def join(email: str, name: str, organisation: str = "", *, word: str) -> Person:
    """Come in by an invitation."""
    return take_invitation(word, BEGIN, name=name, organisation=organisation, password=PASSWORD)


def two_parties(text: str = UNSIGNED) -> Parties:
    """Found a book: the client's first person, an agreement, and the provider's owner."""
    first = invite_first("c.jones@example.com", BEGIN)
    client = join(first.email, "C. Jones", "Acme Bank", word=first.word)
    founder = Caller(person=client, at=BEGIN)
    agreement = found_agreement(founder, {"agreement.yaml": text}, "client")
    invited = invite_to_agreement(
        founder, agreement.key, "j.smith@example.com", "provider", "owner"
    )
    provider = join(invited.email, "J. Smith", "Northwind", word=invited.word)
    return Parties(client=client, provider=provider, agreement=agreement)
