"""Run the command line as `python -m diplomacy_archive`."""

import sys

from diplomacy_archive.cli import main

sys.exit(main())
