"""People who come to a review, as they are written on a command line or a page."""

from __future__ import annotations

import re

from servanda.facts.decision import Attendee
from servanda.pipeline.spoken import NotReadable

__all__ = ["read_attendee"]

_ATTENDEE = re.compile(r"([^:]+):([^:]+):([^<>]*)(?:<([^<>\s]+@[^<>\s]+)>)?")


def read_attendee(text: str) -> Attendee:
    """Read somebody with party and role; raises ``NotReadable``.

    Example:
        >>> read_attendee("client: CIO: E. Vos <e.vos@acme.example>").role
        'CIO'
    """
    found = _ATTENDEE.fullmatch(text.strip())
    if found is None:
        raise NotReadable(text, "person with party and role", "'client: CIO: E. Vos'")
    return Attendee(
        party=found[1].strip(),
        role=found[2].strip(),
        person=found[3].strip(),
        address=found[4] or "",
    )
