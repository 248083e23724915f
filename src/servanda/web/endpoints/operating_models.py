"""Operating models: what stands in them, their texts, their journal, and who works on them."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router

from servanda.desk.operating_model.appointing import (
    appoint_on_model,
    appointments_on_model,
    end_on_model,
)
from servanda.desk.operating_model.changing import change_texts, look_at_texts, texts_seen
from servanda.desk.operating_model.founding import found_model
from servanda.desk.operating_model.seeing import list_models, see_model, see_whole_model
from servanda.desk.operating_model.taking_away import model_entries, model_head, take_model_away
from servanda.journal.acts import ACTS_ON_MODELS
from servanda.journal.wire import read_entry
from servanda.web.answering import IDEMPOTENT, done
from servanda.web.callers import caller_of
from servanda.web.documents.journal import (
    EnteredDocument,
    EntriesPage,
    EntryDocument,
    HeadDocument,
)
from servanda.web.documents.operating_models import (
    AppointedOnModelDocument,
    AppointmentsOnModel,
    ChangedTextsDocument,
    ModelDocument,
    ModelRisks,
    ModelsDocument,
    ModelSeenDocument,
    ModelTexts,
    NewModel,
    NewModelAppointment,
    NewTexts,
    ServiceSeenDocument,
)
from servanda.web.files import file_response
from servanda.web.paging import Limit, Offset
from servanda.web.routes import lets

__all__ = ["router"]

router = Router(tags=["operating models"])

_ONE = "/operating-models/{model}"
On = Annotated[date | None, Query(description="Day that is looked at; today if not said.")]


@router.get("/operating-models", response=ModelsDocument, operation_id="operating_models")
@lets("operating models listed")
def all_models(request: HttpRequest) -> ModelsDocument:
    """List the operating models that one has a part in."""
    return ModelsDocument(
        models=[ModelDocument.of(each) for each in list_models(caller_of(request))]
    )


@router.post(
    "/operating-models",
    response={201: ModelDocument},
    operation_id="found_operating_model",
    openapi_extra=IDEMPOTENT,
)
@lets("operating model founded")
def new_model(request: HttpRequest, model: NewModel) -> HttpResponse:
    """Take the operating model of one's own organisation into the book, and own it."""
    return done(request, lambda caller: found_model(caller, model.texts), ModelDocument.founded)


@router.get(_ONE, response=ModelSeenDocument, operation_id="operating_model")
@lets("operating model looked at")
def one_model(request: HttpRequest, model: str, on: On = None) -> ModelSeenDocument:
    """Return an operating model on a day: its services, as far as one sees them."""
    return ModelSeenDocument.seen(see_model(caller_of(request), model, day=on))


@router.get(
    f"{_ONE}/services/{{service}}", response=ServiceSeenDocument, operation_id="operated_service"
)
@lets("operating model looked at")
def one_service(
    request: HttpRequest, model: str, service: str, on: On = None
) -> ServiceSeenDocument:
    """Return a service with its matrix: who is accountable, and who performs."""
    seen = see_model(caller_of(request), model, day=on)
    return ServiceSeenDocument.seen(seen, seen.standing(service))


@router.get(f"{_ONE}/risks", response=ModelRisks, operation_id="operating_risks")
@lets("whole operating model looked at")
def all_risks(request: HttpRequest, model: str, on: On = None) -> ModelRisks:
    """List all risks with how they stand, and what the rules found."""
    return ModelRisks.seen(see_whole_model(caller_of(request), model, day=on))


@router.get(f"{_ONE}/texts", response=ModelTexts, operation_id="operating_texts")
@lets("whole operating model looked at")
def all_texts(request: HttpRequest, model: str) -> ModelTexts:
    """Return the texts that hold."""
    return ModelTexts.of(texts_seen(caller_of(request), model))


@router.post(f"{_ONE}/drafts", response=ChangedTextsDocument, operation_id="look_at_texts")
@lets("text changed")
def draft(request: HttpRequest, model: str, texts: NewModel) -> ChangedTextsDocument:
    """Check texts and say what they would change; nothing is entered."""
    return ChangedTextsDocument.of(look_at_texts(caller_of(request), model, texts.texts))


@router.post(
    f"{_ONE}/texts",
    response={201: EnteredDocument},
    operation_id="change_texts",
    openapi_extra=IDEMPOTENT,
)
@lets("text changed")
def new_texts(request: HttpRequest, model: str, texts: NewTexts) -> HttpResponse:
    """Put texts into the place of those that hold."""
    return done(
        request,
        lambda caller: change_texts(
            caller, model, texts.texts, instead_of=texts.instead_of, note=texts.note
        ),
        EnteredDocument.of,
    )


@router.get(f"{_ONE}/entries", response=EntriesPage, operation_id="operating_entries")
@lets("whole operating model looked at")
def journal(request: HttpRequest, model: str, limit: Limit = 50, after: Offset = 0) -> EntriesPage:
    """Return the journal's entries after a number, oldest first."""
    found = model_entries(caller_of(request), model).filter(number__gt=after)[: limit + 1]
    read = [EntryDocument.of(read_entry(each.line.encode(), ACTS_ON_MODELS)) for each in found]
    more = len(read) > limit
    return EntriesPage(entries=read[:limit], next=read[limit - 1].number if more else None)


@router.get(f"{_ONE}/head", response=HeadDocument, operation_id="operating_head")
@lets("whole operating model looked at")
def journal_head(
    request: HttpRequest, model: str, seen: Annotated[str, Query(max_length=64)] = ""
) -> HeadDocument:
    """Return what the journal ends with, and whether an entry seen before is there still."""
    return HeadDocument.of(model_head(caller_of(request), model, seen=seen))


@router.get(f"{_ONE}/folder", operation_id="operating_folder", response={200: bytes})
@lets("operating model taken away")
def whole_folder(request: HttpRequest, model: str) -> HttpResponse:
    """Return texts and journal in one file, as 'servanda model' reads them from a folder."""
    content = take_model_away(caller_of(request), model)
    return file_response(content, "application/zip", "operating-model.zip")


@router.get(
    f"{_ONE}/appointments", response=AppointmentsOnModel, operation_id="operating_appointments"
)
@lets("whole operating model looked at")
def appointments(request: HttpRequest, model: str) -> AppointmentsOnModel:
    """List who holds which role on an operating model."""
    found = appointments_on_model(caller_of(request), model)
    return AppointmentsOnModel(appointments=[AppointedOnModelDocument.of(each) for each in found])


@router.post(
    f"{_ONE}/appointments",
    response={201: AppointedOnModelDocument},
    operation_id="appoint_on_model",
    openapi_extra=IDEMPOTENT,
)
@lets("role on a model given")
def new_appointment(
    request: HttpRequest, model: str, appointment: NewModelAppointment
) -> HttpResponse:
    """Give a colleague a role on an operating model."""
    return done(
        request,
        lambda caller: appoint_on_model(
            caller, model, appointment.person, appointment.role, named=appointment.named
        ),
        AppointedOnModelDocument.of,
    )


@router.delete(
    f"{_ONE}/appointments/{{number}}",
    response=AppointedOnModelDocument,
    operation_id="end_on_model",
)
@lets("role on a model ended")
def no_appointment(
    request: HttpRequest, model: str, number: Annotated[int, Path(ge=1, le=2_000_000_000)]
) -> HttpResponse:
    """End a role of a colleague on an operating model."""
    return done(
        request,
        lambda caller: end_on_model(caller, model, number),
        AppointedOnModelDocument.of,
        status=200,
    )
