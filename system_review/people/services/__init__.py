"""Making and naming people; signing in, sessions, tries that are counted; links that sign one in once."""

from system_review.people.services.links import make_sign_in_link, use_sign_in_link
from system_review.people.services.persons import local_person, person_at, rename_person, set_first_password

__all__ = [
    "local_person",
    "make_sign_in_link",
    "person_at",
    "rename_person",
    "set_first_password",
    "use_sign_in_link",
]
