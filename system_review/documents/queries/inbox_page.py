"""The inbox of one text, and the list of texts, as they are drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.utils.translation import gettext, ngettext

from system_review.documents import inbox_pages as pages
from system_review.documents.addresses import InboxAddresses
from system_review.documents.models import Document, InboxQuestion, Passage
from system_review.documents.queries.inbox_lines import placed_groups
from system_review.documents.queries.inbox_reading import InboxReading, short
from system_review.documents.queries.inbox_says import beside, is_action, understood
from system_review.documents.rules.answering import SEEN
from system_review.documents.rules.erasing import KEPT_FOR
from system_review.documents.rules.placing import sums
from system_review.documents.rules.sentences import again
from system_review.documents.rules.serving import is_for_finding
from system_review.documents.rules.sources import Source, same_words, wordings
from system_review.documents.rules.words import DocumentState, Fate, PassageRole, StepKind
from system_review.partnerships.access import may
from system_review.partnerships.models import Member
from system_review.partnerships.rules import Permission
from system_review.reviews import wording
from system_review.texts import shown
from system_review.ui.words import say

MOVES = (
    "acceptance", "finding", "action", "rating", "joining", "keeping-apart", "split", "text", "setting-aside", "return",
)  # fmt: skip
MOST_APART = 60  # pieces of a question that can be answered for one by one
MOST_SURE = MOST_PLACED = 40  # lines of what is sure and of what is placed, until all are asked for
STEPS = {
    StepKind.PLACED_RATING: lambda: gettext("Placed as an overall rating"),
    StepKind.ACCEPTED: lambda: gettext("Accepted"),
    StepKind.ACCEPTED_SURE: lambda: gettext("All that was sure is placed"),
    StepKind.ANSWERED: lambda: gettext("Answered"),
    StepKind.KEPT_APART: lambda: gettext("Kept apart, as they stand"),
    StepKind.PLACED_FINDING: lambda: gettext("Placed as a finding"),
    StepKind.PLACED_ACTION: lambda: gettext("Placed as an action"),
    StepKind.JOINED: lambda: gettext("Joined"),
    StepKind.SPLIT: lambda: gettext("Split"),
    StepKind.SET_ASIDE: lambda: gettext("Set aside"),
    StepKind.PUT_BACK: lambda: gettext("Put back to waiting"),
    StepKind.EDITED: lambda: gettext("Piece changed"),
    StepKind.APPLIED: lambda: gettext("What was placed is in the review now"),
}


STATES: dict[str, Callable[[], str]] = {
    DocumentState.READING: lambda: gettext("being read"),
    DocumentState.FAILED: lambda: gettext("could not be read"),
}


def step_words(kind: str) -> str:
    """What a step did."""
    return STEPS[StepKind(kind)]()


def inbox_page(reading: InboxReading, *, every: str = "") -> pages.InboxPage:
    """Everything on the page of a text but its forms and the pieces in the text.

    Of many that are sure or placed only the first are there, unless `every` is "sure" or "placed".
    """
    document, to = reading.document, reading.to
    last = reading.steps[0] if reading.steps else None
    counts = sums(row.fate for row in reading.rows)
    counts |= {"waiting": len(reading.need), "sure": len(reading.sure)}
    own = document.public_id
    can_apply = reading.may_change and counts["placed"]
    can_return = reading.may_bring_in and document.set_aside_at is not None
    return pages.InboxPage(
        sums=pages.Sums(**counts),
        placed=placed_groups(reading, most=None if every == "placed" else MOST_PLACED),
        placed_more=to.document(own) + "?placed=all" if counts["placed"] > MOST_PLACED and every != "placed" else "",
        open=_open_piece(reading, reading.opened) if reading.opened is not None else None,
        told=_told(reading),
        version=document.version,
        apply_url=to.document(document.public_id, "application") if can_apply else "",
        undo_url=to.undoing(document.public_id, last.public_id) if last else "",
        undo_words=step_words(last.kind) if last else "",
        return_url=to.document(document.public_id, "return") if can_return else "",
        sheet_url=reading.sheets.review(reading.review.public_id, "sheet"),
        sure=[_sure_line(reading, row) for row in reading.sure[: None if every == "sure" else MOST_SURE]],
        sure_more=to.document(own) + "?sure=all" if len(reading.sure) > MOST_SURE and every != "sure" else "",
        accept_url=to.document(own, "acceptance") if reading.may_change and reading.sure else "",
        preview_url=to.document(own, "preview") if counts["placed"] or reading.sure else "",
        **_keeping(reading),
    )


def _sure_line(reading: InboxReading, row: Passage) -> pages.SureLine:
    taken = reading.taken(row) or pages.Taken("")
    url = reading.to.piece(reading.document.public_id, row.public_id) if reading.may_change else ""
    return pages.SureLine(row.public_id, shown(row.text), short(row.text, 8), taken, url)


def _keeping(reading: InboxReading) -> dict[str, str]:
    """How long the file is kept, and the button that changes it."""
    document = reading.document
    change = reading.to.document(document.public_id, "keeping") if reading.may_bring_in else ""
    if document.erased_at:
        day = wording.day_of(document.erased_at)
        return {"kept": gettext("The file and the pieces set aside were erased on %(day)s.") % {"day": day}}
    if document.is_kept:
        return {"kept": gettext("The file is kept."), "keep_url": change, "keep_words": gettext("Do not keep it")}
    since = document.set_aside_at or document.applied_at
    if since is None:
        kept = gettext("Kept until 30 days after you apply it, or set it aside.")
    else:
        kept = gettext("The file and the pieces set aside are kept until %(day)s.")
        kept %= {"day": wording.day_of(since + KEPT_FOR)}
    return {"kept": kept, "keep_url": change, "keep_words": gettext("Keep the file")}


def _told(reading: InboxReading) -> list[str]:
    told = [say(again(text, values)) for text, values in reading.document.told]
    if count := sum(row.is_already and row.fate == Fate.SET_ASIDE for row in reading.rows):
        words = ngettext(
            "%(n)d piece is in the review already and is set aside. What is new waits.",
            "%(n)d pieces are in the review already and are set aside. What is new waits.",
            count,
        )
        told.append(words % {"n": count})
    if before := reading.same_text:
        day = wording.day_of(before.brought_in_at)
        told.append(gettext("The same text was brought in before, on %(day)s.") % {"day": day})
    return told


def _open_piece(reading: InboxReading, row: Passage) -> pages.OpenPiece:
    at = reading.rows.index(row)
    before = reading.rows[at - 1] if at else None
    after = reading.rows[at + 1] if at + 1 < len(reading.rows) else None
    return pages.OpenPiece(
        key=row.public_id,
        version=row.version,
        title=gettext("What is this piece?") if row.fate == Fate.WAITING else reading.became(row)[0],
        text=row.text,
        shown=shown(row.text),
        place=row.place,
        wording=_own_words(reading, row),
        tag=_tag(reading, row),
        fate=row.fate,
        urls={
            what.replace("-", "_"): reading.to.move(reading.document.public_id, row.public_id, what) for what in MOVES
        },
        join_next=_to_join("before", after),
        join_previous=_to_join("after", before),
        taken=reading.taken(row) if row.fate == Fate.WAITING else None,
        asked=_asked(reading, row),
        stretches=_stretches(reading, row),
        beside=beside(row) if row.role == PassageRole.ACTION and row.fate != Fate.WAITING else "",
        understood=understood(row) if is_action(row) else (),
        **_neighbours(reading, row),
    )


def _asked(reading: InboxReading, row: Passage) -> pages.AskedLine | None:
    """The open question about a piece that waits."""
    question = next((each for each in reading.questions if row.public_id in each.about), None)
    if question is None or row.fate != Fate.WAITING or not reading.may_change:
        return None
    others = [each for each in reading.rows if each.public_id in question.about and each is not row]
    seen = [shown(each.text) for each in others[: SEEN - 1]]
    answers = [(str(n), shown(say(again(*each["words"])))) for n, each in enumerate(question.answers)]
    url = reading.to.answer(reading.document.public_id, question.public_id)
    words = shown(say(again(*question.words)))
    apart = [each for each in reading.rows if _may_be_apart(reading, each, question)]
    return pages.AskedLine(
        words=words,
        about=seen,
        more=len(others) - len(seen),
        answers=answers,
        url=url,
        version=question.version,
        each=[(each.public_id, shown(each.text)) for each in apart] if 1 < len(apart) <= MOST_APART else (),
        is_apart=is_for_finding(question.words) and len(apart) > 1,
    )


def _may_be_apart(reading: InboxReading, row: Passage, question: InboxQuestion) -> bool:
    """Whether a question can be answered for a piece alone: one that is asked about, not under another that is."""
    above = reading.by_number.get(row.suggested_under_id or 0)
    is_led = above is not None and above.public_id in question.about
    return row.fate == Fate.WAITING and row.public_id in question.about and not is_led


def _stretches(reading: InboxReading, row: Passage) -> list[str]:
    """The document's own lines of a piece that joins several of them."""
    if row.fate != Fate.WAITING or len(row.sources) < 2:
        return []
    parts = [words for _, words in wordings(reading.document.text, [Source(*each) for each in row.sources])]
    return [shown(part) for part in parts] if len(parts) > 1 else []


