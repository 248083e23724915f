"""The period under way: what is lost, what can still be reached, and which cases decide it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from markupsafe import Markup

from servanda.desk.callers import Caller
from servanda.desk.finding_out import FindingSeen
from servanda.desk.foreseeing import OutlookSeen, outlook_seen
from servanda.desk.seeing import Seen
from servanda.facts.statement import LevelReached
from servanda.kernel.quantity import Quantity
from servanda.pipeline.outlook import CaseAhead, LevelAhead, Outlook, Sides
from servanda.record.models import Job
from servanda.reports.clean import one_line
from servanda.reports.outlook import outlook_picture, outlook_sentences
from servanda.reports.pictures.drawing import picture_svg
from servanda.reports.reader import Reader
from servanda.reports.spelling import level_word, spell, spell_segment
from servanda.reports.statement_view import TONES
from servanda.reports.view import Tone
from servanda.web.languages.speaking import say
from servanda.web.pages.naming import titled
from servanda.web.pages.seeing import page, reader_of, show_agreement

__all__ = ["FoundShown", "found_shown", "open_period", "working_shown"]


_FIRST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundShown:
    """Show how far a question is answered.

    Args:
        at: When the answer was found; empty where there is none.
        working: What is being done, where a fresh one is on its way.
        done: Steps done.
        steps: Steps there are; 0 where nobody knows.
        why_not: Why there is no fresh one.
    """

    at: str
    working: str
    done: int
    steps: int
    why_not: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelShown:
    """Show how a commitment stands, and how it may end.

    Args:
        is_kept: Whether it is kept as it stands, whatever becomes of open cases.
    """

    title: str
    critical: bool
    is_kept: bool
    levels: tuple[tuple[str, Tone], ...]
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseShown:
    """Show an open case, and the way to its clock."""

    key: str
    address: str
    measure: str
    segment: str
    due: str
    is_past: bool
    at_stake: str


@page("agreement looked at")
def open_period(request: HttpRequest, caller: Caller, agreement: str) -> HttpResponse:
    """Show the period under way, as it was computed when evidence came last."""
    found = outlook_seen(caller, agreement)
    reader = reader_of(request, found.seen.zone)
    values: dict[str, object] = {"found": found_shown(found.finding, reader)}
    if found.outlook is not None:
        values |= _outlook(found, found.outlook, reader)
    return show_agreement(request, "open_period.html", found.seen.seat, values, tab="open_period")


def found_shown(finding: FindingSeen, reader: Reader) -> FoundShown:
    """Say how far a question is answered."""
    why_not = one_line(finding.why_not)
    shown = working_shown(finding.job if not why_not else None)
    at = reader.minute(finding.made_at) if finding.made_at else ""
    return replace(shown, at=at, why_not=why_not)


def working_shown(job: Job | None) -> FoundShown:
    """Say how far the work on a question is that has no answer yet; nothing where there is none."""
    if job is None:
        return FoundShown(at="", working="", done=0, steps=0, why_not="")
    return FoundShown(
        at="",
        working=one_line(job.doing) or say("waiting for its turn"),
        done=job.steps_done,
        steps=job.steps_total,
        why_not="",
    )


def _outlook(found: OutlookSeen, outlook: Outlook, reader: Reader) -> dict[str, object]:
    seen = found.seen
    picture = outlook_picture(outlook, reader)
    # What can still be prevented comes before what is late already.
    first = sorted(outlook.cases, key=lambda each: each.due <= seen.at)
    # Evidence that ends before all of them fell due does not say that they are late.
    ended = bool(first) and all(outlook.known_until < each.due <= seen.at for each in first)
    levels = [_level(each, seen) for each in _by_urgency(outlook)]
    any_ahead = not all(each.is_kept for each in levels)
    cases = [_case(each, seen, reader, is_past=each.due <= seen.at and not ended) for each in first]
    return {
        "period": reader.called(outlook.period) or outlook.period,
        "known_until": reader.instant(outlook.known_until),
        "sentences": list(outlook_sentences(outlook, reader)),
        "ended": reader.instant(outlook.known_until) if ended else "",
        "sums": [
            (name, _spelt(sides, reader))
            for name, sides in (
                (say("Service credits"), outlook.service_credits),
                (say("Incentives"), outlook.incentives),
                (say("The client pays"), outlook.net),
            )
        ],
        "levels": [level for level in levels if not level.is_kept] or levels,
        "kept": [level for level in levels if level.is_kept] if any_ahead else [],
        "cases": cases[:_FIRST],
        "further": cases[_FIRST:],
        "moves_money": any(each.at_stake for each in cases),
        "more": outlook.cases_in_all - len(outlook.cases),
        "picture": picture,
        # Drawn here from figures; texts in it were escaped when it was drawn.
        "svg": Markup(picture_svg(picture.drawing, reader)) if picture else "",  # noqa: S704 - drawn here
        "limits": [(one_line(each.text), spell(each.share, reader)) for each in outlook.limits],
    }


def _spelt(sides: Sides, reader: Reader) -> tuple[str, ...]:
    return tuple(_money(each, reader) for each in (sides.now, sides.best, sides.worst))


def _money(amount: Quantity, reader: Reader) -> str:
    return spell(amount, reader)


def _by_urgency(outlook: Outlook) -> list[LevelAhead]:
    """Return what cases still decide first, then what is missed already, critical ones first."""
    return sorted(
        outlook.levels,
        key=lambda each: (not each.is_open, each.best is LevelReached.EXPECTED, not each.critical),
    )


def _level(each: LevelAhead, seen: Seen) -> LevelShown:
    if each.is_open:
        said = say("open cases decide it")
    elif each.now is LevelReached.EXPECTED:
        said = say("kept as it stands; no open case changes it")
    elif each.now is LevelReached.NOT_JUDGED:
        said = ""
    else:
        said = say("missed as it stands; no open case changes it")
    sides = (each.now, each.best, each.worst)
    commitment = seen.history.latest.commitments.get(each.commitment)
    has_minimum = commitment is None or commitment.minimum is not None
    return LevelShown(
        title=titled(seen.history.latest, each.commitment, each.segment),
        critical=each.critical,
        is_kept=not each.is_open and each.now is LevelReached.EXPECTED,
        levels=tuple((level_word(level, has_minimum=has_minimum), TONES[level]) for level in sides),
        said=said,
    )


def _case(each: CaseAhead, seen: Seen, reader: Reader, *, is_past: bool) -> CaseShown:
    named = {"agreement": seen.seat.agreement.key, "measure": each.measure}
    return CaseShown(
        key=one_line(each.key),
        address=f"{reverse('case', kwargs=named)}?{urlencode({'key': each.key})}",
        measure=titled(seen.history.latest, each.measure),
        segment=spell_segment(each.segment),
        due=reader.instant(each.due),
        is_past=is_past,
        at_stake=_money(each.at_stake, reader) if each.decides.amount else "",
    )
