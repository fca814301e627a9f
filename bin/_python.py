"""Sees to it that a script of this folder runs in Python 3.11 or newer.

This file must stay readable for Python 3.6, which some servers still call python3: the clear sentence at its end
is for them. Hence no annotations and nothing newer in it.
"""

import os
import subprocess
import sys

OLDEST = (3, 11)
NAMES = ["python3.14", "python3.13", "python3.12", "python3.11", "python3", "python"]


def at_least_3_11():
    """Do nothing if this Python will do; else start the same script again in one that will, or say what is missing."""
    if sys.version_info >= OLDEST:
        return
    found = next((path for path in candidates() if will_do(path)), None)
    if found is None:
        used = "%d.%d" % sys.version_info[:2]
        sys.exit("System Review needs Python 3.11 or newer: this is " + used + ", and no newer one is on the PATH.")
    sys.stdout.flush()
    if os.name == "nt":  # there, exec would give the prompt back while the script still runs
        sys.exit(subprocess.call([found] + sys.argv))
    os.execv(found, [found] + sys.argv)


def candidates():
    """Paths of Pythons worth asking: the one of `.venv` first, then those on the PATH, each once."""
    from shutil import which

    ours = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), ".venv")
    ours = os.path.join(ours, *(["Scripts", "python.exe"] if os.name == "nt" else ["bin", "python"]))
    paths = [ours] if os.path.exists(ours) else []
    for name in NAMES:
        path = which(name)
        if path and path not in paths:
            paths.append(path)
    return paths


def will_do(path, needs="sys"):
    """True if the Python at that path starts, is new enough and can import the modules named in `needs`."""
    check = "import sys, " + needs + "; sys.exit(sys.version_info < (3, 11))"
    try:
        return subprocess.call([path, "-I", "-c", check], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0
    except OSError:
        return False
