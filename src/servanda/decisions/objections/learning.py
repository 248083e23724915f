"""Reviews of incidents: asked for once, and whole once they are handed over."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.decisions import diagnostics as found
from servanda.decisions.objections.case import Case
from servanda.facts.decision import IncidentReviewOpened, IncidentReviewPublished
from servanda.kernel.diagnostic import Diagnostic

__all__ = ["opened", "published"]


def opened(case: Case, act: IncidentReviewOpened) -> Iterator[Diagnostic]:
    """Yield what speaks against asking for the review of an incident."""
    if not act.incident.strip():
        yield case.say(
            found.NOTHING_SAID, what="which incident it was", advice="name it by its key"
        )
    if act.restored > case.entry.at:
        yield case.say(found.NOT_YET, what="the incident", end=case.book.words(act.restored))
    if act.service:
        yield from case.known("service", act.service, case.now.services)
    for other in case.partnership.incident_reviews.values():
        if other.opened.incident == act.incident:
            yield case.say(found.SAID_ALREADY, number=str(other.entry.number))


def published(case: Case, act: IncidentReviewPublished) -> Iterator[Diagnostic]:
    """Yield what speaks against handing over the review of an incident."""
    cited = case.cited(act.review, IncidentReviewOpened, "review of an incident")
    if isinstance(cited, Diagnostic):
        yield cited
        return
    yield from case.only("provider", "what was learned from an incident of its service")
    review = case.partnership.incident_reviews[act.review]
    if review.published_entry is not None:
        yield case.say(
            found.OVER_WITH,
            what="the incident's review",
            number=str(cited.number),
            how=f"was handed over as entry {review.published_entry.number}",
            advice="what was learned since goes into an action, or into the next review",
        )
    for what, said in _parts(act).items():
        if not said:
            yield case.say(
                found.NOTHING_SAID,
                what=what,
                advice="say it in plain words; nobody is looked for, only what happened and why",
            )


def _parts(act: IncidentReviewPublished) -> dict[str, bool]:
    return {
        "what happened when": bool(act.timeline),
        "what users experienced": bool(act.users.strip()),
        "what staff saw": bool(act.staff.strip()),
        "the causes": any(each.strip() for each in act.causes),
        "what would have prevented it": bool(act.prevented_by.strip()),
        "what is to change": any(each.strip() for each in act.changes),
    }
