"""Documents that support what a party says: brought in parts, then named by their digest."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router

from servanda.desk.bringing import add_part, begin_document, look_at_upload
from servanda.desk.looking import attached
from servanda.record.models import UploadPurpose
from servanda.web.answering import IDEMPOTENT, done
from servanda.web.callers import caller_of
from servanda.web.documents.work import NewUpload, UploadDocument
from servanda.web.paging import Offset
from servanda.web.parts import PART
from servanda.web.routes import lets

__all__ = ["router"]

router = Router(tags=["documents"])
_PURPOSE = UploadPurpose.DOCUMENT


@router.post(
    "/agreements/{agreement}/documents",
    response={201: UploadDocument},
    operation_id="begin_document",
    openapi_extra=IDEMPOTENT,
)
@lets("document brought")
def new_document(request: HttpRequest, agreement: str, document: NewUpload) -> HttpResponse:
    """Announce a document: its name, length and SHA-256."""
    return done(
        request,
        lambda caller: begin_document(
            caller, agreement, document.name, document.size, document.sha256
        ),
        UploadDocument.of,
    )


@router.get(
    "/agreements/{agreement}/documents/{upload}", response=UploadDocument, operation_id="document"
)
@lets("document brought")
def one_document(request: HttpRequest, agreement: str, upload: str) -> UploadDocument:
    """Say how much of a document has come, which is where to go on."""
    found = look_at_upload(caller_of(request), agreement, upload, _PURPOSE)
    return UploadDocument.of(found)


@router.put(
    "/agreements/{agreement}/documents/{upload}",
    response=UploadDocument,
    operation_id="add_document_part",
    openapi_extra=PART,
)
@lets("document brought")
def part(request: HttpRequest, agreement: str, upload: str, offset: Offset) -> UploadDocument:
    """Add the next part of a document, at most 5 MB; with the last one it can be named."""
    caller = caller_of(request)
    brought = add_part(caller, agreement, upload, offset, request.body, purpose=_PURPOSE)
    return UploadDocument.of(brought)


@router.get(
    "/agreements/{agreement}/attached/{document}",
    operation_id="attached",
    response={200: bytes},
)
@lets("agreement looked at")
def one_attached(request: HttpRequest, agreement: str, document: str) -> HttpResponse:
    """Return a document that an entry names, by its digest."""
    path = attached(caller_of(request), agreement, document)
    return HttpResponse(
        path.read_bytes(),
        content_type="application/octet-stream",
        headers={"Content-Disposition": f'attachment; filename="{document}"'},
    )
