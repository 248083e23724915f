"""What is done with a button or a short form on a page: sent, done, and back on that page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from servanda.desk.appointing import NotAColleague
from servanda.desk.callers import Caller, allow, appointed, take_seat
from servanda.desk.joining import NotAnAddress, NotAParty, NotARole
from servanda.desk.operating_model.seats import take_model_seat
from servanda.desk.rights import RULES, Concern
from servanda.desk.systems import NameTaken
from servanda.desk.tokens import Days, NoScope
from servanda.pipeline.refusals import MisusedCommand
from servanda.web.kept import Unkept, refuse_unkept
from servanda.web.pages.hints import on_pages
from servanda.web.pages.seeing import page

__all__ = ["NOTHING_REFUSED", "Refused", "doing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Say what was not done.

    Args:
        form: What was to be done, by its name.
        why: Why not, in words.
        sent: What was typed.
        fields: The fields that it is about; none where it is about the form as a whole.
        named: What the address named beside the page's own place: which row, whom.
    """

    form: str
    why: str
    sent: Mapping[str, str]
    fields: frozenset[str] = frozenset()
    named: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        form: str,
        refusal: MisusedCommand,
        sent: Mapping[str, str],
        named: Mapping[str, str] | None = None,
    ) -> Refused:
        """Return what a refusal says on a page."""
        return cls(
            form=form,
            why=on_pages(str(refusal)),
            sent=sent,
            fields=_refused_at(refusal, sent),
            named=named or {},
        )

    def is_at(self, name: str) -> bool:
        """Return whether it is about a field; one about no single field is about each."""
        return not self.fields or name in self.fields


_FIELDS: Mapping[type[MisusedCommand], frozenset[str]] = {
    NotAnAddress: frozenset({"email"}),
    NotARole: frozenset({"role"}),
    NotAParty: frozenset({"party"}),
    NotAColleague: frozenset({"person", "successor"}),
    NoScope: frozenset({"scopes"}),
    Days: frozenset({"days"}),
    NameTaken: frozenset({"name"}),
}
"""Which field a refusal is about."""


def _refused_at(refusal: MisusedCommand, sent: Mapping[str, str]) -> frozenset[str]:
    """Return the fields that a refusal is about: those it names, else those left empty."""
    if isinstance(refusal, Unkept):
        return frozenset(refusal.wrong)
    empty = frozenset(name for name, value in sent.items() if not str(value).strip())
    return _FIELDS.get(type(refusal), empty)


_PLACES = {"agreement", "model", "system"}
"""What the path of a page itself names, beside what is done on it."""

NOTHING_REFUSED = Refused(form="", why="", sent={})

Shows = Callable[..., HttpResponse]
Does = Callable[..., str]


def doing(does: str, back: str, shows: Shows) -> Callable[[Does], Shows]:
    """Make a view of something that is done and told on another page.

    Args:
        does: What is done, as the table of rights calls it.
        back: Name of the route of the page that one comes from.
        shows: Shows that page, with what was refused.
    """

    def mark(act: Does) -> Shows:
        def sent(request: HttpRequest, caller: Caller, **named: str) -> HttpResponse:
            place = {name: value for name, value in named.items() if name in _PLACES}
            if RULES[does].concern is Concern.AGREEMENT:
                take_seat(caller, named["agreement"], does)
            elif RULES[does].concern is Concern.OPERATING_MODEL:
                take_model_seat(caller, named["model"], does)
            else:
                allow(caller, does)
            if request.method != "POST":
                return HttpResponseRedirect(reverse(back, kwargs=place))
            typed = {name: str(value).strip() for name, value in request.POST.items()}
            try:
                refuse_unkept(request.POST)
                done = act(caller, typed, **named)
            except MisusedCommand as refusal:
                refused = Refused.of(act.__name__, refusal, typed, named)
                return shows(request, caller, refused=refused, **place)
            messages.success(request, done)
            there = "agreement" not in place or _has_part(caller, place["agreement"])
            return HttpResponseRedirect(reverse(back, kwargs=place) if there else "/?page=1")

        sent.__name__, sent.__doc__ = act.__name__, act.__doc__
        return page(does, at_fields=True)(sent)

    return mark


def _has_part(caller: Caller, agreement: str) -> bool:
    """Return whether one still has a part in an agreement: one may have handed over one's own."""
    return appointed(caller.at).filter(person=caller.person, agreement__key=agreement).exists()
