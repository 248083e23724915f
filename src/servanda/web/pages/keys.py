"""The keys that parties sign with: which they are, and how a further one comes in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from servanda.agreement.model.setting import Party
from servanda.decisions.rulebook import SIDES
from servanda.desk.callers import Caller
from servanda.desk.seeing import Seen, see
from servanda.journal.signing import is_public_key
from servanda.record.opening import current_book
from servanda.web.languages.speaking import say
from servanda.web.pages.links import act_link
from servanda.web.pages.naming import key_called
from servanda.web.pages.seeing import page, show_agreement

__all__ = ["add_key", "keys"]

_TIME_TO_SIGN = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyShown:
    """Show a party with what it signs with now."""

    name: str
    is_own: bool
    keys: tuple[tuple[str, str], ...]


@page("agreement looked at")
def keys(request: HttpRequest, caller: Caller, agreement: str) -> HttpResponse:
    """Show the keys that govern now."""
    return _shown(request, see(caller, agreement))


@page("draft proposed", at_fields=True)
def add_key(request: HttpRequest, caller: Caller, agreement: str) -> HttpResponse:
    """Look at a public key, and lead to a proposal that it stands in the agreement."""
    seen = see(caller, agreement, "draft proposed")
    if request.method != "POST":
        return _shown(request, seen)
    typed = str(request.POST.get("key", "")).strip()
    if seen.seat.party not in SIDES:
        return _shown(request, seen, typed, say("only the client and the provider sign"))
    if not is_public_key(typed):
        return _shown(request, seen, typed, say("this is no public key"))
    party = seen.book.at(seen.at).parties[seen.seat.party]
    if typed in party.keys:
        return _shown(request, seen, typed, say("your party signs with this key already"))
    others = () if request.POST.get("instead") else party.keys
    change = _change(seen.seat.party, party, (*others, typed))
    # Until it governs, the parties have time to sign with the keys so far.
    day = seen.book.day_of(seen.at) + _TIME_TO_SIGN
    about = {"changes": change, "governs_from": day.isoformat()}
    (way,) = act_link(seen, "draft proposed", "Propose", **about)
    return HttpResponseRedirect(way.address)


def _change(name: str, party: Party, wanted: Sequence[str]) -> str:
    """Write the change of an agreement by which a party signs with these keys."""
    listed = f"[{', '.join(wanted)}]"
    if party.zone or party.country or party.keys:
        return f"parties.{name}.keys={listed}"
    # It may be written as its name alone, which has no place for keys.
    title = party.name.replace("'", "''")
    return f"parties.{name}={{name: '{title}', keys: {listed}}}"


def _shown(request: HttpRequest, seen: Seen, typed: str = "", wrong: str = "") -> HttpResponse:
    address = urlsplit(current_book().settings.address)
    governing = seen.book.at(seen.at)
    values = {
        "parties": [
            PartyShown(
                name=governing.parties[side].name or side,
                is_own=side == seen.seat.party,
                keys=tuple((each, key_called(each)) for each in governing.parties[side].keys),
            )
            for side in SIDES
        ],
        "signs": bool(seen.seat.party in SIDES and governing.parties[seen.seat.party].keys),
        "may_add": seen.seat.party in SIDES and seen.seat.may("draft proposed"),
        "site": address.hostname,
        "safe": address.scheme == "https" or address.hostname == "localhost",
        "typed": typed,
        "wrong": wrong,
    }
    status = 422 if wrong else 200
    return show_agreement(request, "keys.html", seen.seat, values, tab="text", status=status)
