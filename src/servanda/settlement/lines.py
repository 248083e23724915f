"""From what a clause asks to what is payable, stage by stage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from servanda.agreement.model.agreement import Agreement
from servanda.agreement.model.money import Figure, Limit, Purpose
from servanda.agreement.model.setting import PartyRole
from servanda.facts.figure import NoValue, Segment
from servanda.facts.statement import (
    Assessment,
    ClauseText,
    LevelReached,
    LimitUse,
    LinePurpose,
    LineStatus,
    Stage,
    StatementLine,
)
from servanda.facts.trace import Step
from servanda.formula.display import format_value
from servanda.formula.exact import evaluate
from servanda.formula.syntax import Aggregate, Aggregator, Name, RowSource
from servanda.kernel.quantity import Quantity
from servanda.kernel.source import SourceSpan
from servanda.settlement.assess import title_of
from servanda.settlement.book import LineKey
from servanda.settlement.limits import Cut, apply_limit, carried_into, round_within, shares_in
from servanda.settlement.place import Here
from servanda.settlement.windows import limit_window

__all__ = ["SettledLines", "segments_of", "settle_lines"]

_PURPOSES = {
    Purpose.CHARGE: LinePurpose.CHARGE,
    Purpose.PENALTY: LinePurpose.SERVICE_CREDIT,
    Purpose.INCENTIVE: LinePurpose.INCENTIVE,
}


_SharedCut = tuple[Cut, frozenset[LineKey]]
"""What a limit did, and the lines that share it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SettledLines:
    """Hold a period's lines, and what each limit did to them."""

    lines: tuple[StatementLine, ...]
    limits: tuple[LimitUse, ...]


@dataclass(kw_only=True)
class _Draft:
    """A line on its way from asked to payable."""

    figure: Figure
    segment: Segment
    asked: Step
    amount: Fraction
    status: LineStatus = LineStatus.OWED
    stages: list[Stage] = field(default_factory=list)

    @property
    def key(self) -> LineKey:
        return (self.figure.name, self.segment)


def settle_lines(
    place: Here,
    assessments: Sequence[Assessment],
    *,
    stabilization: bool,
    refused: Sequence[str] = (),
) -> SettledLines:
    """Settle all lines of one period and note in the book what is payable.

    The order is fixed: asked, stabilization, relief for the client's own misses, limits in the
    order of the text, rounding.

    Args:
        place: The period, for the whole agreement.
        assessments: Its commitments, judged.
        stabilization: Whether money is only shown.
        refused: Conditions that the evidence does not meet; nothing is settled then.

    Returns:
        Lines in the order of the text, then by segment; limits in the order of the text.
    """
    agreement = place.agreement
    drafts = [draft for figure in _money_figures(agreement) for draft in _asked(figure, place)]
    for draft in drafts:
        _hold_back(draft, place, stabilization=stabilization, refused=refused)
    _relieve(drafts, assessments, place)
    cuts: list[_SharedCut] = []
    for limit in agreement.limits:
        cuts += _limit(limit, drafts, cuts, place)
    _round(drafts, cuts, place)
    place.book.payable[place.index] = {draft.key: draft.amount for draft in drafts}
    return SettledLines(
        lines=tuple(_line(draft, agreement) for draft in drafts),
        limits=tuple(_use(cut, lines, place) for cut, lines in cuts),
    )


def _use(cut: Cut, lines: frozenset[LineKey], place: Here) -> LimitUse:
    def money(amount: Fraction) -> Quantity:
        return Quantity.money(amount, place.agreement.settlement.currency)

    after = place.book.stages[(cut.limit.name, place.index)]
    waiting = (place.book.carried.get((cut.limit.name, line), Fraction(0)) for line in lines)
    return LimitUse(
        name=cut.limit.name,
        text=cut.limit.text,
        cap=money(cut.cap),
        used=money(cut.used),
        before=money(cut.before),
        after=money(after),
        carried=money(sum(waiting, start=Fraction(0))),
    )


def _money_figures(agreement: Agreement) -> list[Figure]:
    return [figure for figure in agreement.figures.values() if figure.purpose in _PURPOSES]


def _asked(figure: Figure, place: Here) -> list[_Draft]:
    return [_draft(figure, segment, place) for segment in segments_of(figure, place)]


