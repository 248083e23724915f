"""Limits as stages of a period's lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from servanda.agreement.model.money import Bound, Limit, LimitRest, RowSet
from servanda.facts.row import EvidenceRow
from servanda.facts.statement import LimitUse, LineStatus
from servanda.formula.display import format_value
from servanda.formula.exact import evaluate
from servanda.kernel.quantity import Quantity
from servanda.settlement.book import LineKey
from servanda.settlement.carrying import carried_into, carry, waiting
from servanda.settlement.draft import Draft
from servanda.settlement.limits import Cut, apply_cap, apply_minimum, named_in, shares_in
from servanda.settlement.place import Here
from servanda.settlement.windows import Years, limit_window

__all__ = ["hold", "use_of"]

_NOTHING = Fraction(0)
_ROWS_NAMED_MAX = 3


def hold(
    limit: Limit, drafts: Sequence[Draft], before: Sequence[Cut], place: Here
) -> tuple[Cut, ...]:
    """Apply a limit to a period's lines.

    Args:
        limit: The limit.
        drafts: All lines; those that share it get a stage where it changes them.
        before: What the limits before it did.
        place: The period, for the whole agreement.

    Returns:
        What it did; nothing where it has no value, and then its lines are open.
    """
    sharing = [draft for draft in drafts if shares_in(limit, draft.figure)]
    if limit.for_each:
        return _hold_rows(limit, sharing, place)
    amount = evaluate(limit.amount.expression, place).value
    if not isinstance(amount, Quantity):
        return _open(limit, sharing)
    cut, held = _of_period(limit, amount.amount, drafts, sharing, before, place)
    for draft in sharing:
        if held[draft.key] != draft.amount:
            draft.stage(limit.name, held[draft.key], _note(cut, held[draft.key], place))
    place.book.stages[(limit.name, place.index)] = cut.after
    return (cut,)


def _open(limit: Limit, sharing: Sequence[Draft]) -> tuple[Cut, ...]:
    for draft in sharing:
        draft.status = LineStatus.OPEN
        draft.stage(limit.name, _NOTHING, "not settled: the limit has no value")
    return ()


def _of_period(
    limit: Limit,
    amount: Fraction,
    drafts: Sequence[Draft],
    sharing: Sequence[Draft],
    before: Sequence[Cut],
    place: Here,
) -> tuple[Cut, dict[LineKey, Fraction]]:
    every = {draft.key: draft.amount for draft in drafts}
    own = {draft.key: draft.amount for draft in sharing}
    # A line that is not settled pays nothing, not even of earlier periods.
    payable = {draft.key for draft in sharing if draft.status is not LineStatus.OPEN}
    added = carried_into(limit, every, payable, before, place.index, place.book)
    asked = {key: own[key] + added.get(key, _NOTHING) for key in own}
    if limit.bound is Bound.AT_LEAST:
        held, cut = apply_minimum(limit, amount, asked)
    else:
        less = {each.key: each.amount for each in drafts if named_in(limit.less, each.figure)}
        held, cut = apply_cap(limit, amount, _used(limit, place), asked, less=less)
    if limit.rest is LimitRest.CARRIES:
        for key, amounts in own.items():
            carry(limit, key, place.index, (amounts, held[key]), place.book)
    return cut, held


def _used(limit: Limit, place: Here) -> Fraction:
    """Return what the window's earlier periods paid on the lines that shared the limit then.

    A line that an amendment has taken out since still counts.
    """
    earlier = limit_window(
        place.given.periods,
        place.index,
        limit.window,
        limit.window_length,
        Years.of(place.agreement),
    )
    used = _NOTHING
    for index in earlier:
        figures = place.given.version(place.given.periods[index]).figures
        for (name, _), amount in place.book.payable.get(index, {}).items():
            if shares_in(limit, figures[name]):
                used += amount
            if named_in(limit.less, figures[name]):
                used -= amount
    return used


def _hold_rows(limit: Limit, sharing: Sequence[Draft], place: Here) -> tuple[Cut, ...]:
    """Apply a limit to what the lines pay for each row, or for each group of rows, by itself."""
    rows = place.agreement.rows[limit.for_each]
    owed = [draft for draft in sharing if rows.takes_in(draft.figure.each)]
    parts = {draft.key: _parts(draft, place) for draft in owed}
    cuts, bitten = [], []
    for row, members in _members(rows, owed, place):
        bound = evaluate(limit.amount.expression, replace(place, row=row)).value
        if not isinstance(bound, Quantity):
            return _open(limit, owed)
        asked = {
            key: sum((parts[key].get(each, _NOTHING) for each in keys), start=_NOTHING)
            for key, keys in members.items()
        }
        held, cut = _hold_row(limit, row, bound.amount, asked, place)
        cuts.append(cut)
        bitten += [row.key] if cut.before != cut.after else []
        for key, keys in members.items():
            factor = held[key] / asked[key] if asked[key] else Fraction(1)
            parts[key] |= {each: parts[key].get(each, _NOTHING) * factor for each in keys}
    for draft in owed:
        draft.parts = parts[draft.key]
        amount = sum(parts[draft.key].values(), start=_NOTHING)
        if amount != draft.amount:
            draft.stage(limit.name, amount, _rows_note(limit, bitten))
    total = _added(limit, cuts, frozenset(parts))
    place.book.stages[(limit.name, place.index)] = total.after
    return (total,)


def _hold_row(
    limit: Limit,
    row: EvidenceRow,
    bound: Fraction,
    asked: Mapping[LineKey, Fraction],
    place: Here,
) -> tuple[dict[LineKey, Fraction], Cut]:
    """Hold one row's lines; what the limit let through for it before uses it up."""
    if limit.bound is Bound.AT_LEAST:
        return apply_minimum(limit, bound, asked)
    let_through = place.book.let_through
    used = let_through.get((limit.name, row.key), _NOTHING)
    held, cut = apply_cap(limit, bound, used, asked)
    let_through[(limit.name, row.key)] = used + cut.after
    return held, cut


