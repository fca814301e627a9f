"""Edits of our Word file as people and programs make them: by tracked changes or without, in cells, rows and lists."""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Callable

from lxml import etree

from tests.bench.returning import phrases
from tests.bench.returning.cases import Case, actions, findings, names

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BODY = "word/document.xml"
_BY = {f"{W}author": "Rahul Osei", f"{W}date": "2027-05-03T10:00:00Z"}
_COMMENTS = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"


class Paper:
    """A Word file open for edits."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            self.parts = {name: package.read(name) for name in package.namelist()}
        self.root = etree.fromstring(self.parts[_BODY])
        self.comments: list[tuple[str, str]] = []

    def bytes(self) -> bytes:
        """The file, closed."""
        self.parts[_BODY] = etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", standalone=True)
        if self.comments:
            self._write_comments()
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
            for name, data in self.parts.items():
                package.writestr(name, data)
        return made.getvalue()

    def start(self, kind: str, public_id: str) -> etree._Element | None:
        """Where the bookmark of a thing begins."""
        prefix = f"_sr_{kind}_{public_id}"
        return next((e for e in self.root.iter(f"{W}bookmarkStart") if e.get(f"{W}name", "").startswith(prefix)), None)

    def marked(self, kind: str, public_id: str) -> list[etree._Element]:
        """The runs inside a bookmark."""
        start = self.start(kind, public_id)
        found: list[etree._Element] = []
        element = start.getnext() if start is not None else None
        while element is not None and element.tag != f"{W}bookmarkEnd":
            found.append(element)
            element = element.getnext()
        return found

    def replace(self, kind: str, public_id: str, text: str, *, tracked: bool = False) -> None:
        """Other words inside a bookmark: written over, or struck and inserted by tracked changes."""
        old = self.marked(kind, public_id)
        new = run(text)
        if tracked:
            struck = etree.Element(f"{W}del", {f"{W}id": "900", **_BY})
            inserted = etree.Element(f"{W}ins", {f"{W}id": "901", **_BY})
            old[0].addprevious(struck)
            struck.addnext(inserted)
            for each in old:
                for letters in each.iter(f"{W}t"):
                    letters.tag = f"{W}delText"
                struck.append(each)
            inserted.append(new)
            return
        old[0].addprevious(new)
        for each in old:
            each.getparent().remove(each)

    def strike(self, kind: str, public_id: str) -> None:
        """The words inside a bookmark struck out by tracked changes."""
        old = self.marked(kind, public_id)
        struck = etree.Element(f"{W}del", {f"{W}id": "902", **_BY})
        old[0].addprevious(struck)
        for each in old:
            for letters in each.iter(f"{W}t"):
                letters.tag = f"{W}delText"
            struck.append(each)

    def comment(self, kind: str, public_id: str, text: str, by: str) -> None:
        """A comment on what a bookmark is round."""
        number = str(len(self.comments))
        self.comments.append((by, text))
        last = self.marked(kind, public_id)[-1]
        mark = etree.Element(f"{W}r")
        etree.SubElement(mark, f"{W}commentReference", {f"{W}id": number})
        last.addnext(mark)

    def strip_names(self) -> None:
        """No bookmark is left, as some programs save a file."""
        for each in [*self.root.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")]:
            each.getparent().remove(each)

    def _write_comments(self) -> None:
        root = etree.Element(f"{W}comments", nsmap={"w": W[1:-1]})
        for number, (by, text) in enumerate(self.comments):
            one = etree.SubElement(root, f"{W}comment", {f"{W}id": str(number), f"{W}author": by})
            etree.SubElement(one, f"{W}p").append(run(text))
        self.parts["word/comments.xml"] = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
        types = self.parts["[Content_Types].xml"].decode()
        override = f'<Override PartName="/word/comments.xml" ContentType="{_COMMENTS}"/>'
        self.parts["[Content_Types].xml"] = types.replace("</Types>", f"{override}</Types>").encode()
        name = "word/_rels/document.xml.rels"
        relation = f'<Relationship Id="rIdC" Type="{_RELATION}" Target="comments.xml"/>'
        rels = self.parts[name].decode().replace("</Relationships>", f"{relation}</Relationships>")
        self.parts[name] = rels.encode()


def run(text: str) -> etree._Element:
    """A run of plain text."""
    made = etree.Element(f"{W}r")
    letters = etree.SubElement(made, f"{W}t")
    letters.text = text
    letters.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made


def paragraph(text: str) -> etree._Element:
    """A paragraph of plain text."""
    made = etree.Element(f"{W}p")
    made.append(run(text))
    return made


def _above(element: etree._Element, tag: str) -> etree._Element:
    return next(each for each in element.iterancestors(W + tag))


def _free(case: Case, paper: Paper, kind: str) -> list[tuple[str, str]]:
    """Things that stand in the file in full and were not edited yet: id and text."""
    things = findings() if kind == "f" else actions()
    pairs = [(names()[each.ref], each.text) for each in things]
    return [(name, text) for name, text in pairs if name not in case.touched and paper.start(kind, name) is not None]


def _pick(case: Case, paper: Paper, kind: str) -> tuple[str, str]:
    return case.chance.choice(_free(case, paper, kind))


def reword_finding(case: Case, paper: Paper, *, tracked: bool = False) -> None:
    """A finding says it in other words."""
    name, text = _pick(case, paper, "f")
    new = phrases.reworded(text, case.chance)
    paper.replace("f", name, new, tracked=tracked)
    case.want("text", name, new)


def reword_tracked(case: Case, paper: Paper) -> None:
    """The same by tracked changes that nobody has accepted."""
    reword_finding(case, paper, tracked=True)


def reword_action(case: Case, paper: Paper) -> None:
    """An action is worded anew."""
    name, text = _pick(case, paper, "a")
    new = phrases.reworded(text, case.chance)
    paper.replace("a", name, new, tracked=case.chance.random() < 0.5)
    case.want("text", name, new)


def split_finding(case: Case, paper: Paper) -> None:
    """A finding gets a second sentence, in a paragraph of its own in the same bookmark."""
    name, text = _pick(case, paper, "f")
    new = f"{text} {phrases.sentence(case.chance)}"
    paper.replace("f", name, new)
    case.want("text", name, new)


def status_in_sheet(case: Case, paper: Paper) -> None:
    """How an action stands, in its line under the action."""
    pairs = [pair for pair in _free(case, paper, "w") if _state(pair[0])]
    name, _ = case.chance.choice(pairs)
    now = _state(name)
    new = case.chance.choice([word for word in phrases.STATUSES if word != now])
    line = "".join(letters.text or "" for each in paper.marked("w", name) for letters in each.iter(f"{W}t"))
    paper.replace("w", name, line.replace(phrases.STATUSES[now], phrases.STATUSES[new]))
    case.want("status", name, new)


def _state(name: str) -> str:
    return present_value(name, "status")


def present_value(name: str, field: str) -> str:
    """What the review says of an action."""
    from tests.bench.returning.cases import present

    known = present().actions.get(name)
    return known.values[field] if known else ""


def lead_in_sheet(case: Case, paper: Paper) -> None:
    """Somebody else leads."""
    name, _ = case.chance.choice(_free(case, paper, "l"))
    new = case.chance.choice(phrases.LEADS)
    paper.replace("l", name, new, tracked=case.chance.random() < 0.3)
    case.want("lead", name, new)


def due_in_sheet(case: Case, paper: Paper) -> None:
    """Another day."""
    pairs = [pair for pair in _free(case, paper, "w") if _state(pair[0]) in ("not_started", "under_way", "blocked")]
    name, _ = case.chance.choice(pairs)
    day = case.chance.choice(phrases.DAYS)
    paper.replace("w", name, f"by {day[0]} · {phrases.STATUSES[_state(name)]}")
    case.want("due", name, day[1])


def rating(case: Case, paper: Paper) -> None:
    """Another overall rating."""
    from tests.bench.returning.cases import present

    stages = [each for each in present().stages.values() if paper.start("c", each.id) is not None]
    stages = [each for each in stages if each.id not in case.touched and each.values["rating"] in phrases.RATINGS]
    stage = case.chance.choice(stages)
    new = case.chance.choice([key for key in phrases.RATINGS if key != stage.values["rating"]])
    paper.replace("c", stage.id, phrases.RATINGS[new])
    case.want("rating", stage.id, new)


def comment(case: Case, paper: Paper) -> None:
    """Somebody asks beside a finding or an action."""
    kind = case.chance.choice("fa")
    name, _ = _pick(case, paper, kind)
    text, by = case.chance.choice(phrases.COMMENTS), case.chance.choice(phrases.PEOPLE)
    paper.comment(kind, name, text, by)
    case.want("comment", name, text)


def gone_by_tracking(case: Case, paper: Paper) -> None:
    """A finding is struck out whole by tracked changes."""
    name, _ = _pick(case, paper, "f")
    paper.strike("f", name)
    case.want("gone", name)


def gone(case: Case, paper: Paper) -> None:
    """A finding's paragraph is deleted."""
    name, _ = _pick(case, paper, "f")
    start = paper.start("f", name)
    assert start is not None
    whole = _above(start, "p")
    cell = whole.getparent()
    cell.remove(whole)
    if cell.find(f"{W}p") is None:
        cell.append(etree.Element(f"{W}p"))
    case.want("gone", name)


