"""The operating model of the usual client, in the book, with people who hold its roles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from servanda.desk.callers import Caller
from servanda.desk.operating_model.appointing import appoint_on_model
from servanda.desk.operating_model.changing import change_texts
from servanda.desk.operating_model.founding import found_model
from servanda.desk.operating_model.saying import say_on_model
from servanda.facts.decision import RiskAccepted
from servanda.kernel.time import Instant
from servanda.record.models import OperatingModel, Organisation, Person
from tests.desk.book import BEGIN, UNSIGNED, Parties, noon

WITH_SERVICES = f"{UNSIGNED}services:\n  desk: {{title: Service desk}}\n"
"""The usual agreement, of a service."""

TEXT = """\
# Who answers for what.
servanda: 1
operating model: acme
title: Operating model of Acme
agreements:
  northwind: {identifier}
parties:
  northwind: {{title: Northwind, side: provider, agreement: northwind}}
  chatworks: {{title: Chatworks, side: vendor}}
roles:
  cio: {{title: Chief Information Officer, party: IT operations}}
  head_of_marketing: {{title: Head of Marketing, party: business}}
  account_manager: {{title: Account manager, party: northwind}}
services:
  desk:
    # Every desk of the bank.
    title: Service desk
    agreement: northwind
    covers: desk
    ambition: A
    mode: 1
    live from: 2025-01-01
    contracts: {{provider: IT operations, it elements: IT operations}}
    relationship: {{strategic: cio, tactical: cio, operational: cio}}
    present:
      incident management: {{performs: northwind}}
      business continuity and disaster recovery: t.b.d.
    risks:
      recovery:
        title: Nobody recovers the desk
        rule: undecided
        likelihood: Seldom
        consequence: A day without help
        owner: cio
        treatment: reduce
        raised: 2026-01-05
    controls:
      access:
        title: Access is reviewed
        about: security
        owner: cio
        executed by: northwind
        every: 3
    step in:
      - {{process: incident management, because: Late, asked: 2026-01-10, by: 2026-02-10}}
  campaigns:
    title: Campaign assistant
    ambition: B
    mode: 2
    live from: 2026-01-01
    contracts: {{provider: business, it elements: business}}
    relationship:
      strategic: head_of_marketing
      tactical: head_of_marketing
      operational: head_of_marketing
    experiment:
      hypothesis: Drafts halve the time.
      stops when: Nobody uses them.
      exposure: 25,000 EUR in all
      case for staying: Agencies write well.
    gates:
      change management:
        needs: Changes are announced
        agreed by: head_of_marketing
"""


@dataclass(frozen=True)
class ModelParties:
    """Both parties, the operating model of the client's, and who works on it.

    Args:
        owner: Administers the client's organisation, and owns the model.
        architect: May change the text.
        holder: Holds two roles of the text, cio and head of marketing.
        colleague: Belongs to the organisation, and is nothing else.
    """

    parties: Parties
    model: OperatingModel
    architect: Person
    holder: Person
    colleague: Person

    @property
    def owner(self) -> Person:
        return self.parties.client

    @property
    def key(self) -> str:
        return self.model.key


def somebody(name: str, organisation: Organisation) -> Person:
    """Put somebody into an organisation."""
    with transaction.atomic():
        return Person.objects.create(
            email=f"{name.replace(' ', '-').lower()}@example.org",
            name=name,
            organisation=organisation,
            joined_at=BEGIN.to_datetime(),
        )


def model_text(parties: Parties) -> str:
    """Return the text, its link to the parties' agreement named as the book knows it."""
    return TEXT.format(identifier=parties.agreement.identifier)


def as_of(person: Person, day: str = "2026-02-04") -> Caller:
    """Return somebody who does something at noon of a day."""
    return Caller(person=person, at=noon(day))


def with_model(parties: Parties, at: Instant = BEGIN) -> ModelParties:
    """Take the model into the book, and give its roles to people."""
    owner = Caller(person=parties.client, at=at)
    model = found_model(owner, {"operating-model.yaml": model_text(parties)})
    home = parties.client.organisation
    made = ModelParties(
        parties=parties,
        model=model,
        architect=somebody("An Architect", home),
        holder=somebody("M. de Vries", home),
        colleague=somebody("A Colleague", home),
    )
    appoint_on_model(owner, model.key, made.architect.key, "architect")
    for named in ("cio", "head_of_marketing"):
        appoint_on_model(owner, model.key, made.holder.key, "role holder", named=named)
    return made


ACCEPTED = RiskAccepted(
    service="desk", risk="recovery", until=date(2026, 6, 30), reason="Rehearsed in June."
)
"""A word that the holder may say as cio."""


def say_something(modelled: ModelParties) -> None:
    """Bear a risk, and change the text."""
    say_on_model(as_of(modelled.holder), modelled.key, ACCEPTED, role="cio")
    text = model_text(modelled.parties).replace("Seldom", "Often")
    change_texts(as_of(modelled.architect), modelled.key, {"operating-model.yaml": text})
