"""The table of roles and permissions as a page: `python -m system_review.partnerships.permission_words`. Pure."""

from __future__ import annotations

from system_review.partnerships.role_words import ON_SCREEN
from system_review.partnerships.rules import WHO_MAY, Permission

WHAT: dict[Permission, str] = {
    Permission.PARTNERSHIP_CHANGE: "change the partnership's settings",
    Permission.MEMBER_SEE: "see who is in the partnership",
    Permission.MEMBER_CHANGE: "invite people, change what they are, let them go",
    Permission.AGENCY_CHANGE: "add and rename agencies",
    Permission.AGENCY_SPEAK_FOR_ANY: "write on behalf of any agency, and change what others wrote",
    Permission.LEAD_CHANGE: "say which member a lead is, and who holds a role",
    Permission.FRAMEWORK_ADD: "add a framework",
    Permission.TRAIL_SEE: "read the history of the partnership",
    Permission.TRAIL_EXPORT: "take the history out as a file",
    Permission.WORDS_BLOT: "take words out everywhere",
    Permission.RETENTION_SET: "set how long things are kept",
    Permission.RECORD_DELETE: "delete for good, with a reason",
    Permission.REVIEW_BEGIN: "begin a review",
    Permission.REVIEW_SEE_AGREED: "read agreed results",
    Permission.REVIEW_SEE_DRAFT: "read what is not agreed yet, as far as its lead shows it",
    Permission.REVIEW_IN_TEAM: "belong to the team of every review, and see all of its draft",
    Permission.REVIEW_SET_AUDIENCE: "set who sees what is not agreed yet",
    Permission.REVIEW_AGREE: "agree a version",
    Permission.REVIEW_CHANGE: "change what is told about a review, archive it",
    Permission.CELL_RATE: "rate a stage",
    Permission.FINDING_WRITE: "write findings",
    Permission.FINDING_MOVE: "move findings to another colour or place",
    Permission.ACTION_WRITE: "plan actions",
    Permission.ACTION_REPORT: "say how actions stand (a lead: their own)",
    Permission.EVIDENCE_WRITE: "write evidence",
    Permission.VALUE_JUDGE: "judge the values",
    Permission.COMMENT_WRITE: "comment",
    Permission.NOTE_WRITE: "write the review team's working notes",
    Permission.CHALLENGE_RECORD: "record a challenge",
    Permission.CHALLENGE_ANSWER: "answer a challenge",
    Permission.ATTACHMENT_ADD: "attach files",
    Permission.DOCUMENT_BRING_IN: "bring a document in",
    Permission.REVIEW_EXPORT: "print and export what they see",
    Permission.REVIEW_EXPORT_WHOLE: "export with what is for the review team only",
}

HEAD = """# Who may do what

This page is printed from the one table that the product itself asks (`WHO_MAY` in
`system_review/partnerships/rules.py`); a test compares the two. A review's lead narrows further who sees what is not
agreed yet. Somebody with several roles may do what any of them may. The guide says
[what the roles are for](../guide/people.md).

The command line of a partnership may do everything in it, and the history says so; `--as` acts as a member instead.
"""


def printed_table() -> str:
    """The page, in Markdown."""
    roles = list(ON_SCREEN)
    rows = [["", *(str(ON_SCREEN[role]) for role in roles), "name"], ["---", *(":-:" for _ in roles), "---"]]
    rows += [
        [WHAT[what], *("yes" if role in who else "" for role in roles), f"`{what.value}`"]
        for what, who in WHO_MAY.items()
    ]
    table = "\n".join("| " + " | ".join(row) + " |" for row in rows)
    return f"{HEAD}\n{table}\n"


if __name__ == "__main__":
    print(printed_table(), end="")
