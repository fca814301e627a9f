"""The programs that make documents of papers: many papers at once, since starting LibreOffice or a browser is slow."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from tests.bench.reading import bare_writing
from tests.bench.reading.docx_writing import docx_of
from tests.bench.reading.html_writing import html_of
from tests.bench.reading.odt_writing import odt_of
from tests.bench.reading.own_exports import WRITERS, written
from tests.bench.reading.text_writing import WAYS, csv_of, text_of_paper
from tests.bench.reading.typst_writing import typst_of
from tests.bench.reading.xlsx_writing import openpyxl_of, xlsx_of

OFFICE, BROWSER = "LibreOffice", "Chromium"
FILTERS = {"html": "HTML (StarWriter)", "docx": "MS Word 2007 XML", "odt": "writer8", "xlsx": "Calc MS Excel 2007 XML"}


@dataclass(frozen=True)
class Program:
    """What makes documents: `make` takes papers by name and gives files by name. `needs` a program of the machine."""

    name: str
    ending: str
    make: Callable[[dict], dict]
    needs: str = ""

    @property
    def is_here(self):
        return not self.needs or bool(_found(self.needs))


def _found(name):
    if name == OFFICE:
        return shutil.which("soffice") or shutil.which("libreoffice")
    from _tools import chromium  # of bin/, as the tests have it on their path

    return chromium()


def _each(write):
    return lambda papers: {name: write(paper) for name, paper in papers.items()}


def _by_office(write, *endings):
    """Files written by `write` (of the first ending) and converted from ending to ending, in one run each."""

    def make(papers):
        with tempfile.TemporaryDirectory(prefix="sr-office-", ignore_cleanup_errors=True) as place:
            folder = Path(place)
            for name, paper in papers.items():
                data = write(paper)
                (folder / f"{name}.{endings[0]}").write_bytes(data if isinstance(data, bytes) else data.encode())
            for before, after in pairwise(endings):
                folder = _converted(folder, before, after, Path(place))
            return {name: (folder / f"{name}.{endings[-1]}").read_bytes() for name in papers}

    return make


def _converted(folder, before, after, place):
    out = place / f"{before}-{after}"
    files = [str(path) for path in sorted(folder.glob(f"*.{before}"))]
    profile = f"-env:UserInstallation=file://{place}/profile"
    reading = [f"--infilter={FILTERS['html']}"] if before == "html" else []
    command = [
        _found(OFFICE),
        profile,
        "--headless",
        *reading,
        "--convert-to",
        _target(after),
        "--outdir",
        str(out),
        *files,
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=60 + 5 * len(files))
    return out


def converted(data, before, after):
    """One file by LibreOffice, from ending to ending."""
    with tempfile.TemporaryDirectory(prefix="sr-office-", ignore_cleanup_errors=True) as place:
        (Path(place) / f"one.{before}").write_bytes(data)
        return (_converted(Path(place), before, after, Path(place)) / f"one.{after}").read_bytes()


def _target(ending):
    return f"{ending}:{FILTERS[ending]}" if ending in FILTERS else ending


def _by_browser(write):
    def make(papers):
        from playwright.sync_api import sync_playwright

        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=_found(BROWSER))
            page = browser.new_page()
            made = {}
            for name, paper in papers.items():
                page.set_content(write(paper))
                made[name] = page.pdf(prefer_css_page_size=True, print_background=True)
            browser.close()
        return made

    return make


def _separated(papers):
    return {name: csv_of(paper, WAYS[at % len(WAYS)]) for at, (name, paper) in enumerate(papers.items())}


PROGRAMS = {
    one.name: one
    for one in (
        Program("python-docx", "docx", _each(docx_of)),
        Program("LibreOffice docx", "docx", _by_office(html_of, "html", "odt", "docx"), OFFICE),
        Program("LibreOffice odt", "odt", _by_office(docx_of, "docx", "odt"), OFFICE),
        Program("odt by hand", "odt", _each(odt_of)),
        Program("LibreOffice pdf", "pdf", _by_office(docx_of, "docx", "pdf"), OFFICE),
        Program("Chromium pdf", "pdf", _by_browser(html_of), BROWSER),
        Program("Chromium pdf, no lines", "pdf", _by_browser(lambda paper: html_of(paper, ruled=False)), BROWSER),
        Program("typst pdf", "pdf", _each(typst_of)),
        Program("typst pdf, no lines", "pdf", _each(lambda paper: typst_of(paper, ruled=False))),
        Program("LibreOffice pdf, no lines", "pdf", _by_office(bare_writing.docx_bare, "docx", "pdf"), OFFICE),
        Program("Chromium pdf, in the middle", "pdf", _by_browser(bare_writing.html_in_the_middle), BROWSER),
        Program("Chromium pdf, striped", "pdf", _by_browser(bare_writing.html_striped), BROWSER),
        Program("Chromium pdf, boxes", "pdf", _by_browser(bare_writing.html_boxes), BROWSER),
        Program("typst pdf, tight", "pdf", _each(bare_writing.typst_tight)),
        Program("typst pdf, line by line", "pdf", _each(bare_writing.typst_by_lines)),
        Program("XlsxWriter", "xlsx", _each(xlsx_of)),
        Program("openpyxl", "xlsx", _each(openpyxl_of)),
        Program("LibreOffice xlsx", "xlsx", _by_office(xlsx_of, "xlsx", "ods", "xlsx"), OFFICE),
        Program("csv", "csv", _separated),
        *(Program(f"our own {ending}", ending, _each(written(ending))) for ending in WRITERS),
        Program("text", "txt", _each(lambda paper: text_of_paper(paper).encode())),
        Program("text, wrapped", "txt", _each(lambda paper: text_of_paper(paper, width=72).encode())),
    )
}