def segments_of(figure: Figure, place: Here) -> list[Segment]:
    """Return the segments a figure exists for in a period: those that any measure divided by
    the same columns was taken in.
    """
    if not figure.by:
        return [()]
    found: set[Segment] = set()
    for measure in place.agreement.measures.values():
        if set(figure.by) <= set(measure.by):
            for segment in place.given.segments(measure.name, place.period):
                found.add(tuple((c, v) for c, v in segment if c in figure.by))
    return sorted(found)


def _draft(figure: Figure, segment: Segment, place: Here) -> _Draft:
    here = replace(place, segment=segment)
    asked = here.figure(figure) if _once_a_period(figure) else _summed(figure, here)
    if isinstance(asked.value, Quantity):
        return _Draft(figure=figure, segment=segment, asked=asked, amount=asked.value.amount)
    return _Draft(
        figure=figure,
        segment=segment,
        asked=asked,
        amount=Fraction(0),
        status=LineStatus.OPEN,
    )


def _once_a_period(figure: Figure) -> bool:
    return figure.each in {"", "period"}


def _summed(figure: Figure, here: Here) -> Step:
    """Add up a figure that exists for each row over the rows of the period."""
    nothing = Quantity.money(0, here.agreement.settlement.currency)
    total = Aggregate(
        span=figure.span,
        aggregator=Aggregator.SUM,
        of=Name(span=figure.span, name=figure.name),
        over=RowSource(span=figure.span, name=figure.each),
        empty=nothing,
    )
    step = evaluate(total, here)
    text = f"sum({figure.name} over {figure.each})"
    return replace(
        step, name=f"{figure.name} in {here.period.label}", text=text, period=here.period.label
    )


def _hold_back(draft: _Draft, place: Here, *, stabilization: bool, refused: Sequence[str]) -> None:
    _stage(draft, "asked", draft.amount, _open_note(draft), place)
    if refused:
        draft.status = LineStatus.OPEN
        _stage(draft, "refused", Fraction(0), f"not settled: {'; '.join(refused)}", place)
    if draft.status is LineStatus.OPEN or not stabilization:
        return
    if draft.figure.purpose is not Purpose.CHARGE:
        draft.status = LineStatus.SHOWN
        _stage(draft, "stabilization", Fraction(0), "measured and shown; no money moves", place)


def _open_note(draft: _Draft) -> str:
    if isinstance(draft.asked.value, NoValue):
        absent = draft.asked.value
        return f"not settled: {absent.why.value}" + (f" ({absent.note})" if absent.note else "")
    return ""


def _relieve(drafts: Sequence[_Draft], assessments: Sequence[Assessment], place: Here) -> None:
    """Take off what the client's misses relieve: their shares together, at most all of it."""
    shares: dict[str, dict[str, Fraction]] = {}
    notes: dict[str, dict[str, str]] = {}
    for judged in assessments:
        if judged.party != PartyRole.CLIENT.value or judged.level not in _MISSED:
            continue
        for relief in place.agreement.commitments[judged.commitment].relieves:
            share = evaluate(relief.share.expression, place).value
            if isinstance(share, Quantity):
                # A commitment that is judged in several segments relieves once.
                shares.setdefault(relief.commitment, {})[judged.commitment] = share.amount
                note = _relief_note(share, judged)
                notes.setdefault(relief.commitment, {})[judged.commitment] = note
    for draft in drafts:
        commitment = draft.figure.commitment
        if commitment in shares and _is_relievable(draft):
            draft.status = LineStatus.RELIEVED
            left = 1 - min(Fraction(1), sum(shares[commitment].values(), start=Fraction(0)))
            note = "; ".join(notes[commitment].values())
            _stage(draft, "relief", draft.amount * left, note, place)


_MISSED = frozenset({LevelReached.BELOW_EXPECTED, LevelReached.BELOW_MINIMUM})


def _relief_note(share: Quantity, judged: Assessment) -> str:
    rate = format_value(share)
    return f"{rate} relieved: the client's '{judged.title}' was {judged.level.value}"


def _is_relievable(draft: _Draft) -> bool:
    owed = draft.status is LineStatus.OWED and draft.amount > 0
    return owed and draft.figure.purpose is Purpose.PENALTY


