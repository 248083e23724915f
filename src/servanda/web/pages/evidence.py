"""Evidence: what lies in the book, who brought and submitted what, and what is odd about it."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from servanda.desk.aside import files_aside
from servanda.desk.bringing import BYTES_MAX, evidence_files, last_uploads
from servanda.desk.callers import Caller
from servanda.desk.comparing import evidence_named
from servanda.desk.profiling import profile_of
from servanda.desk.seeing import Seen, see
from servanda.facts.submitted import EvidenceState, SubmittedEvidence
from servanda.kernel.diagnostic import Severity
from servanda.kernel.time import Instant
from servanda.pipeline.refusals import MisusedCommand
from servanda.reports.clean import one_line
from servanda.reports.reader import Reader
from servanda.reports.view import Tone
from servanda.web.languages.speaking import say, say_count
from servanda.web.pages.bringing import bring_evidence
from servanda.web.pages.corrections import corrections_address
from servanda.web.pages.links import ActLink, act_link
from servanda.web.pages.listing import Column, listed, looks_for
from servanda.web.pages.seeing import page, reader_of, show_agreement
from servanda.web.pages.taking_back import said_here

__all__ = ["bring", "evidence", "profile"]

_TONES = {
    EvidenceState.SUBMITTED: Tone.FAIR,
    EvidenceState.QUERIED: Tone.BAD,
    EvidenceState.ACCEPTED: Tone.GOOD,
    EvidenceState.REPLACED: Tone.QUIET,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FileShown:
    """Show a file: its length, who brought it and when, as far as it came through the book."""

    name: str
    size: str
    brought: str
    profile: str
    length_bytes: int
    who: str
    at: Instant | None


_COLUMNS: tuple[Column[FileShown], ...] = (
    Column(heading="File", cell=lambda each: each.name),
    Column(heading="Length in bytes", cell=lambda each: each.length_bytes),
    Column(heading="Brought by", cell=lambda each: each.who),
    Column(heading="Brought ({zone})", cell=lambda each: each.at),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionShown:
    """Show what was submitted, with the questions about it."""

    number: int
    said: str
    note: str
    state: str
    tone: Tone
    until: str
    corrections: str
    queries: tuple[tuple[int, str, str, tuple[ActLink, ...]], ...]
    acts: tuple[ActLink, ...]


@page("agreement looked at")
def evidence(request: HttpRequest, caller: Caller, agreement: str) -> HttpResponse:
    """Show the evidence of an agreement."""
    return _shown(request, caller, agreement)


@page("evidence brought")
def bring(request: HttpRequest, caller: Caller, agreement: str) -> HttpResponse:
    """Take a file of evidence that was sent as a whole."""
    see(caller, agreement, "evidence brought")
    if request.method != "POST":
        return redirect("evidence", agreement=agreement)
    sent = request.FILES.get("file")
    try:
        if sent is None or not sent.name:
            raise NothingChosen
        is_aside = bool(request.POST.get("aside"))
        upload = bring_evidence(caller, agreement, sent, is_aside=is_aside)
    except MisusedCommand as refusal:
        return _shown(request, caller, agreement, wrong=str(refusal))
    if is_aside:
        return redirect("columns", agreement=agreement, upload=upload.key)
    messages.success(
        request, say("{sent} is in the book. Submit it once all is there.", sent=sent.name)
    )
    return redirect("evidence", agreement=agreement)


@page("agreement looked at")
def profile(request: HttpRequest, caller: Caller, agreement: str, name: str) -> HttpResponse:
    """Say in words what is odd about a file."""
    seen = see(caller, agreement)
    found = profile_of(seen, name)
    reader = reader_of(request, seen.zone)
    values = {
        "name": one_line(name),
        "rows": say_count(
            "{count} row", "{count} rows", found.rows, count=reader.number_of(found.rows)
        ),
        "columns": [
            (
                one_line(each.heading or each.name),
                one_line(each.type),
                reader.number_of(each.filled),
                reader.number_of(each.different),
                one_line(each.least)[:48],
                one_line(each.greatest)[:48],
            )
            for each in found.columns
        ],
        "findings": [
            (
                one_line(each.text),
                "; ".join(
                    one_line(example) for example in each.examples if example not in each.text
                ),
            )
            for each in found.findings
        ],
        "wrong": [
            (each.message, "alarm" if each.severity is Severity.ERROR else "notice")
            for each in found.diagnostics
        ],
    }
    return show_agreement(request, "profile.html", seen.seat, values, tab="evidence")


class NothingChosen(MisusedCommand):
    """A form for a file came without one."""

    def __init__(self) -> None:
        super().__init__(say("choose a file first"))


def _shown(
    request: HttpRequest, caller: Caller, agreement: str, *, wrong: str = ""
) -> HttpResponse:
    seen = see(caller, agreement)
    reader = reader_of(request, seen.zone)
    files = _files(caller, seen, reader)
    found = listed(request, files, _COLUMNS, title="Evidence", at=caller.at)
    if found.file is not None:
        return found.file
    submitted = [_submission(each, seen, reader) for each in reversed(seen.standing.submitted)]
    values = {
        "listed": found,
        "brought": any(each.brought for each in found.rows),
        "submissions": [each for each in submitted if looks_for(found.words, each)],
        "submit": act_link(seen, "evidence submitted", "Submit the evidence"),
        "may_bring": seen.seat.may("evidence brought"),
        "wrong": wrong,
        "aside": _aside(caller, seen, reader),
        "uploads": reverse("api-1:new_upload", kwargs={"agreement": agreement}),
        "most": BYTES_MAX,
    }
    status = 422 if wrong else 200
    return show_agreement(
        request,
        "evidence.html",
        seen.seat,
        {**values, **said_here(request, seen)},
        tab="evidence",
        status=status,
    )


def _aside(caller: Caller, seen: Seen, reader: Reader) -> list[tuple[str, str, str]]:
    """Return the files that one has set aside: name, since when, and where they are looked at."""
    if not seen.seat.may("evidence brought"):
        return []
    key = seen.seat.agreement.key
    return [
        (
            one_line(each.name),
            reader.instant(Instant.from_datetime(each.begun_at)),
            reverse("columns", kwargs={"agreement": key, "upload": each.key}),
        )
        for each in files_aside(caller, key)
    ]


def _files(caller: Caller, seen: Seen, reader: Reader) -> list[FileShown]:
    key = seen.seat.agreement.key
    known = last_uploads(caller, key)
    shown = []
    for path in evidence_files(caller, key):
        upload = known.get(path.name)
        who, at = "", None
        if upload is not None and upload.ended_at is not None:
            who, at = one_line(upload.person.name), Instant.from_datetime(upload.ended_at)
        length = path.stat().st_size
        shown.append(
            FileShown(
                name=path.name,
                size=_size(length, reader),
                brought=f"{who}, {reader.instant(at)}" if at else say("who runs the book"),
                profile=reverse("profile", kwargs={"agreement": key, "name": path.name}),
                length_bytes=length,
                who=who,
                at=at,
            )
        )
    return shown


def _size(count: int, reader: Reader) -> str:
    if count < 10_000:
        return say("{count} bytes", count=reader.number_of(count))
    if count < 10_000_000:
        return f"{reader.number_of(count // 1000)} kB"
    return f"{reader.number_of(count // 1_000_000)} MB"


def _submission(found: SubmittedEvidence, seen: Seen, reader: Reader) -> SubmissionShown:
    entry = seen.entry(found.entry)
    due = (
        say("answer until {answer_due}", answer_due=reader.limit(found.answer_due))
        if found.answer_due
        else ""
    )
    silence = (
        say("; silence means {silence}", silence=say(found.silence))
        if found.silence and due
        else ""
    )
    other = found.submitted_by != seen.seat.party
    open_one = found.state in {EvidenceState.SUBMITTED, EvidenceState.QUERIED}
    acts = (
        *act_link(seen, "evidence accepted", "Accept", evidence=found.entry),
        *act_link(seen, "evidence queried", "Query", evidence=found.entry),
    )
    return SubmissionShown(
        number=found.number,
        said=one_line(
            say(
                "The {submitted_by} ({person}) submitted it, {submitted_at}",
                submitted_by=say(found.submitted_by),
                person=entry.person,
                submitted_at=reader.instant(found.submitted_at),
            )
        ),
        note=one_line(getattr(entry.act, "note", "")),
        state=found.state.value,
        tone=_TONES[found.state],
        until=f"{due}{silence}",
        corrections=_corrections(found, seen),
        queries=tuple(
            (
                each.number,
                one_line(f"{each.table} {', '.join(each.keys)}: {each.reason}".strip(" :")),
                one_line(each.answer) if each.answered_at else "",
                act_link(seen, "query answered", "Answer", query=each.entry)
                if each.answered_at is None and not other
                else (),
            )
            for each in found.queries
        ),
        acts=acts if other and open_one else (),
    )


def _corrections(found: SubmittedEvidence, seen: Seen) -> str:
    """Return where a submission is laid beside what was before it, nothing for the first."""
    if evidence_named(seen.standing)[0].number == found.number:
        return ""
    return corrections_address(seen.seat.agreement.key, found.number)
