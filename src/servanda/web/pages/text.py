"""The agreement itself: plain words beside the text, and proposals talked over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from servanda.desk.callers import Caller
from servanda.desk.life import desk_of
from servanda.desk.opening import plain_words
from servanda.desk.refusals import NotThere
from servanda.desk.seeing import Seen, see
from servanda.desk.side_by_side import sides_of
from servanda.facts.proposal import Proposal, ProposalState, Thread
from servanda.pipeline.comparing import compare
from servanda.pipeline.contradicting import contradictions_of
from servanda.pipeline.files import read_text
from servanda.pipeline.refusals import CannotRead
from servanda.pipeline.workspace import Workspace
from servanda.reports.clean import one_line
from servanda.reports.comparison import comparison_lines
from servanda.reports.plain import plain_view
from servanda.reports.reader import Reader
from servanda.web.languages.speaking import say
from servanda.web.pages.links import ActLink, act_link
from servanda.web.pages.seeing import page, reader_of, show_agreement
from servanda.web.pages.taking_back import said_here

__all__ = ["text"]

_CLASHES_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class TextShown:
    """Show a text of the agreement, line by line."""

    name: str
    anchor: str
    lines: tuple[tuple[str, bool], ...]
    comment: tuple[ActLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadShown:
    """Show what was said about some lines."""

    number: int
    about: str
    lines: tuple[str, ...]
    remarks: tuple[tuple[str, str], ...]
    state: str
    acts: tuple[ActLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalShown:
    """Show a proposal: how it stands, what it changes, what was said about it."""

    number: int
    said: str
    state: str
    is_open: bool
    until: str
    signatures: tuple[str, ...]
    changes: tuple[str, ...]
    contradicts: tuple[str, ...]
    texts: tuple[TextShown, ...]
    threads: tuple[ThreadShown, ...]
    acts: tuple[ActLink, ...]
    may_counter: bool


@page("agreement looked at")
def text(request: HttpRequest, caller: Caller, agreement: str) -> HttpResponse:
    """Show the agreement in plain words and as it is written, and what is proposed."""
    seen = see(caller, agreement)
    reader = reader_of(request, seen.zone)
    texts = [
        TextShown(
            name=path.name,
            anchor=f"text-{number}",
            lines=tuple((line, False) for line in read_text(path).splitlines()),
            comment=(),
        )
        for number, path in enumerate(seen.workspace.texts)
    ]
    proposals = [_proposal(each, seen, reader) for each in reversed(seen.standing.proposals)]
    any_open = any(each.is_open for each in proposals)
    values = {
        "plain": plain_view(plain_words(seen), reader),
        "texts": texts,
        "sides": [(each.name, reader.words(each.title)) for each in sides_of(seen)],
        "proposals": [each for each in proposals if each.is_open] or proposals[:1],
        "earlier": [each for each in proposals if not each.is_open][0 if any_open else 1 :],
        "acts": (
            *_writing(seen),
            *act_link(seen, "draft proposed", "Propose single changes"),
            *act_link(seen, "notice given", "Give notice"),
        ),
    }
    return show_agreement(
        request, "text.html", seen.seat, {**values, **said_here(request, seen)}, tab="text"
    )


def _proposal(proposal: Proposal, seen: Seen, reader: Reader) -> ProposalShown:
    is_open = proposal.state is ProposalState.OPEN
    texts = _texts(proposal, seen) if is_open else ()
    due = (
        say("Answer until {answer_due}", answer_due=reader.limit(proposal.answer_due))
        if proposal.answer_due
        else ""
    )
    silence = (
        say("; silence means {silence}", silence=say(proposal.silence)) if proposal.silence else ""
    )
    return ProposalShown(
        number=proposal.number,
        said=one_line(
            say(
                "The {proposed_by} proposes a version to govern from {governs_from}",
                proposed_by=say(proposal.proposed_by),
                governs_from=reader.day(proposal.governs_from),
            )
            + (f": {proposal.note}" if proposal.note else "")
        ),
        state=proposal.state.value,
        is_open=is_open,
        until=f"{due}{silence}." if is_open and due else "",
        signatures=tuple(
            one_line(
                say(
                    "Signed for the {party} by {person}, {at}",
                    party=say(each.party),
                    person=each.person,
                    at=reader.instant(each.at),
                )
            )
            for each in proposal.signatures
        ),
        changes=_changes(proposal, seen, reader) if is_open else (),
        contradicts=_contradicts(proposal, seen) if is_open else (),
        texts=texts,
        threads=tuple(_thread(each, proposal, seen, reader) for each in proposal.threads),
        acts=tuple(_acts(proposal, seen)) if is_open else (),
        may_counter=is_open and seen.seat.may("draft proposed"),
    )


def _contradicts(proposal: Proposal, seen: Seen) -> tuple[str, ...]:
    """Say which other open proposals change the same to something else."""
    try:
        found = contradictions_of(desk_of(seen), proposal)
    except CannotRead:
        return ()
    return tuple(
        one_line(
            say(
                "Proposal {number}, which is open too, says otherwise at {place}: '{there}', and"
                " here '{here}'. Once both of you have signed one of them, the other can no longer"
                " be signed.",
                number=each.number,
                place=", ".join(one.place for one in each.clashes[:_CLASHES_SHOWN]),
                there=each.clashes[0].there,
                here=each.clashes[0].here,
            )
        )
        for each in found
    )


def _writing(seen: Seen) -> Iterator[ActLink]:
    """Yield the way to one's own draft, for who may propose a version."""
    if seen.seat.may("draft proposed"):
        address = reverse("draft_values", kwargs={"agreement": seen.seat.agreement.key})
        yield ActLink(title=say("Write a new version"), address=address)


