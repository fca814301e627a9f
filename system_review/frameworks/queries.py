"""Finding frameworks, and reading their content."""

from __future__ import annotations

from functools import lru_cache

from django.db.models import Q

from system_review.frameworks.files import shipped
from system_review.frameworks.models import Framework
from system_review.frameworks.snapshots import FrameworkSnapshot
from system_review.partnerships.models import Member


def content_of(framework: Framework) -> FrameworkSnapshot:
    """The framework as plain data. Content never changes, so what was read once is kept by its hash.

    Reads the row's content only the first time: whoever loads a framework beside a review may defer it.
    """
    return _parsed(framework.hash, framework.pk)


@lru_cache(maxsize=64)
def _parsed(digest: str, pk: int) -> FrameworkSnapshot:
    # because a review points to its framework, whoever may see the review may read it
    content = Framework.unscoped.values_list("content", flat=True).get(pk=pk)
    return FrameworkSnapshot.model_validate_json(content)


def frameworks_for(member: Member | None) -> list[FrameworkSnapshot]:
    """What a review can be begun on: the shipped ones, then the partnership's own, newest first."""
    own = []
    if member is not None:
        # because frameworks have no scoped manager: shipped ones are everybody's, and here the partnership is named
        rows = Framework.unscoped.filter(partnership_id=member.partnership_id).order_by("-pk")
        own = [content_of(row) for row in rows]
    return [*shipped(), *own]


def kept(*, snapshot: FrameworkSnapshot, partnership_id: int) -> Framework | None:
    """The row that holds exactly this content, shipped or the partnership's own."""
    return (  # because shipped ones belong to nobody
        Framework.unscoped.filter(hash=snapshot.hash)
        .filter(Q(partnership=None) | Q(partnership_id=partnership_id))
        .order_by("pk")
        .first()
    )


def edition_taken(*, key: str, edition: str, partnership_id: int) -> bool:
    """Whether another content of this key and version is there already."""
    mine = Q(partnership=None) | Q(partnership_id=partnership_id)
    # because shipped ones belong to nobody; `mine` names the partnership
    return Framework.unscoped.filter(mine, key=key, edition=edition).exists()
