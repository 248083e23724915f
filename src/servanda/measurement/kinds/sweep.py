"""Stretches of time joined and cut: unions by a running maximum, states by a sweep over edges."""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

from servanda.measurement.logic import whole
from servanda.measurement.study import Study

__all__ = ["joined_outages", "swept", "union_of"]


def _marked(rows: ir.Table, names: Sequence[str]) -> ir.Table:
    """Say of each stretch how far earlier ones of its segment reach, and whether it is apart.

    ``reached`` is the end of the latest before it, ``final`` of the latest of all, and ``new``
    holds for a stretch that neither overlaps nor touches one before it.
    """
    groups, order = [rows[name] for name in names], [rows["a"], rows["b"]]
    before = ibis.window(group_by=groups, order_by=order, preceding=(None, 1))
    # The same order, so that it is sorted once.
    whole_segment = ibis.window(group_by=groups, order_by=order, preceding=None, following=None)
    marked = rows.mutate(
        reached=rows["b"].max().over(before), final=rows["b"].max().over(whole_segment)
    )
    return marked.mutate(new=marked["reached"].isnull() | (marked["a"] > marked["reached"]))


def joined_outages(down: ir.Table, names: Sequence[str]) -> ir.Table:
    """Add to each outage the number of the joined outage that it is part of.

    Numbers are positive, and different in different segments; an outage of no length is none.
    """
    marked = _marked(down.filter(down["a"] < down["b"]), names)
    everywhere = [*(marked[name] for name in names), marked["a"], marked["b"]]
    placed = marked.mutate(place=ibis.row_number().over(ibis.window(order_by=everywhere)) + 1)
    so_far = ibis.window(
        group_by=[placed[name] for name in names],
        order_by=[placed["a"], placed["b"], placed["new"].desc()],
        preceding=None,
        following=0,
    )
    place = ibis.cases((placed["new"], placed["place"]))
    joined = placed.mutate(outage=place.max().over(so_far).cast("int64"))
    return joined.select(*down.columns, "outage")


def union_of(rows: ir.Table, names: Sequence[str]) -> ir.Table:
    """Return stretches that neither overlap nor touch, within each segment."""
    marked = _marked(rows.filter(rows["a"] < rows["b"]), names)
    apart = marked.filter(marked["new"])
    later = ibis.window(group_by=[apart[name] for name in names], order_by=apart["a"])
    # As far as anything reached before the next stretch that is apart, this one does.
    until = ibis.coalesce(apart["reached"].lead().over(later), apart["final"])
    return apart.select("a", *names, b=until).select("a", "b", *names)


def _heaviest(outages: ir.Table, names: Sequence[str]) -> ir.Table:
    """Cut joined outages where their weight changes; the greatest weight at a time applies."""
    edges = ibis.union(
        outages.select("outage", *names, at="a"), outages.select("outage", *names, at="b")
    ).distinct()
    window = ibis.window(group_by=edges["outage"], order_by=edges["at"])
    parts = edges.mutate(until=edges["at"].lead().over(window))
    parts = parts.filter(parts["until"].notnull())
    covering = outages.select("outage", "weight", a="a", b="b")
    joined = parts.inner_join(
        covering,
        [
            parts["outage"] == covering["outage"],
            covering["a"] <= parts["at"],
            covering["b"] > parts["at"],
        ],
    )
    found = joined.select(*(parts[name] for name in parts.columns), weight=covering["weight"])
    heaviest = found.group_by(["outage", "at", "until", *names]).aggregate(
        weight=found["weight"].max()
    )
    return heaviest.select("outage", "weight", *names, a="at", b="until")


def swept(
    study: Study,
    outages: ir.Table,
    unknown: ir.Table,
    planned: ir.Table | None,
    bounds: ir.Table,
    names: Sequence[str],
) -> ir.Table:
    """Cut time at every edge, and say of each stretch what it is.

    Args:
        study: Where the work is done.
        outages: Outages as recorded, with ``outage`` and ``weight``.
        unknown: Stretches of which nothing is known.
        planned: Planned stretches.
        bounds: Further instants ``at`` at which stretches are cut in every segment.
        names: The segment columns.

    Returns:
        ``a``, ``b``, ``state`` (``planned`` before ``down`` before ``unknown``), ``outage``,
        ``weight`` and the segments; time that is none of them is not in it.
    """
    down = _heaviest(outages, names)
    layers = [
        _edges(down, names, outage=down["outage"], weight=down["weight"], down=1),
        _edges(union_of(unknown, names), names, unknown=1),
    ]
    if planned is not None:
        layers.append(_edges(union_of(planned, names), names, planned=1))
    edges = study.engine.keep(ibis.union(*layers))
    cuts = _cuts(edges, bounds, names)
    by_edge = ibis.union(edges, cuts).group_by(["at", *names])
    points = by_edge.aggregate(
        **{name: (lambda table, name=name: whole(table[name].sum())) for name in _LAYERS}
    )
    so_far = ibis.window(
        group_by=[points[name] for name in names],
        order_by=points["at"],
        preceding=None,
        following=0,
    )
    later = ibis.window(group_by=[points[name] for name in names], order_by=points["at"])
    stretches = points.select(
        *names,
        a=points["at"],
        b=points["at"].lead().over(later),
        **{name: whole(points[name].sum().over(so_far)) for name in _LAYERS},
    )
    state = ibis.cases(
        (stretches["planned"] > 0, "planned"),
        (stretches["down"] > 0, "down"),
        (stretches["unknown"] > 0, "unknown"),
    )
    known = stretches.mutate(state=state)
    return known.filter(known["state"].notnull() & known["b"].notnull()).select(
        "a", "b", "state", "outage", "weight", *names
    )


_LAYERS = ("down", "unknown", "planned", "outage", "weight")


def _edges(rows: ir.Table, names: Sequence[str], **layers: ir.IntegerValue | int) -> ir.Table:
    """Return what each stretch adds at its beginning and takes away at its end."""
    given = {name: ibis.literal(0, "int64") + layers.get(name, 0) for name in _LAYERS}
    kept = rows.mutate(**{f"_{name}": column for name, column in given.items()})
    opens = kept.select(*names, at="a", **{name: kept[f"_{name}"] for name in _LAYERS})
    closes = kept.select(*names, at="b", **{name: -kept[f"_{name}"] for name in _LAYERS})
    return ibis.union(opens, closes)


def _cuts(edges: ir.Table, bounds: ir.Table, names: Sequence[str]) -> ir.Table:
    nothing = {name: ibis.literal(0, "int64") for name in _LAYERS}
    if not names:
        return bounds.select("at", **nothing).select(*edges.columns)
    present = edges.select(*names).distinct()
    return bounds.cross_join(present).select(*names, at="at", **nothing).select(*edges.columns)
