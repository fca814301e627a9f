"""Who stands before which door: a line for each address of the product. A new address needs its line here.

For everybody who does not know of an address there is nothing (404); who knows of it and may not is refused (403).
"""

from __future__ import annotations

from dataclasses import dataclass

from system_review.partnerships.rules import Permission

PUBLIC, SIGNED_IN, MEMBER = "anybody", "signed in", "a member"
NOBODY = "nobody, but in a demonstration"  # tests/reviews/test_looking.py
OPEN, CLOSED = "whoever knows of it", "nobody: the address does not take this method"


@dataclass(frozen=True)
class Door:
    """Who knows of an address, and who of them may GET and POST there: a permission, `OPEN` or `CLOSED`."""

    known_to: Permission | str
    get: Permission | str
    post: Permission | str


def page(known_to: Permission | str) -> Door:
    """Only to be looked at, by all who know of it."""
    return Door(known_to, OPEN, CLOSED)


def form(known_to: Permission | str, asks: Permission | str) -> Door:
    """A form for those who have a permission."""
    return Door(known_to, asks, asks)


def button(known_to: Permission | str, asks: Permission | str) -> Door:
    """Something that is only done, by those who have a permission."""
    return Door(known_to, CLOSED, asks)


def board(known_to: Permission | str, asks: Permission | str) -> Door:
    """A page for all who know of it, on which those who have a permission do something."""
    return Door(known_to, OPEN, asks)


DRAFT, TEAM, AGREED = Permission.REVIEW_SEE_DRAFT, Permission.REVIEW_IN_TEAM, Permission.REVIEW_SEE_AGREED

