"""Principles with what happened by them, and circumstances that changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from servanda.agreement.model.partnership import Principle
from servanda.decisions.rulebook import other_side
from servanda.desk.callers import Caller
from servanda.desk.seeing import Seen, see
from servanda.partnership.calling import called_by, called_label
from servanda.partnership.state import Circumstance, Example, Partnership
from servanda.reports.clean import one_line
from servanda.reports.reader import Reader
from servanda.reports.review_behaviour import promised_by
from servanda.reports.view import Tone
from servanda.web.pages.links import ActLink, act_link
from servanda.web.pages.partnership.parts import show_part, take_back, together
from servanda.web.pages.seeing import page, reader_of

__all__ = ["principles"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleShown:
    """Show an example of a principle."""

    number: int
    what: str
    on: str
    given_by: str
    kept: bool
    acts: tuple[ActLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrincipleShown:
    """Show a principle with its examples, the newest first."""

    title: str
    says: str
    by: str
    kept: int
    departed: int
    examples: tuple[ExampleShown, ...]
    acts: tuple[ActLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CircumstanceShown:
    """Show a changed circumstance, what was answered, and the reviews that it called."""

    number: int
    what: str
    since: str
    reported_by: str
    affects: str
    answer: str
    state: str
    tone: Tone
    reviews: tuple[tuple[str, str], ...]
    acts: tuple[ActLink, ...]


@page("agreement looked at")
def principles(request: HttpRequest, caller: Caller, agreement: str) -> HttpResponse:
    """Show the principles with their examples, and circumstances that changed."""
    seen = see(caller, agreement)
    reader = reader_of(request, seen.zone)
    found = together(seen)
    circumstances = sorted(found.circumstances.values(), key=lambda each: -each.entry.number)
    values = {
        "principles": [_principle(each, found, seen, reader) for each in _all_of(seen)],
        "circumstances": [_circumstance(each, found, seen, reader) for each in circumstances],
        "report": act_link(seen, "circumstance reported", "Report a changed circumstance"),
    }
    return show_part(request, "principles.html", seen, values, part="principles")


def _all_of(seen: Seen) -> Iterator[Principle]:
    """Yield every principle that was ever agreed, as it was worded last."""
    versions = seen.history.versions
    yield from {name: each for one in versions for name, each in one.principles.items()}.values()


def _principle(
    principle: Principle, found: Partnership, seen: Seen, reader: Reader
) -> PrincipleShown:
    examples = [each for each in found.examples.values() if each.given.principle == principle.name]
    kept = sum(each.given.kept for each in examples)
    newest = sorted(examples, key=lambda each: (each.given.on, each.entry.number), reverse=True)
    acts: tuple[ActLink, ...] = ()
    if principle.name in seen.history.latest.principles:
        acts = act_link(seen, "example given", "Give an example", principle=principle.name)
    return PrincipleShown(
        title=one_line(principle.title or principle.name.replace("_", " ").capitalize()),
        says=one_line(principle.says),
        by=promised_by(principle),
        kept=kept,
        departed=len(examples) - kept,
        examples=tuple(_example(each, seen, reader) for each in newest),
        acts=acts,
    )


def _example(each: Example, seen: Seen, reader: Reader) -> ExampleShown:
    return ExampleShown(
        number=each.entry.number,
        what=one_line(each.given.what),
        on=reader.day(each.given.on),
        given_by=each.entry.party,
        kept=each.given.kept,
        acts=take_back(seen, each.entry),
    )


def _circumstance(
    each: Circumstance, found: Partnership, seen: Seen, reader: Reader
) -> CircumstanceShown:
    reviews = tuple(_reviews(each, found, seen))
    label = called_label(each.entry.number)
    acts: tuple[ActLink, ...] = ()
    state, tone = f"to be answered by the {other_side(each.entry.party)}", Tone.FAIR
    if each.answered_at is not None:
        state, tone = f"answered {reader.instant(each.answered_at)}", Tone.GOOD
    elif seen.seat.party == other_side(each.entry.party):
        acts = act_link(seen, "circumstance answered", "Answer", circumstance=each.entry.sha256)
    else:
        acts = take_back(seen, each.entry)
    if not reviews:
        for rule in seen.history.latest.reviews.values():
            name = one_line(rule.title or rule.name.replace("_", " "))
            acts += act_link(seen, "review planned", f"Call: {name}", review=f"{rule.name} {label}")
    return CircumstanceShown(
        number=each.entry.number,
        what=one_line(each.reported.what),
        since=reader.day(each.reported.since),
        reported_by=each.entry.party,
        affects=one_line(each.reported.affects),
        answer=one_line(each.answer),
        state=state,
        tone=tone,
        reviews=reviews,
        acts=acts,
    )


def _reviews(each: Circumstance, found: Partnership, seen: Seen) -> Iterator[tuple[str, str]]:
    """Yield the reviews that a circumstance called, each with where it is shown."""
    key = seen.seat.agreement.key
    for (name, label), review in found.reviews.items():
        if called_by(label) == each.entry.number:
            rule = seen.history.latest.reviews.get(name)
            title = one_line((rule.title if rule else "") or name.replace("_", " "))
            state = "held" if review.held is not None else "planned"
            named = {"agreement": key, "review": name, "period": label}
            yield f"{title}, {state}", reverse("review", kwargs=named)
