"""A case's clock as a picture: a bar of its stretches, from start to end."""

from __future__ import annotations

from collections.abc import Sequence

from servanda.kernel.time import Instant
from servanda.measurement.explain import Stretch, StretchKind

__all__ = ["kind_of", "timeline_svg"]

_WIDTH, _HEIGHT = 1000, 36
_LEAST, _MARK = 2, 4
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


def kind_of(stretch: Stretch) -> str:
    """Return how a stretch is drawn, by its class."""
    return _CLASSES[stretch.kind]


def timeline_svg(stretches: Sequence[Stretch], *, due: Instant | None = None) -> str:
    """Return the picture; heights tell the states apart where colours do not.

    Args:
        stretches: What the clock did, in order.
        due: When it was to have stopped at the latest; the picture reaches to it.
    """
    if not stretches:
        return ""
    begin, last = stretches[0].start.micros, stretches[-1].end.micros
    end = max(last, due.micros) if due is not None else last
    span = max(1, end - begin)
    bars = []
    for each in stretches:
        left = (each.start.micros - begin) * _WIDTH // span
        width = max(_LEAST, (each.end.micros - each.start.micros) * _WIDTH // span)
        kind = kind_of(each)
        height = _HEIGHTS[kind]
        top = (_HEIGHT - height) // 2
        bars.append(
            f'<rect class="{kind}" x="{left}" y="{top}" width="{width}" height="{height}"/>'
        )
    if due is not None and due.micros >= begin:
        left = min((due.micros - begin) * _WIDTH // span, _WIDTH - _MARK)
        bars.append(f'<rect class="due" x="{left}" y="0" width="{_MARK}" height="{_HEIGHT}"/>')
    return (
        f'<svg class="timeline" viewBox="0 0 {_WIDTH} {_HEIGHT}" preserveAspectRatio="none"'
        f' role="img" aria-label="The clock from start to end">{"".join(bars)}</svg>'
    )
