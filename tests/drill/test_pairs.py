"""Every pair of tests/reviews/acts.py on PostgreSQL, held before each statement of either act."""

from __future__ import annotations

import os
import subprocess
import sys

from _house import ROOT


def test_every_pair_before_every_statement(tell):
    command = [sys.executable, "bin/test", "--postgres", "tests/reviews/test_pairs.py", "-q"]
    surroundings = {**os.environ, "EVERY_STATEMENT": "1"}
    done = subprocess.run(command, cwd=ROOT, env=surroundings, capture_output=True, text=True, check=False)

    tell(done.stdout.strip().splitlines()[-1])
    assert done.returncode == 0, done.stdout[-5000:]
