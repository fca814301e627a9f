"""Where words may stand: every column of every table that holds text, and of those that hold none, why. Pure.

A new column of text needs its line here, in `TABLES` or in `NO_WORDS`: a test compares both with all models.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a place is called when places are counted."""

    FINDINGS = "findings"
    ACTIONS = "actions"
    COMMENTS = "comments"
    NOTES = "notes"
    EVIDENCE = "evidence"
    RATINGS = "ratings"
    VALUES = "values"
    CHALLENGES = "challenges"
    ABOUT = "about"
    AGREED = "agreed"
    DOCUMENTS = "documents"
    ATTACHMENTS = "attachments"
    DRAFTS = "drafts"
    PEOPLE = "people"
    FRAMEWORKS = "frameworks"
    HISTORY = "history"


class How(StrEnum):
    """How the words of a column are written, and so how they are taken out."""

    TEXT = "text"
    PADDED = "padded"  # text whose places are counted in characters
    JSON = "json"
    JSON_TEXT = "json text"
    REVIEW = "review"  # a review as an interchange file
    FRAMEWORK = "framework"  # a framework's canonical JSON
    STEP = "step"  # what an undo would put back: a step that holds the words is deleted


@dataclass(frozen=True, slots=True)
class Column:
    """A column in which words may stand. Under a key of `codes`, JSON holds no words."""

    name: str
    how: How = How.TEXT
    codes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Table:
    """A table in which words may stand.

    `of` leads to its partnership, `reviews` to its review (the first that leads anywhere), `subjects` to the things
    whose history tells that words were taken out; "pk" is the row itself.
    """

    model: str
    kind: Kind
    columns: tuple[Column, ...]
    of: str = "partnership"
    reviews: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()


def _table(
    model: str, kind: Kind, texts: str, *more: Column, of: str = "partnership", review: str = "", subject: str = ""
) -> Table:
    columns = (*map(Column, texts.split()), *more)
    return Table(model, kind, columns, of, tuple(review.split()), tuple(subject.split()))


