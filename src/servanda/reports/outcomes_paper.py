"""Where outcomes stand, as a paper: at a glance, over time, and shared by several providers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from servanda.kernel.quantity import Quantity
from servanda.partnership.outcomes import OutcomeLevel, OutcomeStanding, Together
from servanda.pipeline.outcomes import OutcomesSeen
from servanda.reports.clean import one_line
from servanda.reports.paper import Paper, PaperTable
from servanda.reports.reader import Reader
from servanda.reports.spelling import plural, spell, to_the_cent
from servanda.reports.statement_view import with_segment

__all__ = ["attributed", "outcome_title", "outcomes_paper", "outcomes_tables", "owner_words"]

_NAME_CHARACTERS_MAX = 25


def outcomes_paper(seen: OutcomesSeen, reader: Reader) -> Paper:
    """Return where outcomes stand.

    Args:
        seen: What was looked at.
        reader: Who reads it.
    """
    count = len(seen.standings)
    met = sum(each.level is OutcomeLevel.REACHED for each in seen.standings)
    return Paper(
        kind="Outcomes",
        title=one_line(seen.title),
        opening=f"{count} {plural(count, 'outcome')}, {met} at {'its' if met == 1 else 'their'}"
        f" target in {seen.period.label}.",
        sentences=tuple(one_line(each) for each in _sentences(seen, reader)),
        picture=None,
        tables=(
            *outcomes_tables(seen.standings, reader),
            *_together(seen.together),
        ),
        notes=("Every period is as it is settled now.",),
        period=seen.period,
    )


def outcome_title(each: OutcomeStanding) -> str:
    """Return what an outcome is called."""
    name = each.outcome.title or each.outcome.name.replace("_", " ")
    return one_line(with_segment(name, each.segment))


def owner_words(each: OutcomeStanding) -> str:
    """Return who owns an outcome: ``Head of Payments (client)``."""
    return one_line(f"{each.outcome.owner} ({each.outcome.owned_by})")


def attributed(each: OutcomeStanding, reader: Reader) -> Iterator[str]:
    """Yield whose a change is, and why; what is left is nobody's."""
    left = Fraction(1)
    for whose in each.outcome.attribution.values():
        left -= whose.share
        because = f": {whose.because}" if whose.because else ""
        yield one_line(f"{whose.whose} {reader.share(whose.share)}{because}")
    if each.outcome.attribution and left:
        yield f"nobody {reader.share(left)}"


def outcomes_tables(standings: Sequence[OutcomeStanding], reader: Reader) -> Iterator[PaperTable]:
    """Yield outcomes at a glance, whose they are, and the last year of each."""
    several = len({each.agreement for each in standings}) > 1
    yield PaperTable(
        title="Outcomes",
        headings=("Outcome", "Before", "Now", "Target", "By", "Where it stands", "Trend"),
        rows=tuple(_row(each, _named(each, several=several), reader) for each in standings),
        message=_said(standings),
    )
    yield PaperTable(
        title="Whose it is",
        headings=("Outcome", "Owned by", "A change is attributed to"),
        rows=tuple(
            (
                _named(each, several=several),
                owner_words(each),
                "; ".join(attributed(each, reader)),
            )
            for each in standings
        ),
    )
    known = [each for each in standings if each.latest is not None]
    for number, each in enumerate(known, start=1):
        yield _over_time(each, number if len(known) > 1 else 0, reader)


def _said(standings: Sequence[OutcomeStanding]) -> str:
    """Say in a sentence how many outcomes have a target, and where these stand."""
    levels = [each.level for each in standings if each.level is not OutcomeLevel.NO_TARGET]
    if not levels:
        return "No outcome has a target yet"
    reached, on_the_way = (
        levels.count(each) for each in (OutcomeLevel.REACHED, OutcomeLevel.ON_THE_WAY)
    )
    return (
        f"{reached} of {len(levels)} {plural(len(levels), 'target')} of outcomes reached,"
        f" {on_the_way} on the way"
    )


def _named(each: OutcomeStanding, *, several: bool) -> str:
    return outcome_title(each) + (f", {each.agreement}" if several else "")


def _row(each: OutcomeStanding, name: str, reader: Reader) -> tuple[str, ...]:
    target, latest = each.outcome.target, each.latest
    way = "" if each.way is None else f" ({reader.share(each.way)} of the way)"
    on_the_way = each.level is OutcomeLevel.ON_THE_WAY
    return (
        name,
        spell(each.baseline, reader) if each.baseline else "",
        spell(latest.value, reader) if latest and latest.value is not None else "",
        one_line(target.level.text) if target else "",
        reader.day(target.by) if target else "",
        f"{each.level.value}{way if on_the_way else ''}",
        each.trend.value,
    )


def _over_time(each: OutcomeStanding, number: int, reader: Reader) -> PaperTable:
    money = each.gained is not None
    name = each.outcome.name.replace("_", " ").capitalize()[:_NAME_CHARACTERS_MAX]
    return PaperTable(
        # A table has a sheet of its own in a workbook, whose title is short and unlike the others.
        title=f"{name} ({number})" if number else name,
        message=f"{outcome_title(each)}, period by period",
        headings=("Period", "Figure", *(("Gained", "Shared with the provider") if money else ())),
        rows=tuple(
            (
                one.label,
                spell(one.value, reader) if one.value is not None else "",
                *(
                    (
                        to_the_cent(one.gained) if isinstance(one.gained, Quantity) else "",
                        one.shared if one.shared is not None else "",
                    )
                    if money
                    else ()
                ),
            )
            for one in each.periods[-12:]
        ),
        note=one_line(each.outcome.why),
    )


def _sentences(seen: OutcomesSeen, reader: Reader) -> Iterator[str]:
    for each in seen.standings:
        if each.gained is not None and each.shared is not None:
            yield (
                f"{outcome_title(each)}: {spell(to_the_cent(each.gained), reader)} gained so far,"
                " of which"
                f" {spell(each.shared, reader)} {_are(each.shared)} paid to {each.provider}."
            )
    for one in seen.together:
        yield from _told(one, reader)


def _are(amount: Quantity) -> str:
    return "is" if amount.amount == 1 else "are"


def _told(one: Together, reader: Reader) -> Iterator[str]:
    if one.gained is not None and one.shared is not None and len(one.standings) > 1:
        gained = spell(to_the_cent(one.gained), reader)
        yield (
            f"'{one.name}' is served by {len(one.standings)} agreements: of"
            f" {gained} gained they are paid {spell(one.shared, reader)} together."
        )
    if one.lacking:
        yield f"'{one.name}' is also served by {', '.join(one.lacking)}, not looked at here."
    yield from (f"'{one.name}': {each}." for each in one.differences)


def _together(together: Iterable[Together]) -> Iterator[PaperTable]:
    rows = [
        (
            one.name.replace("_", " "),
            each.agreement,
            one_line(each.provider),
            to_the_cent(each.gained) if each.gained else "",
            each.shared or "",
        )
        for one in together
        if len(one.standings) > 1
        for each in one.standings
    ]
    if rows:
        yield PaperTable(
            title="Served together",
            headings=("Outcome", "Agreement", "Provider", "Gained", "Paid of it"),
            rows=tuple(rows),
            note="The gain is the same one; each agreement pays its own provider's share.",
        )
