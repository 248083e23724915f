"""Attested figures: entered by hand, with a document, and countersigned by someone else."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from servanda.agreement.model.agreement import History
from servanda.agreement.model.measure import AttestedRule, Measure
from servanda.facts.figure import Value
from servanda.measurement import reasons
from servanda.measurement.amount import Amount
from servanda.measurement.entered import is_entered
from servanda.measurement.figures import Group, segment_of
from servanda.measurement.kinds.named import Named
from servanda.measurement.kinds.ratio import placed_records
from servanda.measurement.outcome import read_scalar
from servanda.measurement.results import Judged, first_reason, segment_reason
from servanda.measurement.rows import column_value
from servanda.measurement.study import Span, Study, segment_name, stored_name

__all__ = ["judge_attested"]

_DIGEST = "^[0-9a-f]{64}$"


def judge_attested(
    study: Study, history: History, span: Span, measure: Measure, rule: AttestedRule
) -> tuple[Judged, Named]:
    """Return what became of every entry, and the figure that stands in each period.

    The entry that was countersigned last stands; those before it stay on record.
    """
    entries = placed_records(study, history, span, measure, rule.entered_at, label=rule.period)
    signed = _signed(study, measure, rule, entries)
    standing = study.engine.keep(_latest(signed, measure))
    segments = [segment_name(name) for name in measure.by]
    shown = standing.select(
        "_record",
        "key",
        "place",
        "reason",
        *segments,
        entered_by=standing["entered_by"],
        entered_at=standing["entered_at"],
        document=standing["document"],
        countersigned_by=standing["countersigned_by"],
        countersigned_at=standing["countersigned_at"],
        **{stored_name(rule.figure): standing[stored_name(rule.figure)]},
    )
    judged = Judged(table=shown, instants=("entered_at", "countersigned_at"))
    return judged, _named(study, span, measure, rule, standing)


def _signed(study: Study, measure: Measure, rule: AttestedRule, entries: ir.Table) -> ir.Table:
    at = entries[stored_name(rule.countersigned_at)]
    known = study.is_known(at) | is_entered(study, measure.table, entries)
    rows = entries.mutate(
        entered_by=entries[stored_name(rule.entered_by)],
        document=entries[stored_name(rule.document)],
        countersigned_by=entries[stored_name(rule.countersigned_by)],
        # A signature that is not known yet has not been given.
        countersigned_at=ibis.cases((known, at)),
    )
    reason = ibis.coalesce(
        rows["reason"],
        segment_reason(rows, measure),
        first_reason(
            [
                (rows[stored_name(rule.figure)].isnull(), reasons.NO_VALUE),
                (_is_empty(rows["entered_by"]) | rows["entered_at"].isnull(), reasons.NO_AUTHOR),
                (~rows["document"].fill_null("").re_search(_DIGEST), reasons.NO_DOCUMENT),
                (
                    _is_empty(rows["countersigned_by"]) | rows["countersigned_at"].isnull(),
                    reasons.NOT_COUNTERSIGNED,
                ),
                (rows["countersigned_by"] == rows["entered_by"], reasons.SAME_SIGNATURE),
                (rows["countersigned_at"] < rows["entered_at"], reasons.SIGNED_EARLY),
            ]
        ),
    )
    return rows.mutate(reason=reason)


def _is_empty(column: ir.StringValue) -> ir.BooleanValue:
    return column.fill_null("").strip() == ""


def _latest(rows: ir.Table, measure: Measure) -> ir.Table:
    """Let the entry countersigned last stand in each period and segment."""
    sound = rows["reason"].isnull()
    ranked = rows.mutate(
        rank=ibis.row_number().over(
            ibis.window(
                group_by=["place", *(segment_name(name) for name in measure.by)],
                order_by=[
                    ~sound,
                    rows["countersigned_at"].desc(),
                    rows["entered_at"].desc(),
                    rows["key"],
                    rows["_record"],
                ],
            )
        )
    )
    replaced = ranked["reason"].isnull() & (ranked["rank"] > 0)
    reason = ibis.cases((replaced, ibis.literal(reasons.REPLACED)), else_=ranked["reason"])
    return ranked.mutate(reason=reason)


def _named(
    study: Study, span: Span, measure: Measure, rule: AttestedRule, standing: ir.Table
) -> dict[Group, dict[str, Value]]:
    column = span.version.evidence[measure.table].columns[rule.figure]
    kind = column_value(standing, column, name=stored_name(rule.figure))
    assert isinstance(kind, Amount)
    assert kind.numerator is not None
    placed = study.period_of.on(standing, "place", "position")
    counting = placed.filter(placed["reason"].isnull() & placed["position"].notnull())
    segments = [segment_name(name) for name in measure.by]
    rows = study.engine.rows(
        counting.select("position", *segments, figure=counting[stored_name(rule.figure)])
    )
    return {
        (int(row["position"]), segment_of(row, measure)): {
            "attested": read_scalar(kind, row["figure"])
        }
        for row in rows
    }
