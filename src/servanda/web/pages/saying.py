"""The page of each act: its form, what is wrong with what was typed, and what has to be signed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html

from servanda.decisions.rulebook import SIDES
from servanda.desk.callers import Caller
from servanda.desk.refusals import Mistaken
from servanda.desk.seeing import Seen, see
from servanda.desk.working import Draft, Entered, Signature
from servanda.journal.passkeys import passkey_of
from servanda.journal.wire import NotAnEntry, read_draft
from servanda.kernel.diagnostic import Diagnostic
from servanda.kernel.time import Instant
from servanda.pipeline.refusals import ChangedMeanwhile, MisusedCommand
from servanda.reports.acts import act_sentence
from servanda.web.kept import kept_json
from servanda.web.languages.speaking import say
from servanda.web.pages.acts.every import ACT_FORMS, FORMS
from servanda.web.pages.acts.form import ActForm, Sent
from servanda.web.pages.bringing import bring_document
from servanda.web.pages.fields import FormView, Sort, Typed, filled, typed
from servanda.web.pages.hints import on_pages
from servanda.web.pages.naming import key_called, said_to
from servanda.web.pages.seeing import page, reader_of, show_agreement

__all__ = ["SAYING", "act_address", "form_address"]

_FAILS = (MisusedCommand, NotAnEntry, ChangedMeanwhile)
_SIGNING = ("signing_key", "signature", "csrfmiddlewaretoken")


def act_address(agreement: str, does: str) -> str:
    """Return where an act is said."""
    return form_address(agreement, ACT_FORMS[does])


def form_address(agreement: str, form: ActForm) -> str:
    """Return where a form is filled in."""
    return reverse(f"say-{form.slug}", kwargs={"agreement": agreement})


def _view(form: ActForm) -> Callable[..., HttpResponse]:
    def shown(request: HttpRequest, caller: Caller, agreement: str) -> HttpResponse:
        seen = see(caller, agreement, form.does)
        if request.method != "POST":
            sent = dict(request.GET.lists())
            offered = form.offers(seen, sent) if form.offers is not None else {}
            sent = {name: [value] for name, value in offered.items()} | sent
            return _asked(request, seen, form, sent, Typed(said={}, wrong={}))
        return _said(request, caller, seen, form)

    shown.__name__ = form.does.replace(" ", "_")
    shown.__doc__ = f"Show and take the form of '{form.does}'."
    return page(form.does, at_fields=True)(shown)


SAYING: Mapping[str, Callable[..., HttpResponse]] = {form.slug: _view(form) for form in FORMS}
"""The views of the acts, by how they stand in an address."""


def _said(request: HttpRequest, caller: Caller, seen: Seen, form: ActForm) -> HttpResponse:
    sent = dict(request.POST.lists())
    refused = _bring(request, caller, seen, form, sent)
    found = typed(
        form.fields,
        sent,
        zone=seen.zone,
        currency=seen.history.latest.settlement.currency,
        reader=reader_of(request, seen.zone),
    )
    refused |= _not_offered(form, seen, sent, found)
    if refused or found.wrong:
        wrong = {**found.wrong, **refused}
        return _asked(request, seen, form, sent, replace(found, wrong=wrong))
    try:
        signature = _signature(seen, sent)
        result = form.enter(caller, seen.seat.agreement.key, found.said, signature)
    except _FAILS as refusal:
        wrong, rest = _apart(form, refusal)
        return _asked(request, seen, form, sent, Typed(said=found.said, wrong=wrong), rest)
    if isinstance(result, Draft):
        return _to_sign(request, seen, form, sent, result)
    return _entered(request, seen, form, result)


def _not_offered(form: ActForm, seen: Seen, sent: Sent, found: Typed) -> dict[str, str]:
    """Return what was chosen that cannot be, by field."""
    wrong: dict[str, str] = {}
    for field in form.fields:
        if field.choices is None or field.name not in found.said:
            continue
        offered = {value for value, _ in field.choices(seen)}
        other = [each for each in sent.get(field.name, ()) if each.strip() not in offered]
        if other:
            shown = "".join(each if each.isprintable() else "?" for each in other[0][:60])
            wrong[field.name] = f"'{shown}' cannot be chosen here"
    return wrong


def _bring(
    request: HttpRequest,
    caller: Caller,
    seen: Seen,
    form: ActForm,
    sent: dict[str, list[str]],
) -> dict[str, str]:
    """Take in the documents that come with a form, and name them in what was sent.

    Returns:
        Why one was not taken in, by field.
    """
    refused: dict[str, str] = {}
    for field in form.fields:
        file = request.FILES.get(field.name) if field.sort is Sort.DOCUMENT else None
        if file is None:
            continue
        try:
            named = bring_document(caller, seen.seat.agreement.key, file)
        except MisusedCommand as refusal:
            refused[field.name] = str(refusal)
        else:
            sent[field.name] = [json.dumps({"name": named.name, "sha256": named.sha256})]
    return refused


def _asked(
    request: HttpRequest,
    seen: Seen,
    form: ActForm,
    sent: Sent,
    found: Typed,
    wrong: Sequence[str] = (),
) -> HttpResponse:
    reader = reader_of(request, seen.zone)
    hidden = {each.name for each in form.fields if each.sort is Sort.HIDDEN}
    lost = [say("this form is about nothing; open it from its page again")]
    view = FormView(
        fields=tuple(
            replace(
                each, choices=tuple((value, reader.words(said)) for value, said in each.choices)
            )
            for each in filled(form.fields, sent, seen, found.wrong)
        ),
        wrong=tuple(wrong) or tuple(lost if hidden & set(found.wrong) else ()),
        action=form_address(seen.seat.agreement.key, form),
        button=form.spoken.button,
    )
    values = {
        "form": view,
        "act": form.spoken,
        "about": list(_about(request, seen, form, sent)),
        "signs": [(each, key_called(each)) for each in _keys(seen)],
        "signs_with": _chosen(_keys(seen), sent),
        "zone": seen.zone,
    }
    status = 422 if found.wrong or wrong else 200
    return show_agreement(request, "say.html", seen.seat, values, tab=form.tab, status=status)


def _entered(request: HttpRequest, seen: Seen, form: ActForm, result: Entered) -> HttpResponse:
    key = seen.seat.agreement.key
    entries = (*seen.journal.entries, *result.entries)
    wording = said_to(reader_of(request, seen.zone), seen.history.latest)
    for entry in result.entries:
        address = reverse("entry", kwargs={"agreement": key, "digest": entry.sha256})
        messages.success(
            request,
            format_html(
                '<a href="{}">{}</a>: {} <span lang="en">{}</span>.',
                address,
                say("Entered as entry {number}", number=entry.number),
                say("the {party}", party=say(entry.party)),
                act_sentence(entry, entries, wording=wording).rstrip("."),
            ),
        )
    del form
    return redirect("entry", agreement=key, digest=result.entries[-1].sha256)


def _to_sign(
    request: HttpRequest, seen: Seen, form: ActForm, sent: Sent, draft: Draft
) -> HttpResponse:
    kept = [
        (name, value) for name, values in sent.items() if name not in _SIGNING for value in values
    ]
    to_sign = {"at": str(draft.at), "to_sign": draft.message.decode()}
    entry = read_draft(draft.message)
    wording = said_to(reader_of(request, seen.zone), seen.history.latest)
    values = {
        "act": form.spoken,
        "said": say("Entry {number}: the {party}", number=entry.number, party=say(entry.party))
        + " "
        + act_sentence(entry, seen.journal.entries, wording=wording),
        "key": entry.key,
        "called": key_called(entry.key),
        "passkey": passkey_of(entry.key),
        "kept": kept,
        "draft": json.dumps(to_sign, indent=1),
        "action": form_address(seen.seat.agreement.key, form),
        "party": seen.seat.party,
    }
    return show_agreement(request, "sign.html", seen.seat, values, tab=form.tab)


def _keys(seen: Seen) -> tuple[str, ...]:
    if seen.seat.party not in SIDES:
        return ()
    return seen.book.at(seen.at).parties[seen.seat.party].keys


def _chosen(keys: Sequence[str], sent: Sent) -> str:
    """Return the key that was chosen, the newest where none was."""
    chosen = [each for each in sent.get("signing_key", ()) if each in keys]
    return next(iter(chosen), keys[-1] if keys else "")


def _signature(seen: Seen, sent: Sent) -> Signature | None:
    """Return the signature that was made, or the key that is going to sign."""
    keys = _keys(seen)
    if not keys:
        return None
    pasted = "".join(sent.get("signature", ())).strip()
    if not pasted:
        return Signature(key=_chosen(keys, sent))
    try:
        found = kept_json(pasted)
        found = found.get("signature", found)
        at = Instant.from_datetime(datetime.fromisoformat(found["at"]))
        return Signature(key=str(found["key"]), value=str(found["value"]), at=at)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise NotASignature from None


class NotASignature(MisusedCommand):
    """What was pasted is not what signing printed."""

    def __init__(self) -> None:
        super().__init__(say("this is not what 'servanda sign-with' prints; send the form again"))


def _apart(form: ActForm, refusal: Exception) -> tuple[dict[str, str], list[str]]:
    """Return what is wrong by field, and what is about no field of the form."""
    if not isinstance(refusal, Mistaken):
        return {}, [on_pages(str(refusal))]
    wrong: dict[str, str] = {}
    rest: list[str] = []
    for found in refusal.diagnostics:
        field = next((each.name for each in form.fields if found.code in each.told_by), None)
        if field is None or field in wrong:
            rest.append(_words(found))
        else:
            wrong[field] = _words(found)
    return wrong, rest


def _words(found: Diagnostic) -> str:
    return on_pages(f"{found.message}; {found.hint}" if found.hint else found.message)


def _about(request: HttpRequest, seen: Seen, form: ActForm, sent: Sent) -> Iterator[str]:
    """Yield what a form is about: what its entries say, and what else it knows."""
    if form.about is not None:
        yield from form.about(seen, sent)
    hidden = [each.name for each in form.fields if each.sort is Sort.HIDDEN]
    digests = {value for name in hidden for value in sent.get(name, ())}
    wording = said_to(reader_of(request, seen.zone), seen.history.latest)
    for entry in seen.journal.entries:
        if entry.sha256 in digests:
            sentence = act_sentence(entry, seen.journal.entries, wording=wording)
            yield say(
                "Entry {number}: the {party} {sentence}",
                number=entry.number,
                party=say(entry.party),
                sentence=sentence,
            )
    for text in sent.get("line", ()):
        try:
            line = kept_json(text)
            values = ", ".join(map(str, line["segment"].values()))
            yield say(
                "Line: {name}{value}", name=line["name"], value=f" ({values})" if values else ""
            )
        except (ValueError, KeyError, TypeError, AttributeError):
            continue