def _parts(draft: Draft, place: Here) -> dict[str, Fraction]:
    """Return what a line pays for each row of the period, relief taken off in proportion."""
    if draft.parts:
        return dict(draft.parts)
    parts: dict[str, Fraction] = {}
    for row in place.given.rows_in(draft.figure.each, place.period.label):
        value = replace(place, row=row).figure(draft.figure).value
        parts[row.key] = value.amount if isinstance(value, Quantity) else _NOTHING
    total = sum(parts.values(), start=_NOTHING)
    factor = draft.amount / total if total else _NOTHING
    return {key: amount * factor for key, amount in parts.items()}


_Members = dict[LineKey, list[str]]


def _members(
    rows: RowSet, owed: Sequence[Draft], place: Here
) -> list[tuple[EvidenceRow, _Members]]:
    """Return for each row of a limit the rows of the period whose amounts share it, by line."""
    label = place.period.label
    found: dict[str, tuple[EvidenceRow, _Members]] = {}
    groups = {
        tuple(row.columns[column] for column in rows.by): row
        for row in place.given.all_rows(rows.name)
    }
    for draft in owed:
        for member in place.given.rows_in(draft.figure.each, label):
            row = member
            if draft.figure.each != rows.name:
                row = groups[tuple(member.columns[column] for column in rows.by)]
            _, members = found.setdefault(row.key, (row, {}))
            members.setdefault(draft.key, []).append(member.key)
    return list(found.values())


def _added(limit: Limit, cuts: Sequence[Cut], lines: frozenset[LineKey]) -> Cut:
    return Cut(
        limit=limit,
        amount=sum((cut.amount for cut in cuts), start=_NOTHING),
        used=sum((cut.used for cut in cuts), start=_NOTHING),
        room=sum((cut.room for cut in cuts), start=_NOTHING),
        before=sum((cut.before for cut in cuts), start=_NOTHING),
        after=sum((cut.after for cut in cuts), start=_NOTHING),
        lines=lines,
    )


def _note(cut: Cut, amount: Fraction, place: Here) -> str:
    """Say what a limit did to a line; the amount is that of all its lines, which is said."""

    def money(exact: Fraction) -> str:
        return format_value(Quantity.money(exact, place.agreement.settlement.currency))

    limit = cut.limit
    if limit.bound is Bound.AT_LEAST:
        return _minimum_note(cut, money(cut.amount))
    shared = len(cut.lines) > 1
    together = f"the {len(cut.lines)} lines of this limit are " if shared else ""
    note = f"{together}limited to {money(cut.amount)}{' together' if shared else ''}"
    note += f" ({limit.text})"
    if cut.used:
        note += f", of which {money(cut.used)} was used before"
    if cut.offset:
        note += f"; {money(cut.offset)} is taken off first"
    return note + (f"; the part of this line is {money(amount)}" if shared else "")


def _minimum_note(cut: Cut, least: str) -> str:
    text = f"({cut.limit.text})"
    if cut.before >= cut.amount:
        return f"with what waited, the minimum of {least} is reached {text}"
    became = {
        LimitRest.LAPSES: f"below the minimum of {least}, it lapses",
        LimitRest.CARRIES: f"below the minimum of {least}, it waits",
        LimitRest.RAISED: f"raised to the minimum of {least}",
    }
    return f"{became[cut.limit.rest]} {text}"


def _rows_note(limit: Limit, bitten: Sequence[str]) -> str:
    named = ", ".join(bitten[:_ROWS_NAMED_MAX])
    more = len(bitten) - _ROWS_NAMED_MAX
    return f"{limit.text}: changes {named}" + (f" and {more} more" if more > 0 else "")


def use_of(cut: Cut, place: Here) -> LimitUse:
    """Return what a limit did, for the statement."""

    def money(amount: Fraction) -> Quantity:
        return Quantity.money(amount, place.agreement.settlement.currency)

    kept = (waiting(cut.limit, line, place.index, place.book) for line in cut.lines)
    return LimitUse(
        name=cut.limit.name,
        text=cut.limit.text,
        cap=money(cut.amount),
        used=money(cut.used),
        before=money(cut.before),
        after=money(cut.after),
        carried=money(sum(kept, start=_NOTHING)),
    )
