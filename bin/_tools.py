"""What the tests need that pip does not bring: a Chromium, poppler's programs for a look at PDFs, a ClamAV, nginx."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
ELSEWHERE = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
PACKAGES = ["chromium", "fonts-liberation", "poppler-utils"]
SCANNER = ["clamav-daemon"]
PROXY = ["nginx-light"]
PROXY_CURE = f"apt install {' '.join(PROXY)}"
SCANNER_CURE = f"apt install {' '.join(SCANNER)}"
CURE = f"apt install {' '.join(PACKAGES)}, or set CHROMIUM to the path of one"


def on_ci() -> bool:
    """True where nothing may be left out quietly: CI is set to anything but a no."""
    return os.environ.get("CI", "").lower() not in ("", "0", "false", "no")


def chromium() -> str | None:
    """The path of a Chromium: the environment's CHROMIUM, else one on the PATH or at a usual place; None without."""
    if told := os.environ.get("CHROMIUM"):
        return told
    found = next(filter(None, map(shutil.which, NAMES)), None)
    return found or next((path for path in ELSEWHERE if Path(path).exists()), None)


def clamd() -> str | None:
    """The path of ClamAV's daemon; None without."""
    return shutil.which("clamd", path=f"{os.environ.get('PATH', '')}{os.pathsep}/usr/sbin")


def nginx() -> str | None:
    """The path of nginx; None without."""
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}{os.pathsep}/usr/sbin")


def install_missing() -> None:
    """Install with apt what is missing, if that can be done without asking anybody; else leave it to loud skips."""
    if os.name == "nt" or os.getuid() != 0 or not shutil.which("apt-get"):
        return
    if not (chromium() and shutil.which("pdftotext")):
        _install(PACKAGES)
    if not clamd():
        _install(SCANNER)
    if not nginx():
        _install(PROXY)


def _install(packages: list[str]) -> None:
    print(f"Installing {', '.join(packages)} (once, about a minute) ...", file=sys.stderr)
    # Without the time-out for the lock, a second apt on the machine makes this one fail at once.
    install = ["apt-get", "-o", "DPkg::Lock::Timeout=300", "install", "-y", "--no-install-recommends", *packages]
    surroundings = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update"], install):
        done = subprocess.run(
            command,
            env=surroundings,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
        )
    if done.returncode:
        print(f"apt could not install them:\n{done.stdout[-2000:]}", file=sys.stderr)
