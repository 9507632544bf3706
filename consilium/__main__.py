"""``python -m consilium`` does what ``consilium`` does."""

from __future__ import annotations

import sys

from consilium.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
