"""The words that people of the field use for the parts of a results document, beside the framework's own. Data.

These are English. A further language is a further line in each of these tables; what a framework calls its domains,
levels, stages, colours and ratings is never here: the interpreter asks the framework.
"""

from __future__ import annotations


def _listed(phrases: str) -> tuple[str, ...]:
    return tuple(" ".join(phrase.split()) for phrase in phrases.split(";"))


# What stands in a heading beside the name of a part, and says nothing more of it.
FILLERS = frozenset(
    [
        "-",
        "a",
        "an",
        "and",
        "are",
        "area",
        "areas",
        "at",
        "by",
        "child",
        "children",
        "column",
        "cont",
        "contextual",
        "continued",
        "current",
        "domain",
        "domains",
        "example",
        "families",
        "family",
        "for",
        "framework",
        "how",
        "in",
        "is",
        "level",
        "levels",
        "no",
        "number",
        "of",
        "on",
        "or",
        "our",
        "overall",
        "part",
        "peer",
        "peers",
        "people",
        "person",
        "phase",
        "place",
        "places",
        "public",
        "rated",
        "rating",
        "respond",
        "responding",
        "responds",
        "response",
        "responses",
        "result",
        "results",
        "review",
        "reviews",
        "safeguarding",
        "school",
        "schools",
        "section",
        "sections",
        "sheet",
        "space",
        "spaces",
        "stage",
        "stages",
        "standard",
        "standards",
        "step",
        "system",
        "table",
        "template",
        "the",
        "theme",
        "tier",
        "to",
        "tool",
        "we",
        "with",
        "working",
        "young",
        "–",
    ]
)

# Words that say: what follows is the overall rating of a stage.
OVERALL = _listed(
    """
    current overall rating; overall rating; current rating; current stage rating; overall stage rating; overall
    judgement; overall judgment; overall grade; overall score; overall rag; overall rag rating; stage rating;
    rating overall; overall position; overall assessment; rating for this stage; rating of this stage; rating for the
    stage; rating of the stage; taken together; all in all; overall
    """
)

# How a letter or an e-mail ends, and what stands right before that for politeness' sake.
CLOSINGS = frozenset(
    _listed(
        """
        regards; kind regards; kindest regards; best regards; warm regards; with kind regards; many regards;
        best wishes; with best wishes; all best wishes; kind wishes; best; all the best; yours; yours
        sincerely; yours faithfully; yours truly; sincerely; thanks; many thanks; thank you; thanks again; many
        thanks again; with thanks; with many thanks; thanks in advance; thanks and best wishes; thanks and
        regards; cheers; take care; speak soon; cofion; cofion cynnes; cofion gorau; diolch; diolch yn fawr;
        diolch o galon; yn gywir; hwyl

        """
    )
)
COURTESIES = _listed(
    """
    thanks; thank you; many thanks; thanks again; hope this; i hope; we hope; hope that; any questions; any
    queries; if you have any; if anything; please let me know; please let us know; let me know; let us know; do
    let me know; do get in touch; please get in touch; please do not hesitate; please don't hesitate; do not
    hesitate; happy to; looking forward; i look forward; we look forward; look forward; see you; speak soon;
    have a good; have a lovely; diolch; best wishes; kind regards

    """
)

# Colours as people write them, beside the framework's own words and letters.
COLOUR_WORDS = {
    "red": _listed("red; r"),
    "amber": _listed("amber; a; yellow; orange; y; amb"),
    "green": _listed("green; g; grn"),
    "not_yet_known": _listed(
        """
        not yet known; not known; unknown; grey; gray; white; ?; not evidenced; no evidence; no evidence
        yet; to be established; insufficient evidence; tbe; nyk
        """
    ),
}

# What a stage's rating can be instead of a step of the scale.
UNRATED_WORDS = {
    "not_yet_known": _listed(
        """
        not yet known; not known; unknown; to be established; insufficient evidence; nyk; not evidenced; not
        known yet; ?
        """
    ),
    "not_applicable": _listed("not applicable; n/a; na; does not apply"),
    "not_reviewed": _listed(
        """
        not reviewed this time; not reviewed; out of scope; not in scope; not in this review; not assessed;
        not covered; not considered; not considered this time
        """
    ),
    "not_rated": _listed(
        """
        not rated; not yet rated; unrated; tbc; to be confirmed; to be agreed; nobody has rated yet;
        awaiting rating
        """
    ),
}

