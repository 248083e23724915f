"""What hurts users, by group: who looks after it, what was done, and what the users say."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from servanda.desk.callers import Caller
from servanda.desk.seeing import Seen, see
from servanda.partnership.pains import PainPoint, PainState, by_group
from servanda.partnership.stretches import last_instant
from servanda.reports.clean import one_line
from servanda.reports.reader import Reader
from servanda.reports.spelling import plural
from servanda.reports.view import Tone
from servanda.web.pages.links import ActLink, act_link
from servanda.web.pages.naming import titled
from servanda.web.pages.partnership.parts import show_part, take_back, together
from servanda.web.pages.seeing import page, reader_of

__all__ = ["pains"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PainShown:
    """Show a pain point: what hurts whom, who looks after it, and how far it has come."""

    number: int
    what: str
    about: str
    state: str
    tone: Tone
    answer: str
    done: tuple[str, ...]
    said: str
    shown_by: str
    address: str
    acts: tuple[ActLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupShown:
    """Show the pain points of a group of users, how many of them are open."""

    name: str
    identifier: str
    open: int
    points: tuple[PainShown, ...]


@page("agreement looked at")
def pains(request: HttpRequest, caller: Caller, agreement: str) -> HttpResponse:
    """Show what hurts users, the groups with most that is open first."""
    seen = see(caller, agreement)
    reader = reader_of(request, seen.zone)
    groups = [
        GroupShown(
            name=one_line(name),
            identifier=f"group-{number}",
            open=sum(each.state is not PainState.GONE for each in points),
            points=tuple(
                _shown(each, seen, reader)
                for each in sorted(points, key=lambda each: each.state is PainState.GONE)
            ),
        )
        for number, (name, points) in enumerate(by_group(together(seen).pain_points), start=1)
    ]
    values = {
        "groups": sorted(groups, key=lambda each: -each.open),
        "name": act_link(seen, "pain point named", "Name what hurts users"),
    }
    return show_part(request, "pains.html", seen, values, part="pains")


def _shown(each: PainPoint, seen: Seen, reader: Reader) -> PainShown:
    named = each.named
    state, tone = _state(each, seen, reader)
    count = (
        ""
        if named.users is None
        else f"{reader.number_of(named.users)} {plural(named.users, 'user')}"
    )
    service = seen.history.latest.services.get(named.service)
    title = one_line((service.title if service else "") or named.service.replace("_", " "))
    owner = one_line(f"looked after by the {each.role} of the {named.owner}")
    named_at = f"named {reader.instant(each.entry.at)} by the {each.entry.party}"
    gone = each.gone
    return PainShown(
        number=each.entry.number,
        what=one_line(named.what),
        about="; ".join((" of ".join(filter(None, (count, title))), owner, named_at)),
        state=state,
        tone=tone,
        answer=one_line(each.answered.words) if each.answered else "",
        done=tuple(one_line(done.what) for done in each.eased),
        said=one_line(gone.words if gone else each.said),
        shown_by=_shown_by(each, seen),
        address=_figure(each, seen),
        acts=_acts(each, seen),
    )


def _state(each: PainPoint, seen: Seen, reader: Reader) -> tuple[str, Tone]:
    match each.state:
        case PainState.NAMED:
            return f"to be answered by the {each.named.owner}", Tone.FAIR
        case PainState.ANSWERED:
            if each.due is None:
                return "to be eased", Tone.FAIR
            if last_instant(seen.history, each.due) < seen.at:
                return f"overdue since {reader.day(each.due)}", Tone.BAD
            return f"to be eased until {reader.day(each.due)}", Tone.FAIR
        case PainState.EASED:
            return "its users are asked", Tone.FAIR
        case PainState.GONE:
            assert each.gone_at is not None
            return f"gone, they said {reader.instant(each.gone_at)}", Tone.GOOD


def _shown_by(each: PainPoint, seen: Seen) -> str:
    if each.gone is None:
        return ""
    if each.gone.measure:
        return one_line(f"{titled(seen.history.latest, each.gone.measure)}, {each.gone.period}")
    return one_line(f"said for the users: {each.gone.speaks}")


def _figure(each: PainPoint, seen: Seen) -> str:
    """Return where the survey's figure is opened that shows that it is gone."""
    if each.gone is None or not each.gone.measure or each.gone.period not in seen.standing.issued:
        return ""
    named = {"agreement": seen.seat.agreement.key, "period": each.gone.period}
    return f"{reverse('figure', kwargs=named)}?{urlencode({'name': each.gone.measure})}"


def _acts(each: PainPoint, seen: Seen) -> tuple[ActLink, ...]:
    digest, party = each.entry.sha256, seen.seat.party
    found: tuple[ActLink, ...] = ()
    if each.state is PainState.GONE:
        if party == "client":
            found = act_link(seen, "pain point reopened", "It is back", pain_point=digest)
        return found
    if party == each.named.owner:
        title = "Answer anew" if each.answered else "Answer"
        found += act_link(seen, "pain point answered", title, pain_point=digest)
        found += act_link(seen, "pain point eased", "Say what was done", pain_point=digest)
    if party == "client" and each.state is PainState.EASED:
        found += act_link(seen, "pain point confirmed", "Say what users say", pain_point=digest)
    return found + (take_back(seen, each.entry) if each.state is PainState.NAMED else ())