TABLES: tuple[Table, ...] = (
    _table("reviews.Finding", Kind.FINDINGS, "text", review="review", subject="pk"),
    _table("reviews.ColourChange", Kind.FINDINGS, "reason by_name", review="finding__review", subject="finding"),
    _table("reviews.Action", Kind.ACTIONS, "text due_words difference", review="review", subject="pk"),
    _table("reviews.ProgressNote", Kind.ACTIONS, "text by_name", review="action__review", subject="action"),
    _table("reviews.CameFrom", Kind.DOCUMENTS, "file_name place wording",
           review="finding__review action__review", subject="finding action"),
    _table("reviews.Comment", Kind.COMMENTS, "text by_name agency_name settled_by_name", review="review",
           subject="finding action"),
    _table("reviews.WorkingNote", Kind.NOTES, "text by_name", review="review", subject="finding"),
    _table("reviews.Challenge", Kind.CHALLENGES, "text recorded_by_name answer answered_by_name", review="review",
           subject="finding cell"),
    _table("reviews.Cell", Kind.RATINGS, "reason rated_by_name agreed_at", review="review", subject="pk"),
    _table("reviews.PlaceRating", Kind.RATINGS, "reason rated_by_name agreed_at", review="cell__review",
           subject="cell"),
    _table("reviews.ValueJudgement", Kind.VALUES, "name narrative examples_for examples_against", review="review"),
    _table("reviews.ReviewPlace", Kind.ABOUT, "folded name", review="review", subject="pk"),
    _table("reviews.Meeting", Kind.ABOUT, "present apologies opened_by_name", review="review", subject="pk"),
    _table("reviews.SummaryText", Kind.ABOUT, "text", review="review", subject="pk"),
    _table("reviews.Review", Kind.ABOUT,
           "title marking purpose period harms ages places team method limits hold", review="pk", subject="pk"),
    _table("reviews.AgreedVersion", Kind.AGREED, "name title agreed_by_name", Column("content", How.REVIEW),
           review="review"),
    _table("evidence.Evidence", Kind.EVIDENCE, "sentence asked_of looked_at_by", subject="pk"),
    _table("documents.Document", Kind.DOCUMENTS, "name", Column("text", How.PADDED), Column("told", How.JSON),
           Column("problem", How.JSON), review="review"),
    _table("documents.ReturnedFile", Kind.DOCUMENTS, "",
           Column("content", How.JSON, frozenset({"what", "id", "spot", "colour", "print", "review", "spots"})),
           review="document__review"),
    _table("documents.Passage", Kind.DOCUMENTS, "text place", Column("sources", How.JSON),
           Column("says", How.JSON, frozenset({"due_on", "status", "cells", "instead_of"})),
           Column("reason_values", How.JSON), review="document__review"),
    _table("documents.InboxQuestion", Kind.DOCUMENTS, "", Column("words", How.JSON),
           Column("answers", How.JSON, frozenset({"changes"})), review="document__review"),
    _table("documents.InboxStep", Kind.DOCUMENTS, "", Column("before", How.STEP), review="document__review"),
    _table("files.Attachment", Kind.ATTACHMENTS, "name",
           review="attached__finding__review attached__action__review",
           subject="attached__finding attached__action attached__evidence"),
    _table("drafts.Draft", Kind.DRAFTS, "", Column("words", How.JSON_TEXT)),
    _table("partnerships.Partnership", Kind.PEOPLE, "name hold", of="pk"),
    _table("partnerships.Agency", Kind.PEOPLE, "name"),
    _table("partnerships.FormerName", Kind.PEOPLE, "name"),
    _table("partnerships.Invitation", Kind.PEOPLE, "name"),
    _table("partnerships.Lead", Kind.PEOPLE, "name role"),
    _table("partnerships.Holding", Kind.PEOPLE, "name"),
    _table("people.Person", Kind.PEOPLE, "name", of="member"),
    _table("upkeep.Statement", Kind.ABOUT, "controller contact ground barriers barriers_contact"),
    _table("frameworks.Framework", Kind.FRAMEWORKS, "title", Column("content", How.FRAMEWORK)),
)  # fmt: skip

NAME_OF_ROW = "a random name that the house gave the row"
HASH = "a fingerprint or a secret, of random letters"
CODE = "a word of the house's own, or a key of the framework"
ADDRESS = "an address that somebody signs in with or is written to: it is changed where people are looked after"
PERSONS = "how a person signs in: it belongs to no partnership"
HOUSE = "the house's own bookkeeping, which holds numbers and names of its own"
TRAIL = "the chain itself holds no words"

