"""Words that layouts choose among, as different people head their columns."""

from __future__ import annotations

from tests.bench.reading.answers import letters_of, names_of, rating_of

PLANS = {"red": "get to amber", "amber": "get to green", "green": "sustain performance", "not_yet_known": "find out"}
FILLS = {
    "plain": {"red": "#FF0000", "amber": "#FFC000", "green": "#00B050"},
    "pale": {"red": "#F4CCCC", "amber": "#FFE8B3", "green": "#D9EAD3"},
    "council": {"red": "#C0504D", "amber": "#F79646", "green": "#9BBB59"},
    "web": {"red": "#E63946", "amber": "#FFBF00", "green": "#2A9D3F"},
}
COLOUR_WORDS = {"red": "Red", "amber": "Amber", "green": "Green", "not_yet_known": "Not yet known"}
RATING_LABELS = (
    "Current overall rating: {}", "Overall rating: {}", "Overall: {}", "Current Overall Rating – {}",
    "Overall judgement: {}",
)  # fmt: skip
TURNED = {"Amber/Red": ("Amber/Red", "Red/Amber", "amber-red", "Amber / Red", "R/A"),
          "Green/Amber": ("Green/Amber", "Amber/Green", "amber-green", "Green / Amber", "A/G")}  # fmt: skip


def finding_heads(rng):
    """How the columns of findings and of actions are headed, by colour: two functions."""
    finding = rng.choice(
        (
            "{COLOUR} Traffic Light Rating", "Traffic light rating: {Colour}", "{COLOUR}", "{Colour} findings",
            "{Colour} – what we found", "Rated {colour}",
        )
    )  # fmt: skip
    plan = rng.choice(
        ("Action plan to {plan}", "Action Plan to {plan}", "Actions to {plan}", "To {plan}", "ACTION PLAN TO {PLAN}")
    )
    return (
        lambda colour: _filled(finding, colour),
        lambda colour: _filled(plan, colour),
    )


def _filled(words, colour):
    word, plan = COLOUR_WORDS[colour], PLANS[colour]
    if colour == "not_yet_known":
        words = words.replace("Rated {colour}", "{colour}").replace(" Traffic Light Rating", "")
    return words.format(colour=word.lower(), Colour=word, COLOUR=word.upper(), plan=plan, PLAN=plan.upper())


def level_words(framework, sheet, rng):
    """A heading for a sheet: "Target: Level 1", "Level 1 – How we respond …", "Leadership and policy"."""
    domain, level, _ = names_of(framework, sheet + "/-") if "/" in sheet else (*names_of(framework, sheet)[:1], "", "")
    if not level:
        return domain
    strapline = _strapline(framework, sheet)
    return rng.choice((f"{domain} – {level}", f"{domain}: {level}", f"{domain}, {level}: {strapline}"))


def _strapline(framework, sheet):
    domain_key, level_key = sheet.split("/")
    domain = next(one for one in framework.domains if one.key == domain_key)
    level = next(one for one in domain.levels if one.key == level_key)
    return framework.said(level.strapline, "en")


def rating_words(framework, overall, rng, form="words"):
    """A rating as somebody writes it; "" for none."""
    if form == "letters":
        return letters_of(framework, overall)
    word = rating_of(framework, overall)
    return rng.choice(TURNED.get(word, (word,))) if word else ""


def stage_words(framework, at, rng):
    """A stage's name as somebody writes it in a table."""
    name = names_of(framework, at)[2]
    return rng.choice((name, name.upper()))
