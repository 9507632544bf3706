"""``python -m consilium``."""

from __future__ import annotations

import sys

from consilium.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
