"""Writing a version of the agreement: as text with what is wrong beside it, or value by value."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse

from servanda.agreement.model.agreement import Agreement
from servanda.agreement.surface.keys import keys_at, leaves_at, meaning_at
from servanda.agreement.surface.shape import Choice, DateShape, FormulaShape, Phrase, YesNo
from servanda.desk import drafts, drafts_begun, drafts_kept
from servanda.desk.callers import Caller
from servanda.desk.drafts import DraftLooked, DraftWritten, WrongValues
from servanda.desk.seeing import see
from servanda.kernel.diagnostic import Diagnostic
from servanda.pipeline.editing import Place, PlacedValue
from servanda.pipeline.refusals import MisusedCommand
from servanda.reports.clean import one_line
from servanda.reports.reader import Reader
from servanda.web.kept import Unkept, kept_json, refuse_unkept
from servanda.web.languages.speaking import say, say_count
from servanda.web.pages.acts.texts import OWN_DRAFT
from servanda.web.pages.compared import comparison_values
from servanda.web.pages.doing import Refused, doing
from servanda.web.pages.hints import on_pages
from servanda.web.pages.naming import titled
from servanda.web.pages.saying import form_address
from servanda.web.pages.seeing import page, reader_of, show_agreement

__all__ = ["DRAFT", "draft", "draft_check", "draft_compared", "draft_values", "draft_words"]

_MOST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundWrong:
    """Show a mistake at its place in the text."""

    line: int
    column: int
    message: str
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueShown:
    """Show a single value as a field.

    Args:
        name: Its name in what is sent: its place.
        anchor: By which the page points at it.
        label: Its keys within its section and name.
        value: What stands there, or was typed.
        help: What it means, and how it is written.
        choices: What can be chosen; nothing to type freely.
        sort: ``day`` for a day, else ``line``.
        is_changed: Whether the draft says it.
        wrong: What is wrong with what was typed.
    """

    name: str
    anchor: str
    label: str
    value: str
    help: str
    choices: tuple[str, ...]
    sort: str
    is_changed: bool
    wrong: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupShown:
    """Show the values of one thing that a section names."""

    title: str
    fields: tuple[ValueShown, ...]
    is_open: bool


@page(drafts_kept.DOES, at_fields=True)
def draft(request: HttpRequest, caller: Caller, agreement: str) -> HttpResponse:
    """Show and save one's draft as text."""
    if request.method != "POST":
        return _as_text(request, drafts.draft_written(caller, agreement))
    text, was = request.POST.get("text", ""), request.POST.get("was", "")
    try:
        refuse_unkept(request.POST)
        drafts.save_text(caller, agreement, text, was=was)
    except MisusedCommand as refusal:
        written = drafts.draft_written(caller, agreement)
        return _as_text(request, written, typed=text, wrong=str(refusal))
    if request.POST.get("then") == "propose":
        return HttpResponseRedirect(form_address(agreement, OWN_DRAFT))
    return HttpResponseRedirect(reverse("draft", kwargs={"agreement": agreement}))


@page(drafts_kept.DOES, at_fields=True)
def draft_values(request: HttpRequest, caller: Caller, agreement: str) -> HttpResponse:
    """Show and save one's draft value by value."""
    if request.method != "POST":
        return _as_values(request, drafts.draft_written(caller, agreement))
    sent = {name: str(value).strip() for name, value in request.POST.items()}
    try:
        refuse_unkept(request.POST)
        changed = drafts.save_values(caller, agreement, dict(_typed(sent)), was=sent.get("was", ""))
    except Unkept as refusal:
        written = drafts.draft_written(caller, agreement)
        unkept = WrongValues({_place(name): why for name, why in refusal.wrong.items()}, ())
        return _as_values(request, written, sent=sent, refusal=unkept)
    except WrongValues as refusal:
        written = drafts.draft_written(caller, agreement)
        return _as_values(request, written, sent=sent, refusal=refusal)
    except MisusedCommand as refusal:
        written = drafts.draft_written(caller, agreement)
        why = WrongValues({}, (str(refusal),))
        return _as_values(request, written, sent=sent, refusal=why)
    if changed:
        count = len(changed)
        messages.success(
            request,
            say_count(
                "Saved: {count} value changed.",
                "Saved: {count} values changed.",
                count,
                count=count,
            ),
        )
    else:
        messages.success(request, say("Nothing was changed."))
    return HttpResponseRedirect(reverse("draft_values", kwargs={"agreement": agreement}))


