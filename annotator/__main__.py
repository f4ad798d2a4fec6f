"""``python -m annotator``."""

import sys

from annotator.app.cli import main

sys.exit(main())
