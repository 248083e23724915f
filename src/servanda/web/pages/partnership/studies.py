"""Case studies for those who were not there, and how far each has been read."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from servanda.decisions.rulebook import other_side
from servanda.desk.callers import Caller
from servanda.desk.seeing import Seen, see
from servanda.partnership.state import Partnership
from servanda.partnership.studies import CaseStudy
from servanda.reports.clean import one_line
from servanda.reports.learning_text import read_words
from servanda.reports.reader import Reader
from servanda.reports.view import Tone
from servanda.web.pages.links import ActLink, act_link
from servanda.web.pages.partnership.parts import show_part, take_back, together
from servanda.web.pages.seeing import page, reader_of

__all__ = ["studies"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyShown:
    """Show a case study: what there is to learn for whom, and how far it has been read."""

    number: int
    title: str
    audience: str
    incident: str
    address: str
    learn: tuple[str, ...]
    state: str
    tone: Tone
    read: str
    acts: tuple[ActLink, ...]


@page("agreement looked at")
def studies(request: HttpRequest, caller: Caller, agreement: str) -> HttpResponse:
    """Show the case studies, the newest first."""
    seen = see(caller, agreement)
    reader = reader_of(request, seen.zone)
    found = together(seen)
    shown = [_shown(each, found, seen, reader) for each in reversed(found.studies.values())]
    return show_part(request, "studies.html", seen, {"studies": shown}, part="studies")


def _shown(each: CaseStudy, found: Partnership, seen: Seen, reader: Reader) -> StudyShown:
    review = found.incident_reviews.get(each.written.review)
    digest, other = each.entry.sha256, other_side(each.entry.party)
    state, tone = f"to be agreed by the {other}", Tone.FAIR
    acts: tuple[ActLink, ...] = take_back(seen, each.entry)
    if each.agreed_at is not None:
        state, tone, acts = f"agreed {reader.instant(each.agreed_at)}", Tone.GOOD, ()
        if seen.seat.party == "provider":
            acts = act_link(seen, "case study read", "Say how many have read it", study=digest)
    elif seen.seat.party == other:
        acts = act_link(seen, "case study agreed", "Agree", study=digest)
    address = ""
    if review is not None:
        named = {"agreement": seen.seat.agreement.key, "number": str(review.entry.number)}
        address = reverse("incident", kwargs=named)
    return StudyShown(
        number=each.entry.number,
        title=one_line(each.written.title),
        audience=one_line(each.written.audience),
        incident=one_line(review.opened.incident) if review is not None else "",
        address=address,
        learn=tuple(map(one_line, each.written.learn)),
        state=state,
        tone=tone,
        read=one_line(read_words(each)) if each.agreed_at is not None else "",
        acts=acts,
    )
