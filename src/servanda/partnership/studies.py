"""Case studies: written by one side, agreed by the other, and read by groups of people."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from servanda.facts.decision import CaseStudyAgreed, CaseStudyRead, CaseStudyWritten, Entry
from servanda.kernel.time import Instant

__all__ = ["SMALL_GROUP", "CaseStudy", "StudyWord", "take_study"]

SMALL_GROUP = 5
"""Of a group with fewer people nobody says how many have read: that would say who."""

StudyWord = CaseStudyWritten | CaseStudyAgreed | CaseStudyRead


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseStudy:
    """A case study: the entry that wrote it, what it says, since when both agree, who read it.

    Args:
        read: What was said last of each group that reads it, by the group as it is compared.
    """

    entry: Entry
    written: CaseStudyWritten
    agreed_at: Instant | None = None
    read: dict[str, CaseStudyRead] = field(default_factory=dict)

    @property
    def read_by(self) -> int:
        """Return how many have read it, of the groups that are large enough to be counted."""
        return sum(each.read or 0 for each in self.read.values())

    @property
    def staff(self) -> int:
        """Return how many people those groups have."""
        return sum(each.staff for each in self.read.values() if each.read is not None)


def take_study(studies: dict[str, CaseStudy], entry: Entry, act: StudyWord) -> None:
    """Take a word on a case study into how they stand, by the digest of what wrote each."""
    if isinstance(act, CaseStudyWritten):
        studies[entry.sha256] = CaseStudy(entry=entry, written=act)
        return
    study = studies.get(act.study)
    if study is None:
        return
    if isinstance(act, CaseStudyAgreed):
        studies[act.study] = replace(study, agreed_at=entry.at)
    else:
        group = " ".join(act.group.split()).casefold()
        studies[act.study] = replace(study, read={**study.read, group: act})
