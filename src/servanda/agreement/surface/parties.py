"""The keys that say who agrees, for how long and in what rhythm."""

from __future__ import annotations

from typing import Final

from servanda.agreement.model.setting import PartyRole, Prevails, Rhythm
from servanda.agreement.surface.card import CARD
from servanda.agreement.surface.shape import (
    Choice,
    DateShape,
    Key,
    ListOf,
    Named,
    OneOf,
    Phrase,
    Record,
    Text,
    WholeNumber,
)
from servanda.agreement.surface.words import CURRENCY, NAME, TITLE, ZONE, choice_of

__all__ = [
    "AMENDS",
    "CONTRACT",
    "FIRST_DAY_IN_FORCE",
    "IN_FORCE",
    "PARTIES",
    "SERVICES",
    "SETTLEMENT",
]

FIRST_DAY_IN_FORCE: Final = "first day in force"
"""Where contract months, contract quarters and contract years begin."""

AMENDS: Final = Record(
    what="amendment",
    keys=(
        Key(
            name="number",
            holds=WholeNumber(least=1, most=999),
            meaning="Its place in the order of amendments: 1, 2, 3, without gaps.",
            required=True,
        ),
        Key(
            name="from",
            holds=DateShape(),
            meaning="The first day on which the amended text governs.",
            required=True,
        ),
        Key(name="title", holds=TITLE, meaning="What it changes, in a few words."),
    ),
    example="{number: 1, from: 2027-01-01, title: Faster restoration}",
)

_DOCUMENT = Record(
    what="document",
    keys=(
        Key(name="file", holds=Text(), meaning="The document's file name.", required=True),
        Key(
            name="sha256",
            holds=Text(pattern="[0-9a-f]{64}", form="64 hex digits in lower case"),
            meaning="The SHA-256 digest of the file's bytes, which names the one that was signed.",
            required=True,
        ),
    ),
    example="{file: master.pdf, sha256: 64 hex digits}",
)

CONTRACT: Final = Record(
    what="contract",
    keys=(
        Key(
            name="documents",
            holds=Named(of=_DOCUMENT, keys=NAME, example="{master: {file: ..., sha256: ...}}"),
            meaning="The documents of the signed contract, by a short name that clauses use.",
            required=True,
        ),
        Key(
            name="prevails",
            holds=choice_of(Prevails),
            meaning="Which text wins where the signed contract and this text differ.",
            default="contract",
        ),
    ),
    example="{documents: {master: {file: ..., sha256: ...}}, prevails: contract}",
)

# 32 bytes in base64, the last character without bits of its own.
_OF_A_FILE: Final = r"ed25519:[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]="

# The site, what the device calls the key, and the key itself in base64url: ECDSA on P-256,
# Ed25519 or RSA, each by how it begins (SubjectPublicKeyInfo, RFC 5280).
_OF_A_DEVICE: Final = (
    r"passkey:[a-z0-9-]+(?:\.[a-z0-9-]+)*:[A-Za-z0-9_-]{1,1364}:"
    r"(?:MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE[A-Za-z0-9_-]{85}[AQgw]"
    r"|MCowBQYDK2VwAyEA[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]"
    r"|MII[A-Za-z0-9_-]{380,1400})"
)

_PUBLIC_KEY: Final = f"{_OF_A_FILE}|{_OF_A_DEVICE}"

_PARTY = Record(
    what="party",
    keys=(
        Key(name="name", holds=TITLE, meaning="The party's name.", required=True),
        Key(
            name="role",
            holds=choice_of(PartyRole),
            meaning="The side that it is on.",
            default="client and provider for the parties so called, third party for others",
        ),
        Key(name="zone", holds=ZONE, meaning="The time zone that it works in."),
        Key(
            name="country",
            holds=Text(pattern="[A-Z]{2}", form="a country code of two capitals, like NL"),
            meaning="Its country, an ISO 3166 code.",
        ),
        Key(
            name="keys",
            holds=ListOf(
                of=Text(
                    pattern=_PUBLIC_KEY,
                    form="a public key as 'servanda key new' shows it, ed25519: and 44 characters,"
                    " or a passkey's as a shared book shows it, passkey: and its parts",
                ),
                or_one=True,
            ),
            meaning="The public keys that it signs with, so that only it can speak for it.",
            default="none: what it says in the journal is not signed",
        ),
    ),
    example="{name: Acme Bank, zone: Europe/Amsterdam, country: NL}",
)

PARTIES: Final = Named(
    of=OneOf(shapes=(TITLE, _PARTY)),
    keys=NAME,
    example="{client: {name: Acme Bank}, provider: {name: Northwind Services}}",
)

IN_FORCE: Final = Record(
    what="time in force",
    keys=(
        Key(name="from", holds=DateShape(), meaning="The first day, included.", required=True),
        Key(name="until", holds=DateShape(), meaning="The last day, included.", default="open"),
        Key(
            name="notice",
            holds=Phrase(
                form="months or calendar days",
                example="6 months",
                pattern=r"\s*[1-9][0-9]{0,2}\s+(months?|calendar\s+days?)\s*",
            ),
            meaning="How long before the last day a party gives notice, at the latest.",
            default="no notice is foreseen",
        ),
        Key(
            name="renewal",
            holds=Phrase(
                form="months, or none",
                example="12 months",
                pattern=r"\s*([1-9][0-9]{0,2}\s+months?|none)\s*",
            ),
            meaning="How much longer it is in force each time, unless a party gives notice.",
            default="none: it ends with its last day",
        ),
    ),
    example="{from: 2026-01-01, until: 2028-12-31}",
)

SETTLEMENT: Final = Record(
    what="settlement",
    keys=(
        Key(
            name="every",
            holds=choice_of(Rhythm),
            meaning="How long a settlement period is.",
            required=True,
        ),
        Key(
            name="starts on",
            holds=OneOf(
                shapes=(WholeNumber(least=1, most=31), Choice(words=(FIRST_DAY_IN_FORCE,)))
            ),
            meaning="Day on which months, quarters and years begin; in shorter months, the last.",
            default="1",
        ),
        Key(
            name="zone",
            holds=ZONE,
            meaning="The time zone whose midnights bound the periods.",
            default="the client's",
        ),
        Key(name="currency", holds=CURRENCY, meaning="The money settled.", required=True),
        Key(
            name="rounding",
            holds=Phrase(
                form="a step and how to round to it",
                example="0.01 EUR half-up",
                pattern=r"[0-9.]+\s+[A-Z]{3}\s+[a-z-]+",
            ),
            meaning="What payable lines are rounded to.",
            default="0.01 of the currency, half-up",
        ),
        Key(
            name="stabilization",
            holds=Phrase(
                form="a number of periods, or until both agree",
                example="3 months",
                pattern=r"\s*([0-9]+\s+[a-z]+|none|until\s+both\s+agree)\s*",
            ),
            meaning="The first periods, measured and shown without any money moving.",
            default="none",
        ),
    ),
    example="{every: month, currency: EUR}",
)

SERVICES: Final = Named(
    of=OneOf(
        shapes=(
            TITLE,
            Record(
                what="service",
                keys=(
                    Key(name="title", holds=TITLE, meaning="A reader's name.", required=True),
                    Key(name="description", holds=Text(), meaning="What it comprises."),
                    Key(name="card", holds=CARD, meaning="What its users are told."),
                ),
                example="{title: Payments platform}",
            ),
        )
    ),
    keys=NAME,
    example="{payments: Payments platform}",
)
