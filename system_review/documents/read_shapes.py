"""The shape of what `system-review read --json` prints. Others script against it: names and meanings stay. Pure.

`python -m system_review.documents.read_shapes` prints the published schema.
"""

from __future__ import annotations

import json
import sys
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Index = Annotated[int, Field(ge=0)]
Sure = Annotated[float, Field(ge=0, le=1)]
Colour = Literal["red", "amber", "green", "not yet known"]
Kind = Literal["to amber", "to green", "to sustain", "to find out"]
Role = Literal["heading", "rating", "finding", "action", "note", "furniture"]


class Shape(BaseModel):
    """The base of every part: nothing else in it, nothing changes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Source(Shape):
    """The file. `format` is decided by its content."""

    name: str
    format: str
    sha256: str = Field(pattern="^[0-9a-f]{64}$")


class Lead(Shape):
    """Who leads, as the file names them; either may be empty, not both."""

    name: str
    agency: str


class ReadAction(Shape):
    """An action. `due` is there only where its words name a day; `see` names the stages it points to."""

    kind: Kind | None
    text: str
    leads: tuple[Lead, ...]
    due_text: str | None
    due: str | None
    see: tuple[str, ...]
    passages: tuple[Index, ...]
    confidence: Sure


class ReadFinding(Shape):
    """A finding with the actions under it; its colour is null where it was not understood."""

    colour: Colour | None
    text: str
    passages: tuple[Index, ...]
    confidence: Sure
    actions: tuple[ReadAction, ...]


class ReadCell(Shape):
    """What stands in one part of the framework, by the framework's own titles and numbers; null where it is not clear.

    Where a framework has no levels, `domain` is the section's title, `level` and `stage` are null, and `part` is the
    title of what is rated within it. `actions` are those whose finding is not clear.
    """

    domain: str | None
    level: int | str | None
    stage: str | None
    part: str | None = None
    overall: str | None
    findings: tuple[ReadFinding, ...]
    actions: tuple[ReadAction, ...]


class ReadReview(Shape):
    """The results that the file holds."""

    title: str | None
    date: str | None
    cells: tuple[ReadCell, ...]


class ReadQuestion(Shape):
    """What a person would be asked, with the likeliest answer first."""

    passages: tuple[Index, ...]
    question: str
    answers: tuple[str, ...]


class OnePassage(Shape):
    """A passage as it stands in the file, where it stands, how it looks there, and what it was taken for."""

    index: Index
    text: str
    place: str
    look: dict[str, Any]
    role: Role
    confidence: Sure
    reason: str


class Accounting(Shape):
    """Nothing is dropped: `placed` + `set_aside` + `waiting` is `passages`; the characters are those but white space.

    `waiting` passages hold something that a person should look at first. `characters_in` was counted in the raw file
    by a way of its own.
    """

    passages: Index
    placed: Index
    set_aside: Index
    waiting: Index
    characters_in: Index
    characters_accounted: Index
    told: tuple[str, ...]


class ReadDocument(Shape):
    """A document as it was read and understood."""

    source: Source
    reviews: tuple[ReadReview, ...]
    questions: tuple[ReadQuestion, ...]
    passages: tuple[OnePassage, ...]
    accounting: Accounting

    def as_json(self) -> str:
        """The one object that is printed. Only `part` may be left out, and is where there is none."""
        tree = self.model_dump(mode="json")
        for review in tree["reviews"]:
            for cell in review["cells"]:
                if cell["part"] is None:
                    del cell["part"]
        return json.dumps(tree, ensure_ascii=False, indent=2)


def published_schema() -> str:
    """The JSON Schema as it is published: sorted, two spaces, one newline at the end."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **ReadDocument.model_json_schema(mode="serialization"),
        "title": "What “system-review read --json” prints",
    }
    for name in ("ReadCell",):
        schema["$defs"][name]["required"] = [n for n in schema["$defs"][name]["properties"] if n != "part"]
    return json.dumps(schema, sort_keys=True, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    sys.stdout.write(published_schema())
