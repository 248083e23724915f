"""What can be wrong with an operating model.

Codes O001 to O029 are mistakes of its text, O030 to O049 of sheets that are brought back,
O100 on are the rules of the trade: what is found there is a risk, and stops nothing.
"""

from servanda.operating_model.diagnostics.rules import *  # noqa: F403 - it lists what it gives
from servanda.operating_model.diagnostics.sheets import *  # noqa: F403 - it lists what it gives
from servanda.operating_model.diagnostics.text import *  # noqa: F403 - it lists what it gives
