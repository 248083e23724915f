"""Ways to say something, as they stand beside what it is about."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from servanda.desk.seeing import Seen
from servanda.web.languages.speaking import say
from servanda.web.pages.saying import act_address

__all__ = ["ActLink", "act_link"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActLink:
    """A way to say something."""

    title: str
    address: str
    does: str = ""


def act_link(seen: Seen, does: str, title: str, **about: str) -> tuple[ActLink, ...]:
    """Return the way to an act, nothing where one may not say it.

    Args:
        seen: The agreement, and who looks.
        does: The act.
        title: What the way is called.
        about: What the act is about, by field.
    """
    if not seen.seat.may(does):
        return ()
    address = act_address(seen.seat.agreement.key, does)
    if about:
        address = f"{address}?{urlencode(about)}"
    return (ActLink(title=say(title), address=address, does=does),)