def _limit(
    limit: Limit, drafts: Sequence[_Draft], before: Sequence[_SharedCut], place: Here
) -> list[_SharedCut]:
    sharing = {draft.key: draft for draft in drafts if shares_in(limit, draft.figure)}
    cap = evaluate(limit.at_most.expression, place).value
    if not isinstance(cap, Quantity):
        for draft in sharing.values():
            draft.status = LineStatus.OPEN
            _stage(draft, limit.name, Fraction(0), "not settled: the limit has no value", place)
        return []
    amounts = {key: draft.amount for key, draft in sharing.items()}
    used = _used(limit, place)
    added = _carried(limit, drafts, sharing, before, place)
    held, cut = apply_limit(limit, cap.amount, used, amounts, place.book, added=added)
    for key, draft in sharing.items():
        if held[key] != draft.amount:
            _stage(draft, limit.name, held[key], _cut_note(cut, place), place)
    place.book.stages[(limit.name, place.index)] = sum(held.values(), start=Fraction(0))
    return [(cut, frozenset(sharing))]


def _carried(
    limit: Limit,
    drafts: Sequence[_Draft],
    sharing: Mapping[LineKey, _Draft],
    before: Sequence[_SharedCut],
    place: Here,
) -> dict[LineKey, Fraction]:
    """Return what is added to the lines of a limit; a line that is not settled pays nothing."""
    amounts = {draft.key: draft.amount for draft in drafts}
    open_lines = {key for key, draft in sharing.items() if draft.status is LineStatus.OPEN}
    return carried_into(limit, amounts, sharing.keys() - open_lines, before, place.book)


def _used(limit: Limit, place: Here) -> Fraction:
    """Return what the window's earlier periods paid on the lines that shared the limit then.

    A line that an amendment has taken out since still counts.
    """
    earlier = limit_window(
        place.given.periods,
        place.index,
        limit.window,
        limit.window_length,
        place.agreement.in_force.first_day,
    )
    return sum(
        (
            amount
            for index in earlier
            for (name, _), amount in place.book.payable.get(index, {}).items()
            if shares_in(limit, place.given.version(place.given.periods[index]).figures[name])
        ),
        start=Fraction(0),
    )


def _cut_note(cut: Cut, place: Here) -> str:
    currency = place.agreement.settlement.currency
    cap = format_value(Quantity.money(cut.cap, currency))
    note = f"limited to {cap} ({cut.limit.text})"
    if cut.used:
        note += f", of which {format_value(Quantity.money(cut.used, currency))} was used before"
    return note


def _round(
    drafts: Sequence[_Draft],
    cuts: Sequence[_SharedCut],
    place: Here,
) -> None:
    rule = place.agreement.settlement
    amounts = {draft.key: draft.amount for draft in drafts}
    rounded = round_within(amounts, cuts, rule.quantum.amount, rule.rounding)
    for draft in drafts:
        if rounded[draft.key] != draft.amount:
            step = format_value(rule.quantum)
            note = f"to {step} {rule.rounding.value}"
            _stage(draft, "rounding", rounded[draft.key], note, place)


def _stage(draft: _Draft, name: str, amount: Fraction, note: str, place: Here) -> None:
    draft.amount = amount
    money = Quantity.money(amount, place.agreement.settlement.currency)
    draft.stages.append(Stage(name=name, amount=money, note=note))


def _title(figure: Figure, agreement: Agreement) -> str:
    commitment = agreement.commitments.get(figure.commitment)
    if figure.title or commitment is None or figure.name != commitment.name:
        return figure.title or figure.name
    return title_of(agreement, commitment)


def _line(draft: _Draft, agreement: Agreement) -> StatementLine:
    figure = draft.figure
    clause = figure.clause
    span: SourceSpan = figure.span
    return StatementLine(
        name=figure.name,
        segment=draft.segment,
        title=_title(figure, agreement),
        purpose=_PURPOSES[figure.purpose],
        commitment=figure.commitment,
        clause=ClauseText(document=clause.document, place=clause.place) if clause else None,
        status=draft.status,
        asked=draft.asked,
        stages=tuple(draft.stages),
        payable=Quantity.money(draft.amount, agreement.settlement.currency),
        span=span,
    )
