"""Scorecards and trends, spelt for a reader."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from markupsafe import Markup

from servanda.facts.figure import NoValue
from servanda.facts.statement import Assessment, Statement
from servanda.facts.tally import Tally
from servanda.pipeline.reporting import Behind, Promises
from servanda.reports.clean import one_line
from servanda.reports.pictures.days import days_picture
from servanda.reports.pictures.durations import durations_picture
from servanda.reports.pictures.picture import Picture
from servanda.reports.pictures.trend_drawing import draw_spark
from servanda.reports.pictures.trends import (
    Series,
    money_picture,
    series_of,
    trend_drawing,
    trend_picture,
)
from servanda.reports.reader import Reader
from servanda.reports.report_view import (
    Gallery,
    ReportKind,
    ReportView,
    StandingSection,
    StandingView,
    StripMark,
)
from servanda.reports.spelling import judged_word, spell, spell_level
from servanda.reports.statement_view import TONES, section_titles, statement_view
from servanda.reports.view import Tone
from servanda.settlement.glance import is_met, is_watermelon

__all__ = ["report_view", "standing_sections", "statement_galleries", "strip_label"]

_STRIP = 12
_MOST_PICTURES = {ReportKind.SCORECARD: 12, ReportKind.TREND: 60}
_LEVEL_KEY = (
    (Tone.GOOD, "met"),
    (Tone.FAIR, "below expected"),
    (Tone.BAD, "below minimum"),
    (Tone.QUIET, "not judged"),
)
_DAY_KEY = ((Tone.GOOD, "good day"), (Tone.FAIR, "below expected"), (Tone.BAD, "bad day"))
_CASE_KEY = ((Tone.GOOD, "in time"), (Tone.BAD, "late"))
_DAYS_NOTE = (
    "A day is good where what counted on it would by itself have reached what is expected. An"
    " outage makes the day on which it began a bad one. Grey: nothing counted."
)
_DURATIONS_NOTE = "How long the cases took that counted; the last bar holds all that took longer."
_TREND_NOTE = "The band lies between the minimum and what is expected, as they were in force."
_MONEY_NOTE = (
    "Upwards, what was earned in incentives. Downwards, what was lost in service credits, within"
    " the outline of what was at risk."
)
_WORST_FIRST = (Tone.BAD, Tone.FAIR, Tone.QUIET, Tone.GOOD)
Opened = Callable[[str], str]
Drawn = Callable[[Series], Markup]


def _nowhere(_: str) -> str:
    return ""


def _not_drawn(_: Series) -> Markup:
    return Markup()


def report_view(
    kind: ReportKind, statements: Sequence[Statement], behind: Behind, reader: Reader
) -> ReportView:
    """Spell a report on the last of some statements.

    Args:
        kind: What it tells.
        statements: At least one; all periods from the first one shown to the one reported on.
        behind: What stands behind them.
        reader: Who reads it.
    """
    return _Reporting(kind=kind, statements=tuple(statements), behind=behind, reader=reader).view()


def statement_galleries(
    statements: Sequence[Statement], behind: Behind, reader: Reader
) -> tuple[Gallery, ...]:
    """Return the pictures of the last of some statements, as far as there is something to draw.

    Args:
        statements: At least one; all periods from the first one on to the one stated. The last
            twelve are drawn.
        behind: What stands behind them.
        reader: Who reads it.
    """
    kept = tuple(statements[-_STRIP:])
    return _Reporting(
        kind=ReportKind.SCORECARD, statements=kept, behind=behind, reader=reader
    ).of_statement()


def standing_sections(
    statements: Sequence[Statement], reader: Reader, opened: Opened, promises: Promises
) -> tuple[StandingSection, ...]:
    """Return how commitments stand on the last of some statements, and stood before.

    Args:
        statements: At least one, oldest first.
        reader: Who reads it.
        opened: Says at which address the records of a commitment are.
        promises: Says what was promised, against which figures are drawn.
    """
    kept = statements[-_STRIP:]
    grouped = _grouped(statements, with_past=False)

    def drawn(series: Series) -> Markup:
        # One period is no trend. What is drawn is made of figures alone.
        svg = draw_spark(trend_drawing(series, kept, promises, reader)) if kept[1:] else ""
        return Markup(svg)  # noqa: S704 - drawn here

    return tuple(_section(title, own, statements, reader, opened, drawn) for title, own in grouped)


def strip_label(statements: Sequence[Statement], reader: Reader) -> str:
    """Return what the signs of earlier periods span: ``July 2025 to June 2026``."""
    return _span(statements[-_STRIP:], reader)


def _grouped(
    statements: Sequence[Statement], *, with_past: bool
) -> tuple[tuple[str, tuple[Series, ...]], ...]:
    now = statements[-1].period.label
    found = [each for each in series_of(statements) if with_past or now in each.judged]
    grouped = (
        (title, tuple(each for each in found if belongs(each.latest)))
        for title, belongs in section_titles()
    )
    return tuple((title, own) for title, own in grouped if own)


def _span(statements: Sequence[Statement], reader: Reader) -> str:
    first, last = statements[0].period, statements[-1].period
    if first == last:
        return reader.period(first)
    return f"{reader.period(first)} to {reader.period(last)}"


def _section(
    title: str,
    own: Sequence[Series],
    statements: Sequence[Statement],
    reader: Reader,
    opened: Opened = _nowhere,
    drawn: Drawn = _not_drawn,
) -> StandingSection:
    missed = sum(TONES[each.latest.level] in {Tone.FAIR, Tone.BAD} for each in own)
    return StandingSection(
        title=title,
        summary=f"{missed} of {len(own)} missed" if missed else "none missed",
        standings=tuple(_standing(each, statements, reader, opened, drawn) for each in own),
    )


def _standing(
    series: Series, statements: Sequence[Statement], reader: Reader, opened: Opened, drawn: Drawn
) -> StandingView:
    judged = series.latest
    value = judged.measurement.value
    absent = value.note if isinstance(value, NoValue) else ""
    return StandingView(
        title=series.title,
        address=opened(judged.commitment),
        critical=judged.critical,
        value=spell(value, reader),
        expected=spell_level(judged, "expected", reader),
        level=judged_word(judged),
        tone=TONES[judged.level],
        remark=one_line(judged.rule or absent),
        strip=tuple(_mark(series, each, reader) for each in statements[-_STRIP:]),
        spark=drawn(series),
    )


def _mark(series: Series, statement: Statement, reader: Reader) -> StripMark:
    judged = series.judged.get(statement.period.label)
    period = reader.period(statement.period)
    if judged is None:
        return StripMark(tone=Tone.QUIET, said=f"{period}: not promised")
    value = spell(judged.measurement.value, reader)
    word = judged_word(judged)
    return StripMark(tone=TONES[judged.level], said=f"{period}: {value}, {word}")


@dataclass(frozen=True, kw_only=True)
class _Reporting:
    kind: ReportKind
    statements: tuple[Statement, ...]
    behind: Behind
    reader: Reader

    @property
    def latest(self) -> Statement:
        return self.statements[-1]

    @cached_property
    def sections(self) -> tuple[tuple[str, tuple[Series, ...]], ...]:
        """Group what is promised now; what no longer is stays out of a scorecard."""
        return _grouped(self.statements, with_past=self.kind is ReportKind.TREND)

    def view(self) -> ReportView:
        whole = statement_view(self.latest, self.reader)
        one_period = self.kind is ReportKind.SCORECARD
        return ReportView(
            kind=self.kind,
            language=whole.language,
            title=whole.title,
            client=whole.client,
            provider=whole.provider,
            period=whole.period,
            days=whole.days,
            opening=whole.opening,
            rest=whole.rest if one_period else self._over_all(),
            alarm=whole.alarm,
            notice=whole.notice,
            totals=(*whole.totals, whole.net) if one_period else (),
            strip_label=strip_label(self.statements, self.reader),
            sections=tuple(
                _section(title, own, self.statements, self.reader) for title, own in self.sections
            ),
            galleries=tuple(gallery for gallery in self._galleries() if gallery.pictures),
            sources=whole.sources,
            rights=whole.rights,
        )

    def of_statement(self) -> tuple[Gallery, ...]:
        chosen, left = self._chosen(chain.from_iterable(own for _, own in self.sections))
        so_far = Gallery(
            title="How commitments went so far",
            note=_TREND_NOTE + left,
            pictures=tuple(
                trend_picture(each, self.statements, self.behind, self.reader) for each in chosen
            ),
            key=_LEVEL_KEY,
        )
        # One period is no trend.
        trends = (so_far,) if len(self.statements) > 1 else ()
        return tuple(each for each in (*self._galleries(), *trends) if each.pictures)

    def _over_all(self) -> str:
        met = sum(map(is_met, self.statements))
        melons = sum(map(is_watermelon, self.statements))
        said = f"{met} of {len(self.statements)} periods with every commitment met"
        melon = f"; {melons} {'was a watermelon' if melons == 1 else 'were watermelons'}"
        money = money_picture(self.statements, self.behind, self.reader).described
        return f"{_span(self.statements, self.reader)}: {said}{melon if melons else ''}; {money}"

    def _galleries(self) -> Iterator[Gallery]:
        money = money_picture(self.statements, self.behind, self.reader)
        if self.kind is ReportKind.TREND:
            yield from self._trends()
            yield Gallery(title="Money", note=_MONEY_NOTE, pictures=(money,), key=())
        else:
            yield self._days()
            yield self._durations()
            yield Gallery(title="Money so far", note=_MONEY_NOTE, pictures=(money,), key=())

    def _trends(self) -> Iterator[Gallery]:
        for title, own in self.sections:
            chosen, left = self._chosen(own)
            yield Gallery(
                title=title,
                note=_TREND_NOTE + left,
                pictures=tuple(
                    trend_picture(each, self.statements, self.behind, self.reader)
                    for each in chosen
                ),
                key=_LEVEL_KEY,
            )

    def _days(self) -> Gallery:
        def picture(judged: Assessment, tally: Tally) -> Picture | None:
            measure = self.behind.measure(judged.measurement)
            if measure is None:
                return None
            promised = self.behind.promised(judged)
            return days_picture(judged, measure, tally.days, promised, self.reader)

        pictures, left = self._of_tallies(picture)
        period = self.reader.period(self.latest.period)
        return Gallery(
            title=f"{period}, day by day", note=_DAYS_NOTE + left, pictures=pictures, key=_DAY_KEY
        )

    def _durations(self) -> Gallery:
        def picture(judged: Assessment, tally: Tally) -> Picture | None:
            allowed = self.behind.time_allowed(judged.measurement)
            return durations_picture(judged, tally.durations, allowed, self.reader)

        pictures, left = self._of_tallies(picture)
        return Gallery(
            title="How long it took", note=_DURATIONS_NOTE + left, pictures=pictures, key=_CASE_KEY
        )

    def _of_tallies(
        self, picture: Callable[[Assessment, Tally], Picture | None]
    ) -> tuple[tuple[Picture, ...], str]:
        every = tuple(chain.from_iterable(own for _, own in self.sections))
        chosen, left = self._chosen(every)
        zone = self.reader.zone
        found = (
            picture(each.latest, self.behind.tally(each.latest.measurement, zone))
            for each in chosen
        )
        return tuple(each for each in found if each is not None), left

    def _chosen(self, own: Iterable[Series]) -> tuple[tuple[Series, ...], str]:
        """Return those that there is room for: where there are too many, the worst."""
        every = tuple(own)
        most = _MOST_PICTURES[self.kind]
        if len(every) <= most:
            return every, ""
        worst = sorted(every, key=lambda each: _WORST_FIRST.index(TONES[each.latest.level]))
        kept = {each.name for each in worst[:most]}
        left = f" The {most} that stand worst are shown, {len(every) - most} are not."
        return tuple(each for each in every if each.name in kept), left
