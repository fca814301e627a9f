"""`python -m tests.bench.beside`: serves the product as `serve` does, with the settings of the benchmark."""

from __future__ import annotations

import os
import sys

from system_review.commands import supervising
from system_review.config import addresses

if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
    sys.exit(supervising.serve(addresses.listening("", 8400), example=False))
