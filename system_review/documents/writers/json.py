"""JSON: the documented interchange format. Pure."""

from __future__ import annotations

from system_review.reviews.snapshots import ReviewSnapshot


def write_json(snapshot: ReviewSnapshot) -> bytes:
    """The review as its canonical bytes: equal reviews give equal bytes, and it holds no time of writing."""
    return snapshot.canonical_bytes()
