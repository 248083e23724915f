"""Every line of money looked at over the whole range of the one figure that it depends on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import pairwise

from servanda.agreement.check.constants import days_of_change
from servanda.agreement.model.agreement import Agreement, History
from servanda.agreement.model.measure import Measure, ScoreRule
from servanda.agreement.model.money import Figure, Purpose
from servanda.agreement.model.promise import Commitment
from servanda.agreement.model.setting import Rhythm
from servanda.agreement.proof.beside import NOTHING_BESIDE, Standing, standings
from servanda.agreement.proof.depends import Dependence, depends_on
from servanda.agreement.proof.known import known_amount, nowhere
from servanda.agreement.proof.model import Cap, Cure, Proof, Undecided
from servanda.agreement.proof.place import Place
from servanda.agreement.proof.suppose import Suppositions
from servanda.agreement.scope.evidence import case_names, column_names
from servanda.facts.figure import Value
from servanda.formula.interval import Domain, Part, parts_of
from servanda.formula.pieces import Piece, gaps, merged
from servanda.formula.syntax import Aggregate, Aggregator, ComparisonOperator
from servanda.formula.types import Kind, Meaning
from servanda.kernel.quantity import Quantity
from servanda.kernel.unit import BaseKind, Unit

__all__ = ["Proofs", "prove", "prove_line"]

_LINES = {Purpose.PENALTY, Purpose.INCENTIVE, Purpose.CHARGE}
_UPWARDS = {ComparisonOperator.AT_LEAST, ComparisonOperator.ABOVE}
_DOWNWARDS = {ComparisonOperator.AT_MOST, ComparisonOperator.BELOW}
_SUMS_MAX = 2
_LONGEST_DAYS = {
    Rhythm.WEEK: 7,
    Rhythm.FOUR_WEEKS: 28,
    Rhythm.MONTH: 31,
    Rhythm.QUARTER: 92,
    Rhythm.YEAR: 366,
}
_NEVER_BELOW_ZERO = {BaseKind.ELAPSED, BaseKind.OPEN, BaseKind.COUNT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Proofs:
    """Hold what was found of every line, and which rows of tables no value ever chooses.

    Args:
        proofs: By line, in the order of the text; several where terms change, or history counts.
        rows_chosen: Rows of tables that some value chooses, by table and text.
    """

    proofs: tuple[Proof, ...]
    rows_chosen: frozenset[tuple[str, str]]


def prove(history: History) -> Proofs:
    """Look at every line of every version that depends on evidence.

    Args:
        history: An agreement without errors.
    """
    chosen: set[tuple[str, str]] = set()
    found: list[Proof] = []
    for version, until in _spans(history):
        for line in version.figures.values():
            if line.purpose in _LINES:
                found.extend(_line(line, version, _days(version, until), chosen))
    return Proofs(proofs=tuple(_changes(found)), rows_chosen=frozenset(chosen))


def prove_line(line: Figure, agreement: Agreement, day: date) -> tuple[Proof, ...]:
    """Look at one line as it stands on a day.

    Args:
        line: A line of the version.
        agreement: The version in force.
        day: The day by which terms and levels are read.
    """
    return tuple(_line(line, agreement, [day], set()))


def _spans(history: History) -> Iterator[tuple[Agreement, date | None]]:
    """Yield each version with the day from which another governs."""
    for version, following in pairwise((*history.versions, None)):
        if version is not None:
            yield version, following.effective_from if following else None


def _changes(proofs: list[Proof]) -> Iterator[Proof]:
    """Yield proofs without those that find what the day before found."""
    last: dict[tuple[object, ...], tuple[object, ...]] = {}
    for proof in proofs:
        key = (proof.line.name, proof.unknown, proof.after_miss, proof.supposing)
        if last.get(key) != proof.state:
            yield proof
        last[key] = proof.state


def _line(
    line: Figure, agreement: Agreement, days: Iterable[date], chosen: set[tuple[str, str]]
) -> Iterator[Proof]:
    columns = _columns(line, agreement)
    found = depends_on(line, agreement, frozenset(columns))
    if not found.measures and not found.columns and line.purpose is Purpose.CHARGE:
        return
    for day in days:
        prover = _Prover(line=line, agreement=agreement, day=day, columns=columns, chosen=chosen)
        for after_miss in (False, True) if found.looks_back else (False,):
            for unknown in _unknowns(found):
                yield from prover.proofs(found, unknown, after_miss=after_miss)


def _days(agreement: Agreement, until: date | None) -> list[date]:
    first = agreement.effective_from
    levels = {
        day
        for commitment in agreement.commitments.values()
        for dated in (commitment.expected, commitment.minimum)
        if dated is not None
        for day, _ in dated.steps
    }
    days = {*days_of_change(agreement.terms, first), *(day for day in levels if day > first)}
    return sorted(day for day in days if until is None or day < until)


def _columns(line: Figure, agreement: Agreement) -> dict[str, Meaning]:
    rows = agreement.rows.get(line.each)
    if rows is None:
        return {}
    measure = agreement.measures.get(rows.measure)
    table = agreement.evidence.get(measure.table if measure else rows.table)
    if table is None:
        return {}
    if measure is not None:
        return dict(case_names(measure, table, frozenset()))
    return column_names(table, frozenset())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Prover:
    line: Figure
    agreement: Agreement
    day: date
    columns: dict[str, Meaning]
    chosen: set[tuple[str, str]]
    standing: Standing = NOTHING_BESIDE

    def proofs(self, found: Dependence, unknown: str, *, after_miss: bool) -> Iterator[Proof]:
        """Yield what is proven for each way in which the measures beside the unknown stand."""
        try:
            _refuse(found)
            others = {name: self._domain(name, self._unit(name)) for name in _beside(found)}
            ways = standings(self.agreement, nowhere(self.agreement, self.day), others)
            if others and after_miss:
                raise Undecided(f"it looks back, and depends on {_listed(found.measures)}")
        except Undecided as problem:
            yield self._unproven(found, unknown, problem, after_miss=after_miss)
            return
        for standing in ways:
            prover = replace(self, standing=standing)
            yield prover._proof(found, unknown, after_miss=after_miss)  # noqa: SLF001 - itself, with one way chosen

    def _proof(self, found: Dependence, unknown: str, *, after_miss: bool) -> Proof:
        try:
            unit = found.sums.get(unknown) or self._unit(unknown)
            domain, looks_up = self._domain(unknown, unit), bool(found.tables)
            proof = self._analysed(unknown, domain, after_miss=after_miss, looks_up=looks_up)
            if not proof.is_proven and (shorter := _shortened(domain, self.agreement)):
                proof = self._analysed(unknown, shorter, after_miss=after_miss, looks_up=looks_up)
            return replace(proof, tables=frozenset(found.tables))
        except Undecided as problem:
            return self._unproven(found, unknown, problem, after_miss=after_miss)

    def _unproven(
        self, found: Dependence, unknown: str, problem: Undecided, *, after_miss: bool
    ) -> Proof:
        return Proof(
            line=self.line,
            unknown=unknown,
            day=self.day,
            after_miss=after_miss,
            tables=frozenset(found.tables),
            unproven=problem.why,
        )

    def _unit(self, unknown: str) -> Unit:
        if unknown not in self.columns:
            return self.agreement.measured_in[unknown]
        kind = self.columns[unknown].type
        if kind.kind is not Kind.QUANTITY or kind.unit is None:
            raise Undecided(f"the column '{unknown}' is no figure")
        return kind.unit

    def _domain(self, unknown: str, unit: Unit) -> Domain:
        measure = self.agreement.measures.get(unknown)
        low, high = _range(measure, unit)
        return Domain(low=low, high=high, unit=unit)

    def _analysed(self, unknown: str, domain: Domain, *, after_miss: bool, looks_up: bool) -> Proof:
        better = self._better(unknown)
        before = self._worst(domain, better) if after_miss else None
        supposed = Suppositions(unknown=unknown)
        bare = Suppositions(unknown=unknown, with_fallback=False)

        def place(amount: Fraction, suppositions: Suppositions) -> Place:
            return Place(
                agreement=self.agreement,
                day=self.day,
                unknown=unknown,
                amount=Quantity(amount, domain.unit),
                columns=frozenset(self.columns),
                supposed=suppositions,
                rows_chosen=self.chosen,
                before=before,
                beside=self.standing.values,
            )

        def pieces(suppositions: Suppositions) -> tuple[Piece, ...]:
            def compute(amount: Fraction) -> Value:
                return place(amount, suppositions).figure(self.line)

            return merged([_piece(part) for part in parts_of(compute, domain)])

        found = pieces(supposed)
        return Proof(
            line=self.line,
            unknown=unknown,
            day=self.day,
            after_miss=after_miss,
            domain=domain,
            pieces=found,
            fallbacks=gaps(pieces(bare)) if looks_up and not gaps(found) else (),
            supposing=(*self.standing.words, *supposed.words),
            rests_on_nothing=any(not amount.amount for amount in supposed.amounts.values()),
            better=better,
            cap=self._cap(place(Fraction(0), supposed)),
            cure=self._cure(),
        )

    def _judging(self, unknown: str) -> list[Commitment]:
        """Return the commitments on the unknown; the line's own alone, where it hangs on one."""
        judging = [each for each in self.agreement.commitments.values() if each.judged == unknown]
        return [each for each in judging if each.name == self.line.commitment] or judging

    def _better(self, unknown: str) -> int:
        operators = {
            level.operator
            for commitment in self._judging(unknown)
            for _, level in commitment.expected.steps
        }
        if operators and operators <= _UPWARDS:
            return 1
        return -1 if operators and operators <= _DOWNWARDS else 0

    def _worst(self, domain: Domain, better: int) -> Quantity:
        end = domain.low if better > 0 else domain.high if better < 0 else None
        if better < 0 and end is None:
            end = Fraction(10) ** 12
        if end is None:
            raise Undecided("it looks back, and nothing says what a missed period is")
        return Quantity(end, domain.unit)

    def _cap(self, place: Place) -> Cap | None:
        """Return the narrowest limit of a period that holds the line."""
        caps = []
        for limit in self.agreement.limits:
            if not limit.caps_each_period or not self._is_held(limit.of):
                continue
            try:
                at_most = place.worth(limit.amount.expression)
            except Undecided:
                continue
            if isinstance(at_most, Quantity):
                caps.append(Cap(name=limit.name, text=limit.text, at_most=at_most))
        return min(caps, key=lambda cap: cap.at_most.amount, default=None)

    def _cure(self) -> Cure | None:
        """Return what curing costs, with the narrowest limit that needs no evidence to be known."""
        costs = (
            known_amount(self.line.cure_costs, self.agreement, self.day)
            if self.line.cure_costs is not None
            else None
        )
        if costs is None:
            return None
        caps = [
            Cap(name=limit.name, text=limit.text, at_most=at_most)
            for limit in self.agreement.limits
            if limit.caps_each_period and self._is_held(limit.of)
            if (at_most := known_amount(limit.amount, self.agreement, self.day)) is not None
        ]
        return Cure(costs=costs, cap=min(caps, key=lambda cap: cap.at_most.amount, default=None))

    def _is_held(self, names: tuple[str, ...]) -> bool:
        if self.line.name in names:
            return True
        word = {Purpose.PENALTY: "penalties", Purpose.INCENTIVE: "incentives"}
        return self.line.counts_towards_limits and word.get(self.line.purpose) in names


