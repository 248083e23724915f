"""What speaks against something that a party says, given how everything stands."""

from __future__ import annotations

from servanda.agreement.model.agreement import History
from servanda.decisions.objections.everything import objections_to
from servanda.decisions.rulebook import Rulebook
from servanda.decisions.silence import let_time_pass
from servanda.facts.decision import Act, Entry
from servanda.facts.standing import Standing
from servanda.journal.chain import Speaker
from servanda.kernel.diagnostic import Diagnostic
from servanda.kernel.source import SourceSpan
from servanda.kernel.time import Instant

__all__ = ["object_to", "objections_to"]


def object_to(
    history: History, standing: Standing, speaker: Speaker, act: Act, at: Instant
) -> tuple[Diagnostic, ...]:
    """Return everything that speaks against saying something; nothing means that it may be said.

    Pure: nothing is entered.

    Args:
        history: The agreement.
        standing: How everything stands, at ``at`` or before.
        speaker: Who says it.
        act: What is said.
        at: When.
    """
    book = Rulebook(history)
    entry = Entry(
        number=0,
        previous=standing.head,
        agreement=history.versions[0].identifier,
        at=at,
        party=speaker.party,
        person=speaker.person,
        role=speaker.role,
        act=act,
        key=speaker.key.public if speaker.key else "",
    )
    place = SourceSpan.start_of("journal.jsonl")
    return objections_to(book, let_time_pass(book, standing, at), entry, place)
