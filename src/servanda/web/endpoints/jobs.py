"""Long work: asked for, and looked at while it is being done."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router

from servanda.desk.queueing import ask_for_statements, ask_for_submission, job_seen, jobs
from servanda.web.answering import IDEMPOTENT, done, page_of
from servanda.web.callers import caller_of
from servanda.web.documents.work import JobDocument, JobsPage, NewStatementsJob, NewSubmissionJob
from servanda.web.paging import Limit, Offset
from servanda.web.routes import lets

__all__ = ["router"]

router = Router(tags=["background work"])


@router.get("/agreements/{agreement}/jobs", response=JobsPage, operation_id="jobs")
@lets("agreement looked at")
def all_jobs(
    request: HttpRequest, agreement: str, limit: Limit = 50, offset: Offset = 0
) -> JobsPage:
    """List what one's own organisation has asked for, newest first."""
    rows, total = page_of(jobs(caller_of(request), agreement), limit, offset)
    return JobsPage(jobs=[JobDocument.of(each) for each in rows], total=total)


@router.post(
    "/agreements/{agreement}/jobs/statements",
    response={202: JobDocument},
    operation_id="issue_in_background",
    openapi_extra=IDEMPOTENT,
)
@lets("statement issued")
def new_statements(request: HttpRequest, agreement: str, asked: NewStatementsJob) -> HttpResponse:
    """Have every statement handed over that is due up to a period."""
    return done(
        request,
        lambda caller: ask_for_statements(caller, agreement, asked.through),
        JobDocument.of,
        status=202,
    )


@router.post(
    "/agreements/{agreement}/jobs/submissions",
    response={202: JobDocument},
    operation_id="submit_in_background",
    openapi_extra=IDEMPOTENT,
)
@lets("evidence submitted")
def new_submission(request: HttpRequest, agreement: str, asked: NewSubmissionJob) -> HttpResponse:
    """Have the evidence in the book submitted."""
    return done(
        request,
        lambda caller: ask_for_submission(caller, agreement, asked.note),
        JobDocument.of,
        status=202,
    )


@router.get("/agreements/{agreement}/jobs/{job}", response=JobDocument, operation_id="job")
@lets("agreement looked at")
def one_job(request: HttpRequest, agreement: str, job: str) -> JobDocument:
    """Say how far a piece of work has come."""
    return JobDocument.of(job_seen(caller_of(request), agreement, job))
