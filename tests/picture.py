"""Takes the picture of the README: the example's first sheet, at the size of a desktop window, as one small PNG."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile

from _house import ROOT
from _tools import chromium

PICTURE = ROOT / "docs" / "images" / "results-sheet.png"
MOST = 150_000  # bytes
SIZE = {"width": 1280, "height": 800}
ADDRESS = re.compile(r"http://\S+")


def main() -> int:
    """Start the example in a folder of its own, photograph it, end it. 1 if the picture is too large."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "SYSTEM_REVIEW_DATA": folder}
        command = [sys.executable, "-m", "system_review.commands", "demo", "--port", "8765"]
        with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as server:
            try:
                assert server.stdout is not None
                picture = _taken(ADDRESS.search(server.stdout.readline()))
            finally:
                server.terminate()
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    PICTURE.write_bytes(_small(picture))
    size = PICTURE.stat().st_size
    print(f"{PICTURE.relative_to(ROOT)}: {size:,} bytes")
    return 0 if size <= MOST else 1


def _taken(printed: re.Match[str] | None) -> bytes:
    from playwright.sync_api import sync_playwright

    if printed is None:
        raise SystemExit("The example did not start.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        page = browser.new_page(viewport=SIZE)
        page.goto(printed.group())
        page.get_by_role("link", name="Open the example").click()
        page.goto(page.url + "sheet/")
        page.evaluate("document.fonts.ready")
        return page.screenshot()


def _small(picture: bytes) -> bytes:
    """The same picture, in as few bytes as PNG allows without losing a pixel."""
    import zopfli.png

    return bytes(zopfli.png.optimize(picture, num_iterations=15))


if __name__ == "__main__":
    raise SystemExit(main())
