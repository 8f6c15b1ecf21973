"""``python -m eval``: see ``--help``."""

import sys

from eval.cli import main

sys.exit(main())
