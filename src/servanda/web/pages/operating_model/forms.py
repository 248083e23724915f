"""What is said about an operating model or done to its text, as forms: one page each, one table.

A form is reached by a link that names what it is about; what is wrong comes back on the same page
at its field, with what was typed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from servanda.desk.callers import Caller
from servanda.desk.operating_model.changing import change_values
from servanda.desk.operating_model.saying import SAID_ON_MODELS, say_on_model
from servanda.desk.operating_model.seeing import ModelSeen, see_model
from servanda.desk.refusals import Mistaken, NotThere
from servanda.journal.wire import NotAnEntry, read_act
from servanda.operating_model.changing import Item, Value
from servanda.pipeline.refusals import ChangedMeanwhile, MisusedCommand
from servanda.reports.acts import act_sentence
from servanda.web.languages.speaking import say
from servanda.web.pages.fields import Choice, Field, FormView, Sort, filled, typed
from servanda.web.pages.operating_model.seeing import show_model
from servanda.web.pages.seeing import page, reader_of

__all__ = ["MODEL_FORMS", "ModelForm", "form_view", "mistakes_apart"]

Said = Mapping[str, Any]
Sent = Mapping[str, Sequence[str]]

_UNKNOWN, _NO_REASON, _WRONG_DAY, _NOTHING_SHOWN = "D017", "D018", "D035", "D135"


def _roles(seen: ModelSeen) -> Iterator[Choice]:
    for name in seen.seat.holds:
        known = seen.model.roles.get(name)
        yield name, known.title if known else name


def _hidden(name: str, *, needed: bool = True) -> Field:
    return Field(name=name, label=name, sort=Sort.HIDDEN, needed=needed)


_SERVICE = _hidden("service")
_ROLE = Field(
    name="role",
    label="In which role you say it",
    sort=Sort.CHOICE,
    choices=_roles,
    told_by=frozenset({"D131", "D132"}),
)
_EVIDENCE = Field(
    name="evidence",
    label="What shows it",
    sort=Sort.WORDS,
    help="Where somebody can look it up a year from now.",
    told_by=frozenset({_NOTHING_SHOWN}),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelForm:
    """The form of something that is said or done.

    Args:
        does: What it does, as the table of rights calls it.
        title: What the page is called.
        button: What sending it does.
        fields: What is typed.
        enters: Does it; returns what is told then.
        intro: What a person should know before.
        back: Names the route of the page that one comes back to, and what its path names.
        about: Says what the form is about.
    """

    does: str
    title: str
    button: str
    fields: tuple[Field, ...]
    enters: Callable[[Caller, str, Said], str]
    intro: str = ""
    back: Callable[[Said], tuple[str, dict[str, str]]] = field(
        default=lambda said: ("model-service", {"service": str(said["service"])})
    )
    about: Callable[[ModelSeen, Said], Iterator[str]] = field(default=lambda _, __: iter(()))


def _says(does: str) -> Callable[[Caller, str, Said], str]:
    def enters(caller: Caller, model: str, said: Said) -> str:
        content = {name: value for name, value in said.items() if name != "role"}
        act = read_act(does, content, SAID_ON_MODELS)
        entered = say_on_model(caller, model, act, role=str(said.get("role", "")))
        return say(
            "Entered as entry {number}: {person}",
            number=entered.entry.number,
            person=entered.entry.person,
        ) + (" " + act_sentence(entered.entry, entered.entries).rstrip(".") + ".")

    return enters


def _sets(section: str, key: str, made: Callable[[Said], Mapping[str, Value]], told: str) -> Any:  # noqa: ANN401 - as ``enters``
    """Return what puts values into a named part of a service: ``benefits: name: ...``."""

    def enters(caller: Caller, model: str, said: Said) -> str:
        service, name = str(said["service"]), str(said[key])

        def makes(*_: object) -> Mapping[str, Value]:
            return {"services": {service: {section: {name: made(said)}}}}

        change_values(caller, model, makes, note=told)
        return f"{told}."

    return enters


def _step_done(caller: Caller, model: str, said: Said) -> str:
    service, number = str(said["service"]), int(said["step"])
    see_model(caller, model, "text changed").standing(service)

    def makes(opened: Any, _: object) -> Mapping[str, Value]:  # noqa: ANN401 - as ``change_values``
        known = opened.model.services.get(service)
        if known is None or not 1 <= number <= len(known.steps):
            raise NotThere
        return {"services": {service: {"steps": Item(number, {"done": str(said["done"])})}}}

    change_values(caller, model, makes, note="A step is done")
    return say("The step is done; from that day on the present is what it says.")


def _about_risk(seen: ModelSeen, said: Said) -> Iterator[str]:
    standing = seen.examination.standings.get(str(said.get("service", "")))
    risks = {each.risk.name: each.risk for each in (standing.risks if standing else ())}
    risk = risks.get(str(said.get("risk", "")))
    if standing and risk:
        yield f"{standing.service.title}: {risk.title}. {risk.likelihood}. {risk.consequence}."


def _about_gate(seen: ModelSeen, said: Said) -> Iterator[str]:
    standing = seen.examination.standings.get(str(said.get("service", "")))
    gate = standing.service.gates.get(str(said.get("process", ""))) if standing else None
    if standing and gate:
        process = seen.model.processes[gate.process].title
        yield say(
            "{service}, {process}. What must be in place: {needs}.",
            service=standing.service.title,
            process=process,
            needs=gate.needs,
        )


def _about_service(seen: ModelSeen, said: Said) -> Iterator[str]:
    standing = seen.examination.standings.get(str(said.get("service", "")))
    if standing:
        yield f"{standing.service.title}{_which(said)}."


def _which(said: Said) -> str:
    named = [str(said[each]) for each in ("process", "control", "benefit") if said.get(each)]
    return f": {', '.join(named).replace('_', ' ')}" if named else ""


def _about_entry(seen: ModelSeen, said: Said) -> Iterator[str]:
    entries = seen.journal.entries
    for each in entries:
        if each.sha256 == said.get("entry"):
            yield say(
                "Entry {number}: {person} {what}",
                number=each.number,
                person=each.person,
                what=act_sentence(each, entries),
            )


_FORMS = (
    ModelForm(
        does="risk accepted",
        title="Accept a risk",
        button="Accept it",
        intro="Whoever accepts a risk bears it for a while. On the day after it is open again.",
        fields=(
            _SERVICE,
            _hidden("risk"),
            _ROLE,
            Field(
                name="until",
                label="Until when",
                sort=Sort.DAY,
                help="The last day on which it holds.",
                told_by=frozenset({_WRONG_DAY}),
            ),
            Field(
                name="reason",
                label="On what reasoning",
                sort=Sort.WORDS,
                help="It stays, for whoever asks later why.",
                told_by=frozenset({_NO_REASON}),
            ),
        ),
        enters=_says("risk accepted"),
        about=_about_risk,
    ),
    ModelForm(
        does="gate agreed",
        title="Agree to a gate",
        button="Agree",
        intro="You say that what the process needs before it leaves the experiment is in place.",
        fields=(
            _SERVICE,
            _hidden("process"),
            _ROLE,
            Field(
                name="evidence",
                label="What shows it",
                sort=Sort.WORDS,
                needed=False,
                help="Needed where the text does not say it yet.",
                told_by=frozenset({_NOTHING_SHOWN}),
            ),
        ),
        enters=_says("gate agreed"),
        about=_about_gate,
    ),
    ModelForm(
        does="stepped in",
        title="Say that you stepped in",
        button="Say so",
        fields=(
            _SERVICE,
            _hidden("process"),
            _hidden("scope", needed=False),
            _hidden("asked"),
            _ROLE,
            Field(name="on", label="When", sort=Sort.DAY, told_by=frozenset({_WRONG_DAY})),
            Field(
                name="outcome",
                label="What was done, and what came of it",
                sort=Sort.WORDS,
                told_by=frozenset({_NO_REASON}),
            ),
        ),
        enters=_says("stepped in"),
        about=_about_service,
    ),
    ModelForm(
        does="control shown",
        title="Show that a control works",
        button="Enter the proof",
        fields=(
            _SERVICE,
            _hidden("control"),
            _ROLE,
            Field(
                name="on",
                label="When it was shown",
                sort=Sort.DAY,
                told_by=frozenset({_WRONG_DAY, "D133"}),
            ),
            _EVIDENCE,
        ),
        enters=_says("control shown"),
        about=_about_service,
    ),
    ModelForm(
        does="word taken back",
        title="Take a word back",
        button="Take it back",
        intro="It counts no longer, and stays readable.",
        fields=(
            _hidden("entry"),
            Field(name="reason", label="Reason", sort=Sort.WORDS, told_by=frozenset({_NO_REASON})),
        ),
        enters=_says("word taken back"),
        back=lambda _: ("model-journal", {}),
        about=_about_entry,
    ),
)

_CHANGES = {
    "step_done": ModelForm(
        does="text changed",
        title="A step is done",
        button="It is done",
        intro="From that day on the present of the cell is what the step says.",
        fields=(_SERVICE, _hidden("step"), Field(name="done", label="Since when", sort=Sort.DAY)),
        enters=_step_done,
        about=_about_service,
    ),
    "benefit_seen": ModelForm(
        does="text changed",
        title="Look whether a benefit came",
        button="Put it down",
        fields=(
            _SERVICE,
            _hidden("benefit"),
            Field(
                name="seen",
                label="What was seen",
                sort=Sort.WORDS,
                help="Also that nothing came of it: that is worth knowing.",
            ),
            Field(name="seen_on", label="When", sort=Sort.DAY),
        ),
        enters=_sets(
            "benefits",
            "benefit",
            lambda said: {"seen": " ".join(said["seen"].split()), "seen on": said["seen_on"]},
            "It was looked whether the benefit came",
        ),
        about=_about_service,
    ),
}


def form_view(
    form: ModelForm, seen: ModelSeen, sent: Sent, wrong: Mapping[str, str], rest: Sequence[str],
    action: str,
) -> FormView:  # fmt: skip
    """Return a form as its page shows it."""
    lost = {each.name for each in form.fields if each.sort is Sort.HIDDEN} & set(wrong)
    about_nothing = (
        (say("this form is about nothing; open it from its page again"),) if lost else ()
    )
    return FormView(
        fields=filled(form.fields, sent, seen, wrong),
        wrong=(*rest, *about_nothing),
        action=action,
        button=say(form.button),
    )


def mistakes_apart(fields: Sequence[Field], refusal: Exception) -> tuple[dict[str, str], list[str]]:
    """Return what is wrong by field, and what is about no field of the form."""
    if not isinstance(refusal, Mistaken):
        return {}, [str(refusal)]
    wrong: dict[str, str] = {}
    rest: list[str] = []
    for found in refusal.diagnostics:
        words = f"{found.message}; {found.hint}" if found.hint else found.message
        name = next((each.name for each in fields if found.code in each.told_by), None)
        if name is None or name in wrong:
            rest.append(words)
        else:
            wrong[name] = words
    return wrong, rest


def _view(route: str, form: ModelForm) -> Callable[..., HttpResponse]:
    def shown(request: HttpRequest, caller: Caller, model: str) -> HttpResponse:
        seen = see_model(caller, model, form.does)
        if request.method != "POST":
            return _asked(request, seen, route, form, dict(request.GET.lists()), {}, ())
        sent = dict(request.POST.lists())
        found = typed(form.fields, sent, zone="UTC", currency="EUR", reader=reader_of(request))
        if found.wrong:
            return _asked(request, seen, route, form, sent, found.wrong, ())
        try:
            told = form.enters(caller, model, found.said)
        except (MisusedCommand, NotAnEntry, ChangedMeanwhile) as refusal:
            return _asked(request, seen, route, form, sent, *mistakes_apart(form.fields, refusal))
        messages.success(request, told)
        back, below = form.back(found.said)
        return HttpResponseRedirect(reverse(back, kwargs={"model": model, **below}))

    shown.__name__ = route
    shown.__doc__ = f"Show and take the form of '{form.title.lower()}'."
    return page(form.does, at_fields=True)(shown)


def _asked(
    request: HttpRequest,
    seen: ModelSeen,
    route: str,
    form: ModelForm,
    sent: Sent,
    wrong: Mapping[str, str],
    rest: Sequence[str],
) -> HttpResponse:
    action = reverse(f"model-{route}", kwargs={"model": seen.seat.model.key})
    said = {name: values[0] for name, values in sent.items() if values}
    values = {
        "form": form_view(form, seen, sent, wrong, rest, action),
        "title": say(form.title),
        "intro": say(form.intro),
        "about": list(form.about(seen, said)),
        "back": _back(seen, form, said),
    }
    status = 422 if wrong or rest else 200
    return show_model(request, "form.html", seen.seat, values, tab="model", status=status)


def _back(seen: ModelSeen, form: ModelForm, said: Said) -> str:
    key = seen.seat.model.key
    if "service" in said and said["service"] not in seen.examination.standings:
        return reverse("model", kwargs={"model": key})
    try:
        route, below = form.back(said)
    except KeyError:
        return reverse("model", kwargs={"model": key})
    return reverse(route, kwargs={"model": key, **below})


MODEL_FORMS: Mapping[str, Callable[..., HttpResponse]] = {
    route: _view(route, form)
    for route, form in (
        *((each.does.replace(" ", "_"), each) for each in _FORMS),
        *_CHANGES.items(),
    )
}
"""The views of the forms, by how they stand in an address."""