def _unknowns(found: Dependence) -> list[str]:
    """Return what a line is looked at over the range of, in turn: its one figure, or else up to
    two sums over evidence, the other one supposed.
    """
    names = sorted(found.measures) + sorted(found.columns)
    if names:
        return [name for name in names if name not in _beside(found)] if _may(found) else [""]
    sums = sorted(found.sums)
    return sums if 0 < len(sums) <= _SUMS_MAX else [""]


def _may(found: Dependence) -> bool:
    """Return whether one figure at most counts by its value, the rest by how they stand."""
    names = found.measures | found.columns
    return len(names) == 1 or (not found.columns and len(found.valued) <= 1)


def _beside(found: Dependence) -> frozenset[str]:
    """Return the measures of which only how commitments on them stand matters, save one that is
    looked at over its range.
    """
    if not _may(found) or len(found.measures) < 2:
        return frozenset()
    looked_at = min(found.valued or found.measures)
    return frozenset(found.measures) - {looked_at}


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"'{name}'" for name in sorted(names))


def _refuse(found: Dependence) -> None:
    if found.undecided:
        raise Undecided(found.undecided)
    names = sorted(found.measures) + sorted(found.columns)
    if (names and not _may(found)) or (not names and len(found.sums) > _SUMS_MAX):
        listed = _listed(names or found.sums)
        raise Undecided(f"it depends on the values of several figures at once: {listed}")
    if not names and not found.sums:
        raise Undecided("no figure decides it by its size")


