"""What one's own side may take back where it stands, and why it may not where it may not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from django.http import HttpRequest

from servanda.decisions.taking_back import why_they_stand
from servanda.desk.seeing import Seen
from servanda.facts.decision import Entry
from servanda.reports.acts import act_sentences
from servanda.reports.clean import one_line
from servanda.web.pages.links import ActLink, act_link
from servanda.web.pages.naming import said_to
from servanda.web.pages.places import place_of
from servanda.web.pages.seeing import reader_of

__all__ = ["SaidShown", "TakenBack", "own_words", "said_here", "take_back"]

_LOOKED_AT, _SHOWN = 200, 10


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    """Say whether an entry can be taken back.

    Args:
        acts: The way to take it back; nothing where it cannot be.
        why: Why it cannot be, and what to do instead; empty where it can, or where it is not
            for the reader to take back.
    """

    acts: tuple[ActLink, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidShown:
    """Show something that one's own side said on a page."""

    number: int
    at: str
    said: str
    taken: TakenBack


def own_words(seen: Seen, entries: Sequence[Entry]) -> dict[str, TakenBack]:
    """Return of entries whether their party, which looks, can take them back, by their digests.

    Args:
        seen: The agreement, and who looks.
        entries: Any entries; those of others, or that count no longer, are left out.
    """
    if not seen.seat.may("entry reversed"):
        return {}
    counting = seen.standing.entries
    own = [each for each in entries if each.sha256 in counting and each.party == seen.seat.party]
    found = {}
    for digest, stands in why_they_stand(seen.book, seen.standing, own).items():
        if stands is None:
            acts = act_link(seen, "entry reversed", "Take back", entry=digest)
            found[digest] = TakenBack(acts=acts)
        else:
            found[digest] = TakenBack(why=one_line("; ".join(stands)))
    return found


def take_back(seen: Seen, entry: Entry | str | None) -> tuple[ActLink, ...]:
    """Return the way to take an entry back, nothing where it cannot be.

    Args:
        seen: The agreement, and who looks.
        entry: The entry, or its digest; absent where nothing was said.
    """
    found = seen.standing.entries.get(entry) if isinstance(entry, str) else entry
    if found is None:
        return ()
    return own_words(seen, (found,)).get(found.sha256, TakenBack()).acts


def said_here(request: HttpRequest, seen: Seen) -> dict[str, object]:
    """Return what one's own side said last of what a page shows, with what can be taken back.

    Args:
        request: Which page it is.
        seen: The agreement, and who looks.
    """
    party, counting = seen.seat.party, seen.standing.entries
    own = (each for each in reversed(seen.journal.entries) if each.party == party)
    last = islice((each for each in own if each.sha256 in counting), _LOOKED_AT)
    here = [each for each in last if place_of(seen, each).partition("#")[0] == request.path]
    shown = here[:_SHOWN]
    taken, reader = own_words(seen, shown), reader_of(request, seen.zone)
    wording = said_to(reader, seen.history.latest)
    sentences = act_sentences(shown, seen.journal.entries, wording=wording)
    rows = [
        SaidShown(
            number=each.number, at=reader.instant(each.at), said=said, taken=taken[each.sha256]
        )
        for each, said in zip(shown, sentences, strict=True)
        if each.sha256 in taken
    ]
    return {
        "said_here": [each for each in rows if each.taken.acts],
        "said_for_good": [each for each in rows if not each.taken.acts],
        "said_more": len(here) - len(shown),
    }