@page(drafts_kept.DOES, at_fields=True)
def draft_check(request: HttpRequest, caller: Caller, agreement: str) -> HttpResponse:
    """Answer a script with what is wrong with a text as it is being typed, and save it if asked."""
    seen = see(caller, agreement, drafts_kept.DOES)
    if request.method != "POST":
        return HttpResponseRedirect(reverse("draft", kwargs={"agreement": agreement}))
    text = request.POST.get("text", "")
    try:
        refuse_unkept(request.POST)
        saves, was = bool(request.POST.get("save")), request.POST.get("was", "")
        was = drafts.save_text(caller, agreement, text, was=was) if saves else ""
        looked = drafts.check_text(caller, agreement, text)
    except MisusedCommand as refusal:
        return JsonResponse({"refused": str(refusal)}, status=422)
    reader = reader_of(request, seen.zone)
    return JsonResponse(
        {
            "refused": "",
            "was": was,
            "wrong": [
                {"line": e.line, "column": e.column, "message": e.message, "hint": e.hint}
                for e in _wrong(looked)
            ],
            "changes": _changes(looked, reader),
        }
    )


@page(drafts_kept.DOES)
def draft_compared(request: HttpRequest, caller: Caller, agreement: str) -> HttpResponse:
    """Hold one's draft against what governs now, in words and in last year's money."""
    found = drafts.draft_compared(caller, agreement)
    reader = reader_of(request, found.seen.zone)
    old = replace(found.old, title=reader.words(found.old.title))
    values = {**comparison_values(found, reader), "old": old, "new": found.new}
    return show_agreement(request, "draft_compared.html", found.seen.seat, values, tab="text")


@page(drafts_kept.DOES)
def draft_words(request: HttpRequest, caller: Caller, agreement: str) -> HttpResponse:
    """Answer a script with the words of the language that can stand at a place of the text."""
    see(caller, agreement, drafts_kept.DOES)
    path = [each[:120] for each in request.GET.getlist("at")][:12]
    words = [
        {"word": word, "meaning": meaning_at([*path, word])} for word in keys_at(path).words[:_MOST]
    ]
    return JsonResponse({"words": words})


def _refused(
    request: HttpRequest, caller: Caller, agreement: str, refused: Refused
) -> HttpResponse:
    written = drafts.draft_written(caller, agreement)
    return _as_text(request, written, typed=written.draft.text, wrong=refused.why)


@doing(drafts_kept.DOES, "draft", _refused)
def undo(caller: Caller, typed: Mapping[str, str], agreement: str) -> str:
    """Undo the last change."""
    del typed
    drafts_kept.step_back(caller, agreement)
    return say("Undone.")


@doing(drafts_kept.DOES, "draft", _refused)
def redo(caller: Caller, typed: Mapping[str, str], agreement: str) -> str:
    """Do again what was undone."""
    del typed
    drafts_kept.step_forward(caller, agreement)
    return say("Done again.")


@doing(drafts_kept.DOES, "text", _refused)
def let_go(caller: Caller, typed: Mapping[str, str], agreement: str) -> str:
    """Let the draft go."""
    del typed
    drafts_kept.let_go(caller, agreement)
    return say("The draft is gone. The agreement is as it was.")


@doing(drafts_kept.DOES, "draft", _refused)
def counter(caller: Caller, typed: Mapping[str, str], agreement: str) -> str:
    """Begin a draft that counters a proposal."""
    number = typed.get("number", "")
    drafts_begun.begin_counter(caller, agreement, int(number) if number.isdecimal() else 0)
    return say("This is what was proposed. Change what you would have otherwise, then propose it.")


DRAFT = {"undo": undo, "redo": redo, "let-go": let_go, "counter": counter}
"""What is done with a draft with a button."""


def _as_text(
    request: HttpRequest, written: DraftWritten, *, typed: str | None = None, wrong: str = ""
) -> HttpResponse:
    reader = reader_of(request, written.seen.zone)
    key = written.seen.seat.agreement.key
    text = written.draft.text if typed is None else typed
    values = {
        **_common(written, reader),
        "text": text,
        "rows": min(max(text.count("\n") + 4, 16), 40),
        "refused": wrong,
        "wrong": _wrong(written.looked),
        "lines": text.splitlines(),
        "check": reverse("draft_check", kwargs={"agreement": key}),
        "words": reverse("draft_words", kwargs={"agreement": key}),
    }
    status = 422 if wrong else 200
    return show_agreement(
        request, "draft.html", written.seen.seat, values, tab="text", status=status
    )