def _acts(proposal: Proposal, seen: Seen) -> Iterator[ActLink]:
    yield ActLink(title=say("Compare in money"), address=_compared(proposal, seen))
    if proposal.signature_of(seen.seat.party) is None:
        yield from act_link(seen, "version signed", "Sign", number=str(proposal.number))
    yield from act_link(seen, "draft declined", "Decline", proposal=proposal.entry)


def _compared(proposal: Proposal, seen: Seen) -> str:
    """Return where a proposal is held against what governs now."""
    now = seen.history.latest.effective_from.isoformat()
    address = reverse("compared", kwargs={"agreement": seen.seat.agreement.key})
    return f"{address}?{urlencode({'from': now, 'to': f'proposal-{proposal.number}'})}"


def _changes(proposal: Proposal, seen: Seen, reader: Reader) -> tuple[str, ...]:
    """Say what a proposal changes of what governs now, in words."""
    try:
        paths = tuple(seen.record.text_path(each) for each in proposal.texts)
        other: Workspace = replace(seen.workspace, texts=paths)
        found = compare((seen.workspace, None), (other, None))
    except CannotRead:
        return ()
    if found.value is None:
        return ()
    return tuple(line.strip() for line in comparison_lines(found.value, reader) if line.strip())


def _texts(proposal: Proposal, seen: Seen) -> tuple[TextShown, ...]:
    """Return the texts of a proposal that the agreement does not have already."""
    lying = {path.read_bytes() for path in seen.workspace.texts}
    shown = []
    for number, each in enumerate(proposal.texts):
        content = seen.record.text(each)
        if content in lying:
            continue
        spoken = {
            line
            for thread in proposal.threads
            if thread.text_sha256 == each.sha256
            for line in range(thread.first_line, thread.last_line + 1)
        }
        lines = content.decode("utf-8", "replace").splitlines()
        shown.append(
            TextShown(
                name=each.name,
                anchor=f"proposal-{proposal.number}-{number}",
                lines=tuple((line, count in spoken) for count, line in enumerate(lines, start=1)),
                comment=act_link(
                    seen,
                    "comment made",
                    "Comment on lines",
                    proposal=proposal.entry,
                    text_sha256=each.sha256,
                ),
            )
        )
    return tuple(shown)


def _thread(thread: Thread, proposal: Proposal, seen: Seen, reader: Reader) -> ThreadShown:
    named = next((each for each in proposal.texts if each.sha256 == thread.text_sha256), None)
    if named is None:
        raise NotThere
    lines = seen.record.text(named).decode("utf-8", "replace").splitlines()
    is_open = thread.resolved_at is None and proposal.state is ProposalState.OPEN
    return ThreadShown(
        number=thread.number,
        about=say("{named}, line {first_line}", named=named.name, first_line=thread.first_line)
        if thread.first_line == thread.last_line
        else say(
            "{named}, lines {first_line} to {last_line}",
            named=named.name,
            first_line=thread.first_line,
            last_line=thread.last_line,
        ),
        lines=tuple(lines[thread.first_line - 1 : thread.last_line]),
        remarks=tuple(
            (one_line(f"{each.party} ({each.person}), {reader.instant(each.at)}"), each.words)
            for each in thread.remarks
        ),
        state=say("not resolved") if thread.resolved_at is None else "resolved",
        acts=act_link(seen, "comment answered", "Answer", comment=thread.entry) if is_open else (),
    )
