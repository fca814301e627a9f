"""The words by which a text says that somebody leads. Data only, in lower case."""

from __future__ import annotations

Words = tuple[str, ...]
Phrases = dict[str, tuple[Words, ...]]  # by their first word, of each the longest first


def _phrases(lines: str) -> Phrases:
    phrases = sorted({tuple(line.split()) for line in lines.strip().splitlines()}, key=lambda words: -len(words))
    return {first: tuple(words for words in phrases if words[0] == first) for first, *_ in phrases}


# After the names: nothing but a lead is told by these ("Sarah to lead").
LEADING = _phrases(
    """
    to lead
    to co-lead
    to jointly lead
    to lead jointly
    to be lead
    to be the lead
    to be the named lead
    to take the lead
    to take lead
    to head up
    to take forward
    to take this forward
    to take it forward
    to take these forward
    to take that forward
    will lead
    will co-lead
    will jointly lead
    will be leading
    will be lead
    will be the lead
    will take the lead
    will take forward
    will take this forward
    will take it forward
    will take these forward
    shall lead
    is leading
    are leading
    is to lead
    are to lead
    is lead
    is the lead
    is the named lead
    has agreed to lead
    have agreed to lead
    agreed to lead
    i arwain
    """
)
# After the names: a lead is told by these if the names stand apart from the sentence before ("… – Sarah to progress").
DOING = _phrases(
    """
    to follow up
    to follow this up
    to follow it up
    to follow these up
    to action
    to own
    to coordinate
    to co-ordinate
    to progress
    to oversee
    to pick up
    to pick this up
    to take on
    to take this on
    to take responsibility
    to be responsible
    to drive
    to champion
    to deliver
    to manage
    to complete
    to chase
    to do
    to sort
    to arrange
    to organise
    to confirm
    to deal with
    to carry out
    to undertake
    to report back
    to feed back
    will follow up
    will follow this up
    will action
    will own
    will coordinate
    will co-ordinate
    will progress
    will oversee
    will pick up
    will take responsibility
    will be responsible
    will do this
    will arrange
    will organise
    leads on
    leading on
    as lead
    is responsible
    are responsible
    responsible
    """
)
# May follow either.
AFTERWARDS = _phrases(
    """
    on this
    on it
    on that
    on these
    on this action
    on this work
    this
    it
    these
    on
    for this
    for this action
    """
)
# Before the names ("led by Sarah").
BEFORE = _phrases(
    """
    led by
    lead by
    to be led by
    will be led by
    jointly led by
    co-led by
    owned by
    to be owned by
    taken forward by
    to be taken forward by
    followed up by
    to be followed up by
    coordinated by
    co-ordinated by
    to be coordinated by
    actioned by
    to be actioned by
    progressed by
    to be progressed by
    overseen by
    to be overseen by
    to be completed by
    assigned to
    allocated to
    action by
    actions by
    """
)
# Before a colon, a dash or an equals sign and the names ("Lead officer: Sarah").
LABELS = _phrases(
    """
    lead
    leads
    joint lead
    joint leads
    co-leads
    lead officer
    lead officers
    lead person
    lead professional
    lead name
    lead agency
    lead agencies
    lead partner
    lead organisation
    lead service
    lead manager
    lead responsible
    lead responsibility
    lead for this
    lead for this action
    lead for action
    lead on this
    named lead
    named leads
    named person
    named officer
    action lead
    action leads
    action owner
    action owners
    owner
    owners
    responsible
    responsible person
    responsible persons
    responsible officer
    responsible officers
    responsible lead
    responsible agency
    person responsible
    persons responsible
    officer responsible
    responsibility
    resp
    accountable
    accountable lead
    accountable officer
    accountable person
    assigned to
    allocated to
    delegated to
    action holder
    arweinydd
    """
)
# The same, but only before a colon and only if names of people follow: these words also introduce other things.
WEAK_LABELS = _phrases(
    """
    action
    actions
    action by
    by
    by whom
    who
    who by
    whom
    for action
    for action by
    contact
    """
)
# Where the words after a label end.
VALUE_ENDS = frozenset(
    [
        "by",
        "due",
        "deadline",
        "date",
        "timescale",
        "timeframe",
        "target",
        "review",
        "completion",
        "when",
        "before",
        "until",
        "support",
        "supported",
    ]
)
