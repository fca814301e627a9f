"""The small map of the whole review, which stands beside every sheet."""

from __future__ import annotations

from itertools import groupby

from system_review.frameworks.snapshots import FrameworkSnapshot
from system_review.reviews import pages, wording
from system_review.reviews.addresses import Addresses
from system_review.reviews.queries.places import Path, Place, Places


def review_map(
    places: Places,
    ratings: dict[Path, str],
    framework: FrameworkSnapshot,
    to: Addresses,
    review: str,
    *,
    current: tuple[str, str] | None = None,
) -> pages.ReviewMap:
    """The map of the review with this public id, from the rating of each place.

    `current` is the domain and level of the sheet that is open.
    """
    heads = places.shared_stages()
    language = wording.language_tag()

    def row(sheet: tuple[Place, ...]) -> pages.MapRow:
        first = sheet[0]
        url = to.sheet(review, *first.path[:2])
        lights = tuple(
            _light(
                framework,
                ratings[place.path],
                language,
                "" if heads else place.stage,
                f"{url}#stage-{place.path[2]}",
            )
            for place in sheet
        )
        return pages.MapRow(first.level or first.domain, url, lights, first.path[:2] == current)

    groups: list[pages.MapGroup] = []
    for _, sheets in groupby(places.sheets(), key=lambda sheet: sheet[0].path[0]):
        rows = list(sheets)
        named = rows[0][0].domain if rows[0][0].level else ""
        if not named and groups and not groups[-1].name:
            groups[-1] = pages.MapGroup("", (*groups[-1].rows, *map(row, rows)))
        else:
            groups.append(pages.MapGroup(named, tuple(map(row, rows))))
    return pages.ReviewMap(heads, tuple(groups))


def _light(framework: FrameworkSnapshot, rating: str, language: str, stage: str, url: str) -> pages.Light:
    step = wording.step_of(framework, rating)
    word = framework.said(step.word, language) if step else wording.unrated(rating)
    return pages.light_of(
        letters=framework.said(step.letters, language) if step else wording.unrated_letters(rating),
        shapes=tuple(step.colours) if step else (wording.unrated_shape(rating),),
        said=f"{stage}: {word}" if stage else word,
        url=url,
    )
