"""What Apache Spark says otherwise than ibis takes it to: the one place of respelling.

Everything else that a measure is made of is the same ibis expression on every engine.

References:
    Apache Spark 4.0, SQL reference: "ANSI Compliance" and "Built-in Functions".
"""

from __future__ import annotations

import re
from typing import Any, Final

import ibis.expr.operations as ops
import ibis.expr.types as ir
import sqlglot as sg
import sqlglot.expressions as sge
from ibis.backends.sql.compilers.pyspark import PySparkCompiler

__all__ = ["SETTINGS", "spark_sql"]

SETTINGS: Final = {
    # What would overflow stops, as everywhere; it neither wraps nor becomes unknown.
    "spark.sql.ansi.enabled": "true",
    # Products of decimals keep all decimals, or stop.
    "spark.sql.decimalOperations.allowPrecisionLoss": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.caseSensitive": "true",
    # Instants are written as they are: in microseconds, and no calendar of earlier centuries.
    "spark.sql.parquet.outputTimestampType": "TIMESTAMP_MICROS",
    "spark.sql.parquet.datetimeRebaseModeInWrite": "CORRECTED",
    "spark.sql.parquet.datetimeRebaseModeInRead": "CORRECTED",
    # A text of the agreement's that looks like a variable is a text.
    "spark.sql.variable.substitute": "false",
}


def spark_sql(table: ir.Table) -> str:
    """Return the statement that computes a table."""
    statement: str = _COMPILER.to_sqlglot(table).sql(dialect=_COMPILER.dialect)
    return statement


class _Compiler(PySparkCompiler):  # type: ignore[misc] # ibis is untyped
    __slots__ = ()

    def visit_ScalarUDF(self, op: ops.ScalarUDF, **arguments: Any) -> Any:  # noqa: ANN401, N802 - ibis's own
        if op.__func_name__ == "epoch_us":
            [instant] = arguments.values()
            # A timestamp without zone is one of UTC, which is the session's zone.
            return self.f.anon.unix_micros(self.cast(instant, op.args[0].dtype))
        return super().visit_ScalarUDF(op, **arguments)

    def visit_AggUDF(self, op: ops.AggUDF, **arguments: Any) -> Any:  # noqa: ANN401, N802 - ibis's own
        """Look ranks up in the sorted values: Spark's own percentiles are binary numbers."""
        if op.__func_name__ != "quantile_disc":
            return super().visit_AggUDF(op, **arguments)
        of, shares = arguments["of"], arguments["shares"]
        in_order = self.f.anon.sort_array(self.f.anon.collect_list(of))
        ranks = (self.f.ceil(share * self.f.count(of)) for share in shares.expressions)
        places = (sg.cast(rank - 1, "int") for rank in ranks)
        return self.f.array(*(self.f.anon.get(in_order, place) for place in places))

    def visit_IntervalFromInteger(self, op: Any, *, arg: Any, unit: Any) -> Any:  # noqa: ANN401, N802 - ibis's own
        """Say a length of time by its number, where ibis would have a text of it read."""
        if unit.short == "us":
            micro = sge.Interval(this=sge.convert("0.000001"), unit=sge.Var(this="SECOND"))
            return arg * micro
        if unit.short == "D":
            return self.f.anon.make_interval(0, 0, 0, arg)
        return super().visit_IntervalFromInteger(op, arg=arg, unit=unit)

    def visit_Strftime(self, op: Any, *, arg: Any, format_str: Any) -> Any:  # noqa: ANN401, N802 - ibis's own
        """Quote the letters of a format that Spark would take for parts of the time."""
        quoted = re.sub(r"(?<!%)[A-Za-z]+", r"'\g<0>'", format_str.this)
        return super().visit_Strftime(op, arg=arg, format_str=sge.convert(quoted))

    def visit_ArrayIndex(self, op: Any, *, arg: Any, index: Any) -> Any:  # noqa: ANN401, ARG002, N802 - ibis's own
        """Count places in 32 bits, which is what Spark insists on."""
        return self.f.anon.get(arg, sg.cast(index, "int"))

    def visit_WindowFunction(self, op: Any, **parts: Any) -> Any:  # noqa: ANN401, N802 - ibis's own
        """Give row numbers the 64 bits that ibis takes them to have."""
        window = super().visit_WindowFunction(op, **parts)
        if isinstance(op.func, ops.RowNumber):
            return self.cast(window, op.dtype)
        return window

    def visit_JoinLink(self, op: ops.JoinLink, **parts: Any) -> Any:  # noqa: ANN401, N802 - ibis's own
        return self._as_of(op, **parts) if op.how == "asof" else super().visit_JoinLink(op, **parts)

    def _as_of(
        self,
        op: ops.JoinLink,
        *,
        how: str,  # noqa: ARG002 - the caller knows
        table: Any,  # noqa: ANN401 - ibis's own
        predicates: Any,  # noqa: ANN401 - ibis's own
    ) -> Any:  # noqa: ANN401 - ibis's own
        """Join each row to the last of those that begin by it: until the next of them begins."""
        own = [each.right.name for each in op.predicates if isinstance(each, ops.Equals)]
        [begins] = [each for each in op.predicates if not isinstance(each, ops.Equals)]
        [asked] = [each for each in predicates if not isinstance(each, sge.EQ)]
        edge = sg.column(begins.right.name, quoted=True)
        following = sge.Window(
            this=self.f.lead(edge),
            partition_by=[sg.column(name, quoted=True) for name in own],
            order=sge.Order(expressions=[edge]),
        ).as_(_NEXT, quoted=True)
        alias = table.alias_or_name
        bounded = sg.select("*", following).from_(table.copy()).subquery(alias)
        after = sg.column(_NEXT, table=alias, quoted=True)
        not_after = asked.this <= after if isinstance(begins, ops.Greater) else asked.this < after
        on = sg.and_(*predicates, sg.or_(after.is_(sge.null()), not_after))
        return sge.Join(this=bounded, side="left", kind="outer", on=on)


_NEXT = "_next"
_COMPILER = _Compiler()
