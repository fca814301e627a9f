"""Making and naming people; signing in, sessions, tries that are counted."""

from system_review.people.services.persons import local_person, rename_person

__all__ = ["local_person", "rename_person"]