def _as_values(
    request: HttpRequest,
    written: DraftWritten,
    *,
    sent: Mapping[str, str] | None = None,
    refusal: WrongValues | None = None,
) -> HttpResponse:
    reader = reader_of(request, written.seen.zone)
    shown = written.values
    values = {
        **_common(written, reader),
        "sections": _sections(written.seen.history.latest, shown or (), sent or {}, refusal),
        "unreadable": shown is None,
        "refused": refusal.rest if refusal else (),
        "is_refused": refusal is not None,
        "wrong": _wrong(written.looked),
    }
    status = 422 if refusal else 200
    return show_agreement(
        request, "draft_values.html", written.seen.seat, values, tab="text", status=status
    )


def _common(written: DraftWritten, reader: Reader) -> dict[str, object]:
    proposal = written.draft.instead_of
    return {
        "name": written.draft.name,
        "was": written.sha256,
        "saved_at": reader.minute(written.saved_at) if written.saved_at else "",
        "can_undo": written.can_undo,
        "can_redo": written.can_redo,
        "counters": proposal.number if proposal else 0,
        "changes": _changes(written.looked, reader),
        "is_sound": written.looked.version is not None,
        "propose": form_address(written.seen.seat.agreement.key, OWN_DRAFT),
    }


def _wrong(looked: DraftLooked) -> list[FoundWrong]:
    return [_found(each) for each in looked.diagnostics[:_MOST]]


def _found(each: Diagnostic) -> FoundWrong:
    return FoundWrong(
        line=each.span.line,
        column=each.span.column,
        message=one_line(each.message),
        hint=one_line(on_pages(each.hint)),
    )


def _changes(looked: DraftLooked, reader: Reader) -> list[str]:
    if looked.changes is None:
        return []
    return [
        one_line(
            f"{each.text}; {say(each.favour.value)}, "
            + say("from {day}", day=reader.day(each.since))
        )
        for each in looked.changes.changes
    ]


def _typed(sent: Mapping[str, str]) -> Iterator[tuple[Place, str]]:
    for name, value in sent.items():
        place = _place(name)
        if place:
            yield place, value[:4000]


def _name(place: Place) -> str:
    return json.dumps(place)


def _place(name: str) -> Place:
    if not name.startswith("["):
        return ()
    try:
        found = kept_json(name)
    except ValueError:
        return ()
    return tuple(found) if all(isinstance(each, str) for each in found) else ()


def _sections(
    agreement: Agreement,
    values: tuple[PlacedValue, ...],
    sent: Mapping[str, str],
    refusal: WrongValues | None,
) -> list[tuple[str, list[GroupShown]]]:
    by_section: dict[str, dict[str, list[ValueShown]]] = {}
    for number, each in enumerate(values):
        section, *rest = each.place
        group = rest[0] if len(rest) > 1 else ""
        shown = _value(each, number, sent, refusal)
        by_section.setdefault(section, {}).setdefault(group, []).append(shown)
    return [
        (
            section,
            [
                GroupShown(
                    title=_group_title(agreement, title),
                    fields=tuple(fields),
                    is_open=not title or any(e.is_changed or e.wrong for e in fields),
                )
                for title, fields in groups.items()
            ],
        )
        for section, groups in by_section.items()
    ]


def _group_title(agreement: Agreement, name: str) -> str:
    """Return what people call the thing that a section names; a new one has only its name."""
    called = titled(agreement, name)
    return name.replace("_", " ").capitalize() if called == name else called


def _label(parts: Sequence[str]) -> str:
    """Return the keys of a value in words; what stands in a list is numbered."""
    words = ", ".join(part.replace("_", " ") for part in parts)
    return say("Number {number}", number=words) if words.isdecimal() else words


def _value(
    each: PlacedValue, number: int, sent: Mapping[str, str], refusal: WrongValues | None
) -> ValueShown:
    name = _name(each.place)
    _, *rest = each.place
    label = rest[1:] if len(rest) > 1 else rest
    shapes = leaves_at(each.place)
    choices = next((e.words for e in shapes if isinstance(e, Choice)), ())
    if any(isinstance(e, YesNo) for e in shapes):
        choices = ("yes", "no")
    value = sent.get(name, each.value)
    only_day = len(shapes) == 1 and isinstance(shapes[0], DateShape)
    example = next((e.example for e in shapes if isinstance(e, Phrase | FormulaShape)), "")
    meaning = meaning_at(each.place)
    return ValueShown(
        name=name,
        anchor=f"value-{number}",
        label=_label(label),
        value=value,
        help=say("{meaning} Like: {example}", meaning=meaning, example=example)
        if example and example != value
        else meaning,
        choices=choices if len(shapes) == 1 and value in choices else (),
        sort="day" if only_day else "line",
        is_changed=each.is_changed,
        wrong=refusal.wrong.get(each.place, "") if refusal else "",
    )
