"""The forms of all acts."""

from __future__ import annotations

from collections.abc import Mapping

from servanda.web.pages.acts.behaving import BEHAVING
from servanda.web.pages.acts.cards import CARDS
from servanda.web.pages.acts.entries import ENTRIES
from servanda.web.pages.acts.evidence import EVIDENCE
from servanda.web.pages.acts.favours import FAVOURS
from servanda.web.pages.acts.form import ActForm
from servanda.web.pages.acts.holding import HOLDING
from servanda.web.pages.acts.learning import LEARNING
from servanda.web.pages.acts.pains import PAINS
from servanda.web.pages.acts.relief import RELIEF
from servanda.web.pages.acts.reviews import REVIEWS
from servanda.web.pages.acts.settling_in import SETTLING_IN
from servanda.web.pages.acts.statements import STATEMENTS
from servanda.web.pages.acts.steering import STEERING
from servanda.web.pages.acts.studies import STUDIES
from servanda.web.pages.acts.texts import OWN_DRAFT, TEXTS
from servanda.web.pages.acts.work import WORK

__all__ = ["ACT_FORMS", "FORMS"]

ACT_FORMS: Mapping[str, ActForm] = {
    each.does: each
    for each in (
        *STATEMENTS,
        *RELIEF,
        *SETTLING_IN,
        *HOLDING,
        *TEXTS,
        *EVIDENCE,
        *REVIEWS,
        *LEARNING,
        *WORK,
        *FAVOURS,
        *STUDIES,
        *PAINS,
        *CARDS,
        *BEHAVING,
        *STEERING,
        *ENTRIES,
    )
}
"""The forms by their act."""

FORMS: tuple[ActForm, ...] = (*ACT_FORMS.values(), OWN_DRAFT)
"""Every form, those of acts that have a further one among them."""
