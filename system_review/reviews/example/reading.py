"""Reads the example's files, once. Whoever edits one and slips is told by pydantic which field it was."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from system_review.reviews.example.drafts import Drafts, SheetDraft, StageDraft


@cache
def drafts() -> Drafts:
    """Everything the files hold. Raises `ValueError` where a file is not as it should be."""
    folder = files(__package__)
    values = _read(folder / "values.yaml")
    return Drafts.model_validate(
        {
            "review": _read(folder / "review.yaml"),
            "evidence": _read(folder / "evidence.yaml"),
            "stages": _stages(folder / "sheets"),
            "further_values": values.pop("further", ()),
            "values": values,
        }
    )


def named(domain: str, level: str | None, stage: str) -> str:
    """The name by which the files call a stage; a framework without levels leaves the level out."""
    return "/".join(part for part in (domain, level, stage) if part)


def _stages(folder: Traversable) -> dict[str, StageDraft]:
    found: dict[str, StageDraft] = {}
    for file in folder.iterdir():
        if file.name.endswith(".yaml"):
            sheet = SheetDraft.model_validate(_read(file))
            found |= {named(sheet.domain, sheet.level, key): stage for key, stage in sheet.stages.items()}
    return found


def _read(file: Traversable) -> Any:
    # Imported here, so that a server that never puts the example in does not carry the YAML reader.
    from ruamel.yaml import YAML

    # The pure reader follows YAML 1.2, in which the key `on` is a word and not "true".
    return YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8"))
