"""People who come to a review, as they are written on a command line."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter

__all__ = ["PeopleOption"]

PeopleOption = Annotated[
    list[str] | None,
    Parameter(
        name="--person-in",
        negative="",
        help="Who: 'client: CIO: E. Vos <e.vos@acme.example>', the address may be left out; may be"
        " repeated.",
    ),
]
