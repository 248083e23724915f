"""One case, or one segment's outages, told slowly: an implementation of its own.

Nothing here uses the engine or its tables of time. It reads the rows of one key, walks over
them in plain Python with the calendar's own functions, and so also serves as the oracle that
the engine is tested against.
"""

from servanda.measurement.explain.case import UnknownCase, explain_case
from servanda.measurement.explain.incident import IncidentTrace, TraceItem, trace_incident
from servanda.measurement.explain.outages import explain_outages
from servanda.measurement.explain.timeline import (
    CaseTimeline,
    OutageStretch,
    OutageTimeline,
    Stretch,
    StretchKind,
    TimelineEvent,
)

__all__ = [
    "CaseTimeline",
    "IncidentTrace",
    "OutageStretch",
    "OutageTimeline",
    "Stretch",
    "StretchKind",
    "TimelineEvent",
    "TraceItem",
    "UnknownCase",
    "explain_case",
    "explain_outages",
    "trace_incident",
]
