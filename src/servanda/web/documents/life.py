"""The shapes of an agreement's life: texts, proposals in full, what waits, days, evidence."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from ninja import Schema
from pydantic import Field

from servanda.agreement.favour import Favour
from servanda.decisions.waiting import Waiting
from servanda.desk.life import Days, DraftSeen, ProposalSeen, TextSeen
from servanda.desk.portfolio import WaitHere
from servanda.facts.proposal import Thread
from servanda.facts.submitted import Query, SubmittedEvidence
from servanda.kernel.time import Instant
from servanda.pipeline.comparing import Comparison
from servanda.pipeline.contradicting import Contradiction

__all__ = [
    "AgreementText",
    "AgreementTexts",
    "Calendar",
    "LookedAtDraft",
    "OwnWait",
    "OwnWaits",
    "ProposalInFull",
    "Submissions",
    "Waits",
]

_BETTER_FOR = {Favour.CLIENT: "client", Favour.PROVIDER: "provider", Favour.OPEN: ""}


class AgreementText(Schema):
    """A text; the digest is of its bytes, as signed versions name it."""

    name: str
    sha256: str
    text: str

    @classmethod
    def of(cls, text: TextSeen) -> AgreementText:
        """Return a text's document."""
        return cls(name=text.name, sha256=text.sha256, text=text.text)


class AgreementTexts(Schema):
    """The texts of an agreement, the base first."""

    texts: list[AgreementText]

    @classmethod
    def of(cls, texts: Iterable[TextSeen]) -> AgreementTexts:
        """Return the document of texts."""
        return cls(texts=[AgreementText.of(each) for each in texts])


class RemarkDocument(Schema):
    """One thing said about lines of a text."""

    entry_sha256: str
    party: str
    person: str
    at: datetime
    words: str


class ThreadDocument(Schema):
    """What was said about some lines of a text, oldest first."""

    entry_sha256: str
    text_sha256: str
    first_line: int
    last_line: int
    remarks: list[RemarkDocument]
    resolved_at: datetime | None

    @classmethod
    def of(cls, thread: Thread) -> ThreadDocument:
        """Return a thread's document."""
        return cls(
            entry_sha256=thread.entry,
            text_sha256=thread.text_sha256,
            first_line=thread.first_line,
            last_line=thread.last_line,
            remarks=[
                RemarkDocument(
                    entry_sha256=each.entry,
                    party=each.party,
                    person=each.person,
                    at=each.at.to_datetime(),
                    words=each.words,
                )
                for each in thread.remarks
            ],
            resolved_at=_moment(thread.resolved_at),
        )


class SignatureDocument(Schema):
    """A party's signature; ``with_key`` says whether its key stands for it."""

    entry_sha256: str
    party: str
    person: str
    at: datetime
    with_key: bool


class ChangeDocument(Schema):
    """A change of the text, in a sentence, and for whom it is better where that can be decided."""

    words: str
    better_for: str = Field(description="'client' or 'provider'; empty where it depends")
    since: date


class ClashDocument(Schema):
    """A place that two open proposals change to something else; empty where one takes it away."""

    place: str
    here: str
    there: str


class ContradictionDocument(Schema):
    """An open proposal that is contradicted: once one of both is signed, the other cannot be."""

    proposal: int
    proposed_by: str
    clashes: list[ClashDocument]

    @classmethod
    def of(cls, found: Contradiction) -> ContradictionDocument:
        """Return the document of a contradiction."""
        clashes = [
            ClashDocument(place=each.place, here=each.here, there=each.there)
            for each in found.clashes
        ]
        return cls(proposal=found.number, proposed_by=found.proposed_by, clashes=clashes)


class ProposalInFull(Schema):
    """A proposed version with its texts, what it changes, and what was said about its lines."""

    number: int
    entry_sha256: str
    proposed_by: str
    proposed_at: datetime
    version_sha256: str
    governs_from: date
    note: str
    instead_of: int = Field(description="Number of the proposal that it counters, 0 for none")
    state: str
    reason: str = Field(description="Why it was declined")
    superseded_by: int = Field(description="Number of the proposal that took its place, 0 for none")
    answer_due: datetime | None
    silence: str = Field(description="What it means to let the time pass")
    by_silence: bool
    decided_at: datetime | None
    signatures: list[SignatureDocument]
    texts: list[AgreementText]
    changes: list[ChangeDocument] = Field(description="Nothing for a first text")
    threads: list[ThreadDocument]
    contradicts: list[ContradictionDocument] = Field(
        description="Other open proposals that change the same to something else"
    )

    @classmethod
    def of(cls, seen: ProposalSeen) -> ProposalInFull:
        """Return a proposal's document."""
        found = seen.proposal
        return cls(
            number=found.number,
            entry_sha256=found.entry,
            proposed_by=found.proposed_by,
            proposed_at=found.proposed_at.to_datetime(),
            version_sha256=found.version_sha256,
            governs_from=found.governs_from,
            note=found.note,
            instead_of=seen.numbers.get(found.instead_of, 0),
            state=found.state.value,
            reason=found.reason,
            superseded_by=seen.numbers.get(found.superseded_by, 0),
            answer_due=_moment(found.answer_due),
            silence=found.silence,
            by_silence=found.by_silence,
            decided_at=_moment(found.decided_at),
            signatures=[
                SignatureDocument(
                    entry_sha256=each.entry,
                    party=each.party,
                    person=each.person,
                    at=each.at.to_datetime(),
                    with_key=each.with_key,
                )
                for each in found.signatures
            ],
            texts=[AgreementText.of(each) for each in seen.texts],
            changes=_changes(seen.comparison),
            threads=[ThreadDocument.of(each) for each in found.threads],
            contradicts=list(map(ContradictionDocument.of, seen.contradicts)),
        )


