"""The shapes of what the API is sent and answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any

from ninja import Schema
from pydantic import Field, StringConstraints

from servanda.desk.appointing import Appointed
from servanda.desk.callers import Caller
from servanda.desk.joining import Invited
from servanda.desk.looking import Head, StatementSeen
from servanda.desk.organisations import OrganisationSeen
from servanda.desk.tokens import MadeToken
from servanda.desk.working import Draft, Entered
from servanda.facts.decision import Entry
from servanda.journal.acts import NAME_OF
from servanda.journal.wire import act_content
from servanda.record.models import (
    AccessToken,
    Agreement,
    Job,
    JobState,
    LineState,
    Person,
    StatementState,
    Upload,
)

# The sign U+0000 is kept by no database.
Line = Annotated[str, StringConstraints(max_length=200, pattern=r"^[^\x00]*$")]
Words = Annotated[str, StringConstraints(max_length=4000, pattern=r"^[^\x00]*$")]


class Problem(Schema):
    """Why something was not done (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    mistakes: list[dict[str, Any]] = Field(default_factory=list)
    offset: int | None = None


class Signed(Schema):
    """A signature made elsewhere with the party's key.

    Send ``key`` alone first; what comes back is to be signed. Then send the same again with
    ``at`` as it came back and ``value``, the Ed25519 signature in base64.
    """

    key: Line
    value: Line = ""
    at: datetime | None = None


class EntryDocument(Schema):
    """An entry of the journal."""

    number: int
    sha256: str
    previous: str
    at: datetime
    party: str
    person: str
    role: str
    act: str
    content: dict[str, Any]
    key: str
    rests_on: str = Field(description="'the key of its party', or 'the word of the host'")

    @classmethod
    def of(cls, entry: Entry) -> EntryDocument:
        """Return an entry's document."""
        return cls(
            number=entry.number,
            sha256=entry.sha256,
            previous=entry.previous,
            at=entry.at.to_datetime(),
            party=entry.party,
            person=entry.person,
            role=entry.role,
            act=NAME_OF[type(entry.act)],
            content=act_content(entry.act),
            key=entry.key,
            rests_on="the key of its party" if entry.signature else "the word of the host",
        )


class EnteredDocument(Schema):
    """What was entered, and what the journal ends with now."""

    entries: list[EntryDocument]
    head: str

    @classmethod
    def of(cls, entered: Entered) -> EnteredDocument:
        """Return the document of what was entered."""
        entries = [EntryDocument.of(each) for each in entered.entries]
        return cls(entries=entries, head=entered.entries[-1].sha256)


class DraftDocument(Schema):
    """What has to be signed before it is entered: the bytes of ``to_sign`` in UTF-8."""

    at: datetime
    to_sign: str

    @classmethod
    def of(cls, draft: Draft) -> DraftDocument:
        """Return the document of a draft."""
        return cls(at=draft.at.to_datetime(), to_sign=draft.message.decode())


class EntriesPage(Schema):
    """A page of the journal, oldest first; ``next`` is the number to go on after."""

    entries: list[EntryDocument]
    next: int | None


class HeadDocument(Schema):
    """The journal's last entry with the host's seal on it."""

    number: int
    sha256: str
    seal: str
    host: str
    holds: bool | None = Field(
        description="Whether the entry that you have seen before is there still"
    )

    @classmethod
    def of(cls, head: Head) -> HeadDocument:
        """Return the document of a head."""
        return cls(
            number=head.number,
            sha256=head.sha256,
            seal=head.seal,
            host=head.host,
            holds=head.holds,
        )


class AgreementDocument(Schema):
    """An agreement."""

    key: str
    identifier: str
    title: str
    entries: int
    head: str

    @classmethod
    def of(cls, agreement: Agreement) -> AgreementDocument:
        """Return an agreement's document."""
        return cls(
            key=agreement.key,
            identifier=agreement.identifier,
            title=agreement.title,
            entries=agreement.head_number,
            head=agreement.head_sha256,
        )


class AgreementSeen(AgreementDocument):
    """An agreement, and what one is in it oneself."""

    party: str
    roles: list[str]


class AgreementsPage(Schema):
    """A page of agreements by title."""

    agreements: list[AgreementDocument]
    total: int


class NewAgreement(Schema):
    """An agreement to be taken into the book."""

    texts: dict[Line, Annotated[str, StringConstraints(max_length=2_000_000)]]
    party: Line


class StatementDocument(Schema):
    """The last edition of a period's statement."""

    period: str
    edition: int
    entry: str
    statement_sha256: str
    issued_by: str
    issued_at: datetime
    answer_due: datetime | None
    closed_at: datetime | None

    @classmethod
    def of(cls, row: StatementState) -> StatementDocument:
        """Return a statement's document."""
        return cls(
            period=row.period,
            edition=row.edition,
            entry=row.entry_sha256,
            statement_sha256=row.statement_sha256,
            issued_by=row.issued_by,
            issued_at=row.issued_at,
            answer_due=row.answer_due,
            closed_at=row.closed_at,
        )


class LineDocument(Schema):
    """A line of a statement."""

    name: str
    segment: str
    purpose: str
    payable: str
    state: str = Field(description="'open', 'agreed', 'disputed' or 'changed'")
    pays_instead: str

    @classmethod
    def of(cls, row: LineState) -> LineDocument:
        """Return a line's document."""
        return cls.model_validate(row, from_attributes=True)


class DisputeDocument(Schema):
    """A disputed line."""

    number: int
    entry_sha256: str
    period: str
    line: str
    segment: str
    raised_by: str
    state: str
    proposed: str
    amount: str
    answer_due: datetime | None
    decided_at: datetime | None
    by_silence: bool


class ClaimDocument(Schema):
    """A claim for relief."""

    number: int
    entry_sha256: str
    relief: str
    claimed_by: str
    claimed_at: datetime
    state: str
    asked: str
    granted: str
    answer_due: datetime | None
    decided_at: datetime | None
    by_silence: bool


class SpendingDocument(Schema):
    """Something that the holding account is spent on."""

    number: int
    entry_sha256: str
    proposed_by: str
    amount: str
    purpose: str
    what: str
    state: str
    cost: str
    answer_due: datetime | None
    decided_at: datetime | None
    by_silence: bool


class ProposalDocument(Schema):
    """A proposed version of the agreement."""

    number: int
    entry_sha256: str
    proposed_by: str
    proposed_at: datetime
    version_sha256: str
    governs_from: date
    note: str
    state: str
    signed_by: str
    threads_open: int
    answer_due: datetime | None
    decided_at: datetime | None


class ProposalsPage(Schema):
    """A page of proposed versions, newest first."""

    proposals: list[ProposalDocument]
    total: int


class NewProposal(Schema):
    """A version of texts, of single changes, or as the texts lie in the book."""

    texts: dict[Line, Annotated[str, StringConstraints(max_length=2_000_000)]] = Field(
        default_factory=dict
    )
    changes: list[Words] = Field(default_factory=list, max_length=200)
    governs_from: date | None = None
    instead_of: Annotated[int, Field(ge=0, le=2_000_000_000)] = 0
    note: Words = ""
    signature: Signed | None = None


class NewSignature(Schema):
    """Sign a proposed version."""

    signature: Signed | None = None


class StatementWithLines(StatementDocument):
    """A period's statement with its lines and disputes."""

    lines: list[LineDocument]
    disputes: list[DisputeDocument]

    @classmethod
    def seen(cls, seen: StatementSeen) -> StatementWithLines:
        """Return the document of a statement."""
        return cls(
            **StatementDocument.of(seen.statement).model_dump(),
            lines=[LineDocument.of(each) for each in seen.lines],
            disputes=[
                DisputeDocument.model_validate(each, from_attributes=True) for each in seen.disputes
            ],
        )


class StatementsPage(Schema):
    """A page of statements, newest first."""

    statements: list[StatementDocument]
    total: int


class ClaimsPage(Schema):
    """A page of claims, newest first."""

    claims: list[ClaimDocument]
    total: int


class DisputesPage(Schema):
    """A page of disputes, newest first."""

    disputes: list[DisputeDocument]
    total: int


class SpendingsPage(Schema):
    """A page of spendings, newest first."""

    spendings: list[SpendingDocument]
    total: int


class PersonDocument(Schema):
    """Somebody in the book."""

    key: str
    name: str
    email: str
    organisation: str
    administers: bool
    has_left: bool

    @classmethod
    def of(cls, person: Person) -> PersonDocument:
        """Return a person's document."""
        return cls(
            key=person.key,
            name=person.name,
            email=person.email,
            organisation=person.organisation.name,
            administers=person.administers,
            has_left=not person.is_active,
        )


class AccountDocument(PersonDocument):
    """Oneself, and what the request may be used for."""

    scopes: list[str]
    reminders: str

    @classmethod
    def of_caller(cls, caller: Caller) -> AccountDocument:
        """Return the document of who asks."""
        return cls(
            **PersonDocument.of(caller.person).model_dump(),
            scopes=sorted(each.value for each in caller.scopes),
            reminders=caller.person.reminders,
        )


class NewReminderWish(Schema):
    """How often one is written to: 'at once', 'daily', 'weekly' or 'never'."""

    reminders: Line


class AppointmentDocument(Schema):
    """A role that somebody holds."""

    number: int
    person: str
    name: str
    organisation: str
    role: str
    begun_at: datetime
    ended_at: datetime | None

    @classmethod
    def of(cls, appointed: Appointed) -> AppointmentDocument:
        """Return an appointment's document."""
        appointment = appointed.appointment
        return cls(
            number=appointed.number,
            person=appointment.person.key,
            name=appointment.person.name,
            organisation=appointment.person.organisation.name,
            role=appointment.role,
            begun_at=appointment.begun_at,
            ended_at=appointment.ended_at,
        )


class Appointments(Schema):
    """Everybody who holds or held a role, oldest first."""

    appointments: list[AppointmentDocument]


class OrganisationDocument(Schema):
    """One's own organisation, with its people by name."""

    key: str
    name: str
    requires_second_factor: bool
    people: list[PersonDocument]

    @classmethod
    def of(cls, seen: OrganisationSeen) -> OrganisationDocument:
        """Return an organisation's document."""
        return cls(
            key=seen.organisation.key,
            name=seen.organisation.name,
            requires_second_factor=seen.organisation.requires_second_factor,
            people=[PersonDocument.of(each) for each in seen.people],
        )


class SecondFactor(Schema):
    """Whether people who sign in with a password need a second factor."""

    required: bool


class NewSuccessor(Schema):
    """The colleague who has a role from now on."""

    person: Line


class NewAppointment(Schema):
    """A role for a colleague."""

    person: Line
    role: Line


class NewInvitation(Schema):
    """Somebody to work on an agreement; ``guest`` as party for none."""

    email: Line
    party: Line
    role: Line


class NewColleague(Schema):
    """Somebody for one's own organisation."""

    email: Line
    administers: bool = False


class InvitationDocument(Schema):
    """How somebody gets in; the link is empty where it goes by mail to them alone."""

    email: str
    link: str
    expires: datetime

    @classmethod
    def of(cls, invited: Invited) -> InvitationDocument:
        """Return an invitation's document."""
        return cls(email=invited.email, link=invited.link, expires=invited.expires.to_datetime())


class NewToken(Schema):
    """A token for a program."""

    name: Line
    scopes: list[Line]
    days: int = 90


class TokenDocument(Schema):
    """A token, without its secret."""

    key: str
    name: str
    scopes: list[str]
    expires_at: datetime
    revoked_at: datetime | None
    used_at: datetime | None

    @classmethod
    def of(cls, token: AccessToken) -> TokenDocument:
        """Return a token's document."""
        return cls.model_validate(token, from_attributes=True)


class MadeTokenDocument(TokenDocument):
    """A new token; its secret is shown once."""

    secret: str

    @classmethod
    def made(cls, made: MadeToken) -> MadeTokenDocument:
        """Return the document of a new token."""
        return cls(**TokenDocument.of(made.token).model_dump(), secret=made.secret)


class Tokens(Schema):
    """One's own tokens, newest first."""

    tokens: list[TokenDocument]


class NewUpload(Schema):
    """A file of evidence that is going to come in parts."""

    name: Line
    size: int
    sha256: Line


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


class NewStatement(Schema):
    """Hand over the statement of a period."""

    period: Line
    signature: Signed | None = None


class NewStatementsJob(Schema):
    """Hand over every statement that is due up to a period, included."""

    through: Line


class NewSubmissionJob(Schema):
    """Submit the evidence that lies in the book."""

    note: Words = ""


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


class Health(Schema):
    """Whether the book is well."""

    state: str
    version: str


def of_rows(schema: type[Schema], rows: Sequence[object]) -> list[Any]:
    """Return the documents of rows whose columns are called the same."""
    return [schema.model_validate(each, from_attributes=True) for each in rows]
