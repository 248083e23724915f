"""Run the command as ``python -m servanda``."""

import sys

from servanda.app.main import main

sys.exit(main())