class LookedAtDraft(Schema):
    """A sound version that could be proposed, and what it changes."""

    texts: list[AgreementText]
    changes: list[ChangeDocument]
    contradicts: list[ContradictionDocument] = Field(
        description="Open proposals that change the same to something else"
    )

    @classmethod
    def of(cls, draft: DraftSeen) -> LookedAtDraft:
        """Return a draft's document."""
        texts = [AgreementText.of(each) for each in draft.texts]
        contradicts = list(map(ContradictionDocument.of, draft.contradicts))
        return cls(texts=texts, changes=_changes(draft.comparison), contradicts=contradicts)


class WaitDocument(Schema):
    """Something that a party has to say."""

    entry_sha256: str = Field(description="The entry that asks for it")
    party: str
    what: str
    since: datetime
    due: datetime | None
    silence: str = Field(description="What it means to say nothing")


class Waits(Schema):
    """What waits for either party, what is due first first."""

    waits: list[WaitDocument]

    @classmethod
    def of(cls, found: Iterable[Waiting]) -> Waits:
        """Return the document of what waits."""
        return cls(
            waits=[
                WaitDocument(
                    entry_sha256=each.entry,
                    party=each.party,
                    what=each.what,
                    since=each.since.to_datetime(),
                    due=_moment(each.due),
                    silence=each.silence,
                )
                for each in found
            ]
        )


class OwnWait(WaitDocument):
    """Something that one's own party has to say, in one of the agreements."""

    agreement: str
    title: str

    @classmethod
    def here(cls, wait: WaitHere) -> OwnWait:
        """Return a wait's document."""
        return cls.model_validate(wait, from_attributes=True)


class OwnWaits(Schema):
    """What waits for one's own party in all agreements, what is due first first."""

    waits: list[OwnWait]
    total: int


class CalendarItem(Schema):
    """What falls on a day; ``party`` is empty where nobody, or either, has to do something."""

    day: date
    sort: str
    what: str
    party: str
    until: datetime | None = Field(description="Last instant; nothing where the whole day counts")


class Calendar(Schema):
    """What falls on the days from the first to the last one, both included."""

    first_day: date
    last_day: date
    items: list[CalendarItem]

    @classmethod
    def of(cls, days: Days) -> Calendar:
        """Return a calendar's document."""
        return cls(
            first_day=days.first_day,
            last_day=days.last_day,
            items=[
                CalendarItem(
                    day=each.day,
                    sort=each.sort.value,
                    what=each.what,
                    party=each.party,
                    until=_moment(each.until),
                )
                for each in days.items
            ],
        )


class QueryDocument(Schema):
    """A question about submitted evidence."""

    entry_sha256: str
    raised_by: str
    raised_at: datetime
    reason: str
    table: str
    keys: list[str]
    answer_due: datetime | None
    answered_at: datetime | None
    answer: str

    @classmethod
    def of(cls, query: Query) -> QueryDocument:
        """Return a query's document."""
        return cls(
            entry_sha256=query.entry,
            raised_by=query.raised_by,
            raised_at=query.raised_at.to_datetime(),
            reason=query.reason,
            table=query.table,
            keys=list(query.keys),
            answer_due=_moment(query.answer_due),
            answered_at=_moment(query.answered_at),
            answer=query.answer,
        )


class Submission(Schema):
    """Evidence that a party submitted, and how it stands with the other one."""

    number: int
    entry_sha256: str
    submitted_by: str
    submitted_at: datetime
    snapshot_sha256: str
    state: str
    answer_due: datetime | None
    silence: str
    by_silence: bool
    decided_at: datetime | None
    queries: list[QueryDocument]

    @classmethod
    def of(cls, found: SubmittedEvidence) -> Submission:
        """Return the document of submitted evidence."""
        return cls(
            number=found.number,
            entry_sha256=found.entry,
            submitted_by=found.submitted_by,
            submitted_at=found.submitted_at.to_datetime(),
            snapshot_sha256=found.snapshot_sha256,
            state=found.state.value,
            answer_due=_moment(found.answer_due),
            silence=found.silence,
            by_silence=found.by_silence,
            decided_at=_moment(found.decided_at),
            queries=[QueryDocument.of(each) for each in found.queries],
        )


class Submissions(Schema):
    """The evidence that was submitted, newest first."""

    submissions: list[Submission]

    @classmethod
    def of(cls, found: Iterable[SubmittedEvidence]) -> Submissions:
        """Return the document of submissions."""
        return cls(submissions=[Submission.of(each) for each in found])


def _changes(found: Comparison | None) -> list[ChangeDocument]:
    return [
        ChangeDocument(words=words.text, better_for=_BETTER_FOR[words.favour], since=change.since)
        for change in (found.changes if found else ())
        for words in change.words
    ]


def _moment(at: Instant | None) -> datetime | None:
    return None if at is None else at.to_datetime()
