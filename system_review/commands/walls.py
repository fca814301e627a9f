"""What `check` says of the walls round the process that reads strangers' files. No Django."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from system_review.commands.told import Kind, Told
from system_review.documents.child.walls import Wall
from system_review.documents.reading import standing_walls
from system_review.errors import Refused

WITHOUT = {
    Wall.MEMORY: "take as much memory as there is",
    Wall.TIME: "compute until the clock ends it",
    Wall.WRITING: "write files",
    Wall.FILES: "read other files of yours",
    Wall.PROCESSES: "start other programs",
    Wall.NETWORK: "reach the network by ways round Python",
}


def of_walls() -> Iterator[Told]:
    """Whether a hostile document could reach anything, by what this system allows."""
    try:
        standing = standing_walls()
    except Refused as problem:
        yield Told(Kind.WRONG, f"Documents cannot be read here: {problem.why}")
        return
    yield from told_of(standing)


def told_of(standing: Collection[Wall]) -> Iterator[Told]:
    """A sentence for the walls that stand, and one for what a hostile document could do for lack of others."""
    if there := [str(wall) for wall in Wall if wall in standing]:
        yield Told(Kind.SOUND, f"Documents are read by a process of its own, behind walls: {', '.join(there)}.")
    if lacking := [WITHOUT[wall] for wall in Wall if wall in WITHOUT and wall not in standing]:
        yield Told(Kind.NOTE, f"This system lacks some of the walls: a hostile document could {', '.join(lacking)}.")