def _neighbours(reading: InboxReading, row: Passage) -> dict[str, str]:
    """The addresses of the pieces before and behind this one that need a person."""
    before = [each for each in reading.need if each.position < row.position]
    after = [each for each in reading.need if each.position > row.position]
    own = reading.document.public_id
    return {
        "previous_url": reading.to.piece(own, before[-1].public_id) if before else "",
        "next_url": reading.to.piece(own, after[0].public_id) if after else "",
    }


def _to_join(order: str, row: Passage | None) -> str:
    return f"{order}.{row.public_id}.{row.version}" if row is not None and row.fate != Fate.APPLIED else ""


def _tag(reading: InboxReading, row: Passage) -> str:
    waiting = [each.pk for each in reading.need]
    if row.pk not in waiting:
        return ""
    return gettext("%(n)d of %(all)d that wait") % {"n": waiting.index(row.pk) + 1, "all": len(waiting)}


def _own_words(reading: InboxReading, row: Passage) -> str:
    """The document's own words for a piece, if they are not the same."""
    parts = [words for _, words in wordings(reading.document.text, [Source(*each) for each in row.sources])]
    return "" if same_words(row.text, " ".join(parts)) else shown(" … ".join(parts))


def text_lines(
    documents: Sequence[Document], counted: dict[int, pages.Sums], *, visible_to: Member
) -> list[pages.TextLine]:
    """The texts of a review as the list shows them."""
    to, may_change = InboxAddresses(visible_to.partnership.slug), may(visible_to, Permission.DOCUMENT_BRING_IN)
    lines = []
    for document in documents:
        away = document.set_aside_at is not None
        said = {"who": shown(document.brought_in_by.name), "day": wording.day_of(document.brought_in_at)}
        lines.append(
            pages.TextLine(
                name=shown(document.name),
                about=gettext("brought in by %(who)s on %(day)s") % said,
                sums=counted.get(document.pk, pages.Sums(0, 0, 0, 0, 0)),
                state=STATES[document.state]() if document.state in STATES else "",
                url=to.document(document.public_id),
                version=document.version,
                set_aside_url=to.document(document.public_id, "setting-aside") if may_change and not away else "",
                return_url=to.document(document.public_id, "return") if may_change and away else "",
            )
        )
    return lines
