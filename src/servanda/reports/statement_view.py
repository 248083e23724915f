"""A statement, spelt for a reader."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from servanda.facts.figure import NoValue, Segment
from servanda.facts.statement import (
    Assessment,
    LevelReached,
    LinePurpose,
    LineStatus,
    Sources,
    Stage,
    Statement,
    StatementLine,
)
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Instant
from servanda.reports.clean import one_line
from servanda.reports.formula_view import formula_view
from servanda.reports.headline import is_over, money_said, opening
from servanda.reports.reader import Reader
from servanda.reports.readings_view import readings_view
from servanda.reports.rights_view import GIVEN, days_said, right_view
from servanda.reports.spelling import (
    judged_word,
    plural,
    spell,
    spell_level,
    spell_place,
    spell_segment,
)
from servanda.reports.view import (
    CommitmentView,
    CountView,
    LineGroup,
    LineView,
    Section,
    StageView,
    StatementView,
    Tone,
    TotalView,
)
from servanda.settlement.glance import is_missed, is_watermelon

__all__ = [
    "TONES",
    "anchor_of",
    "line_view",
    "net_label",
    "section_titles",
    "statement_view",
    "total_amounts",
    "with_segment",
]

_ASPECTS = {"outcome": "Outcomes", "experience": "Experience", "technical": "Technical levels"}
_PURPOSES = {
    LinePurpose.SERVICE_CREDIT: "Service credits",
    LinePurpose.INCENTIVE: "Incentives",
    LinePurpose.CHARGE: "Charges",
    LinePurpose.ADJUSTMENT: "Adjustments of earlier periods",
}
TONES = {
    LevelReached.EXPECTED: Tone.GOOD,
    LevelReached.BELOW_EXPECTED: Tone.FAIR,
    LevelReached.BELOW_MINIMUM: Tone.BAD,
    LevelReached.NOT_JUDGED: Tone.QUIET,
}
"""How each level stands."""


def statement_view(statement: Statement, reader: Reader) -> StatementView:
    """Spell everything that a statement shows.

    Outcomes come first, then experience, then technical levels, then what the client promised;
    money follows with its lines from asked to payable.
    """
    return StatementView(
        language=str(reader.babel).replace("_", "-"),
        agreement=one_line(statement.agreement),
        title=one_line(statement.title),
        client=one_line(statement.parties.get("client", "")),
        provider=one_line(statement.parties.get("provider", "")),
        period=reader.period(statement.period),
        days=reader.days(statement.period),
        opening=opening(statement, reader),
        rest=money_said(statement, reader),
        alarm=_alarm(statement),
        notice=_notice(statement, reader),
        sections=tuple(_sections(statement.assessments, reader)),
        groups=tuple(_groups(statement.lines, statement.currency, reader)),
        totals=_totals(statement, reader),
        net=TotalView(label=net_label(statement), value=spell(statement.totals.due, reader)),
        figures=tuple(formula_view(step, reader) for step in statement.figures),
        sources=_sources(statement.sources),
        readings=readings_view(statement, reader),
        rights=tuple(right_view(each, reader) for each in statement.rights),
    )


def _alarm(statement: Statement) -> str:
    if not is_watermelon(statement):
        return ""
    felt = [each for each in statement.assessments if each.aspect != "technical"]
    missed = [f"{each.title} ({judged_word(each)})" for each in felt if is_missed(each)]
    return one_line(
        "Watermelon: every technical level is green, and still people and the business were not"
        f" served. Missed: {', '.join(missed)}."
    )


def _notice(statement: Statement, reader: Reader) -> str:
    said = []
    if statement.stabilization:
        said.append(
            "Stabilization period: everything is measured and shown, no money moves for it."
        )
    if not is_over(statement):
        known = reader.day(Instant.parse(statement.sources.known_until).to_datetime().date())
        said.append(f"Not to be paid by yet: the evidence ends on {known}, the period does not.")
    given = [days_said(each, reader) for each in statement.rights if each.standing in GIVEN]
    if given:
        said.append(one_line(f"Rights given by results: {'; '.join(given)}."))
    return " ".join(said)


def section_titles() -> tuple[tuple[str, Callable[[Assessment], bool]], ...]:
    """Return the sections in their order, each with what belongs to it."""

    def of_aspect(aspect: str) -> Callable[[Assessment], bool]:
        return lambda judged: judged.aspect == aspect and judged.party != "client"

    aspects = ((title, of_aspect(aspect)) for aspect, title in _ASPECTS.items())
    return (*aspects, ("What the client promised", lambda judged: judged.party == "client"))


def _sections(assessments: Sequence[Assessment], reader: Reader) -> Iterator[Section]:
    for title, belongs in section_titles():
        own = [each for each in assessments if belongs(each)]
        if own:
            yield _section(title, own, reader)


def _section(title: str, assessments: Sequence[Assessment], reader: Reader) -> Section:
    missed = sum(map(is_missed, assessments))
    unjudged = sum(each.level is LevelReached.NOT_JUDGED for each in assessments)
    said = [f"{missed} of {len(assessments)} missed" if missed else "none missed"]
    said += [f"{unjudged} not judged"] if unjudged else []
    return Section(
        title=title,
        summary=", ".join(said),
        commitments=tuple(_commitment(each, reader) for each in assessments),
    )


def _commitment(judged: Assessment, reader: Reader) -> CommitmentView:
    measurement = judged.measurement
    name = with_segment(judged.commitment, measurement.segment)
    return CommitmentView(
        name=name,
        title=with_segment(judged.title, measurement.segment),
        anchor=anchor_of("commitment", name),
        service=one_line(judged.service),
        critical=judged.critical,
        value=spell(measurement.value, reader),
        expected=spell_level(judged, "expected", reader),
        minimum=spell_level(judged, "minimum", reader),
        level=_level(judged),
        tone=TONES[judged.level],
        reason=_reason(judged, reader),
        counted=_counted(judged, reader),
        left_out=tuple(
            CountView(reason=one_line(out.reason), records=reader.number_of(out.records))
            for out in measurement.left_out
        ),
        parts=tuple(
            TotalView(label=one_line(text), value=spell(value, reader))
            for text, value in measurement.parts.items()
        ),
        place=spell_place(judged.span),
        formulas=tuple(
            formula_view(step, reader)
            for step in (judged.figure, *judged.levels)
            if step is not None
        ),
    )


def _counted(judged: Assessment, reader: Reader) -> str:
    """Say how many records counted; of a figure, which counts none itself, nothing."""
    counted = judged.measurement.counted
    if judged.figure is not None:
        return ""
    return f"{reader.number_of(counted)} {plural(counted, 'record')}"


def _level(judged: Assessment) -> str:
    band = one_line(judged.band)
    word = judged_word(judged)
    return f"{word} ({band})" if band else word


def _reason(judged: Assessment, reader: Reader) -> str:
    value = judged.measurement.value
    absent = value.note if isinstance(value, NoValue) else ""
    said = [judged.rule or absent]
    if judged.before_relief is not None:
        before = spell(judged.before_relief.value, reader)
        said.append(f"without relief {before}, {judged.before_relief.level.value}")
    return one_line("; ".join(filter(None, said)))


def _groups(lines: Sequence[StatementLine], currency: str, reader: Reader) -> Iterator[LineGroup]:
    for purpose, title in _PURPOSES.items():
        own = [line for line in lines if line.purpose is purpose]
        if own:
            total = sum((line.payable for line in own), start=Quantity.money(0, currency))
            yield LineGroup(
                title=title,
                total=spell(total, reader),
                lines=tuple(line_view(line, reader) for line in own),
            )


def line_view(line: StatementLine, reader: Reader) -> LineView:
    """Spell one line of money."""
    name = with_segment(line.name, line.segment)
    clause = f"{line.clause.document} {line.clause.place}" if line.clause else ""
    return LineView(
        name=name,
        title=with_segment(line.title, line.segment),
        anchor=anchor_of("line", name),
        status=_status(line),
        tone=_tone(line),
        asked=spell(line.asked.value, reader),
        payable=_payable(line, reader),
        stages=tuple(_stages(line, reader)),
        formula=formula_view(line.asked, reader),
        commitment=one_line(line.commitment),
        clause=one_line(clause),
    )


def _status(line: StatementLine) -> str:
    if line.held and line.status is LineStatus.OWED and line.payable.amount != 0:
        taken_back = line.purpose is LinePurpose.ADJUSTMENT and line.payable.amount > 0
        return "from the holding account" if taken_back else "to the holding account"
    if line.status is LineStatus.OWED and line.payable.amount == 0:
        return "nothing due" if line.stages[0].amount.amount == 0 else "nothing left"
    return line.status.value


def _payable(line: StatementLine, reader: Reader) -> str:
    return "open" if line.status is LineStatus.OPEN else spell(line.payable, reader)


def _tone(line: StatementLine) -> Tone:
    if line.status is LineStatus.OPEN:
        return Tone.FAIR
    if line.payable.amount == 0:
        return Tone.QUIET
    return {
        LinePurpose.CHARGE: Tone.QUIET,
        LinePurpose.SERVICE_CREDIT: Tone.BAD,
        LinePurpose.INCENTIVE: Tone.GOOD,
        LinePurpose.ADJUSTMENT: Tone.QUIET,
    }[line.purpose]


def _stages(line: StatementLine, reader: Reader) -> Iterator[StageView]:
    if line.before_relief is not None:
        amount = spell(line.before_relief, reader)
        note = f"it would pay {amount}, had no relief been granted"
        yield StageView(name="without relief", amount=amount, note=note)
    yield from (_stage(stage, reader) for stage in line.stages)


def _stage(stage: Stage, reader: Reader) -> StageView:
    return StageView(
        name=one_line(stage.name), amount=spell(stage.amount, reader), note=one_line(stage.note)
    )


def _totals(statement: Statement, reader: Reader) -> tuple[TotalView, ...]:
    return tuple(
        TotalView(label=label, value=spell(amount, reader))
        for label, amount in total_amounts(statement)
    )


def total_amounts(statement: Statement) -> Iterator[tuple[str, Quantity]]:
    """Yield what makes up the net, as the client pays it; adjustments only where there are any."""
    totals = statement.totals
    yield "Charges", totals.charges
    yield "Service credits", -totals.service_credits
    yield "Incentives", totals.incentives
    if any(line.purpose is LinePurpose.ADJUSTMENT for line in statement.lines):
        yield "Adjustments of earlier periods", totals.adjustments
    if totals.held is not None:
        yield "To the holding account", totals.held


def net_label(statement: Statement) -> str:
    """Return how the sum of a statement is called."""
    held = statement.totals.held is not None
    return "Net to pay for the period" if held else "Net for the period"


def _sources(sources: Sources) -> tuple[TotalView, ...]:
    rows = {
        "Agreement text": sources.agreement_sha256,
        "Amendment": str(sources.amendment) if sources.amendment else "none",
        "Evidence": sources.snapshot_sha256,
        "Calendars": sources.calendars_sha256,
        "Settlement semantics": f"version {sources.semantics}",
        "Evidence known until": sources.known_until,
        "Decisions": sources.decisions_sha256 or "none",
    }
    if sources.signature:
        rows["Signature"] = sources.signature
    return tuple(TotalView(label=label, value=one_line(value)) for label, value in rows.items())


def with_segment(name: str, segment: Segment) -> str:
    """Spell a name with its segment: ``availability (cards)``."""
    return f"{one_line(name)} ({spell_segment(segment)})" if segment else one_line(name)


def anchor_of(prefix: str, name: str) -> str:
    """Return an identifier for a page; what is not a letter or digit becomes a hyphen."""
    kept = "".join(each if each.isascii() and each.isalnum() else "-" for each in name)
    return f"{prefix}-{kept}"
