"""The shapes of files that are brought, and of what is done in the background."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ninja import Schema
from pydantic import Field

from servanda.evidence.profile import ColumnProfile, Finding, Profile
from servanda.record.models import Job, JobState, Upload
from servanda.web.documents.common import Line, Words
from servanda.web.documents.journal import Signed

__all__ = [
    "EvidenceFile",
    "EvidenceFiles",
    "JobDocument",
    "JobsPage",
    "NewStatementsJob",
    "NewSubmission",
    "NewSubmissionJob",
    "NewUpload",
    "ProfileDocument",
    "UploadDocument",
]


class NewUpload(Schema):
    """A file of evidence that is going to come in parts."""

    name: Line
    size: int
    sha256: Line
    aside: bool = Field(
        default=False,
        description="Whether it is set aside once it is there, to be looked at on its page before"
        " it is evidence",
    )


class UploadDocument(Schema):
    """How much of a file has come."""

    key: str
    name: str
    size: int
    received: int
    is_complete: bool

    @classmethod
    def of(cls, upload: Upload) -> UploadDocument:
        """Return an upload's document."""
        return cls(
            key=upload.key,
            name=upload.name,
            size=upload.bytes_expected,
            received=upload.bytes_received,
            is_complete=upload.ended_at is not None,
        )


class EvidenceFile(Schema):
    """A file of evidence."""

    name: str
    size: int


class EvidenceFiles(Schema):
    """The files of evidence by name."""

    files: list[EvidenceFile]


class NewSubmission(Schema):
    """Say that the evidence in the book is what is known."""

    note: Words = ""
    signature: Signed | None = None


class NewStatementsJob(Schema):
    """Hand over every statement that is due up to a period, included."""

    through: Line


class NewSubmissionJob(Schema):
    """Submit the evidence that lies in the book."""

    note: Words = ""


class ColumnDocument(Schema):
    """A column of a file: what it is read as, and how much is in it."""

    heading: str
    read_as: str
    filled: int
    different: int
    least: str
    greatest: str

    @classmethod
    def of(cls, column: ColumnProfile) -> ColumnDocument:
        """Return the document of a column."""
        return cls(
            heading=column.heading or column.name,
            read_as=column.type,
            filled=column.filled,
            different=column.different,
            least=column.least,
            greatest=column.greatest,
        )


class FindingDocument(Schema):
    """Something odd about a file, in words, with a few places or values."""

    kind: str
    columns: list[str]
    count: int
    words: str
    examples: list[str]

    @classmethod
    def of(cls, finding: Finding) -> FindingDocument:
        """Return the document of something odd."""
        return cls(
            kind=finding.kind.value,
            columns=list(finding.columns),
            count=finding.count,
            words=finding.text,
            examples=list(finding.examples),
        )


class ProfileDocument(Schema):
    """What a reader should know about a file; ``mistakes`` say why it cannot be read."""

    file: str
    rows: int
    columns: list[ColumnDocument]
    findings: list[FindingDocument]
    mistakes: list[str]

    @classmethod
    def of(cls, profile: Profile) -> ProfileDocument:
        """Return the document of a profile."""
        return cls(
            file=profile.file,
            rows=profile.rows,
            columns=[ColumnDocument.of(each) for each in profile.columns],
            findings=[FindingDocument.of(each) for each in profile.findings],
            mistakes=[each.message for each in profile.diagnostics],
        )


class JobDocument(Schema):
    """Work that is done in the background."""

    key: str
    does: str
    state: str = Field(description="'waiting', 'running', 'done', 'refused' or 'dead'")
    doing: str = Field(description="What is being done, in words")
    steps_done: int
    steps_total: int = Field(description="0 where nobody knows yet")
    tries: int
    made_at: datetime
    ended_at: datetime | None
    refusal: str = Field(description="Why it was refused")
    answer: dict[str, Any] = Field(description="What has come of it, such as 'entries'")

    @classmethod
    def of(cls, job: Job) -> JobDocument:
        """Return a job's document; what failed inside is for who runs the book alone."""
        document = cls.model_validate(job, from_attributes=True)
        return (
            document
            if job.state == JobState.REFUSED
            else document.model_copy(update={"refusal": ""})
        )


class JobsPage(Schema):
    """A page of background work, newest first."""

    jobs: list[JobDocument]
    total: int
