"""The product's settings with a page of the benchmark beside its own: for the server that pages are compared with."""

from __future__ import annotations

import os

from system_review.config.settings import *  # noqa: F403
from system_review.config.settings import TEMPLATES

ROOT_URLCONF = "tests.bench.urls"
TEMPLATES = [{**TEMPLATES[0], "DIRS": [os.environ["BENCH_TEMPLATES"]]}]
