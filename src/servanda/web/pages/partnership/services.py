"""What users are told of each service: its card, maintenance ahead, and who may read it."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from servanda.desk.callers import Caller
from servanda.desk.cards import card_stands, card_word, public_card_told
from servanda.desk.refusals import NotThere
from servanda.desk.seeing import Seen, see
from servanda.partnership.cards import Maintenance
from servanda.partnership.cards import public_card as public_card_of
from servanda.partnership.state import Partnership
from servanda.pipeline.plain.card import NoSuchService, card_of
from servanda.record.opening import current_book
from servanda.reports.clean import one_line
from servanda.reports.paper import Paper
from servanda.reports.reader import Reader
from servanda.reports.service_card import service_card
from servanda.web.clock import now
from servanda.web.files import file_response
from servanda.web.pages.links import ActLink, act_link
from servanda.web.pages.partnership.parts import show_part, take_back, together
from servanda.web.pages.seeing import page, reader_of
from servanda.web.routes import lets

__all__ = ["card", "public_card", "services"]

_FORMS = {"pdf": "application/pdf", "html": "text/html; charset=utf-8"}
_KEPT_SECONDS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowShown:
    """Show maintenance that was announced."""

    number: int
    what: str
    expect: str
    when: str
    acts: tuple[ActLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceShown:
    """Show a service: its card, the maintenance ahead, and where everybody reads the card.

    Args:
        name: Its name in the agreement.
        card: What its card says.
        windows: Maintenance announced and not over.
        address: Where everybody may read the card; empty while nobody may.
        since: Number of the entry that made it public; 0 while it is not.
        is_public: Whether the agreement lets it be public.
        acts: What can be said about the card.
    """

    name: str
    card: Paper
    windows: tuple[WindowShown, ...]
    address: str
    since: int
    is_public: bool
    acts: tuple[ActLink, ...]


@page("agreement looked at")
def services(request: HttpRequest, caller: Caller, agreement: str) -> HttpResponse:
    """Show the card of each service, and what its users know."""
    seen = see(caller, agreement)
    reader = reader_of(request, seen.zone)
    found = together(seen)
    values = {
        "services": [_shown(name, found, seen, reader) for name in seen.history.latest.services],
        "announce": act_link(seen, "maintenance announced", "Announce maintenance")
        if seen.seat.party == "provider"
        else (),
    }
    return show_part(request, "services.html", seen, values, part="services")


@page("agreement looked at")
def card(
    request: HttpRequest, caller: Caller, agreement: str, service: str, form: str
) -> HttpResponse:
    """Return the card of a service as a file to be handed round."""
    if form not in _FORMS:
        raise NotThere
    seen = see(caller, agreement)
    reader = reader_of(request, seen.zone)
    try:
        made = service_card(card_of(seen.history, together(seen), service, seen.at), reader)
    except NoSuchService:
        raise NotThere from None
    return file_response(_content(made, form, reader), _FORMS[form], f"{service}.{form}")


@lets("service card looked at")
def public_card(request: HttpRequest, word: str) -> HttpResponse:
    """Show a card to everybody who has its address, as long as it is public.

    It is made at most once a minute for as long as nothing is said in the agreement, however
    often it is asked for.
    """
    try:
        agreement, number = card_stands(word)
        at = now()
        key = f"card.{word}.{agreement.head_sha256}.{at.micros // (_KEPT_SECONDS * 1_000_000)}"
        content = cache.get(key)
        if content is None:
            told = public_card_told(agreement, number, at)
            reader = Reader(zone=told.agreement.settlement.zone)
            values = {"card": service_card(told, reader)}
            content = render(request, "servanda/card.html", values).content
            cache.set(key, content, _KEPT_SECONDS)
    except NotThere:
        return render(request, "servanda/no_card.html", status=404)
    headers = {
        "Cache-Control": f"public, max-age={_KEPT_SECONDS}",
        "X-Robots-Tag": "noindex, nofollow",
    }
    return HttpResponse(content, headers=headers)


def _shown(name: str, found: Partnership, seen: Seen, reader: Reader) -> ServiceShown:
    told = card_of(seen.history, found, name, seen.at)
    said = told.service.card
    public = public_card_of(found.cards, name)
    acts: tuple[ActLink, ...] = ()
    if public is not None:
        acts = act_link(
            seen, "service card taken back", "Take the public card back", card=public.entry.sha256
        )
    elif said is not None and said.is_public:
        acts = act_link(seen, "service card made public", "Let everybody read it", service=name)
    return ServiceShown(
        name=name,
        card=service_card(told, reader),
        windows=tuple(_window(each, seen, reader) for each in told.ahead),
        address=_address(seen, public.entry.number) if public is not None else "",
        since=public.entry.number if public is not None else 0,
        is_public=said is not None and said.is_public,
        acts=acts,
    )


def _address(seen: Seen, number: int) -> str:
    word = card_word(seen.seat.agreement.key, number)
    return f"{current_book().settings.address.rstrip('/')}{reverse('public_card', args=[word])}"


def _window(each: Maintenance, seen: Seen, reader: Reader) -> WindowShown:
    said = each.announced
    return WindowShown(
        number=each.entry.number,
        what=one_line(said.what),
        expect=one_line(said.expect),
        when=f"{reader.instant(said.starts)} to {reader.instant(said.ends)}",
        acts=take_back(seen, each.entry) if said.starts > seen.at else (),
    )


def _content(made: Paper, form: str, reader: Reader) -> bytes:
    # Drawing takes its time to load.
    if form == "pdf":
        from servanda.reports.pdf import paper_pdf  # noqa: PLC0415 - as said above

        return paper_pdf(made, reader)
    from servanda.reports.paper_page import paper_page  # noqa: PLC0415 - as said above

    return paper_page(made, reader).encode()
