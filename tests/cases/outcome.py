"""An expected field against what the statements say, to the last digit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from servanda.facts.figure import NoValue, Value
from servanda.facts.statement import Statement
from servanda.facts.trace import Step
from servanda.formula.words import find_unit
from servanda.kernel.diagnostic import Diagnostic
from servanda.kernel.quantity import Quantity
from servanda.kernel.rounding import RoundingMode, round_to
from tests.cases.run import Outcome

__all__ = ["NotFound", "differences", "flat"]


class NotFound(LookupError):
    """Nothing on the statements is what a field asks for."""


def differences(
    expected: Mapping[str, Any], fields: Mapping[str, Any], outcome: Outcome
) -> Iterator[str]:
    """Yield what is not as expected; a field that nothing is said about is a difference too."""
    reported = any("diagnostic" in field for field in fields.values())
    if not outcome.statements and not reported:
        yield f"no statement: {'; '.join(str(each) for each in outcome.diagnostics)}"
        return
    for name, wanted in flat(expected):
        field = fields.get(name)
        if field is None:
            yield f"{name}: the mapping says nothing about it"
            continue
        try:
            got = _answer(field, wanted, outcome)
        except NotFound as missing:
            yield f"{name}: {wanted!r} expected, and there is no {missing}"
            continue
        if got != wanted:
            yield f"{name}: {wanted!r} expected, {got!r} found"


def flat(expected: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the expected fields with dotted names; notes are no figures."""
    for name, wanted in expected.items():
        if name == "note":
            continue
        if isinstance(wanted, Mapping):
            yield from flat(wanted, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", wanted


def _answer(field: Mapping[str, Any], wanted: Any, outcome: Outcome) -> Any:
    if "diagnostic" in field:
        return _reported(field, wanted, outcome.diagnostics)
    statements = outcome.statements
    if not statements:
        raise NotFound(f"statement: {'; '.join(str(each) for each in outcome.diagnostics)}")
    if "periods where" in field:
        where = field["periods where"]
        return [
            str(number)
            for number, each in enumerate(statements, start=1)
            if _figure(each, where) is True
        ]
    if field.get("first period"):
        holding = (
            (number, each)
            for number, each in enumerate(statements, start=1)
            if _truth(_found(field, each))
        )
        number, each = next(holding, (0, None))
        if each is None:
            raise NotFound("period in which it holds")
        return each.period.label if field["first period"] == "label" else str(number)
    if "each" in field:
        return _many(field, wanted, statements)
    if field.get("over") == "all periods":
        values = [_found(field, each) for each in statements]
        return _shown(_total(values), field, wanted)
    at = field.get("period", "")
    chosen = next((each for each in statements if each.period.label == at), statements[-1])
    return _shown(_found(field, chosen), field, wanted)


def _truth(value: Value) -> bool:
    return value is True or (isinstance(value, Quantity) and value.amount != 0)


def _total(values: Sequence[Value]) -> Value:
    known = [value for value in values if isinstance(value, Quantity)]
    return Quantity(sum((value.amount for value in known), Fraction(0)), known[0].unit)


def _many(field: Mapping[str, Any], wanted: Any, statements: Sequence[Statement]) -> Any:
    if field["each"] == "period":
        values = [_found(field, each) for each in statements]
    else:
        wide = statements if field.get("over") == "all periods" else statements[-1:]
        values = [step.value for each in wide for step in _row_steps(each, field)]
    texts = wanted if isinstance(wanted, list) else []
    padded = [*texts, *[""] * (len(values) - len(texts))]
    return [_shown(value, field, text) for value, text in zip(values, padded, strict=False)]


def _row_steps(statement: Statement, field: Mapping[str, Any]) -> list[Step]:
    """Return a figure's steps row by row, oldest row first."""
    name = f"{field['figure']} in "
    return [step for step in statement.row_figures if step.name.startswith(name)]


def _found(field: Mapping[str, Any], statement: Statement) -> Value:
    if "line" in field:
        return _line(statement, field["line"], field.get("reading", ""), field.get("stage", ""))
    if "figure" in field:
        return _figure(statement, field["figure"], field.get("reading", ""))
    if "measure" in field:
        return _measure(statement, field["measure"])
    if "limit" in field:
        return _limit(statement, field["limit"], field["part"], field.get("reading", ""))
    raise NotFound(f"kind of field in {dict(field)}")


def _limit(statement: Statement, name: str, part: str, reading: str) -> Value:
    read = _read_figure(statement, f"{name}, carried over", reading)
    if read is not None:
        return read
    for use in statement.limits:
        if use.name == name:
            value: Quantity = getattr(use, part)
            return value
    raise NotFound(f"limit {name}")


def _read_line(statement: Statement, name: str, reading: str) -> Value:
    read = next(each for each in statement.readings if each.name == reading)
    found = [line for line in read.lines if line.name == name]
    if any(line.status.value == "not settled" for line in found):
        raise NotFound(f"settled line {name} by {reading}")
    return Quantity(
        sum((line.payable.amount for line in found), Fraction(0)), found[0].payable.unit
    )


def _read_figure(statement: Statement, label: str, reading: str) -> Value | None:
    """Return a figure under a reading, nothing where it is as by the text."""
    for read in statement.readings:
        for figure in read.figures:
            if (read.name, figure.name) == (reading, label):
                return figure.value
    return None


def _line(statement: Statement, name: str, reading: str = "", stage: str = "") -> Value:
    found = [line for line in statement.lines if line.name == name]
    if not found:
        raise NotFound(f"line {name}")
    if reading:
        return _read_line(statement, name, reading)
    if stage:
        return next(each.amount for each in found[0].stages if each.name == stage)
    if any(line.status.value == "not settled" for line in found):
        note = found[0].stages[0].note
        raise NotFound(f"settled line {name}: {note}")
    total = sum((line.payable.amount for line in found), Fraction(0))
    return Quantity(total, found[0].payable.unit)


def _figure(statement: Statement, name: str, reading: str = "") -> Value:
    label = f"{name} in {statement.period.label}"
    read = _read_figure(statement, label, reading)
    if read is not None:
        return read
    for step in statement.figures:
        if step.name == label:
            return step.value
    raise NotFound(f"figure {name}")


def _measure(statement: Statement, name: str) -> Value:
    for judged in statement.assessments:
        if name in {judged.measurement.measure, judged.commitment}:
            return judged.measurement.value
    raise NotFound(f"commitment on {name}")


def _shown(value: Value, field: Mapping[str, Any], wanted: Any) -> Any:
    """Return a value as the case writes it: the same text if, and only if, it is the same."""
    match value:
        case NoValue(why=why, note=note):
            return f"{why.value} ({note})"
        case bool():
            return "true" if value else "false"
        case date():
            return value.isoformat()
        case Quantity():
            return _number(value, field, wanted)
    return str(value)


def _number(value: Quantity, field: Mapping[str, Any], wanted: Any) -> str:
    amount = value.amount / _scale(field.get("in", "")) * Fraction(field.get("times", 1))
    places = field.get("places")
    if places is not None:
        amount = round_to(amount, Fraction(1, 10 ** int(places)), RoundingMode.HALF_UP)
        same = isinstance(wanted, str) and len(wanted.partition(".")[2]) == int(places)
    else:
        same = isinstance(wanted, str)
    try:
        if same and Fraction(wanted) == amount:
            return str(wanted)
    except ValueError:
        pass
    return f"{amount} ({float(amount)})"


def _scale(unit: str) -> Fraction:
    return find_unit(unit).scale if unit not in {"", "number"} else Fraction(1)


def _reported(field: Mapping[str, Any], wanted: Any, diagnostics: Sequence[Diagnostic]) -> Any:
    """Return the expected words if the diagnostic asked for was given, naming all it must."""
    named = field.get("names", [])
    for each in diagnostics:
        text = f"{each} {each.hint}"
        if each.code == field["diagnostic"] and all(word in text for word in named):
            return field.get("gives", wanted)
    given = "; ".join(str(each) for each in diagnostics)
    raise NotFound(f"diagnostic {field['diagnostic']} naming {named}, only: {given}")
