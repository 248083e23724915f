"""The keys of the matrix and of the steps towards it."""

from __future__ import annotations

from typing import Final

from servanda.agreement.surface.shape import (
    DateShape,
    Key,
    ListOf,
    Named,
    OneOf,
    Phrase,
    Record,
    Reference,
    Text,
)
from servanda.agreement.surface.words import choice_of
from servanda.operating_model.model.words import Scope

__all__ = ["MATRIX", "PARTY", "PERFORMERS", "PROCESS", "ROLE", "SCOPE", "STEPS", "STEP_INS"]

PARTY: Final = Phrase(
    form="IT operations, IT delivery, business, t.b.d., provider, vendor, or a declared party",
    example="business",
)
PROCESS: Final = Phrase(
    form="one of the fourteen processes, or a declared one", example="incident management"
)
ROLE: Final = Reference(what="role")
SCOPE: Final = choice_of(Scope)
PERFORMERS: Final = ListOf(of=PARTY, or_one=True)

_CELL_KEYS = (
    # A list is let through so that two parties in one cell are told as what they are.
    Key(name="accountable", holds=PERFORMERS, meaning="Who is end responsible, one party."),
    Key(
        name="performs",
        holds=PERFORMERS,
        meaning="Who does the work; several may share it.",
        default="who is accountable",
    ),
    Key(
        name="because",
        holds=Text(),
        meaning="Why it is so; said wherever a target differs from the ambition.",
    ),
)
_CELL = OneOf(
    shapes=(
        PERFORMERS,
        Record(what="cell", keys=_CELL_KEYS, example="{accountable: business, performs: provider}"),
    )
)
_ROW = Record(
    what="row of the matrix",
    keys=(
        *_CELL_KEYS,
        Key(name="application", holds=_CELL, meaning="The cell of the application alone."),
        Key(name="interface", holds=_CELL, meaning="The cell of its interfaces alone."),
    ),
    example="{application: business, interface: IT operations}",
)

MATRIX: Final = Named(
    of=OneOf(shapes=(PERFORMERS, _ROW)),
    keys=PROCESS,
    example="{incident management: {accountable: business, performs: provider}}",
)

_SCOPE = Key(
    name="scope", holds=SCOPE, meaning="The scope that it is about.", default="both scopes"
)
_PROCESS = Key(name="process", holds=PROCESS, meaning="The process.", required=True)

STEPS: Final = ListOf(
    of=Record(
        what="step",
        keys=(
            _PROCESS,
            _SCOPE,
            Key(
                name="accountable",
                holds=PARTY,
                meaning="Who will be end responsible.",
                default="it stays, or is still to be decided",
            ),
            Key(
                name="performs",
                holds=PERFORMERS,
                meaning="Who will do the work.",
                default="that stays as it is",
            ),
            Key(
                name="by",
                holds=DateShape(),
                meaning="The day by which it is done.",
                required=True,
            ),
            Key(
                name="owner",
                holds=ROLE,
                meaning="The role that sees to it.",
                default="who will be accountable",
            ),
            Key(name="done", holds=DateShape(), meaning="The day on which it was done."),
        ),
        example="{process: change management, accountable: business, by: 2026-06-30, owner: cio}",
    )
)

STEP_INS: Final = ListOf(
    of=Record(
        what="task of stepping in",
        keys=(
            _PROCESS,
            _SCOPE,
            Key(
                name="because",
                holds=Text(),
                meaning="What failed with who performs.",
                required=True,
            ),
            Key(name="asked", holds=DateShape(), meaning="When it was asked for.", required=True),
            Key(
                name="by",
                holds=DateShape(),
                meaning="The day by which who is accountable has stepped in.",
                required=True,
            ),
            Key(name="done", holds=DateShape(), meaning="The day on which that was done."),
            Key(name="outcome", holds=Text(), meaning="What was done, and what came of it."),
        ),
        example="{process: incident management, because: three misses, asked: 2026-05-04, "
        "by: 2026-05-18}",
    )
)