# What the actions under a colour are for: the colour, and how its plan is headed.
PLAN_WORDS = {
    "red": _listed(
        """
        to get to amber; getting to amber; getting to a; get to a; moving to amber; to amber; get to amber; to
        reach amber; move to amber; red to amber; from red to amber; actions for red; red actions; red action;
        red action plan; gets us to amber; get us to amber
        """
    ),
    "amber": _listed(
        """
        to get to green; getting to green; getting to g; get to g; moving to green; to green; get to green; to
        reach green; move to green; amber to green; from amber to green; actions for amber; amber actions;
        amber action; amber action plan; gets us to green; get us to green
        """
    ),
    "green": _listed(
        """
        to sustain performance; staying green; staying g; stay g; staying at green; to sustain; sustain;
        sustain performance; to stay green; stay green; to stay at green; to remain green; to maintain;
        maintain; to keep green; sustaining; green actions; green action; green action plan; actions for green;
        to sustain green; maintaining performance; keeps us green; keep us green; keep it green; keep green; stays green
        """
    ),
    "not_yet_known": _listed("to find out; find out; to establish; finding out; to know more"),
}
PLAN_HEADS = _listed(
    """
    action plan; action plans; actions; action; plan; plans; next steps; next step; action agreed; what we
    will do; what we'll do; what will we do; steps; actions required; action required; actions needed; planned
    actions; agreed
    actions
    """
)
FINDING_HEADS = _listed(
    """
    traffic light rating; traffic light; rating; findings; finding; evidence; what we found; what we saw;
    observations; current position; summary; strengths; judgement; rag; rag rating; where we are; what did we
    find; analysis
    """
)

# The heads of the columns of a list, by what a column holds. Earlier names are surer than later ones.
COLUMN_HEADS: dict[str, tuple[str, ...]] = {
    "domain": _listed(
        """
        domain; framework domain; cs domain; section; area; pillar; theme; priority area; strand;
        workstream; work stream; category
        """
    ),
    "level": _listed("level; tier; lvl; level of system"),
    "stage": _listed(
        """
        stage; standard; system stage; process stage; practice stage; pathway stage; phase; step; stage of
        the system; safeguarding stage; part of the system; journey stage; part of the process; part of
        the pathway; process; point in the system; step in the system; process step; step in the process
        """
    ),
    "place": _listed(
        """
        domain and stage; domain level stage; domain level and stage; where; stage and level; level and
        stage; stage level; level stage; domain stage; cell; section and standard; framework reference; part
        of the framework; framework area
        """
    ),
    "colour": _listed(
        """
        finding rag; rag of finding; finding rating; finding colour; colour; color; traffic light; traffic
        light rating; rag rating of finding; colour of finding; rag at review; review rag; rag at time of
        review; judgement; initial rag; baseline rag; rag judgement
        """
    ),
    "rag": _listed(
        """
        rag; rag rating; rating; r a g; current rag; brag; rag status; bragg; colour rating; current rating;
        grade; self assessment rating; self assessed rating; self assessment rag; how is it rated; how do we
        rate it; how is this rated; how do we rate this; how well are we doing; how good is it
        """
    ),
    "progress_colour": _listed(
        """
        progress rag; action rag; rag of action; rag progress; brag rating; brag status; status rag;
        delivery rag; action status rag; rag for progress; progress brag; rag progress rating; action
        progress rag; implementation rag; rag action status; rag rating progress; progress rating; action
        rag status
        """
    ),
    "finding": _listed(
        """
        finding; findings; what we found; what did we find; issue; issue identified; what we know; what we
        heard; what did we see; what we know now; what has been found; key finding; key findings; finding or
        issue; observation; observations; what we saw; finding text; review finding; area for improvement;
        area for development; areas for improvement; areas for development; recommendation; recommendations;
        learning; learning point; learning points; learning theme; learning themes; key learning; gap; gaps;
        gap identified; concern; concerns; strengths and areas for development; what was found; what the review found;
        issue finding; detail of finding; summary of finding; summary of findings; findings and evidence; finding and
        evidence; where are we now; where we are now; evidence and current position; what is working well;
        what needs to change; practice theme; what the evidence says; what is happening now; what we
        learned; what we learnt; situation; baseline
        """
    ),
    "action": _listed(
        """
        action; actions; action required; actions required; action plan; agreed action; agreed actions; what
        we will do; what will we do; action to be taken; actions to be taken; planned action; planned
        actions; task; tasks; next steps; next step; proposed action; action agreed; action needed; actions
        needed; required action; required actions; what are we going to do; what needs to be done; steps to
        be taken; improvement action; improvement actions; activity; plan; development action; key actions;
        key action; smart action; smart actions; single agency action; multi agency action; how will we do
        it; how we will do it; response to recommendation; what needs to happen; what will happen; what
        should happen; what happens next; what must happen; what we need to do; what do we need to do;
        to do; what next; whats next; what we are doing; what are we doing; what is being done;
        what we are doing about it; how will we get there; how do we get there; how we will get there;
        measures; commitment; commitments; agreed next steps; what will be done; now what; now what action
        """
    ),
    "lead": _listed(
        """
        lead; leads; owner; action owner; action lead; lead officer; lead person; responsible; who; by whom;
        lead professional; responsible officer; responsible person; person responsible; lead name; named
        lead; accountable; accountable lead; accountable officer; assigned to; owned by; lead agency and
        person; lead and agency; lead agency; lead s; who will lead; who will do it; who is responsible;
        responsibility; lead responsible; action holder; allocated to; name; officer; lead partner; who by;
        lead responsibility; responsible lead; owner s; owners; who and by when; who and when; who by when;
        lead and timescale; lead and date; owner and date; lead and deadline; lead person and agency; lead
        agency officer
        """
    ),
    "agency": _listed(
        """
        agency; organisation; lead s agency; service; partner; partner agency; responsible agency; lead
        organisation; team; organization; agencies; owner agency; owning agency
        """
    ),
    "due": _listed(
        """
        due; due date; by when; when; deadline; target date; timescale; timescales; date due; completion
        date; timeframe; time frame; time scale; target completion; to be completed by; target completion
        date; complete by; completion; review date; target; target timescale; due by; date for completion;
        timeline; expected completion; planned completion date; by; date to be completed; time as written;
        delivery date; end date; timing
        """
    ),
    "status": _listed(
        """
        status; progress status; action status; state; complete; completed; position; current status; how it
        stands; status of action; delivery status; open or closed; open closed; done; completed y n; complete y n;
        done y n
        """
    ),
    "kind": _listed(
        """
        what for; kind; kind of action; type of action; action type; type; purpose; aim; aim of action
        """
    ),
    "overall": _listed(
        """
        overall rating; current overall rating; stage rating; overall; overall rag; overall stage rating;
        overall judgement; overall stage rag; stage rag; current stage rating; current
        overall rag; overall judgment; overall grade
        """
    ),
    "number": _listed(
        """
        no; for no; number; ref; reference; id; item; row; finding no; action no; ref no; finding ref; action ref;
        finding id; action id; item no; action number; finding number; rec no; recommendation no;
        recommendation number; s no; serial
        """
    ),
    "note": _listed(
        """
        notes; note; progress; update; progress update; updates; evidence of impact; impact; outcome;
        progress notes; latest update; progress to date; desired outcome; intended outcome; success measure;
        success measures; how will we know; success criteria; measure of success; evidence source; source;
        evidence of completion; barriers; difference made; priority; rationale; reason; date added; date
        raised; date; raised on; outcome and impact; expected outcome; what difference will it make; impact
        and outcome; comments and updates; monitoring; how will it be measured; resources; cost; links;
        link; assurance; progress and impact; outcomes; how we know; how do we know; completed on; date
        completed; about; agreed at; so what; so what impact; rated by; guiding question; question
        """
    ),
}