# By table, then by column: why no words are looked for there. "*" is the whole table.
NO_WORDS: dict[str, dict[str, str]] = {
    "auth.Permission": {"*": HOUSE},
    "auth.Group": {"*": HOUSE},
    "contenttypes.ContentType": {"*": HOUSE},
    "django_tasks_database.DBTaskResult": {"*": "numbers of rows alone: a letter is written when it is sent"},
    "rows.CreationKey": {"*": HASH},
    "audit.Head": {"*": TRAIL},
    "audit.Event": {"*": TRAIL},
    "audit.Particular": {"field": CODE, "salt": HASH, "text": "looked through by itself, for the chain must hold"},
    "jobs.Worker": {"*": HOUSE},
    "jobs.Share": {"*": HOUSE},
    "jobs.Turn": {"*": HOUSE},
    "jobs.Schedule": {"*": HOUSE},
    "jobs.Letter": {"*": "numbers of rows: a letter is written when it is sent"},
    "people.Person": {"password": HASH, "email": ADDRESS, "stamp": NAME_OF_ROW},
    "people.Session": {"*": PERSONS},
    "people.Tries": {"*": HASH},
    "people.SignInLink": {"*": HASH},
    "partnerships.Partnership": {"slug": "part of every address, which others have noted"},
    "partnerships.Agency": {"public_id": NAME_OF_ROW, "email": ADDRESS},
    "partnerships.Member": {
        "public_id": NAME_OF_ROW, "roles": CODE, "stamp": NAME_OF_ROW, "called": "the house's own, “Former member 7”",
    },
    "partnerships.Invitation": {
        "public_id": NAME_OF_ROW, "email": ADDRESS, "roles": CODE, "agencies": "numbers", "kept": HASH,
    },
    "partnerships.Lead": {"public_id": NAME_OF_ROW},
    "partnerships.Holding": {"public_id": NAME_OF_ROW},
    "files.Attachment": {"public_id": NAME_OF_ROW, "hash": HASH, "stored": NAME_OF_ROW},
    "drafts.Draft": {"public_id": NAME_OF_ROW, "place": "the address of a form", "token": NAME_OF_ROW},
    "frameworks.Framework": {"public_id": NAME_OF_ROW, "key": CODE, "edition": CODE, "hash": HASH},
    "evidence.Evidence": {"public_id": NAME_OF_ROW},
    "reviews.Review": {"public_id": NAME_OF_ROW},
    "reviews.Cell": {"public_id": NAME_OF_ROW, "domain": CODE, "level": CODE, "stage": CODE, "rating": CODE},
    "reviews.PlaceRating": {"public_id": NAME_OF_ROW, "rating": CODE},
    "reviews.ReviewPlace": {"public_id": NAME_OF_ROW},
    "reviews.ValueJudgement": {"public_id": NAME_OF_ROW, "key": CODE, "extent": CODE},
    "reviews.Meeting": {"public_id": NAME_OF_ROW},
    "reviews.SummaryText": {"public_id": NAME_OF_ROW},
    "reviews.Finding": {"public_id": NAME_OF_ROW},
    "reviews.Action": {"public_id": NAME_OF_ROW},
    "reviews.CameFrom": {"file_hash": HASH},
    "reviews.AgreedVersion": {
        "public_id": NAME_OF_ROW, "sha256": HASH, "agreed_sha256": HASH, "keys": NAME_OF_ROW,
    },
    "reviews.Challenge": {"public_id": NAME_OF_ROW},
    "reviews.Comment": {"public_id": NAME_OF_ROW},
    "reviews.WorkingNote": {"public_id": NAME_OF_ROW},
    "reviews.UndoStep": {
        "public_id": NAME_OF_ROW, "kind": CODE, "before": "columns and links, never texts", "versions": "numbers",
    },
    "documents.Document": {"public_id": NAME_OF_ROW, "hash": HASH, "encoding": CODE},
    "documents.DocumentFile": {"data": "bytes cannot be changed safely: the file goes where its text holds the words"},
    "documents.Passage": {
        "public_id": NAME_OF_ROW, "look": CODE, "colour": CODE, "rating": CODE, "suggested_colour": CODE,
        "suggested_rating": CODE, "reason": "a sentence of the house's own; what fills it stands in `reason_values`",
    },
    "documents.ReturnedFile": {"public_id": NAME_OF_ROW, "left": HASH},
    "documents.InboxQuestion": {"public_id": NAME_OF_ROW, "about": NAME_OF_ROW},
    "documents.InboxStep": {"public_id": NAME_OF_ROW, "after": "numbers"},
    "upkeep.FileSearch": {"public_id": NAME_OF_ROW, "words": "what is looked for: forgotten once the files are read"},
    "upkeep.Keeping": {"public_id": NAME_OF_ROW, "chosen": "numbers"},
    "upkeep.Statement": {"public_id": NAME_OF_ROW},
    "account.EmailAddress": {"*": ADDRESS},
    "account.EmailConfirmation": {"*": HASH},
    "mfa.Authenticator": {"*": PERSONS},
    "socialaccount.SocialApp": {"*": HOUSE},
    "socialaccount.SocialAccount": {"*": PERSONS},
    "socialaccount.SocialToken": {"*": PERSONS},
}  # fmt: skip
