"""What the evidence says of an incident that is reviewed."""

from __future__ import annotations

from servanda.facts.decision import TimelineItem
from servanda.kernel.time import Instant
from servanda.measurement.explain import IncidentTrace, trace_incident
from servanda.pipeline.inputs import gather
from servanda.pipeline.refusals import MisusedCommand
from servanda.pipeline.workspace import Workspace

__all__ = ["NotRestored", "drawn_timeline", "restored_by_evidence", "trace_of"]


class NotRestored(MisusedCommand):
    """When a service was restored was not said, and the evidence does not say it."""

    def __init__(self, incident: str) -> None:
        super().__init__(
            f"the evidence does not say when '{incident}' was over; say when the service was"
            " restored"
        )


def trace_of(workspace: Workspace, incident: str, service: str) -> IncidentTrace | None:
    """Return what the evidence says of an incident; nothing where it has none or cannot be read.

    Args:
        workspace: Where everything lies.
        incident: The incident's key.
        service: The service it is about; may be empty.
    """
    gathered = gather(workspace)
    if gathered.value is None:
        return None
    inputs = gathered.value
    return trace_incident(inputs.history, inputs.snapshot, incident, service)


def drawn_timeline(trace: IncidentTrace) -> tuple[TimelineItem, ...]:
    """Return an incident's own record as a timeline to begin a review with, oldest first.

    What lasted has an item for its beginning and one for its end.
    """
    items = []
    for each in trace.items:
        if each.is_own:
            items.append(TimelineItem(at=each.at, what=each.what))
            if each.until is not None:
                name, _, _ = each.what.partition(",")
                items.append(TimelineItem(at=each.until, what=f"{name}: over"))
    return tuple(sorted(items, key=lambda each: each.at))


def restored_by_evidence(workspace: Workspace, incident: str) -> Instant:
    """Return when an incident was over by the evidence.

    Raises:
        NotRestored: The evidence does not have it, or it is not over there.
    """
    trace = trace_of(workspace, incident, "")
    if trace is None or trace.restored is None:
        raise NotRestored(incident)
    return trace.restored