def row_moved(case: Case, paper: Paper) -> None:
    """A row changes places with the next of its stage: nothing is different."""
    name, _ = _pick(case, paper, "f")
    start = paper.start("f", name)
    assert start is not None
    row = _above(start, "tr")
    after = row.getnext()
    if after is not None and any("_sr_f_" in e.get(f"{W}name", "") for e in after.iter(f"{W}bookmarkStart")):
        after.addnext(row)


def row_split(case: Case, paper: Paper) -> None:
    """A row is cut in two: the colours right of the first stand in a row of their own. Nothing is different."""
    name, _ = _pick(case, paper, "f")
    start = paper.start("f", name)
    assert start is not None
    row = _above(start, "tr")
    cells = row.findall(f"{W}tc")
    if len(cells) != 6:
        return
    below = copy.deepcopy(row)
    for at, (above_cell, below_cell) in enumerate(zip(cells, below.findall(f"{W}tc"), strict=True)):
        emptied = above_cell if at >= 2 else below_cell
        for each in [*emptied.findall(f"{W}p")]:
            emptied.remove(each)
        emptied.append(etree.Element(f"{W}p"))
    row.addnext(below)


def new_row(case: Case, paper: Paper) -> None:
    """A row with a new finding and its action under it."""
    name, _ = _pick(case, paper, "f")
    start = paper.start("f", name)
    assert start is not None
    row = _above(start, "tr")
    if len(row.findall(f"{W}tc")) != 6:
        return
    added = copy.deepcopy(row)
    at = 2 * case.chance.randrange(3)
    finding, action = phrases.new_finding(case.chance), phrases.new_action(case.chance)
    for number, cell in enumerate(added.findall(f"{W}tc")):
        for each in [*cell.findall(f"{W}p")]:
            cell.remove(each)
        texts = [finding] if number == at else [f"A99  {action}", "Rahul Osei", "by 1 July 2027 · Not started"]
        for text in texts if number in (at, at + 1) else [""]:
            cell.append(paragraph(text))
    row.addnext(added)
    case.want("new finding", "", finding)
    case.want("new action", "", action)


