"""What a workbook is made of: its sheets with what belongs to each, its texts, styles and theme."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field

from system_review.documents.readers.excel.refs import Area, area_of
from system_review.documents.readers.excel.strings import rich_text
from system_review.documents.readers.excel.styles import Styles
from system_review.documents.readers.excel.values import Book
from system_review.documents.readers.markup import Element, child, given, local, own_text
from system_review.documents.readers.packages import Package
from system_review.documents.readers.themes import theme_colours
from system_review.errors import Refused, Why

_NOT_SEEN = (
    "xl/pivotCache",
    "xl/pivotTables",
    "xl/externalLinks",
    "xl/calcChain",
    "xl/metadata",
    "xl/richData",
    "xl/persons",
)


@dataclass
class SheetPart:
    """A sheet: its name, how it can be seen, its part, and the parts that hang on it."""

    name: str
    part: str
    state: str = "visible"  # "hidden", "veryHidden", or "lost" where the workbook does not list it
    head_rows: Area | None = None  # that are printed on each page
    comments: list[Element] = field(default_factory=list)
    threads: list[Element] = field(default_factory=list)
    drawings: list[Element] = field(default_factory=list)
    tables: list[Element] = field(default_factory=list)


@dataclass
class Workbook:
    """A workbook. `loose` holds what hangs on no sheet."""

    sheets: list[SheetPart]
    book: Book
    loose: SheetPart


def workbook_of(package: Package) -> Workbook:
    """The workbook. Raises `Refused`."""
    main = _main_part(package)
    root = package.tree(main)
    related = relations(package, main)
    by_kind = {kind: target for kind, target in related.values() if target in package.names}
    theme = theme_colours(package.tree(by_kind["theme"]) if "theme" in by_kind else None)
    styles = Styles(package.tree(by_kind["styles"]) if "styles" in by_kind else None, theme)
    shared = package.tree(by_kind["sharedStrings"]) if "sharedStrings" in by_kind else None
    strings = [rich_text(one, styles) for one in (shared.iter("{*}si") if shared is not None else ())]
    from_1904 = given(child(root, "workbookPr"), "date1904") in ("1", "true")
    sheets = _sheets(package, root, {rid: target for rid, (_, target) in related.items()})
    loose = SheetPart("", "", "lost")
    _hang_parts(package, sheets, loose)
    return Workbook(sheets, Book(strings, styles, from_1904), loose)


def relations(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """What a part refers to inside the file, by the id that it uses: the kind and the part."""
    folder, name = posixpath.split(part)
    rels = posixpath.join(folder, "_rels", f"{name}.rels")
    if rels not in package.names:
        return {}
    found: dict[str, tuple[str, str]] = {}
    for one in package.tree(rels):
        if given(one, "TargetMode") != "External":
            target = given(one, "Target")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[given(one, "Id")] = (given(one, "Type").rpartition("/")[2], path)
    return found


def _main_part(package: Package) -> str:
    listed = (target for kind, target in relations(package, "").values() if kind == "officeDocument")
    for name in (*listed, "xl/workbook.xml"):
        if name in package.names:
            return name
    raise Refused(
        Why("The list of sheets is missing in this workbook. Open it in Excel, save it under a new name and try again.")
    )


def _sheets(package: Package, root: Element, targets: dict[str, str]) -> list[SheetPart]:
    sheets: list[SheetPart] = []
    for one in root.iter("{*}sheet"):
        part = targets.get(_relation(one), "")
        if part in package.names and all(part != sheet.part for sheet in sheets):
            sheets.append(SheetPart(given(one, "name"), part, given(one, "state", "visible")))
    named = [(given(name, "localSheetId"), own_text(name)) for name in root.iter("{*}definedName")
             if given(name, "name") == "_xlnm.Print_Titles"]  # fmt: skip
    for at, text in named:
        if at.isdigit() and int(at) < len(sheets):
            sheets[int(at)].head_rows = _rows_of(text)
    taken = {sheet.part for sheet in sheets}
    lost = [name for name in package.names if name.startswith("xl/worksheets/") and name.endswith(".xml")]
    sheets += [SheetPart(posixpath.basename(name), name, "lost") for name in lost if name not in taken]
    return sheets


def _relation(sheet: Element) -> str:
    """The id of a relation: the attribute `id` of another namespace than the element's own."""
    return next((str(value) for name, value in sheet.attrib.items() if str(name).endswith("}id")), "")


def _rows_of(titles: str) -> Area | None:
    for part in titles.split(","):
        area = area_of(part.rpartition("!")[2])
        if area and area.left == 1 and area.right > 10_000:
            return area
    return None


def _hang_parts(package: Package, sheets: list[SheetPart], loose: SheetPart) -> None:
    """Give each sheet its comments, drawings and tables, and what hangs on none to `loose`."""
    owner = {target: sheet for sheet in sheets for _, target in relations(package, sheet.part).values()}
    for name in [name for name, sheet in owner.items() if "/drawings/" in name]:
        owner |= {target: owner[name] for _, target in relations(package, name).values()}
    for name in package.names:
        if not name.startswith("xl/") or not name.endswith(".xml") or name.startswith(_NOT_SEEN):
            continue
        if "/_rels/" in name or name.startswith("xl/worksheets/") or (name.count("/") < 2 and "comments" not in name):
            continue
        root = package.tree(name)
        sheet = owner.get(name, loose)
        lists = {
            "comments": sheet.comments,
            "ThreadedComments": sheet.threads,
            "wsDr": sheet.drawings,
            "chartSpace": sheet.drawings,
            "dataModel": sheet.drawings,
            "userShapes": sheet.drawings,
            "table": sheet.tables,
        }
        lists.get(local(root), []).append(root)
