from system_review.reviews.framing import *  # noqa: F403 - the old place, until everybody has moved
