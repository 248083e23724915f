"""Evidence: files in parts, then submitted."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router

from servanda.desk.bringing import add_part, begin_upload, evidence_files, look_at_upload
from servanda.desk.life import submissions
from servanda.desk.profiling import profile_file
from servanda.desk.saying import submit_evidence
from servanda.web.answering import IDEMPOTENT, done
from servanda.web.callers import caller_of
from servanda.web.documents.journal import DraftDocument, EnteredDocument
from servanda.web.documents.life import Submissions
from servanda.web.documents.work import (
    EvidenceFile,
    EvidenceFiles,
    NewSubmission,
    NewUpload,
    ProfileDocument,
    UploadDocument,
)
from servanda.web.paging import Offset
from servanda.web.parts import PART
from servanda.web.routes import lets
from servanda.web.signatures import entered_or_draft, signature_of

__all__ = ["router"]

router = Router(tags=["evidence"])


@router.get("/agreements/{agreement}/evidence", response=EvidenceFiles, operation_id="evidence")
@lets("agreement looked at")
def files(request: HttpRequest, agreement: str) -> EvidenceFiles:
    """List the files of evidence."""
    found = evidence_files(caller_of(request), agreement)
    return EvidenceFiles(
        files=[EvidenceFile(name=each.name, size=each.stat().st_size) for each in found]
    )


@router.get(
    "/agreements/{agreement}/evidence/{file}/profile",
    response=ProfileDocument,
    operation_id="profile",
)
@lets("agreement looked at")
def profile(request: HttpRequest, agreement: str, file: str) -> ProfileDocument:
    """Say in words what is odd about a file of evidence of at most 64 MB, and describe its columns.

    What cells hold is told of columns alone that the agreement reads, and that are nobody's name.
    """
    return ProfileDocument.of(profile_file(caller_of(request), agreement, file))


@router.post(
    "/agreements/{agreement}/uploads",
    response={201: UploadDocument},
    operation_id="begin_upload",
    openapi_extra=IDEMPOTENT,
)
@lets("evidence brought")
def new_upload(request: HttpRequest, agreement: str, upload: NewUpload) -> HttpResponse:
    """Announce a file of evidence: its name, length and SHA-256."""
    return done(
        request,
        lambda caller: begin_upload(
            caller,
            agreement,
            upload.name,
            upload.size,
            upload.sha256,
            is_aside=upload.aside,
        ),
        UploadDocument.of,
    )


@router.get(
    "/agreements/{agreement}/uploads/{upload}", response=UploadDocument, operation_id="upload"
)
@lets("evidence brought")
def one_upload(request: HttpRequest, agreement: str, upload: str) -> UploadDocument:
    """Say how much of a file has come, which is where to go on."""
    return UploadDocument.of(look_at_upload(caller_of(request), agreement, upload))


@router.put(
    "/agreements/{agreement}/uploads/{upload}",
    response=UploadDocument,
    operation_id="add_part",
    openapi_extra=PART,
)
@lets("evidence brought")
def part(request: HttpRequest, agreement: str, upload: str, offset: Offset) -> UploadDocument:
    """Add the next part of a file, at most 5 MB; with the last one it is evidence."""
    brought = add_part(caller_of(request), agreement, upload, offset, request.body)
    return UploadDocument.of(brought)


@router.get("/agreements/{agreement}/submissions", response=Submissions, operation_id="submissions")
@lets("agreement looked at")
def all_submissions(request: HttpRequest, agreement: str) -> Submissions:
    """List the evidence that was submitted: accepted, queried, or waiting to be."""
    return Submissions.of(submissions(caller_of(request), agreement))


@router.post(
    "/agreements/{agreement}/submissions",
    response={201: EnteredDocument, 202: DraftDocument},
    operation_id="submit_evidence",
    openapi_extra=IDEMPOTENT,
)
@lets("evidence submitted")
def new_submission(request: HttpRequest, agreement: str, submission: NewSubmission) -> HttpResponse:
    """Say that the evidence in the book is what is known now."""
    return entered_or_draft(
        request,
        lambda caller: submit_evidence(
            caller,
            agreement,
            note=submission.note,
            signature=signature_of(submission.signature),
        ),
    )