def _plan_row(paper: Paper, name: str) -> list[etree._Element]:
    start = paper.start("p", name)
    return _above(start, "tr").findall(f"{W}tc") if start is not None else []


def status_in_plan(case: Case, paper: Paper) -> None:
    """How an action stands, in the list at the end."""
    name, _ = _pick(case, paper, "a")
    now = _state(name)
    new = case.chance.choice([word for word in phrases.STATUSES if word != now])
    _write(_plan_row(paper, name)[5], phrases.STATUSES[new])
    case.want("status", name, new)


def note_in_plan(case: Case, paper: Paper) -> None:
    """A line of progress more, in the list at the end."""
    name, _ = _pick(case, paper, "a")
    text = case.chance.choice(phrases.NOTES)
    _plan_row(paper, name)[6].append(paragraph(text))
    case.want("note", name, text)


def _write(cell: etree._Element, text: str) -> None:
    for each in [*cell.findall(f"{W}p")]:
        cell.remove(each)
    cell.append(paragraph(text))


EDITS: dict[str, Callable[[Case, Paper], None]] = {
    each.__name__: each
    for each in (
        reword_finding, reword_tracked, reword_action, split_finding, status_in_sheet, lead_in_sheet, due_in_sheet,
        rating, comment, gone_by_tracking, gone, row_moved, row_split, new_row, status_in_plan, note_in_plan,
    )
}  # fmt: skip