def _range(measure: Measure | None, unit: Unit) -> tuple[Fraction | None, Fraction | None]:
    """Return where a figure may lie; nothing for no end."""
    if measure is not None and isinstance(measure.rule, ScoreRule) and _is_mean(measure):
        scale = measure.rule.scale
        if scale is not None:
            return scale[0].amount, scale[1].amount
    if unit.is_share:
        return Fraction(0), Fraction(1)
    if len(unit.powers) == 1 and BaseKind(unit.powers[0][0].sort) in _NEVER_BELOW_ZERO:
        return Fraction(0), None
    return None, None


def _shortened(domain: Domain, agreement: Agreement) -> Domain | None:
    """Return a range of durations that ends with the longest period."""
    powers = domain.unit.powers
    if domain.high is not None or len(powers) != 1:
        return None
    if BaseKind(powers[0][0].sort) not in {BaseKind.ELAPSED, BaseKind.OPEN}:
        return None
    days = _LONGEST_DAYS[agreement.settlement.rhythm]
    return replace(domain, high=Fraction(days * 86_400))


def _is_mean(measure: Measure) -> bool:
    value = measure.value.expression
    return isinstance(value, Aggregate) and value.aggregator in {
        Aggregator.MEAN,
        Aggregator.MEDIAN,
        Aggregator.LEAST,
        Aggregator.GREATEST,
    }


def _piece(part: Part[Value]) -> Piece:
    return Piece(
        low=part.low,
        low_included=part.is_place,
        high=part.high,
        high_included=part.is_place,
        value=part.found,
        unproven=part.unproven,
    )
