from system_review.reviews.saving import *  # noqa: F403 - the old place, until everybody has moved
