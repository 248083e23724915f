"""A case's clock as a picture: a bar of its stretches, from start to end."""

from __future__ import annotations

from collections.abc import Sequence

from servanda.measurement.explain import Stretch, StretchKind

__all__ = ["timeline_svg"]

_WIDTH, _HEIGHT = 1000, 36
_LEAST = 2
_CLASSES = {
    StretchKind.RUNNING: "running",
    StretchKind.PAUSED: "paused",
    StretchKind.STOPPED: "quiet",
    StretchKind.CLOSED: "quiet",
    StretchKind.PLANNED: "planned",
    StretchKind.DOWN: "down",
    StretchKind.UNKNOWN: "planned",
}
_HEIGHTS = {"running": _HEIGHT, "down": _HEIGHT, "paused": 20, "planned": 20, "quiet": 6}


def timeline_svg(stretches: Sequence[Stretch]) -> str:
    """Return the picture; heights tell the states apart where colours do not."""
    if not stretches:
        return ""
    begin, end = stretches[0].start.micros, stretches[-1].end.micros
    span = max(1, end - begin)
    bars = []
    for each in stretches:
        left = (each.start.micros - begin) * _WIDTH // span
        width = max(_LEAST, (each.end.micros - each.start.micros) * _WIDTH // span)
        kind = _CLASSES[each.kind]
        height = _HEIGHTS[kind]
        top = (_HEIGHT - height) // 2
        bars.append(
            f'<rect class="{kind}" x="{left}" y="{top}" width="{width}" height="{height}"/>'
        )
    return (
        f'<svg class="timeline" viewBox="0 0 {_WIDTH} {_HEIGHT}" preserveAspectRatio="none"'
        f' role="img" aria-label="The clock from start to end">{"".join(bars)}</svg>'
    )