DOORS = {
    # signing in
    "account_login": board(PUBLIC, OPEN),
    "account_logout": board(PUBLIC, OPEN),  # who is signed out already is told that they are
    "account_reset_password": board(PUBLIC, OPEN),
    "account_reset_password_done": page(PUBLIC),
    "account_reset_password_from_key": board(PUBLIC, OPEN),
    "mfa_authenticate": board(PUBLIC, OPEN),
    "mfa_login_webauthn": board(PUBLIC, OPEN),
    "openid_connect_login": button(PUBLIC, OPEN),
    "openid_connect_callback": page(PUBLIC),
    "people:organisation-told": page(PUBLIC),
    "people:open-link": page(PUBLIC),
    "people:one-time-link": board(PUBLIC, OPEN),
    "upkeep:security": page(PUBLIC),
    "upkeep:privacy": page(PUBLIC),
    "upkeep:accessibility": page(PUBLIC),
    "upkeep:own-data": board(SIGNED_IN, OPEN),
    "administration:invited": board(PUBLIC, OPEN),
    # what everybody has who is signed in
    "account_reauthenticate": board(SIGNED_IN, OPEN),
    "mfa_reauthenticate": board(SIGNED_IN, OPEN),
    "mfa_reauthenticate_webauthn": board(SIGNED_IN, OPEN),
    "account_change_password": board(SIGNED_IN, OPEN),
    "account_set_password": board(SIGNED_IN, OPEN),
    "mfa_index": page(SIGNED_IN),
    "mfa_activate_totp": board(SIGNED_IN, OPEN),
    "mfa_deactivate_totp": board(SIGNED_IN, OPEN),
    "mfa_view_recovery_codes": page(SIGNED_IN),
    "mfa_generate_recovery_codes": board(SIGNED_IN, OPEN),
    "mfa_add_webauthn": board(SIGNED_IN, OPEN),
    "mfa_edit_webauthn": board(SIGNED_IN, OPEN),
    "mfa_remove_webauthn": board(SIGNED_IN, OPEN),
    "people:me": board(SIGNED_IN, OPEN),
    "people:disconnect": button(SIGNED_IN, OPEN),
    "people:sessions": page(SIGNED_IN),
    "people:end-other-sessions": button(SIGNED_IN, OPEN),
    "people:end-session": button(SIGNED_IN, OPEN),
    "reviews:first-page": page(SIGNED_IN),
    "reviews:begin": form(SIGNED_IN, Permission.REVIEW_BEGIN),
    "guide:contents": page(SIGNED_IN),
    "guide:page": page(SIGNED_IN),
    # a partnership
    "reviews:home": page(MEMBER),
    "reviews:look-as": button(NOBODY, OPEN),
    "reviews:own-actions": page(MEMBER),
    "reviews:own-action": board(Permission.ACTION_REPORT, OPEN),
    "administration:people": Door(MEMBER, Permission.MEMBER_SEE, CLOSED),
    "administration:invite": form(MEMBER, Permission.MEMBER_CHANGE),
    "administration:member": Door(MEMBER, Permission.MEMBER_SEE, Permission.MEMBER_CHANGE),
    "administration:end-membership": form(MEMBER, Permission.MEMBER_CHANGE),
    "administration:invitation-link": button(MEMBER, Permission.MEMBER_CHANGE),
    "administration:withdraw-invitation": button(MEMBER, Permission.MEMBER_CHANGE),
    "administration:agencies": Door(MEMBER, Permission.AGENCY_CHANGE, CLOSED),
    "administration:new-agency": form(MEMBER, Permission.AGENCY_CHANGE),
    "administration:agency": form(MEMBER, Permission.AGENCY_CHANGE),
    "administration:leads": Door(MEMBER, Permission.LEAD_CHANGE, CLOSED),
    "administration:lead": Door(MEMBER, Permission.LEAD_CHANGE, CLOSED),
    "administration:lead-member": button(MEMBER, Permission.LEAD_CHANGE),
    "administration:lead-holder": button(MEMBER, Permission.LEAD_CHANGE),
    "administration:lead-vacancy": button(MEMBER, Permission.LEAD_CHANGE),
    "administration:settings": form(MEMBER, Permission.PARTNERSHIP_CHANGE),
    "administration:second-step": button(MEMBER, Permission.PARTNERSHIP_CHANGE),
    "administration:background": Door(MEMBER, Permission.PARTNERSHIP_CHANGE, CLOSED),
    "administration:job-again": button(MEMBER, Permission.PARTNERSHIP_CHANGE),
    "upkeep:partnership-privacy": page(MEMBER),
    "upkeep:partnership-accessibility": page(MEMBER),
    "upkeep:statement": form(MEMBER, Permission.PARTNERSHIP_CHANGE),
    "upkeep:words": form(MEMBER, Permission.WORDS_BLOT),
    "upkeep:former": Door(MEMBER, Permission.RECORD_DELETE, CLOSED),
    "upkeep:remove-name": form(MEMBER, Permission.RECORD_DELETE),
    "upkeep:keeping": form(MEMBER, Permission.RETENTION_SET),
    "upkeep:hold": form(MEMBER, Permission.RETENTION_SET),
    "upkeep:review-hold": form(MEMBER, Permission.RETENTION_SET),
    "upkeep:history": Door(MEMBER, Permission.TRAIL_SEE, CLOSED),
    "upkeep:history-file": button(MEMBER, Permission.TRAIL_EXPORT),
    # what was agreed
    "reviews:agreed-versions": page(AGREED),
    "reviews:agreed": page(AGREED),
    "reviews:agreed-first-sheet": page(AGREED),
    "reviews:agreed-sheet-of-domain": page(AGREED),
    "reviews:agreed-sheet": page(AGREED),
    "reviews:compare": page(AGREED),
    "reviews:compare-versions": page(AGREED),
    "documents:agreed-exports": board(AGREED, OPEN),
    # a review
    "reviews:overview": page(DRAFT),
    "reviews:findings": page(DRAFT),
    "reviews:stages": page(DRAFT),
    "reviews:plan": board(DRAFT, Permission.ACTION_WRITE),
    "reviews:plan-due": page(DRAFT),
    "reviews:plan-earlier": page(DRAFT),
    "reviews:carry-on": form(DRAFT, Permission.ACTION_WRITE),
    "reviews:lead": page(DRAFT),
    "reviews:lead-calendar": button(DRAFT, Permission.REVIEW_EXPORT),
    "reviews:agency": page(DRAFT),
    "reviews:agency-calendar": button(DRAFT, Permission.REVIEW_EXPORT),
    "reviews:about": form(DRAFT, Permission.REVIEW_CHANGE),
    "reviews:places": form(DRAFT, Permission.REVIEW_CHANGE),
    "reviews:review-place": form(DRAFT, Permission.REVIEW_CHANGE),
    "reviews:remove-place": form(DRAFT, Permission.REVIEW_CHANGE),
    "reviews:place-rating": form(DRAFT, Permission.CELL_RATE),
    "reviews:meetings": board(TEAM, Permission.REVIEW_CHANGE),
    "reviews:meeting": page(TEAM),
    "reviews:meeting-people": form(TEAM, Permission.REVIEW_CHANGE),
    "reviews:close-meeting": button(TEAM, Permission.REVIEW_CHANGE),
    "reviews:present": page(DRAFT),
    "reviews:presentation": page(DRAFT),
    "reviews:summary": page(DRAFT),
    "reviews:summary-part": form(DRAFT, Permission.REVIEW_CHANGE),
    "reviews:challenges": board(TEAM, Permission.CHALLENGE_RECORD),
    "reviews:challenge": form(TEAM, Permission.CHALLENGE_ANSWER),
    "reviews:versions": board(DRAFT, Permission.REVIEW_AGREE),
    "reviews:compare-draft": page(DRAFT),
    "reviews:state": form(DRAFT, Permission.REVIEW_CHANGE),
    "reviews:audience": form(DRAFT, Permission.REVIEW_SET_AUDIENCE),
    "reviews:review-history": page(DRAFT),
    "reviews:archive": board(DRAFT, Permission.REVIEW_CHANGE),
    "upkeep:archived": Door(DRAFT, Permission.RECORD_DELETE, CLOSED),
    "upkeep:delete": form(DRAFT, Permission.RECORD_DELETE),
    "reviews:restoration": button(DRAFT, Permission.REVIEW_CHANGE),
    "reviews:when": page(DRAFT),
    "reviews:first-sheet": page(DRAFT),
    "reviews:sheet-of-domain": page(DRAFT),
    "reviews:sheet": page(DRAFT),
    "reviews:comments": page(DRAFT),
    "reviews:search": page(DRAFT),
    "reviews:values": page(DRAFT),
    "reviews:new-value": form(DRAFT, Permission.VALUE_JUDGE),
    "reviews:value": form(DRAFT, Permission.VALUE_JUDGE),
    "documents:exports": board(DRAFT, Permission.REVIEW_EXPORT),
    # evidence
    "reviews:evidence-asked": page(DRAFT),
    "reviews:send-asked": button(DRAFT, Permission.REVIEW_CHANGE),  # who writes evidence and is of the team
    "reviews:evidence-looking": page(DRAFT),
    "reviews:evidence": page(DRAFT),
    "reviews:new-evidence": form(DRAFT, Permission.EVIDENCE_WRITE),
    "reviews:piece": form(DRAFT, Permission.EVIDENCE_WRITE),
    "reviews:archive-evidence": button(DRAFT, Permission.EVIDENCE_WRITE),
    "reviews:restore-evidence": button(DRAFT, Permission.EVIDENCE_WRITE),
    "reviews:evidence-attachments": board(DRAFT, Permission.ATTACHMENT_ADD),
    # a stage and its findings
    "reviews:rating": form(DRAFT, Permission.CELL_RATE),
    "reviews:cell-history": page(DRAFT),
    "reviews:new-finding": form(DRAFT, Permission.FINDING_WRITE),
    "reviews:finding": form(DRAFT, Permission.FINDING_WRITE),
    "reviews:finding-priority": button(DRAFT, Permission.FINDING_WRITE),
    "reviews:moves": Door(DRAFT, Permission.FINDING_WRITE, CLOSED),
    "reviews:colour": form(DRAFT, Permission.FINDING_MOVE),
    "reviews:place": button(DRAFT, Permission.FINDING_MOVE),
    "reviews:order": button(DRAFT, Permission.FINDING_MOVE),
    "reviews:copies": button(DRAFT, Permission.FINDING_WRITE),
    "reviews:relevance": button(DRAFT, Permission.FINDING_WRITE),
    "reviews:pointers": button(DRAFT, Permission.ACTION_WRITE),
    "reviews:archive-finding": button(DRAFT, Permission.FINDING_MOVE),
    "reviews:restore-finding": button(DRAFT, Permission.FINDING_MOVE),
    "reviews:finding-comments": board(DRAFT, Permission.COMMENT_WRITE),
    "reviews:note": form(DRAFT, Permission.NOTE_WRITE),
    "reviews:finding-history": page(DRAFT),
    "reviews:finding-attachments": board(DRAFT, Permission.ATTACHMENT_ADD),
    "reviews:new-action": form(DRAFT, Permission.ACTION_WRITE),
    "reviews:linked-actions": button(DRAFT, Permission.ACTION_WRITE),
    # an action
    "reviews:action": form(DRAFT, Permission.ACTION_WRITE),
    "reviews:action-priority": button(DRAFT, Permission.ACTION_WRITE),
    "reviews:progress": form(DRAFT, Permission.ACTION_WRITE),
    "reviews:check": form(DRAFT, Permission.ACTION_WRITE),
    "reviews:round": form(DRAFT, Permission.ACTION_WRITE),
    "reviews:archive-action": button(DRAFT, Permission.ACTION_WRITE),
    "reviews:restore-action": button(DRAFT, Permission.ACTION_WRITE),
    "reviews:action-comments": board(DRAFT, Permission.COMMENT_WRITE),
    "reviews:action-history": page(DRAFT),
    "reviews:action-attachments": board(DRAFT, Permission.ATTACHMENT_ADD),
    "reviews:unlinked-findings": button(DRAFT, Permission.ACTION_WRITE),
    # a file, a comment, a step
    "reviews:attachment": page(DRAFT),
    "reviews:remove-attachment": button(DRAFT, Permission.ATTACHMENT_ADD),
    "reviews:restore-attachment": button(DRAFT, Permission.ATTACHMENT_ADD),
    "reviews:comment": form(DRAFT, Permission.COMMENT_WRITE),
    "reviews:reply": form(DRAFT, Permission.COMMENT_WRITE),
    "reviews:settle-comment": button(DRAFT, Permission.COMMENT_WRITE),
    "reviews:open-comment-again": button(DRAFT, Permission.COMMENT_WRITE),
    "reviews:withdraw-comment": button(DRAFT, Permission.COMMENT_WRITE),
    "reviews:restore-comment": button(DRAFT, Permission.COMMENT_WRITE),
    "reviews:undoing": button(DRAFT, Permission.FINDING_WRITE),
    # what was brought in
    "documents:texts": board(TEAM, Permission.DOCUMENT_BRING_IN),
    "documents:inbox": page(TEAM),
    "documents:preview": page(TEAM),
    "documents:differences": board(TEAM, Permission.DOCUMENT_BRING_IN),
    "documents:application": button(TEAM, Permission.DOCUMENT_BRING_IN),
    "documents:accept-sure": button(TEAM, Permission.DOCUMENT_BRING_IN),
    "documents:answer": button(TEAM, Permission.DOCUMENT_BRING_IN),
    "documents:keep-file": button(TEAM, Permission.DOCUMENT_BRING_IN),
    "documents:set-text-aside": button(TEAM, Permission.DOCUMENT_BRING_IN),
    "documents:return-text": button(TEAM, Permission.DOCUMENT_BRING_IN),
    "documents:undoing": button(TEAM, Permission.DOCUMENT_BRING_IN),
    "documents:accept": button(TEAM, Permission.DOCUMENT_BRING_IN),
    "documents:keep-apart": button(TEAM, Permission.DOCUMENT_BRING_IN),
    "documents:place-rating": button(TEAM, Permission.DOCUMENT_BRING_IN),
    "documents:place-finding": button(TEAM, Permission.DOCUMENT_BRING_IN),
    "documents:place-action": button(TEAM, Permission.DOCUMENT_BRING_IN),
    "documents:join": button(TEAM, Permission.DOCUMENT_BRING_IN),
    "documents:split": form(TEAM, Permission.DOCUMENT_BRING_IN),
    "documents:edit-piece": form(TEAM, Permission.DOCUMENT_BRING_IN),
    "documents:set-aside": button(TEAM, Permission.DOCUMENT_BRING_IN),
    "documents:put-back": button(TEAM, Permission.DOCUMENT_BRING_IN),
}
