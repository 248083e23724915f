"""What the pages on working together have in common: the ways between them, and agreed times."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from servanda.agreement.model.measure import ClockRule
from servanda.desk.seeing import Seen
from servanda.facts.decision import Entry
from servanda.kernel.time import MICROS_PER_SECOND, Instant
from servanda.partnership.state import Action, Partnership, partnership_of
from servanda.partnership.stretches import last_instant
from servanda.reports.clean import one_line
from servanda.reports.reader import Reader
from servanda.reports.view import Tone
from servanda.web.languages.speaking import say
from servanda.web.pages.links import ActLink, act_link
from servanda.web.pages.naming import titled
from servanda.web.pages.seeing import Tab, show_agreement
from servanda.web.pages.taking_back import said_here, take_back

__all__ = [
    "PARTS",
    "ActionShown",
    "AgreedTime",
    "action_shown",
    "agreed_times",
    "case_address",
    "show_part",
    "take_back",
    "together",
    "took",
]

PARTS = (
    Tab(name="partnership", title="Reviews and actions"),
    Tab(name="outcomes", title="Outcomes"),
    Tab(name="incidents", title="Incidents"),
    Tab(name="studies", title="Case studies"),
    Tab(name="work", title="Quotations and work"),
    Tab(name="goodwill", title="Goodwill"),
    Tab(name="pains", title="Pain points"),
    Tab(name="services", title="Service cards"),
    Tab(name="principles", title="Principles and circumstances"),
    Tab(name="issues", title="Issues and goals"),
)
"""The pages on working together, in their order."""

_ELAPSED = re.compile(r"(\d{1,6}) (hour|minute)s?")
_SECONDS = {"hour": 3600, "minute": 60}


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedTime:
    """A time that the agreement allows, by one of its measures.

    Args:
        measure: The measure's name.
        title: What readers call it.
        within: The time as the agreement has it.
        seconds: How long that is, where it is plain elapsed time; absent otherwise.
    """

    measure: str
    title: str
    within: str
    seconds: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionShown:
    """Show something to be done: who does it until when, and whether that is over."""

    number: int
    what: str
    who: str
    due: str
    state: str
    tone: Tone
    how: str
    acts: tuple[ActLink, ...]


def together(seen: Seen) -> Partnership:
    """Return what was said about working together and counts."""
    return partnership_of(seen.standing.entries.values())


def show_part(
    request: HttpRequest,
    template: str,
    seen: Seen,
    values: Mapping[str, Any],
    *,
    part: str,
    status: int = 200,
) -> HttpResponse:
    """Return one of the pages on working together, with the ways to the others."""
    common = {"parts": PARTS, "part": part}
    return show_agreement(
        request,
        template,
        seen.seat,
        {**common, **values, **said_here(request, seen)},
        tab="partnership",
        status=status,
    )


def action_shown(each: Action, seen: Seen, reader: Reader) -> ActionShown:
    """Show an action, with the way to say that it is done for those whose it is."""
    agreed = each.agreed
    is_over = last_instant(seen.history, agreed.due) < seen.at
    state, tone = ("overdue", Tone.BAD) if is_over else ("open", Tone.FAIR)
    acts: tuple[ActLink, ...] = ()
    if each.done_at is not None:
        state, tone = say("done {done_at}", done_at=reader.instant(each.done_at)), Tone.GOOD
    elif agreed.owner == seen.seat.party:
        acts = act_link(seen, "action done", "It is done", action=each.entry.sha256)
    if each.done_at is None and each.entry.party == seen.seat.party:
        acts += take_back(seen, each.entry)
    return ActionShown(
        number=each.entry.number,
        what=one_line(agreed.what),
        who=one_line(f"{agreed.owner}, {agreed.role}"),
        due=reader.day(agreed.due),
        state=state,
        tone=tone,
        how=one_line(each.how),
        acts=acts,
    )


def agreed_times(seen: Seen, table: str) -> Iterator[AgreedTime]:
    """Yield the times that the agreement allows for what stands in a table of the record."""
    for each in seen.history.latest.measures.values():
        rule = each.rule
        if each.table == table and isinstance(rule, ClockRule) and rule.within is not None:
            found = _ELAPSED.fullmatch(rule.within.text) if rule.calendar == "always" else None
            yield AgreedTime(
                measure=each.name,
                title=titled(seen.history.latest, each.name).replace("_", " "),
                within=one_line(rule.within.text),
                seconds=int(found[1]) * _SECONDS[found[2]] if found else None,
            )


def case_address(seen: Seen, measure: str, entry: Entry) -> str:
    """Return where the clock of what an entry asked for is shown, second by second."""
    named = {"agreement": seen.seat.agreement.key, "measure": measure}
    return f"{reverse('case', kwargs=named)}?{urlencode({'key': f'entry {entry.number}'})}"


def took(start: Instant, end: Instant, reader: Reader) -> str:
    """Spell how long something took: in minutes from an hour on, in hours from three days on."""
    seconds = max(end.micros - start.micros, 0) // MICROS_PER_SECOND
    finest = 3600 if seconds >= 3 * 86_400 else 60 if seconds >= 3600 else 1
    return reader.duration(Fraction(seconds - seconds % finest))
