"""Every kind of event as a plain sentence: who did what, from what to what.

Each kind has its sentences from the fullest to the plainest; the first whose places can all be filled is said. A new
kind of event gets its line here (a test looks for kinds without one).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

RETURNED_FILE = "returned_file"  # the field in which an event says that it came from a file that partners edited

SENTENCES: dict[str, tuple[str, ...]] = {
    # Partnership and people
    "partnership.begun": (_("%(who)s began the partnership"),),
    "agency.added": (_("%(who)s added the agency %(name)s"), _("%(who)s added an agency")),
    "lead.added": (
        _("%(who)s named %(name)s as somebody who leads actions"),
        _("%(who)s named somebody who leads actions"),
    ),
    "lead.connected": (
        _("%(who)s said that the lead %(lead)s is the member %(name)s"),
        _("%(who)s connected a lead with a member"),
    ),
    "lead.disconnected": (
        _("%(who)s said that the lead %(lead)s is not the member %(name)s"),
        _("%(who)s parted a lead from a member"),
    ),
    "lead.holder_named": (
        _("%(who)s said that %(name)s is in post as %(lead)s from %(on)s"),
        _("%(who)s said who is in post"),
    ),
    "lead.holder_ended": (
        _("%(who)s said that %(name)s is no longer in post as %(lead)s from %(on)s"),
        _("%(who)s said that nobody is in post"),
    ),
    "person.added": (_("%(name)s was added"), _("Somebody was added")),
    "person.renamed": (_("%(before)s is now called %(after)s"), _("Somebody was renamed")),
    "agency.address_set": (_("%(who)s set the address to which lists for %(name)s go"),),
    "agency.address_removed": (_("%(who)s removed the address of %(name)s"),),
    "agency.renamed": (
        _("%(who)s renamed the agency %(before)s to %(after)s"),
        _("%(who)s renamed an agency"),
    ),
    "member.added": (_("%(who)s made %(name)s a member"), _("%(who)s added a member")),
    "member.changed": (_("%(who)s changed the part of %(name)s"), _("%(who)s changed somebody's part")),
    "member.looked_as": (
        _("%(who)s looked at the example as %(name)s"),
        _("%(who)s looked at the example as somebody else"),
    ),
    "member.name_removed": (_("%(who)s removed the name of a former member"),),
    "person.data_exported": (_("%(who)s took out what is held about them"),),
    "member.ended": (_("%(who)s ended the membership of %(name)s"), _("%(who)s ended a membership")),
    "partnership.renamed": (
        _("%(who)s renamed the partnership from %(before)s to %(after)s"),
        _("%(who)s renamed the partnership"),
    ),
    "partnership.second_step_asked": (_("%(who)s had everybody asked for a second step"),),
    "partnership.second_step_not_asked": (_("%(who)s no longer had everybody asked for a second step"),),
    "partnership.statement_set": (_("%(who)s filled in what the partnership says about privacy and accessibility"),),
    "partnership.keeping_set": (_("%(who)s set how long things are kept"),),
    "partnership.held": (_("%(who)s put everything of the partnership under a legal hold"),),
    "partnership.hold_lifted": (_("%(who)s lifted the legal hold on the partnership"),),
    "job.tried_again": (_("%(who)s had background work tried again: %(what)s"),),
    "invitations.erased": (_("Invitations that nobody accepted were erased, as their time was over"),),
    "drafts.erased": (_("What people had begun to write was erased, as its time was over"),),
    "reads.erased": (_("The names of guests were taken out of what they read, as their time was over"),),
    "invitation.made": (_("%(who)s invited %(name)s"), _("%(who)s invited somebody")),
    "invitation.link_made": (
        _("%(who)s made a new link for the invitation of %(name)s"),
        _("%(who)s made a new link for an invitation"),
    ),
    "invitation.withdrawn": (
        _("%(who)s took back the invitation of %(name)s"),
        _("%(who)s took back an invitation"),
    ),
    "invitation.accepted": (_("%(name)s accepted the invitation"), _("An invitation was accepted")),
    "person.signed_in": (_("%(who)s signed in"),),
    "person.signed_out": (_("%(who)s signed out"),),
    "person.refused": (_("Somebody tried to sign in as %(who)s and was refused"),),
    "person.password_changed": (_("%(who)s changed the password"),),
    "person.password_set": (_("The password of %(who)s was set"),),
    "sign_in_link.made": (_("%(who)s made a sign-in link"),),
    "sign_in_link.used": (_("%(who)s used a sign-in link"),),
    "session.ended": (_("A sign-in of %(who)s ended"),),
    "factor.added": (_("%(who)s added a second step to signing in"),),
    "factor.removed": (_("%(who)s removed a second step from signing in"),),
    "framework.added": (_("%(who)s added the framework %(key)s, version %(version)s"), _("%(who)s added a framework")),
    # The review
    "review.begun": (_("%(who)s began the review"),),
    "review.adopted": (_("%(who)s brought the review in from a file"),),
    "review.edited": (_("%(who)s changed what is said about the review"),),
    "review.moved": (
        _("%(who)s moved the review from “%(before)s” to “%(after)s”"),
        _("%(who)s said how far the review is"),
    ),
    "meeting.opened": (_("%(who)s opened a meeting"),),
    "meeting.edited": (_("%(who)s said who was at the meeting"),),
    "meeting.closed": (_("%(who)s closed the meeting"),),
    "summary.written": (
        _("%(who)s wrote “%(part)s” of the summary for the board"),
        _("%(who)s wrote the summary for the board"),
    ),
    "review.archived": (_("%(who)s archived the review"),),
    "review.restored": (_("%(who)s brought the review back"),),
    "review.held": (_("%(who)s put the review under a legal hold"),),
    "review.hold_lifted": (_("%(who)s lifted the legal hold on the review"),),
    "review.audience_set": (_("%(who)s set who sees the draft"),),
    "version.agreed": (_("%(who)s recorded the agreed version “%(name)s”"), _("%(who)s recorded an agreed version")),
    "version.read": (_("%(who)s, a guest, read the agreed version"),),
    "version.exported": (
        _("%(who)s exported the agreed version as %(format)s"),
        _("%(who)s exported the agreed version"),
    ),
    "challenge.recorded": (_("%(who)s recorded a challenge"),),
    "challenge.answered": (_("%(who)s answered a challenge"),),
    "comment.written": (_("%(who)s wrote a comment"),),
    "comment.answered": (_("%(who)s answered a comment"),),
    "comment.edited": (_("%(who)s changed a comment"),),
    "comment.withdrawn": (_("%(who)s took a comment back"),),
    "comment.restored": (_("%(who)s brought a comment back"),),
    "comment.deleted": (_("%(who)s deleted the comment for good"),),
    "comment.settled": (_("%(who)s settled a comment"),),
    "comment.opened_again": (_("%(who)s opened a comment again"),),
    "note.written": (_("%(who)s wrote the working note"),),
    "review.exported": (_("%(who)s exported the review as %(format)s"), _("%(who)s exported the review")),
    "calendar.exported": (
        _("%(who)s took out the calendar file of %(name)s"),
        _("%(who)s took out a calendar file"),
    ),
    "place.added": (_("%(who)s added the place %(name)s"), _("%(who)s added a place")),
    "place.renamed": (_("%(who)s renamed the place %(before)s to %(after)s"), _("%(who)s renamed a place")),
    "place.removed": (
        _("%(who)s removed the place %(name)s; what was for it is for %(place)s now"),
        _("%(who)s removed the place %(name)s"),
        _("%(who)s removed a place"),
    ),
    "cell.rated": (
        _("%(who)s changed the overall rating for %(place)s from %(before)s to %(after)s"),
        _("%(who)s changed the overall rating from %(before)s to %(after)s"),
        _("%(who)s rated the stage %(after)s"),
        _("%(who)s rated the stage"),
    ),
    # Findings
    "finding.added": (
        _("%(who)s wrote the finding as %(colour)s in %(cell)s"),
        _("%(who)s wrote the finding as %(colour)s"),
        _("%(who)s wrote the finding"),
    ),
    "finding.edited": (
        _("%(who)s changed the finding: it is now written for %(agency_now)s, no longer for %(agency_before)s"),
        _("%(who)s changed the finding: it is now written for %(agency_now)s"),
        _("%(who)s changed the finding: it is no longer written for %(agency_before)s"),
        _("%(who)s changed the finding"),
    ),
    "finding.recoloured": (
        _("%(who)s moved the finding from %(before)s to %(after)s"),
        _("%(who)s moved the finding to another colour"),
    ),
    "finding.moved": (
        _("%(who)s moved the finding from %(before)s to %(after)s"),
        _("%(who)s moved the finding to another stage"),
    ),
    "finding.priority_set": (_("%(who)s marked the finding as priority"),),
    "finding.priority_lifted": (_("%(who)s no longer marked the finding as priority"),),
    "action.priority_set": (_("%(who)s marked the action as priority"),),
    "action.priority_lifted": (_("%(who)s no longer marked the action as priority"),),
    "finding.reordered": (
        _("%(who)s moved the finding to place %(place)s of its column"),
        _("%(who)s changed the order of the findings"),
    ),
    "finding.made_relevant": (_("%(who)s changed where else the finding is relevant"),),
    "finding.pointed": (_("%(who)s added a reference to the finding"),),
    "finding.unpointed": (_("%(who)s removed a reference from the finding"),),
    "finding.checked": (_("%(who)s looked again at the finding: %(answer)s"),),
    "finding.archived": (_("%(who)s archived the finding"),),
    "finding.restored": (_("%(who)s brought the finding back"),),
    "finding.deleted": (_("%(who)s deleted the finding for good"),),
    # Actions
    "action.added": (_("%(who)s planned the action"),),
    "action.edited": (
        _("%(who)s changed the action: it is now written for %(agency_now)s, no longer for %(agency_before)s"),
        _("%(who)s changed the action: it is now written for %(agency_now)s"),
        _("%(who)s changed the action: it is no longer written for %(agency_before)s"),
        _("%(who)s changed the action"),
    ),
    "action.progressed": (
        _("%(who)s noted that the action went from %(before)s to %(after)s"),
        _("%(who)s noted how the action stands"),
    ),
    "action.done_this_time": (_("%(who)s noted that the action was done this time"),),
    "action.handed_over": (
        _("%(who)s handed the action over from %(before)s to %(after)s"),
        _("%(who)s handed the action over"),
    ),
    "action.carried_on": (_("%(who)s carried the action on in a later review"),),
    "action.linked": (_("%(who)s made the action serve another finding as well"),),
    "action.unlinked": (_("%(who)s stopped the action serving a finding"),),
    "action.archived": (_("%(who)s archived the action"),),
    "action.restored": (_("%(who)s brought the action back"),),
    "action.deleted": (_("%(who)s deleted the action for good"),),
    "actions.changed": (_("%(who)s changed %(many)s at once"), _("%(who)s changed several actions at once")),
    "step.undone": (_("%(who)s undid a step: %(step)s"), _("%(who)s undid a step")),
    # Evidence and values
    "evidence.added": (_("%(who)s added the evidence"),),
    "evidence.edited": (
        _("%(who)s changed the evidence: it is now written for %(agency_now)s, no longer for %(agency_before)s"),
        _("%(who)s changed the evidence: it is now written for %(agency_now)s"),
        _("%(who)s changed the evidence: it is no longer written for %(agency_before)s"),
        _("%(who)s changed the evidence"),
    ),
    "evidence.asked_by_mail": (_("%(who)s sent %(agency)s the list of what it is asked for"),),
    "evidence.linked": (_("%(who)s linked the evidence to findings"),),
    "evidence.placed": (_("%(who)s said which stages the evidence speaks to"),),
    "evidence.place_set": (
        _("%(who)s said that the evidence is for %(place)s"),
        _("%(who)s said for which place the evidence is"),
    ),
    "evidence.archived": (_("%(who)s archived the evidence"),),
    "evidence.restored": (_("%(who)s brought the evidence back"),),
    "evidence.deleted": (_("%(who)s deleted the evidence for good"),),
    "value.judged": (_("%(who)s judged the value %(value)s"), _("%(who)s judged a value")),
    "value.added": (_("%(who)s added the value %(name)s"), _("%(who)s added a value")),
    "attachment.added": (_("%(who)s attached a file"),),
    "attachment.removed": (_("%(who)s removed an attachment"),),
    "attachment.restored": (_("%(who)s brought an attachment back"),),
    "attachment.downloaded": (_("%(who)s, a guest, took out an attachment"),),
    "attachment.deleted": (_("%(who)s deleted the attachment for good"),),
    "attachment.erased": (_("An attachment that was removed was erased, as its time was over"),),
    # Bringing in
    "document.brought_in": (_("%(who)s brought in %(name)s"), _("%(who)s brought in a document")),
    "document.read": (_("A document was read"),),
    "document.not_read": (_("A document could not be read"),),
    "document.accepted_sure": (_("%(who)s accepted all that was sure in a document"),),
    "document.applied": (_("%(who)s brought the placed pieces of a document into the review"),),
    "document.differences_taken": (
        _("%(who)s took over %(count)s differences from the returned file %(name)s"),
        _("%(who)s took over differences from a returned file"),
    ),
    "document.differences_left": (_("%(who)s left the review as it is in places where a returned file differs"),),
    "document.taken_out": (_("%(who)s undid the bringing in of a document"),),
    "document.set_aside": (_("%(who)s set a document aside"),),
    "document.brought_back": (_("%(who)s brought a document back"),),
    "document.kept": (_("%(who)s chose to keep a document's file"),),
    "document.not_kept": (_("%(who)s chose not to keep a document's file"),),
    "document.erased": (_("A document's file and the pieces set aside were erased, as their time was over"),),
    "question.answered": (_("%(who)s answered a question about a document"),),
    "passage.accepted": (_("%(who)s accepted a suggestion"),),
    "passage.placed_finding": (_("%(who)s placed a piece of text as a finding"),),
    "passage.placed_action": (_("%(who)s placed a piece of text as an action"),),
    "passage.placed_rating": (_("%(who)s placed a piece of text as an overall rating"),),
    "passage.kept_apart": (_("%(who)s kept lines of a text apart"),),
    "passage.joined": (_("%(who)s joined pieces of text"),),
    "passage.split": (_("%(who)s split a piece of text"),),
    "passage.set_aside": (_("%(who)s set a piece of text aside"),),
    "passage.put_back": (_("%(who)s put a piece of text back"),),
    "passage.edited": (_("%(who)s changed a piece of text"),),
    # The history itself
    "words.taken_out": (_("%(who)s took words out of %(places)s places"), _("%(who)s took words out")),
    "words.taken_out_here": (_("Words were taken out by %(who)s"),),
    "backup.made": (
        _("A backup of everything was written to %(file)s"),
        _("A backup of everything was made"),
    ),
    "backup.restored": (
        _("The installation was brought back from the backup of %(made_at)s"),
        _("The installation was brought back from a backup"),
    ),
    "trail.exported": (_("%(who)s took out the history as a file"),),
}
_PLACE = re.compile(r"%\((\w+)\)s")


def sentence(kind: str, who: str, said: Mapping[str, str]) -> str:
    """What happened, in the reader's language. `said` are what was written, already in words; some may be missing."""
    filled = {"who": who or gettext("Somebody"), **{field: text for field, text in said.items() if text}}
    for text in SENTENCES.get(kind, ()):
        if set(_PLACE.findall(text)) <= filled.keys():
            return on_behalf(gettext(text) % filled, said)
    what = kind.replace("_", " ").partition(".")
    return on_behalf(gettext("%(who)s: %(thing)s %(done)s") % {**filled, "thing": what[0], "done": what[2]}, said)


def on_behalf(words: str, said: Mapping[str, str]) -> str:
    """The sentence, with the returned file that it came from and the agency on whose behalf it was done, if any."""
    if name := said.get(RETURNED_FILE):
        words = gettext("%(what)s, from the returned file %(name)s") % {"what": words, "name": name}
    if not said.get("on_behalf_of"):
        return words
    return gettext("%(what)s, on behalf of %(agency)s") % {"what": words, "agency": said["on_behalf_of"]}


def used_in(kind: str) -> frozenset[str]:
    """The fields that a kind's sentences tell, so that a page need not tell them again."""
    return frozenset(field for text in SENTENCES.get(kind, ()) for field in _PLACE.findall(text))
