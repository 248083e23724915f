"""The people in evidence: named, erased, let go, and told of."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router

from servanda.desk.people import erase_person, let_go, name_person, processing_record, retention
from servanda.web.answering import IDEMPOTENT, done
from servanda.web.callers import caller_of
from servanda.web.documents.personal import (
    ErasedDocument,
    NamedDocument,
    NewErasure,
    ProcessingDocument,
    RetentionDocument,
)
from servanda.web.routes import lets

__all__ = ["router"]

router = Router(tags=["people in evidence"])


@router.get(
    "/agreements/{agreement}/people/{person}", response=NamedDocument, operation_id="name_person"
)
@lets("person named")
def one_person(request: HttpRequest, agreement: str, person: str) -> NamedDocument:
    """Return the sealed name behind a pseudonym."""
    name = name_person(caller_of(request), agreement, person)
    return NamedDocument(person=person, name=name)


@router.post(
    "/agreements/{agreement}/erasures",
    response={201: ErasedDocument},
    operation_id="erase_person",
    openapi_extra=IDEMPOTENT,
)
@lets("person erased")
def new_erasure(request: HttpRequest, agreement: str, erasure: NewErasure) -> HttpResponse:
    """Erase a person: figures and digests stay as they are, and the name is gone."""
    return done(
        request,
        lambda caller: erase_person(caller, agreement, erasure.person),
        ErasedDocument.of,
    )


@router.get(
    "/agreements/{agreement}/retention", response=RetentionDocument, operation_id="retention"
)
@lets("retention looked at")
def all_retention(request: HttpRequest, agreement: str) -> RetentionDocument:
    """Say which records are past the time for which their table is kept."""
    return RetentionDocument.of(retention(caller_of(request), agreement))


@router.post(
    "/agreements/{agreement}/retention",
    response={201: RetentionDocument},
    operation_id="let_go",
    openapi_extra=IDEMPOTENT,
)
@lets("records let go")
def no_retention(request: HttpRequest, agreement: str) -> HttpResponse:
    """Take people out of records that are past their time."""
    return done(request, lambda caller: let_go(caller, agreement), RetentionDocument.of)


@router.get(
    "/agreements/{agreement}/processing-record",
    response=ProcessingDocument,
    operation_id="processing_record",
)
@lets("processing record looked at")
def one_processing_record(request: HttpRequest, agreement: str) -> ProcessingDocument:
    """Return the record of processing that a data protection officer asks for."""
    return ProcessingDocument.of(processing_record(caller_of(request), agreement))
