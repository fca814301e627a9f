"""`python -m system_review.commands` is the same as `system-review`."""

from __future__ import annotations

import sys

from system_review.commands import main

if __name__ == "__main__":
    sys.exit(main())
