"""Why something that a party says does not count, by what it is about."""

from servanda.decisions.diagnostics.accounted import *  # noqa: F403 - it lists what it gives
from servanda.decisions.diagnostics.agreeing import *  # noqa: F403 - it lists what it gives
from servanda.decisions.diagnostics.claiming import *  # noqa: F403 - it lists what it gives
from servanda.decisions.diagnostics.money import *  # noqa: F403 - it lists what it gives
from servanda.decisions.diagnostics.partnering import *  # noqa: F403 - it lists what it gives
from servanda.decisions.diagnostics.serving import *  # noqa: F403 - it lists what it gives
from servanda.decisions.diagnostics.settling_in import *  # noqa: F403 - it lists what it gives
from servanda.decisions.diagnostics.speaking import *  # noqa: F403 - it lists what it gives
