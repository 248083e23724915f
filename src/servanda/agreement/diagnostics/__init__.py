"""Mistakes that an author can make in an agreement's text, by what they are about.

Codes A001 to A029 are about shape, A030 to A069 about what sections say, A070 to A099 about
amendments, A100 on about what the parts mean together.
"""

from servanda.agreement.diagnostics.amendments import *  # noqa: F403 - it lists what it gives
from servanda.agreement.diagnostics.cards import *  # noqa: F403 - it lists what it gives
from servanda.agreement.diagnostics.decisions import *  # noqa: F403 - it lists what it gives
from servanda.agreement.diagnostics.measures import *  # noqa: F403 - it lists what it gives
from servanda.agreement.diagnostics.money import *  # noqa: F403 - it lists what it gives
from servanda.agreement.diagnostics.outcomes import *  # noqa: F403 - it lists what it gives
from servanda.agreement.diagnostics.partnership import *  # noqa: F403 - it lists what it gives
from servanda.agreement.diagnostics.people import *  # noqa: F403 - it lists what it gives
from servanda.agreement.diagnostics.portfolio import *  # noqa: F403 - it lists what it gives
from servanda.agreement.diagnostics.references import *  # noqa: F403 - it lists what it gives
from servanda.agreement.diagnostics.sections import *  # noqa: F403 - it lists what it gives
from servanda.agreement.diagnostics.shape import *  # noqa: F403 - it lists what it gives
