"""Relief claimed, and decided on."""

from __future__ import annotations

from dataclasses import replace

from servanda.web.pages import choosing
from servanda.web.pages.acts.form import (
    ANSWER,
    DOCUMENTS,
    REASON,
    REASON_UNLESS_GRANTED,
    ActForm,
    Said,
    hidden,
)
from servanda.web.pages.fields import Field, Sort

__all__ = ["RELIEF"]

_PLAIN = ("relief", "reason", "measures", "share", "documents")


def _claimed(said: Said) -> Said:
    rest = {name: said[name] for name in _PLAIN if name in said}
    if "keys" in said:
        keys = said["keys"].replace(",", " ").split()
        table, period = said.get("table", ""), said.get("period", "")
        return {**rest, "subject": {"table": table, "keys": keys, "period": period}}
    segment = said.get("segment", "")
    return {
        **rest,
        "subject": {
            "start": said.get("start", ""),
            "end": said.get("end", ""),
            "segment": choosing.segment_named(segment),
        },
    }


RELIEF = (
    ActForm(
        does="relief claimed",
        title="Claim relief",
        button="Claim",
        tab="decisions",
        intro="Name either records by their keys, or a stretch of time; leave the other empty.",
        fields=(
            Field(
                name="relief",
                label="Relief",
                sort=Sort.CHOICE,
                choices=choosing.reliefs,
                nothing="The agreement names no relief that your party may claim.",
                told_by=frozenset({"D012", "D014", "D017", "D024"}),
            ),
            Field(
                name="table",
                group="Either: records",
                label="Table of the records",
                sort=Sort.CHOICE,
                choices=choosing.tables,
                needed=False,
            ),
            Field(
                name="keys",
                group="Either: records",
                label="Keys of the records",
                help="Separated by spaces or commas.",
                needed=False,
                told_by=frozenset({"D022", "D029"}),
            ),
            Field(
                name="period",
                group="Either: records",
                label="Period in which the records count",
                sort=Sort.CHOICE,
                choices=choosing.periods,
                needed=False,
                told_by=frozenset({"D016", "D023"}),
            ),
            Field(
                name="start",
                group="Or: a stretch of time",
                label="From",
                sort=Sort.MOMENT,
                needed=False,
                help="By the clock of the agreement's zone.",
            ),
            Field(
                name="end",
                group="Or: a stretch of time",
                label="Until",
                sort=Sort.MOMENT,
                needed=False,
                told_by=frozenset({"D021", "D026"}),
            ),
            Field(
                name="segment",
                group="Or: a stretch of time",
                label="Only for",
                help="Such as service=payments; empty for everything.",
                needed=False,
            ),
            Field(
                name="measures",
                label="Measures that it is about",
                sort=Sort.SEVERAL,
                choices=choosing.measures,
                help="None chosen: every measure that it touches.",
                needed=False,
            ),
            Field(
                name="share",
                label="Share that should not count",
                sort=Sort.SHARE,
                help="Such as 50%; empty for all of it.",
                needed=False,
                told_by=frozenset({"D020"}),
            ),
            REASON,
            replace(DOCUMENTS, needed=False),
        ),
        content=_claimed,
    ),
    ActForm(
        does="relief answered",
        title="Decide on a claim",
        button="Decide",
        tab="decisions",
        intro="Accepted grants the share that was claimed, declined none, settled a share that you"
        " name.",
        fields=(
            hidden("claim"),
            ANSWER,
            Field(
                name="share",
                label="Share granted",
                sort=Sort.SHARE,
                needed=False,
                told_by=frozenset({"D020"}),
            ),
            REASON_UNLESS_GRANTED,
        ),
        content=lambda said: {"reason": "", **said},
    ),
)
