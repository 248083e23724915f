"""The keys of a service's card: what its users are told in plain words."""

from __future__ import annotations

from typing import Final

from servanda.agreement.surface.shape import Key, ListOf, Record, Reference, Text, YesNo

__all__ = ["CARD"]

_SENTENCE = Text(characters_max=300)

_CONTACT = Record(
    what="contact",
    keys=(
        Key(
            name="when",
            holds=Text(characters_max=120),
            meaning="At which hours, in words.",
            required=True,
        ),
        Key(
            name="whom",
            holds=Text(characters_max=120),
            meaning="A function, never a person: everybody may read it.",
            required=True,
        ),
        Key(
            name="phone",
            holds=Text(
                pattern=r"\+?[0-9][0-9 ()/-]{1,28}[0-9]",
                form="a telephone number like +31 20 555 0100",
            ),
            meaning="Number to call.",
        ),
        Key(
            name="mail",
            holds=Text(
                pattern=r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+",
                form="an address like desk@northwind.example",
                characters_max=254,
            ),
            meaning="Address to write to.",
        ),
    ),
    example="{when: Day and night, whom: Shift lead, phone: +31 20 555 0100}",
)

CARD: Final = Record(
    what="service card",
    keys=(
        Key(
            name="public",
            holds=YesNo(),
            meaning="Whether a party may let everybody read it who has its address.",
            default="no",
        ),
        Key(
            name="promises",
            holds=ListOf(of=Reference(what="commitment"), or_one=True),
            meaning="Commitments that it tells in plain words.",
            default="those about the service",
        ),
        Key(
            name="not promised",
            holds=ListOf(of=_SENTENCE, or_one=True),
            meaning="What users might expect and is not promised, each in a sentence.",
        ),
        Key(
            name="call",
            holds=ListOf(of=_CONTACT),
            meaning="Whom users reach when.",
        ),
    ),
    example="{public: yes, not promised: Saturdays}",
)