# Heads of columns that hold findings only where no other column does.
WEAK_FINDING_HEADS = _listed(
    """
    evidence; narrative; text; comment; comments; description; self assessment; evidence of compliance; current
    position; summary; how do we meet this; how the standard is met
    """
)

# Words in the head of a column of ratings that say: this is how it was at an earlier time.
EARLIER_WORDS = frozenset(["previous", "previously", "last", "prior", "earlier", "former", "past", "old"])

# Words in the name of a sheet, or in a heading, under which stands what is over.
EARLIER_PARTS = frozenset(["completed", "closed", "archive", "archived", "superseded", "historic", "historical"])

# Heads of columns that hold only what goes well.
STRENGTH_HEADS = _listed(
    """
    strengths; strength; key strengths; what is working well; whats working well; what works well; working well; what
    we do well; good practice; what is going well; whats going well; areas of strength; examples of good practice
    """
)

# How an action stands, as people write it.
STATUS_WORDS = {
    "done": _listed(
        """
        done; complete; completed; closed; achieved; finished; blue; b; complete and embedded; yes; y; fully complete
        """
    ),
    "under_way": _listed(
        """
        under way; underway; in progress; ongoing; started; on track; on target; on going; partially
        complete; in train; open in progress; progressing; part complete
        """
    ),
    "not_started": _listed("not started; not yet started; open; to start; not begun; outstanding; new; to do; no; n"),
    "blocked": _listed("blocked; on hold; stalled; paused; delayed"),
    "not_needed": _listed(
        """
        not needed; no longer needed; no longer required; withdrawn; superseded; cancelled; not required
        """
    ),
}

# What people write where nothing is.
NOTHING = frozenset(
    _listed(
        """
        -; .; looked none found; looked, none found; n/a; na; nil; no action; no action required; no action yet; no
        actions; no amber findings; no finding; no findings; no further action; no green findings; no red findings;
        none; none at this time; none at present; none currently;
        none found; none identified; none noted; none required; none yet; not applicable;
        nothing found; nothing identified; nothing written yet; tbc; x; –; —; …
        """
    )
)

# Words that send the reader to other actions.
POINTERS = _listed(
    """
    see also; see actions; see action; see the actions; see the action; please see; see; refer to; refer back to; as
    per; as for; as described in; as set out in; as in; same as; the same as; actions as in; covered by; covered in;
    covered under; covered through; addressed by; addressed in; addressed through; addressed under; linked to; links
    to; links with; linked with; link to; cross-reference; cross reference; cross-refer to; picked up in; picked up
    under; picked up through; dealt with in; dealt with under; duplicate of; depends on; reliant on
    """
)
