"""Parts of a framework as people name them: domain, domain/level, domain/level/stage. Pure."""

from __future__ import annotations

from difflib import get_close_matches

from system_review.commands.saying import excerpt, joined
from system_review.errors import Refused, Why
from system_review.frameworks.snapshots import FrameworkSnapshot

Path = tuple[str, str, str]  # the keys of domain, level ("" for none) and stage


def paths_in(part: str, framework: FrameworkSnapshot) -> set[Path]:
    """Every cell under a part, by its keys. Raises `Refused` with what there is instead."""
    keys = [key.strip().lower() for key in part.strip().strip("/").split("/")]
    left = [
        ([domain.key, *([level.key] if level else []), stage.key], (domain.key, level.key if level else "", stage.key))
        for domain, level, stages in framework.sheets()
        for stage in stages
    ]
    for depth, key in enumerate(keys):
        choices = list(dict.fromkeys(names[depth] for names, _ in left if len(names) > depth))
        left = [(names, path) for names, path in left if len(names) > depth and names[depth] == key]
        if not left:
            raise Refused(_no_such_part(part, key, keys[:depth], choices))
    return {path for _, path in left}


def _no_such_part(part: str, key: str, before: list[str], choices: list[str]) -> Why:
    if not choices:
        return Why("The framework has nothing below “{above}”, so --scope “{part}” names nothing",
                   above="/".join(before), part=excerpt(part))  # fmt: skip
    near = get_close_matches(key, choices, n=1)
    return Why(
        "The framework has no “{key}”{under} for --scope.{hint} There are: {choices}",
        key=excerpt(key),
        under=f" in {'/'.join(before)}" if before else "",
        hint=f" Did you mean “{near[0]}”?" if near else "",
        choices=joined(choices),
    )
